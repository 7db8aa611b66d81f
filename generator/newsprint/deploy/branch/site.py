"""What a branch of GitHub Pages is to hold: the site's files, and two that GitHub itself reads."""

from __future__ import annotations

from collections.abc import Container, Mapping

from msgspec import Struct

from newsprint.base.errors import DeployError, RefusedError
from newsprint.base.files import contents, digest, explained
from newsprint.config.site import SiteTable
from newsprint.deploy.built.shipment import Shipment

NO_JEKYLL = ".nojekyll"
DOMAIN = "CNAME"
MAX_FILE_SIZE = 100 * 1024 * 1024
"""Bytes. GitHub refuses a push with a larger file."""

_GITHUB = ".github.io"


class BranchSite:
    """The files of a shipment and, unless these have such names, ``extras``: by their paths, in order."""

    def __init__(self, shipment: Shipment, extras: Mapping[str, bytes]) -> None:
        self._shipment = shipment
        self._extras = {name: data for name, data in extras.items() if name not in shipment.files}
        self.files = tuple(sorted([*shipment.files, *self._extras]))

    def read(self, file: str) -> bytes:
        """The bytes of ``file``. Raises DeployError if it is gone."""
        if file in self._extras:
            return self._extras[file]
        try:
            return contents(f"{self._shipment.output}/{file}")
        except OSError as error:
            raise DeployError(
                f'"{file}" of the output cannot be read ({explained(error)}): nothing was changed. Build again'
            ) from error

    def read_as_built(self, file: str) -> bytes:
        """The bytes of ``file``. Raises DeployError if it is gone, RefusedError if it is not as the build wrote it."""
        data = self.read(file)
        if file not in self._extras and digest(data) != self._shipment.files[file].digest:
            raise RefusedError(
                f'"{file}" of the output is not as the last build wrote it: nothing was changed. Build again'
            )
        return data

    def size(self, file: str) -> int:
        """How many bytes ``file`` has."""
        return len(self._extras[file]) if file in self._extras else self._shipment.files[file].size

    def check_sizes(self) -> None:
        """Raise RefusedError if a file is too large for GitHub."""
        large = [file for file in self.files if self.size(file) > MAX_FILE_SIZE]
        if large:
            named = ", ".join(f'"{file}" ({self.size(file) / 1024 / 1024:,.0f} MB)' for file in large[:5])
            raise RefusedError(f"GitHub takes no file of over 100 MB: {named}. Nothing was changed")


class Domain(Struct, frozen=True):
    """The site's own domain, if it is known to have one; else None, and what the branch says of it stays."""

    host: str | None

    @property
    def stays(self) -> Container[str]:
        """The files of the branch that are left alone if the site has none such."""
        return (DOMAIN,) if self.host is None else ()

    @property
    def extras(self) -> dict[str, bytes]:
        """What GitHub reads beside the site: that it is ready as it is, and its domain."""
        domain = {DOMAIN: f"{self.host}\n".encode()} if self.host else {}
        return {NO_JEKYLL: b"", **domain}


def domain_of(cname: str | None, site: SiteTable) -> Domain:
    """The domain that ``cname`` tells (empty: none), or else the site's own URL.

    A URL on ``github.io`` tells none; nor does one with a path, which is that of a project under the domain of an
    account, and GitHub wants no ``CNAME`` in a project.
    """
    if cname is not None:
        return Domain(cname)
    own = "." in site.host and not site.host.endswith(_GITHUB) and not site.prefix
    return Domain(site.host if own else None)
