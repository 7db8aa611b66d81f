"""The budgets of hosts: how much of what they accept a site uses, and by what.

The limits are those that the hosts document (November 2026):

- GitHub Pages: "Published GitHub Pages sites may be no larger than 1 GB"; a larger one may not be served.
  https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits
- git at GitHub: "GitHub blocks files larger than 100 MiB".
  https://docs.github.com/en/repositories/working-with-files/managing-large-files/about-large-files-on-github
- Cloudflare Pages: 20,000 files in the free plan, 100,000 in paid ones; 25 MiB for a file.
  https://developers.cloudflare.com/pages/platform/limits/

Object storage and folders have no limit that a site could reach.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from newsprint.base.errors import RefusedError
from newsprint.config.targets import TargetSettings
from newsprint.deploy.built.shipment import BuiltFile
from newsprint.kinds.stages import Role

MEGABYTE = 1024 * 1024
"""Bytes."""

_WARNING = 80  # percent
_SHOWN = 5
_NAMES = {"renditions": "renditions of pictures", "assets": "pictures and other files", "pages": "pages"}
_SMALLER = "To stay below that, declare fewer widths for the picture roles in theme.toml, or publish to object storage."


class Limit(Struct, frozen=True):
    """The most that ``host`` accepts of one ``measure``: files, bytes of the whole site, or bytes of one file."""

    host: str
    measure: Literal["files", "size", "file_size"]
    most: int


class Share(Struct, frozen=True):
    """A part of a site: its number of ``files``, and their ``size`` in bytes.

    ``name`` is ``renditions``, ``assets`` (pictures below ``/media/``, documents, static files, files of the theme) or
    ``pages`` (everything else).
    """

    name: str
    files: int
    size: int


class Usage(Struct, frozen=True):
    """How much of ``limit`` a site uses; ``large`` are the files that use most of a limit for one file."""

    limit: Limit
    used: int
    large: tuple[str, ...] = ()

    @property
    def percent(self) -> int:
        """The used part of the limit in per cent, rounded down."""
        return self.used * 100 // self.limit.most


GITHUB_PAGES = Limit("GitHub Pages", "size", 1024 * MEGABYTE)
GIT_FILE = Limit("GitHub", "file_size", 100 * MEGABYTE)
"""GitHub refuses a push with a larger file."""

CLOUDFLARE_PAGES = (
    Limit("Cloudflare Pages", "files", 20_000),
    Limit("Cloudflare Pages", "file_size", 25 * MEGABYTE),
)


def limits_for(targets: Collection[TargetSettings]) -> tuple[Limit, ...]:
    """Return the limits of the hosts of ``targets``.

    Without a target another program publishes the output, such as a workflow: then these are the limits of all hosts.
    """
    if not targets:
        return GITHUB_PAGES, *CLOUDFLARE_PAGES
    return (GITHUB_PAGES, GIT_FILE) if any(target.at_github for target in targets) else ()


def shares(files: Mapping[str, BuiltFile]) -> tuple[Share, ...]:
    """Return the parts of the site with these ``files``."""
    counts, sizes = dict.fromkeys(_NAMES, 0), dict.fromkeys(_NAMES, 0)
    names = {Role.RENDITION: "renditions", Role.ASSET: "assets"}
    for file in files.values():
        name = names.get(file.role, "pages")
        counts[name] += 1
        sizes[name] += file.size
    return tuple(Share(name, counts[name], sizes[name]) for name in _NAMES)


def usages(files: Mapping[str, BuiltFile], limits: Collection[Limit]) -> tuple[Usage, ...]:
    """Return how much of ``limits`` the site with these ``files`` uses."""
    return tuple(_usage(files, limit) for limit in limits)


def _usage(files: Mapping[str, BuiltFile], limit: Limit) -> Usage:
    sizes = [file.size for file in files.values()]
    if limit.measure == "files":
        return Usage(limit, len(sizes))
    if limit.measure == "size":
        return Usage(limit, sum(sizes))
    least = limit.most * _WARNING / 100
    large = sorted((path for path, file in files.items() if file.size >= least), key=lambda path: -files[path].size)
    return Usage(limit, max(sizes, default=0), tuple(large))


def warnings(files: Mapping[str, BuiltFile], limits: Collection[Limit]) -> Iterator[str]:
    """Yield a sentence for each of ``limits`` of which the site with these ``files`` uses at least 80 %."""
    for usage in usages(files, limits):
        if usage.percent >= _WARNING:
            yield _warning(usage, files)


def check_large_files(files: Mapping[str, BuiltFile]) -> None:
    """Raise RefusedError if GitHub refuses a push with one of ``files``."""
    large = [path for path in sorted(files) if files[path].size > GIT_FILE.most]
    if large:
        named = ", ".join(f'"{path}" ({_megabytes(files[path].size)})' for path in large[:_SHOWN])
        more = f" and {len(large) - _SHOWN:,} more" if len(large) > _SHOWN else ""
        raise RefusedError(
            f"GitHub accepts no file over {_megabytes(GIT_FILE.most)}: {named}{more}. Nothing was changed.\n"
            "Publish large files elsewhere, and link to them"
        )


def _warning(usage: Usage, files: Mapping[str, BuiltFile]) -> str:
    limit, percent = usage.limit, f"{usage.percent:,} %"
    if limit.measure == "file_size":
        named = ", ".join(f'"{path}" has {_megabytes(files[path].size)}' for path in usage.large[:_SHOWN])
        more = f", and {len(usage.large) - _SHOWN:,} more are nearly as large" if len(usage.large) > _SHOWN else ""
        most = f"{limit.host} accepts files of up to {_megabytes(limit.most)}"
        return f"{most}: {named} ({percent}){more}. Publish large files elsewhere, and link to them."
    parts = [share for share in shares(files) if share.files]
    if limit.measure == "files":
        used = ", ".join(f"{share.files:,} {_NAMES[share.name]}" for share in parts)
        most = f"{limit.host} publishes up to {limit.most:,} files, more in some plans"
        return f"{most}, and this site has {usage.used:,} ({percent}): {used}. {_SMALLER}"
    used = ", ".join(f"{_megabytes(share.size)} in {share.files:,} {_NAMES[share.name]}" for share in parts)
    most = f"{limit.host} publishes sites of up to {_megabytes(limit.most)}"
    return f"{most}, and this one has {_megabytes(usage.used)} ({percent}): {used}. {_SMALLER}"


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.0f} MB"
