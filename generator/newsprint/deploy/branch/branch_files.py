"""The files of a GitHub Pages branch: the site's own, and two that GitHub reads (.nojekyll, CNAME)."""

from __future__ import annotations

from collections.abc import Container, Mapping

from msgspec import Struct

from newsprint.base.errors import DeployError, RefusedError
from newsprint.base.files import contents, digest, explained
from newsprint.config.site import SiteTable
from newsprint.deploy.built.shipment import Shipment

NO_JEKYLL = ".nojekyll"
DOMAIN = "CNAME"

_GITHUB = ".github.io"


class BranchSite:
    """The files of a shipment, and those ``extras`` whose names it does not use.

    ``files`` are their sorted paths.
    """

    def __init__(self, shipment: Shipment, extras: Mapping[str, bytes]) -> None:
        self._shipment = shipment
        self._extras = {name: data for name, data in extras.items() if name not in shipment.files}
        self.files = tuple(sorted([*shipment.files, *self._extras]))

    def read(self, file: str) -> bytes:
        """Return the bytes of ``file``.

        Raises DeployError if it cannot be read, RefusedError if it is not what the build wrote.
        """
        if file in self._extras:
            return self._extras[file]
        again = self._shipment.again
        try:
            data = contents(self._shipment.path_of(file))
        except OSError as error:
            raise DeployError(
                f'"{file}" in the output cannot be read ({explained(error)}); the branch was not changed: {again}'
            ) from error
        if digest(data) != self._shipment.files[file].digest:
            raise RefusedError(
                f'"{file}" in the output was changed after the last build; the branch was not changed: {again}'
            )
        return data

    def size(self, file: str) -> int:
        """Return the size of ``file`` in bytes."""
        return len(self._extras[file]) if file in self._extras else self._shipment.files[file].size


class Domain(Struct, frozen=True):
    """The site's own domain, ``host`` (empty: none); with None it is not known, and the branch's CNAME is kept."""

    host: str | None

    @property
    def stays(self) -> Container[str]:
        """The files of the branch that are not deleted if the site lacks them."""
        return (DOMAIN,) if self.host is None else ()

    @property
    def extras(self) -> dict[str, bytes]:
        """The files for GitHub beside the site: one that turns Jekyll off, and one with the domain."""
        domain = {DOMAIN: f"{self.host}\n".encode()} if self.host else {}
        return {NO_JEKYLL: b"", **domain}


def domain_of(cname: str | None, site: SiteTable) -> Domain:
    """Return the domain in ``cname`` (empty: none); if that is None, the host of the site's URL.

    A URL on ``github.io`` has no domain of its own; nor has one with a path: that is a project under the domain of its
    account, and a project must have no ``CNAME``.
    """
    if cname is not None:
        return Domain(cname)
    own = "." in site.host and not site.host.endswith(_GITHUB) and not site.prefix
    return Domain(site.host if own else None)
