"""Scan the content folder: find the files, their earlier state in the catalog, and which of them changed.

A build scans the whole folder. A preview, which gets the paths of edited files, scans only these: the cost of an edit
must not depend on the size of the archive.
"""

from __future__ import annotations

import os
import sqlite3
import unicodedata
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec
from msgspec.structs import replace

from newsprint.base.errors import Problem
from newsprint.base.files import digest
from newsprint.catalog.database import Catalog
from newsprint.catalog.link_targets import AllNames, KnownNames, Names
from newsprint.catalog.visibility import WITH_PATHS, listed
from newsprint.config.site import SiteConfig
from newsprint.content.files.sources import Changes, Known, Source, compare, find_sources, find_sources_at, settled
from newsprint.content.files.unread_files import unread_stories
from newsprint.content.types import TYPES, file_type_of
from newsprint.problems.levels import errors_of

_LINKS = "symbolic links"
"""The fact that says whether the content folder has some. With links, a preview must scan the whole folder: a file may
be at two paths, and an edit is reported for only one of them."""

VISIBILITY = "settings of visibility"
"""The fact with the digest of the settings for visibility: see :func:`visibility_settings`."""

Noted = dict[str, Known]
"""The state of content files in the catalog, by path."""

_NOTED = "SELECT path, on_disk, modified, size, changed, inode FROM source"
_AT_OR_BELOW = f"""{_NOTED}
                  WHERE path = ?1 OR (path > ?1 || '/' AND path < ?1 || '0')"""  # "0" follows "/"


@dataclass(frozen=True, slots=True)
class Scan:
    """The result of a scan; ``known`` is the earlier state, in the catalog, of the scanned files, by path.

    ``problems`` have paths relative to the content folder. ``others`` finds files that were not scanned. ``whole`` is
    true if the whole content folder was scanned.
    """

    found: list[Source]
    known: Noted
    problems: list[Problem]
    names: Names
    others: Callable[[Collection[str]], list[Source]]
    whole: bool

    @property
    def changes(self) -> Changes:
        """Return the files that were changed, added or deleted; files that could not be scanned are not deleted."""
        changes = compare(self.found, self.known)
        unread = tuple(problem.path for problem in errors_of(self.problems))
        if not unread:
            return changes
        below_unread = tuple(f"{path}/" for path in unread)
        gone = (
            path
            for path in changes.removed
            if file_type_of(path) not in TYPES or (path not in unread and not path.startswith(below_unread))
        )
        return replace(changes, removed=tuple(gone))

    def sources(self, paths: set[str]) -> list[Source]:
        """Return the files at ``paths``, in the order of their paths."""
        here = [source for source in self.found if source.path in paths]
        missing = paths - {source.path for source in here}
        return sorted([*here, *self.others(missing)]) if missing else here


def scan(catalog: Catalog, root: Path, names: Collection[str] | None) -> Scan:
    """Scan the files and folders ``names`` (below the content folder ``root``, as the disk spells them).

    Scan the whole content folder if ``names`` is None, or if other files may have changed as well. Call it inside a
    transaction.
    """
    if names is not None and catalog.fact(_LINKS) == "none":
        with suppress(LookupError, UnicodeEncodeError):
            return _scan_at(catalog, root, names)
    now = _time_of_files(catalog, root)
    found = find_sources(root)
    catalog.note(_LINKS, "some" if found.links else "none")
    sources = settled(found.sources, now)
    problems = [*found.problems, *unread_stories(root, found.sources)]
    return Scan(sources, noted(catalog.connection), problems, AllNames(sources), lambda paths: [], whole=True)


def visibility_settings(config: SiteConfig) -> str:
    """Return the digest of the settings that decide, together with a file's contents, whether a story is visible."""
    return digest(msgspec.json.encode([config.content, config.site.timezone]))


def noted(connection: sqlite3.Connection) -> Noted:
    """Return the state of every content file in the catalog, by path."""
    return {path: (name, *facts) for path, name, *facts in connection.execute(_NOTED)}


def _time_of_files(catalog: Catalog, root: Path) -> int | None:
    """Return the time by the clock of the file system of ``root`` (nanoseconds), taken from the folder of ``catalog``.

    None if that folder is on another file system, which may be that of another machine.
    """
    folder = catalog.path.parent
    try:
        os.utime(folder)
        facts = os.stat(folder)
        return facts.st_ctime_ns if facts.st_dev == os.stat(root).st_dev else None
    except OSError:
        return None


def _scan_at(catalog: Catalog, root: Path, names: Collection[str]) -> Scan:
    """Scan the files and folders ``names``. Raises LookupError or UnicodeEncodeError if that is not enough."""
    if any("\\" in name for name in names):  # an escape, as in messages, for a name that cannot be shown
        raise LookupError
    connection, now = catalog.connection, _time_of_files(catalog, root)
    known = _known_at(connection, names)
    found = find_sources_at(root, _spelt(root, names, known))
    if found.links:
        raise LookupError

    def others(paths: Collection[str]) -> list[Source]:
        rows = connection.execute(f"SELECT on_disk FROM source WHERE {WITH_PATHS}", listed(paths))
        return settled(find_sources_at(root, [name for (name,) in rows]).sources, now)

    sources = settled(found.sources, now)
    problems = [*found.problems, *unread_stories(root, found.sources)]
    return Scan(sources, known, problems, KnownNames(connection, sources), others, whole=False)


def urls_of(connection: sqlite3.Connection, names: Iterable[str]) -> list[str | None]:
    """Return, for each of ``names``, the URL path of its article, empty for another file, None for an unknown one.

    An edit that does not change these does not change the problems of other files: the files to which they link, and
    the articles with their addresses, are where they were.
    """
    query = "SELECT coalesce(url, '') FROM source LEFT JOIN article USING (path) WHERE source.path = ?"
    return [row[0] if (row := connection.execute(query, (name,)).fetchone()) else None for name in names]


def _known_at(connection: sqlite3.Connection, names: Iterable[str]) -> Noted:
    known: Noted = {}
    for name in names:
        path = unicodedata.normalize("NFC", name)
        rows = connection.execute(_AT_OR_BELOW, (path,))
        known.update((path, (on_disk, *facts)) for path, on_disk, *facts in rows)
    return known


def _spelt(root: Path, names: Iterable[str], known: Noted) -> set[str]:
    """Return ``names``, and other names with the same normalised path: accents can be encoded in two ways."""
    spelt = {name for name in names if name.isascii()}
    for name in {*names, *(on_disk for on_disk, *_ in known.values())} - spelt:
        spelt.add(name)
        forms = {form: unicodedata.normalize(form, name) for form in ("NFC", "NFD")}
        spelt |= {other for other in forms.values() if other != name and _is_another(root / other, root / name)}
    return spelt


def _is_another(path: Path, known: Path) -> bool:
    """Return whether ``path`` is a file other than the one at ``known``: some systems treat both names as the same."""
    try:
        return not os.path.samefile(path, known)
    except OSError:
        return os.path.exists(path)
