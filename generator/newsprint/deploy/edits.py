"""Edits of the content since the build: no story is shipped that its file hides now, or that has none any more.

A deploy ships what was built. An editor who makes a story a draft, gives it an embargo or deletes it does not want it
shipped, whether or not the site was built since. Other edits are no reason to wait: they are counted.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from newsprint.articles.article import Instant
from newsprint.articles.reader import MAX_FILE_BYTES
from newsprint.articles.sources import Changes, Kind, Source, compare, find_sources, kind_of
from newsprint.articles.states import State, state_of
from newsprint.catalog.edition import listed
from newsprint.catalog.imprint import held_back
from newsprint.catalog.look import READ_KINDS, VISIBILITY, noted, visibility_settings
from newsprint.catalog.streams import ALL
from newsprint.config import SiteConfig
from newsprint.deploy.look import elsewhere
from newsprint.deploy.memory import catalog_of
from newsprint.errors import RefusedError
from newsprint.files import contents, digest

_SHOWN = 5
_MISTAKEN = "has a mistake now, so whether readers may see it is not known"
_STATES = {State.DRAFT: "is a draft now", State.EXPIRED: "has expired"}
_PATHS = "SELECT path FROM source"
_DIGESTS = "SELECT path, digest FROM source WHERE path IN (SELECT value FROM json_each(?))"
_SIZES = "SELECT path, size FROM source WHERE path IN (SELECT value FROM json_each(?))"
_NONE: Mapping[str, int] = {}
_PAGES = "SELECT DISTINCT subject FROM page"
_VISIBLE = "SELECT path FROM standing WHERE NOT hidden"
_HIDDEN = f"""SELECT path FROM article WHERE id IN (
    SELECT id FROM article WHERE draft
    UNION SELECT id FROM article WHERE NOT visible AND published > :now
    UNION SELECT article FROM entry WHERE stream = '{ALL}' AND published > :now
    UNION SELECT id FROM article WHERE expires <= :now
) UNION ALL SELECT path FROM standing WHERE draft"""

FindEdits = Callable[[], "Edits"]
"""Gives the edits; it waits for the end of the scan."""


class Edits(Struct, frozen=True):
    """What was edited since the build: files that readers may not see now, with the reason; how many others."""

    hidden: tuple[tuple[str, str], ...]
    others: int


@contextmanager
def edits_since(folder: Path, config: SiteConfig, now: Instant) -> Iterator[FindEdits]:
    """Scan the content of the outlet in ``folder``, and compare it with what was built, as of ``now``.

    What is given has to be called inside the context. The caller holds the outlet's lock. Raises RefusedError if there
    is no content folder.
    """
    root = folder / config.content.root
    if not root.is_dir():
        raise RefusedError(
            f"there is no content folder {root}, so which stories were hidden since the build is not known: "
            "nothing was changed. Deploy where the content is"
        )
    with catalog_of(folder) as catalog:
        files = catalog.connection.execute("SELECT count(*) FROM source").fetchone()[0]
        all_files = catalog.fact(VISIBILITY) != visibility_settings(config)
    task = f"from {__name__} import tell; tell({str(folder.absolute())!r}, {str(root.absolute())!r}, {all_files})"

    def find() -> Edits:
        with catalog_of(folder) as current:
            return judged(current.connection, root, config, scanned(), now)

    with elsewhere(task, files, Changes, lambda: scan(folder, root, all_files)) as scanned:
        yield find


def scan(folder: Path, root: Path, all_files: bool) -> Changes:
    """The files below the content folder ``root`` that may differ from what the catalog has, and those that went.

    ``all_files`` may differ if the settings do with which they were read.
    """
    with catalog_of(folder) as catalog:
        known = noted(catalog.connection)
    found = find_sources(root).sources
    changes = compare(found, known)
    return replace(changes, suspects=tuple(found)) if all_files else changes


def tell(folder: str, root: str, all_files: bool) -> None:
    """What another process does: it scans, and writes what it found into the pipe to the first one."""
    data = msgspec.json.encode(scan(Path(folder), Path(root), all_files))
    with open(1, "wb", closefd=False) as pipe:
        pipe.write(data)


def judged(connection: sqlite3.Connection, root: Path, config: SiteConfig, changes: Changes, now: Instant) -> Edits:
    """What ``changes`` since the last scan of a build mean for what was built, as of ``now``."""
    shipped = {path for path in _column(connection, _PAGES) if kind_of(path) in READ_KINDS}
    shipped.update(_column(connection, _VISIBLE))
    suspects = {source.path: source for source in changes.suspects}
    there = (set(_column(connection, _PATHS)) - set(changes.removed)) | suspects.keys()
    edited = _edited(connection, root, suspects)
    hidden = dict.fromkeys(shipped - there, "was deleted")
    for path in shipped & edited.keys():
        if reason := _reason(suspects[path], edited[path], config, now):
            hidden[path] = reason
    for path in (shipped & suspects.keys()) - edited.keys():  # the settings may hide them now
        reason = _reason(suspects[path], _contents(root, suspects[path]), config, now)
        if reason not in ("", _MISTAKEN):  # a mistake of theirs is one of the settings
            hidden[path] = reason
    for path in shipped.intersection(_column(connection, _HIDDEN, {"now": now})) - edited.keys():
        hidden.setdefault(path, "is hidden from readers now")
    others = {*edited, *_other_files(connection, suspects), *changes.removed} - hidden.keys()
    return Edits(tuple(sorted(hidden.items())), len(others))


def _column(connection: sqlite3.Connection, query: str, values: Mapping[str, int] = _NONE) -> Iterator[str]:
    return (row[0] for row in connection.execute(query, values))


def _edited(connection: sqlite3.Connection, root: Path, suspects: Mapping[str, Source]) -> dict[str, bytes | None]:
    """The stories and pages among ``suspects`` that hold something else than when they were built, with their bytes.

    None for one that cannot be read, or is too large for a story.
    """
    known = dict(connection.execute(_DIGESTS, listed(suspects)))
    held = held_back(connection)
    edited: dict[str, bytes | None] = {}
    for path, source in suspects.items():
        if source.kind in READ_KINDS:
            data = _contents(root, source)
            name = "" if data is None else digest(data)
            if name not in (known.get(path), held.get(path)):
                edited[path] = data
    return edited


def _contents(root: Path, source: Source) -> bytes | None:
    if source.size > MAX_FILE_BYTES:
        return None
    try:
        return contents(root / source.name_on_disk)
    except OSError:
        return None


def _reason(source: Source, data: bytes | None, config: SiteConfig, now: Instant) -> str:
    """Why readers may not see what the file of a story or page that was built holds now; empty if they may."""
    from newsprint.articles.reader import ReadingError, read_article, read_standing

    if data is None:
        return _MISTAKEN
    try:
        if source.kind is not Kind.ARTICLE:
            draft = read_standing(source.path, source.kind, data, config).content.draft
            return "is a draft now" if draft else ""
        state = state_of(read_article(source.path, data, config).content, now)
    except ReadingError:
        return _MISTAKEN
    return "" if state is State.PUBLISHED else _STATES.get(state, f"is {state} now")


def _other_files(connection: sqlite3.Connection, suspects: Mapping[str, Source]) -> Iterator[str]:
    """The pictures and other files among ``suspects`` that are new or have another size."""
    sizes = dict(connection.execute(_SIZES, listed(suspects)))
    for path, source in suspects.items():
        if source.kind not in READ_KINDS and sizes.get(path) != source.size:
            yield path


def refusal(edits: Edits, root: str, again: str) -> RefusedError:
    """The error that hidden files are: which, why, and what to do."""
    lines = [f"  {root}/{path} {reason}" for path, reason in edits.hidden[:_SHOWN]]
    if len(edits.hidden) > _SHOWN:
        lines.append(f"  and {len(edits.hidden) - _SHOWN:,} more")
    return RefusedError(
        "the last build shows what readers may not see any more: nothing was changed.\n"
        + "\n".join(lines)
        + f"\nThe site was not built since: {again}"
    )


def others_in_words(edits: Edits) -> str:
    """What is noted of the other edits."""
    if edits.others == 1:
        return "1 file of the content was changed since the build, and is not in it"
    return f"{edits.others:,} files of the content were changed since the build, and are not in it"
