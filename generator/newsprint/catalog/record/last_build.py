"""The imprint: what the catalog notes of the last complete build, whatever has happened to the catalog since."""

from __future__ import annotations

import sqlite3

import msgspec
from msgspec import Struct

from newsprint.catalog.database import Catalog
from newsprint.content.article import Instant

OUTPUT = "output"
"""The fact that names the output folder of which the record is."""

UNFINISHED = "unfinished"
"""The fact that the output is not, or may not be, as a complete build left it."""

SETTLED = "settled"
"""The fact that says when the output was as the build left it: by the clock of its file system, in nanoseconds."""

_BUILT = "built"
_HELD_BACK = "held back"


class Imprint(Struct, frozen=True):
    """A complete build: as of when, with drafts or without, and the commit that was checked out, if there was one.

    The catalog's own facts of these names are of its last sync, which needs not have been a build's.
    """

    as_of: Instant
    drafts: bool
    commit: str | None = None


def note_imprint(catalog: Catalog, imprint: Imprint) -> None:
    """Note that a build is complete. Inside a transaction; the same imprint again writes nothing."""
    catalog.note(_BUILT, msgspec.json.encode(imprint).decode())
    catalog.drop(UNFINISHED)


def note_held_back(catalog: Catalog) -> None:
    """Note which files the build held back, as they are: what was published of them stays. Inside a transaction."""
    rows = catalog.connection.execute("SELECT path, substr(digest, 2) FROM source WHERE digest > '!' AND digest < '\"'")
    held = dict(rows.fetchall())
    catalog.note(_HELD_BACK, msgspec.json.encode(held).decode()) if held else catalog.drop(_HELD_BACK)


def held_back(connection: sqlite3.Connection) -> dict[str, str]:
    """The digests of the files that the last complete build held back. Raises sqlite3.Error, msgspec.DecodeError."""
    row = connection.execute("SELECT value FROM fact WHERE name = ?", (_HELD_BACK,)).fetchone()
    return msgspec.json.decode(row[0], type=dict[str, str]) if row else {}


def settled_at(connection: sqlite3.Connection) -> int:
    """When the output was left; 0, before every time, if that is not known. Raises sqlite3.Error, ValueError."""
    row = connection.execute("SELECT value FROM fact WHERE name = ?", (SETTLED,)).fetchone()
    return int(row[0]) if row else 0


def read_imprint(catalog: Catalog) -> Imprint | None:
    """The last complete build; None if there was none, or if another one was begun since.

    Raises sqlite3.Error and msgspec.DecodeError.
    """
    built = catalog.fact(_BUILT)
    return msgspec.json.decode(built, type=Imprint) if built and catalog.fact(UNFINISHED) is None else None
