"""The names of planned pages: each is unique, and none is also the name of a folder of another page.

A page has the name of its file, and sometimes other names, which belong to it as well: some disks know no capital
letters, and some stores keep a page without the ending of its file. Few pages have other names; those of the plan are
in the temporary table ``planned_name``, those of recorded pages in ``page_name``.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

_STAYS = "file NOT IN (SELECT file FROM gone)"
_OWNER = f"""SELECT page FROM planned WHERE file = :file UNION ALL
             SELECT page FROM page WHERE file = :file AND {_STAYS}"""
_BELOW = f"""SELECT file FROM planned WHERE file > :name || '/' AND file < :name || '0' UNION ALL
             SELECT file FROM page WHERE file > :name || '/' AND file < :name || '0' AND {_STAYS}"""  # "0" follows "/"
_HOLDERS = f"""SELECT file FROM planned WHERE file IN (SELECT value FROM json_each(:wanted)) UNION ALL
               SELECT file FROM page WHERE file IN (SELECT value FROM json_each(:wanted)) AND {_STAYS}"""
_NAMESAKES = f"""SELECT file FROM planned_name
                     WHERE name IN (SELECT value FROM json_each(:names)) AND file <> :file UNION ALL
                 SELECT file FROM page_name
                     WHERE name IN (SELECT value FROM json_each(:names)) AND file <> :file AND {_STAYS}
                     AND file IN (SELECT file FROM page) AND file NOT IN (SELECT file FROM planned)"""
_FILE_AND_FOLDER = """SELECT 1 FROM {0} AS file WHERE EXISTS (
    SELECT 1 FROM planned AS inside WHERE inside.file > file.{1} || '/' AND inside.file < file.{1} || '0')"""
_DISPUTES = (
    _FILE_AND_FOLDER.format("planned", "file"),
    _FILE_AND_FOLDER.format("planned_name", "name"),
    "SELECT 1 FROM planned_name JOIN planned ON planned.file = name AND planned.file <> planned_name.file",
    "SELECT 1 FROM planned_name GROUP BY name HAVING count(*) > 1",
)

Named = tuple[str, tuple[str, ...]]
"""A page's file, and its other names."""


def prepare(connection: sqlite3.Connection) -> None:
    """Make ready for a plan."""
    connection.execute("CREATE TEMP TABLE planned_name (name TEXT, file TEXT, PRIMARY KEY (name, file)) WITHOUT ROWID")


def note_names(connection: sqlite3.Connection, pages: Iterable[Named]) -> None:
    """Note the other names of planned ``pages``."""
    rows = [(name, file) for file, names in pages for name in names]
    if rows:
        connection.executemany("INSERT OR IGNORE INTO planned_name VALUES (?, ?)", rows)


def keep_recorded_names(connection: sqlite3.Connection, file: str) -> None:
    """A recorded page is planned as it was: it has the names that it had."""
    connection.execute("INSERT OR IGNORE INTO planned_name SELECT name, file FROM page_name WHERE file = ?", (file,))


def forget_names(connection: sqlite3.Connection) -> None:
    """Nothing is planned."""
    connection.execute("DELETE FROM planned_name")


def is_disputed(connection: sqlite3.Connection) -> bool:
    """Whether two pages of a plan of all pages have one name, or one has that of a folder of another's."""
    return any(connection.execute(query).fetchone() for query in _DISPUTES)


def owner(connection: sqlite3.Connection, file: str) -> bytes | None:
    """The page, of the plan or one that stays, that has this file; None if there is none."""
    row = connection.execute(_OWNER, {"file": file}).fetchone()
    return row[0] if row else None


def rival_of(connection: sqlite3.Connection, page: Named) -> str | None:
    """The file of a page, in the plan or one that stays, that has a name or a folder of ``page`` for its own.

    Whether another page has the very file of ``page`` is not asked here: see :func:`owner`.
    """
    file, names = page
    folders = folders_of(file)
    values = {"file": file, "wanted": json.dumps([*folders, *names]), "names": json.dumps([file, *names, *folders])}
    for query in (_HOLDERS, _NAMESAKES):
        if found := connection.execute(query, values).fetchone():
            return str(found[0])
    below = (connection.execute(_BELOW, {"name": name}).fetchone() for name in (file, *names))
    return next((str(found[0]) for found in below if found), None)


def keep_names(connection: sqlite3.Connection) -> None:
    """Record the names of planned pages in place of those that they had. Inside a transaction."""
    connection.execute("DELETE FROM page_name WHERE file IN (SELECT file FROM gone UNION ALL SELECT file FROM planned)")
    connection.execute("INSERT INTO page_name SELECT name, file FROM planned_name")


def folders_of(file: str) -> list[str]:
    """The folders that ``file`` needs: no page can be a file of such a name."""
    parts = file.split("/")[:-1]
    return ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
