"""The consequences of edits since the build: which files must not be deployed, and why.

The catalog may or may not contain the edits (``newsprint status`` updates it). So every file that may have changed is
compared with the digest that it had when the site was built.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from newsprint.base.errors import ContentError
from newsprint.base.files import contents, digest, short_digest
from newsprint.catalog.record.former import Former, former_files
from newsprint.catalog.record.last_build import held_back
from newsprint.catalog.streams import ALL
from newsprint.catalog.visibility import listed
from newsprint.config.site import SiteConfig
from newsprint.content.files.sources import Changes, Source
from newsprint.content.reader import MAX_FILE_BYTES
from newsprint.content.records import Instant
from newsprint.content.states import State, state_of
from newsprint.content.types import TYPES, file_type_of
from newsprint.kinds.files.raw_sources import without_source
from newsprint.kinds.kind import Page
from newsprint.kinds.registry import FILE_KINDS
from newsprint.media.refusal import RefusedFileError

_INVALID = "has a problem now, so it is not known whether readers may see it"
_REPLACED = "was replaced by another file"
_STATES = {State.DRAFT: "is a draft now", State.EXPIRED: "has expired"}
_AMONG = "IN (SELECT value FROM json_each(?))"
_PATHS = "SELECT path FROM source"
_FACTS = f"SELECT path, on_disk, modified, size, changed, inode FROM source WHERE path {_AMONG}"
_DIGESTS = f"SELECT path, digest FROM source WHERE path {_AMONG}"
_SIZES = f"SELECT path, size FROM source WHERE path {_AMONG}"
_COPIES = f"SELECT subject, page, digest FROM page WHERE subject {_AMONG}"
_PAGES = "SELECT DISTINCT subject FROM page"
_VISIBLE = "SELECT path FROM standing WHERE NOT hidden"
_HIDDEN = f"""SELECT path FROM article WHERE id IN (
    SELECT id FROM article WHERE draft
    UNION SELECT id FROM article WHERE NOT visible AND published > :now
    UNION SELECT article FROM entry WHERE stream = '{ALL}' AND published > :now
    UNION SELECT id FROM article WHERE expires <= :now
) UNION ALL SELECT path FROM standing WHERE draft"""
_NONE: Mapping[str, int] = {}

Texts = Mapping[str, bytes | None]
"""Bytes of files by path; None for one that cannot be read, or is too large for a story."""


class Edits(Struct, frozen=True):
    """What was edited since the build.

    ``hidden`` are files that may not be shipped as they were built, with the reason. ``others`` is the number of other
    edited files. ``undone`` are stories and pages whose files are again as they were built, although the catalog has
    another version: readers may see them.
    """

    hidden: tuple[tuple[str, str], ...]
    others: int
    undone: frozenset[str] = frozenset()


class _Copy(Struct, frozen=True):
    """A published picture or other file: its page, and the digest of its published bytes."""

    page: Page
    digest: bytes


def judged(connection: sqlite3.Connection, root: Path, config: SiteConfig, changes: Changes, now: Instant) -> Edits:
    """Return the consequences of edits since the build, as of ``now``.

    ``changes`` are those since the last scan of the content folder ``root``; the catalog has those before it.
    """
    before = former_files(connection)
    touched = _touched(connection, changes, before)
    there = (set(_column(connection, _PATHS)) - set(changes.removed)) | touched.keys()
    texts = _texts(connection, before)
    copies = _copies(connection, {*touched, *changes.removed, *before})
    data = {path: _contents(root, source) for path, source in touched.items() if source.file_type in TYPES}
    edited = _edited(connection, before, data)
    hidden = dict.fromkeys((texts | copies.keys()) - there, "was deleted")
    seen = set()  # stories that readers may see, by their files of now
    for path in texts & data.keys():
        reason = _reason(touched[path], data[path], config, now)
        if not reason:
            seen.add(path)
        elif reason is not _INVALID or path in edited:  # an unchanged file is invalid only because of the settings
            hidden[path] = reason
    for path in texts.intersection(_column(connection, _HIDDEN, {"now": now})) - seen:
        hidden.setdefault(path, "is hidden from readers now")
    for path in copies.keys() & touched.keys():
        if reason := _reason_of_copy(root, touched[path], copies[path], config):
            hidden[path] = reason
    gone = {path for path in {*changes.removed, *before} - there if path not in before or before[path].digest}
    others = {*edited, *_other_files(connection, changes.suspects), *gone} - hidden.keys() - copies.keys()
    return Edits(tuple(sorted(hidden.items())), len(others), frozenset((seen & before.keys()) - edited))


def _column(connection: sqlite3.Connection, query: str, values: Mapping[str, int] = _NONE) -> Iterator[str]:
    return (row[0] for row in connection.execute(query, values))


def _touched(connection: sqlite3.Connection, changes: Changes, before: Iterable[str]) -> dict[str, Source]:
    """Return the files of now that may differ from what was built, by path."""
    suspects = {source.path: source for source in changes.suspects}
    known = set(before) - suspects.keys() - set(changes.removed)
    return {**suspects, **{row[0]: Source(*row) for row in connection.execute(_FACTS, listed(known))}}


def _texts(connection: sqlite3.Connection, before: Mapping[str, Former]) -> set[str]:
    """Return the paths of the stories, standing pages and profiles that were built.

    The record lists the page of a profile under its author's stream, so the catalog is asked which were shown.
    """
    shipped = {path for path in _column(connection, _PAGES) if file_type_of(path) in TYPES}
    shipped.update(set(_column(connection, _VISIBLE)) - before.keys())
    shipped.update(path for path, former in before.items() if former.shown)
    return shipped


def _copies(connection: sqlite3.Connection, paths: Iterable[str]) -> dict[str, _Copy]:
    """Return those of ``paths`` that were published as pictures, documents or static files."""
    rows = connection.execute(_COPIES, (json.dumps(sorted(paths)),))
    decode = msgspec.msgpack.Decoder(Page).decode
    pages = ((path, decode(page), name) for path, page, name in rows)
    return {path: _Copy(page, name) for path, page, name in pages if page.kind in FILE_KINDS}


def _edited(connection: sqlite3.Connection, before: Mapping[str, Former], data: Texts) -> set[str]:
    """Return the stories and pages in ``data`` that differ from what was built."""
    known = {**dict(connection.execute(_DIGESTS, listed(data))), **{path: each.digest for path, each in before.items()}}
    held = held_back(connection)
    names = {path: "" if text is None else digest(text) for path, text in data.items()}
    return {path for path, name in names.items() if not name or name not in (known.get(path), held.get(path))}


def _contents(root: Path, source: Source) -> bytes | None:
    if source.size > MAX_FILE_BYTES:
        return None
    try:
        return contents(root / source.name_on_disk)
    except OSError:
        return None


def _reason(source: Source, data: bytes | None, config: SiteConfig, now: Instant) -> str:
    """Return why readers may not see a built story or page as its file is now; empty if they may."""
    from newsprint.content.reader import read
    from newsprint.content.reading_results import ReadingError

    if data is None:
        return _INVALID
    try:
        state = state_of(read(source.path, data, config).content, now)
    except ReadingError:
        return _INVALID
    return "" if state is State.PUBLISHED else _STATES.get(state, f"is {state} now")


def _reason_of_copy(root: Path, source: Source, copy: _Copy, config: SiteConfig) -> str:
    """Return why a picture or other file may not be shipped as built.

    Returns an empty text if a build would publish the same bytes now.
    """
    may_run = config.markdown.raw_html == "allowed"
    try:
        data = without_source(contents(root / source.name_on_disk), source.path)
        kind = FILE_KINDS[copy.page.kind]
        now = kind.published(data, source.path, may_run=may_run, linked=copy.page.linked).data
    except (OSError, ContentError, RefusedFileError):
        return _REPLACED
    return "" if short_digest(now) == copy.digest else _REPLACED


def _other_files(connection: sqlite3.Connection, suspects: Iterable[Source]) -> Iterator[str]:
    """Yield the pictures and other files among ``suspects`` that are new or have another size."""
    others = {source.path: source for source in suspects if source.file_type not in TYPES}
    sizes = dict(connection.execute(_SIZES, listed(others)))
    return (path for path, source in others.items() if sizes.get(path) != source.size)
