"""Content files as the last complete build had them, where a sync has found something else since.

A sync outside a build, or in a build that fails, updates the catalog to the content but not to the output. To know what
is in the output, one needs the earlier state of the catalog.
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
    """A content file as a build had it.

    ``digest`` is empty for a file that was not there, and for pictures and other files that a sync does not read.
    ``shown`` says whether readers saw the standing page or the profile of this file.
    """

    digest: str
    shown: bool


def note_former(connection: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Record what the catalog contains for the files at ``paths`` before it changes. Inside a transaction.

    What is noted already stays. Nothing is noted while there is no page in the output.
    """
    if _has_pages(connection):
        connection.execute(_NOTE, (json.dumps(list(paths)),))


def note_all_former(connection: sqlite3.Connection) -> None:
    """Like :func:`note_former`, for every file that the catalog knows."""
    if _has_pages(connection):
        connection.execute(_NOTE_ALL)


def forget_former(connection: sqlite3.Connection) -> None:
    """Forget all of it: a build is complete. Inside a transaction."""
    connection.execute("DELETE FROM former")


def former_files(connection: sqlite3.Connection) -> dict[str, Former]:
    """Return what was noted since the last complete build, by path."""
    rows = connection.execute("SELECT path, digest, shown FROM former")
    return {path: Former(digest, bool(shown)) for path, digest, shown in rows}


def _has_pages(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM page").fetchone() is not None
