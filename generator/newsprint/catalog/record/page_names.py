"""The names of planned pages: two pages never share one, and no name is a folder that another page needs.

A name is a path at which some disk or store would find the page: its file, and for a few pages also the file in lower
case (some disks ignore case) or without its ending (some stores serve ``ferry.html`` at ``/ferry``).
Other names of planned pages are in the temporary table ``planned_name``, those of recorded pages in ``page_name``.
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
_SAME_FILE = f"""SELECT file FROM planned WHERE file IN (SELECT value FROM json_each(:wanted)) UNION ALL
                SELECT file FROM page WHERE file IN (SELECT value FROM json_each(:wanted)) AND {_STAYS}"""
_SAME_NAME = f"""SELECT file FROM planned_name
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
"""The file of a page, and the page's other names."""


def prepare(connection: sqlite3.Connection) -> None:
    """Create the temporary table of a plan."""
    connection.execute("CREATE TEMP TABLE planned_name (name TEXT, file TEXT, PRIMARY KEY (name, file)) WITHOUT ROWID")


def note_names(connection: sqlite3.Connection, pages: Iterable[Named]) -> None:
    """Add the other names of planned ``pages``."""
    rows = [(name, file) for file, names in pages for name in names]
    if rows:
        connection.executemany("INSERT OR IGNORE INTO planned_name VALUES (?, ?)", rows)


def keep_recorded_names(connection: sqlite3.Connection, file: str) -> None:
    """Give a recorded page that is planned unchanged the names that it had."""
    connection.execute("INSERT OR IGNORE INTO planned_name SELECT name, file FROM page_name WHERE file = ?", (file,))


def forget_names(connection: sqlite3.Connection) -> None:
    """Delete the other names of all planned pages."""
    connection.execute("DELETE FROM planned_name")


def is_disputed(connection: sqlite3.Connection) -> bool:
    """Return whether two pages have the same name, or one has the name of a folder of another; all are planned."""
    return any(connection.execute(query).fetchone() for query in _DISPUTES)


def owner(connection: sqlite3.Connection, file: str) -> bytes | None:
    """Return the planned or unchanged page that has this file, or None."""
    row = connection.execute(_OWNER, {"file": file}).fetchone()
    return row[0] if row else None


def rival_of(connection: sqlite3.Connection, page: Named) -> str | None:
    """Return the file of a planned or unchanged page that uses a name or a folder of ``page``, or None.

    Pages with the same file as ``page`` are not searched for: see :func:`owner`.
    """
    file, names = page
    folders = folders_of(file)
    values = {"file": file, "wanted": json.dumps([*folders, *names]), "names": json.dumps([file, *names, *folders])}
    for query in (_SAME_FILE, _SAME_NAME):
        if found := connection.execute(query, values).fetchone():
            return str(found[0])
    below = (connection.execute(_BELOW, {"name": name}).fetchone() for name in (file, *names))
    return next((str(found[0]) for found in below if found), None)


def keep_names(connection: sqlite3.Connection) -> None:
    """Replace the recorded names of planned pages. Call it inside a transaction."""
    connection.execute("DELETE FROM page_name WHERE file IN (SELECT file FROM gone UNION ALL SELECT file FROM planned)")
    connection.execute("INSERT INTO page_name SELECT name, file FROM planned_name")


def folders_of(file: str) -> list[str]:
    """Return the folders that ``file`` needs: no page can have a file of such a name."""
    parts = file.split("/")[:-1]
    return ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
