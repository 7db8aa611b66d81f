"""Facts about the last complete build, which later syncs do not change."""

from __future__ import annotations

import sqlite3

import msgspec
from msgspec import Struct

from newsprint.catalog.database import Catalog
from newsprint.content.records import Instant

OUTPUT = "output"
"""The fact with the output folder that the record describes."""

UNFINISHED = "unfinished"
"""The fact that the output differs, or may differ, from that of a complete build."""

SETTLED = "settled"
"""The fact with the time at which the build finished the output: by the clock of its file system, in nanoseconds."""

_BUILT = "built"
_HELD_BACK = "held back"


class LastBuild(Struct, frozen=True):
    """A complete build: its instant, whether it showed drafts, and the commit that was checked out, if any.

    The facts of the same names in the catalog describe its last sync, which need not be that of a build.
    """

    as_of: Instant
    drafts: bool
    commit: str | None = None


def note_last_build(catalog: Catalog, last_build: LastBuild) -> None:
    """Record a complete build. Call it inside a transaction; unchanged facts cause no write."""
    catalog.note(_BUILT, msgspec.json.encode(last_build).decode())
    catalog.drop(UNFINISHED)


def note_held_back(catalog: Catalog) -> None:
    """Record the files that the build held back, with their digests. Call it inside a transaction.

    The published versions of these files stay in the output.
    """
    rows = catalog.connection.execute("SELECT path, substr(digest, 2) FROM source WHERE digest > '!' AND digest < '\"'")
    held = dict(rows.fetchall())
    catalog.note(_HELD_BACK, msgspec.json.encode(held).decode()) if held else catalog.drop(_HELD_BACK)


def held_back(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the digests of the files that the last complete build held back, by path.

    Raises sqlite3.Error and msgspec.DecodeError.
    """
    row = connection.execute("SELECT value FROM fact WHERE name = ?", (_HELD_BACK,)).fetchone()
    return msgspec.json.decode(row[0], type=dict[str, str]) if row else {}


def settled_at(connection: sqlite3.Connection) -> int:
    """Return when the output was finished (nanoseconds), or 0 if that is unknown. Raises sqlite3.Error, ValueError."""
    row = connection.execute("SELECT value FROM fact WHERE name = ?", (SETTLED,)).fetchone()
    return int(row[0]) if row else 0


def read_last_build(catalog: Catalog) -> LastBuild | None:
    """Return the last complete build; None if there was none, or if another build started since.

    Raises sqlite3.Error and msgspec.DecodeError.
    """
    built = catalog.fact(_BUILT)
    return msgspec.json.decode(built, type=LastBuild) if built and catalog.fact(UNFINISHED) is None else None
