"""A look at the content folder: the files that are there, what the catalog knew of them, and which of them changed.

A build looks at everything. A preview, which is told where something happened, looks just there: what an edit costs
must not depend on how large the archive is.
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
from newsprint.catalog.sync.link_targets import AllNames, KnownNames, Names
from newsprint.catalog.sync.visibility import WITH_PATHS, listed
from newsprint.config.site import SiteConfig
from newsprint.content.files.sources import Changes, Known, Source, compare, find_sources, find_sources_at, settled
from newsprint.content.files.unread_files import unread_stories
from newsprint.content.types import TYPES, kind_of
from newsprint.problems.levels import errors_of

_LINKS = "symbolic links"
"""The fact that says whether the content folder has some: what they lead to is seen in two places, and one is told."""

VISIBILITY = "settings of visibility"
"""The fact that names the settings with which visibility was read: see :func:`visibility_settings`."""

Noted = dict[str, Known]
"""What is noted of content files, by path."""

_NOTED = "SELECT path, on_disk, modified, size, changed, inode FROM source"
_AT_OR_BELOW = f"""{_NOTED}
                  WHERE path = ?1 OR (path > ?1 || '/' AND path < ?1 || '0')"""  # 0 is what follows the slash


@dataclass(frozen=True, slots=True)
class Scan:
    """What a look found; ``known`` is what the catalog noted of the files that were looked for, by path.

    ``problems`` have paths relative to the content folder. ``others`` finds files that were not looked for. ``whole``
    if everything was looked at.
    """

    found: list[Source]
    known: Noted
    problems: list[Problem]
    names: Names
    others: Callable[[Collection[str]], list[Source]]
    whole: bool

    @property
    def changes(self) -> Changes:
        """Which files changed, came or went. Those that could not be looked at are not gone."""
        changes = compare(self.found, self.known)
        unread = tuple(problem.path for problem in errors_of(self.problems))
        if not unread:
            return changes
        below_unread = tuple(f"{path}/" for path in unread)
        gone = (
            path
            for path in changes.removed
            if kind_of(path) not in TYPES or (path not in unread and not path.startswith(below_unread))
        )
        return replace(changes, removed=tuple(gone))

    def sources(self, paths: set[str]) -> list[Source]:
        """The files at ``paths``, in the order of their paths."""
        here = [source for source in self.found if source.path in paths]
        missing = paths - {source.path for source in here}
        return sorted([*here, *self.others(missing)]) if missing else here


def scan(catalog: Catalog, root: Path, names: Collection[str] | None) -> Scan:
    """A look at what lies at ``names`` (below the content folder ``root``, as the disk spells them) and deeper.

    At everything if there are no names, or if they do not tell all that changed. Inside a transaction.
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
    """Return a name of the settings that decide, with what a file says, whether readers may see a story."""
    return digest(msgspec.json.encode([config.content, config.site.timezone]))


def noted(connection: sqlite3.Connection) -> Noted:
    """What is noted of every content file."""
    return {path: (name, *facts) for path, name, *facts in connection.execute(_NOTED)}


def _time_of_files(catalog: Catalog, root: Path) -> int | None:
    """The time by the clock of the file system of ``root`` (nanoseconds), read off the folder of ``catalog``.

    None if that lies on another file system, which may be another machine's.
    """
    folder = catalog.path.parent
    try:
        os.utime(folder)
        facts = os.stat(folder)
        return facts.st_ctime_ns if facts.st_dev == os.stat(root).st_dev else None
    except OSError:
        return None


def _scan_at(catalog: Catalog, root: Path, names: Collection[str]) -> Scan:
    """A look at what lies at ``names``. Raises LookupError or UnicodeEncodeError if that is not enough."""
    if any("\\" in name for name in names):  # as messages show names that cannot be shown
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


def places(connection: sqlite3.Connection, names: Iterable[str]) -> list[str | None]:
    """The addresses that the articles of the files at ``names`` claim, or nothing; None for what is no known file.

    If an edit leaves these as they are, it leaves the mistakes of other files: what they lead to is where it was, and
    so are the articles that claim their addresses.
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
    """``names``, and the other files that would have the same path: accents can be encoded in two ways."""
    spelt = {name for name in names if name.isascii()}
    for name in {*names, *(on_disk for on_disk, *_ in known.values())} - spelt:
        spelt.add(name)
        forms = {form: unicodedata.normalize(form, name) for form in ("NFC", "NFD")}
        spelt |= {other for other in forms.values() if other != name and _is_another(root / other, root / name)}
    return spelt


def _is_another(path: Path, known: Path) -> bool:
    """Whether there is a file at ``path`` which is not the one at ``known``: to some systems both are one name."""
    try:
        return not os.path.samefile(path, known)
    except OSError:
        return os.path.exists(path)
