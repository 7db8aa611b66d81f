"""The earlier state of content files that changed since the last complete build.

A sync outside a build, or in a build that fails, updates the catalog to the content but not to the output. Only the
earlier state of the catalog shows what is in the output.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

_NOTE = """INSERT OR IGNORE INTO former
    SELECT value, coalesce(source.digest, ''), coalesce(NOT standing.hidden, 0)
    FROM json_each(?) LEFT JOIN source ON source.path = value LEFT JOIN standing ON standing.path = value"""
_NOTE_ALL = """INSERT OR IGNORE INTO former
    SELECT path, digest, coalesce(NOT standing.hidden, 0) FROM source LEFT JOIN standing USING (path)"""


class Former(NamedTuple):
    """A content file as it was in the last complete build.

    ``digest`` is empty for a file that did not exist, and for pictures and other files that a sync does not read.
    ``shown`` is true if readers saw the standing page or the profile of this file.
    """

    digest: str
    shown: bool


def note_former(connection: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Record the state of the files at ``paths`` before the catalog changes. Call it inside a transaction.

    A state that is already recorded is kept. Nothing is recorded while the output has no page.
    """
    if _has_pages(connection):
        connection.execute(_NOTE, (json.dumps(list(paths)),))


def note_all_former(connection: sqlite3.Connection) -> None:
    """Do the same as :func:`note_former` for every file in the catalog."""
    if _has_pages(connection):
        connection.execute(_NOTE_ALL)


def forget_former(connection: sqlite3.Connection) -> None:
    """Delete all recorded states, since a build is complete. Call it inside a transaction."""
    connection.execute("DELETE FROM former")


def former_files(connection: sqlite3.Connection) -> dict[str, Former]:
    """Return the states recorded since the last complete build, by path."""
    rows = connection.execute("SELECT path, digest, shown FROM former")
    return {path: Former(digest, bool(shown)) for path, digest, shown in rows}


def _has_pages(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM page").fetchone() is not None
