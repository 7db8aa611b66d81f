"""A copy of the catalog that nobody writes, for readers on other machines.

SQLite's write-ahead log works through memory that processes of one machine share, and its locks are not to be trusted
on network file systems. A copy that is finished before anybody opens it, and never written again, needs neither.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from newsprint.catalog.database import FILE_NAME, Catalog, read_catalog
from newsprint.machine.state import checked

_NAMES = "snapshot-*.sqlite"


@contextmanager
def snapshot_of(catalog: Catalog) -> Iterator[Path]:
    """The path of a copy of ``catalog`` beside it, for as long as the context lasts. Raises OSError, sqlite3.Error.

    Copies that builds left which were killed are removed first; the caller holds the outlet's lock.
    """
    folder = catalog.path.parent
    for left in folder.glob(_NAMES):
        left.unlink(missing_ok=True)
    path = folder / _NAMES.replace("*", os.urandom(8).hex())
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as copy:
            copy.execute("PRAGMA synchronous = OFF")
            copy.execute("PRAGMA journal_mode = OFF")
            catalog.connection.backup(copy)
        yield path
    finally:
        path.unlink(missing_ok=True)


def take_over(source: Path, folder: Path) -> None:
    """Start the catalog in ``folder``, if there is none, with what the one in the folder ``source`` knows.

    A preview then reads no file that a build has read. What the other one remembers of its output is left out. If it
    cannot be read, nothing is taken over. Raises OSError.
    """
    path, target = source / FILE_NAME, folder / FILE_NAME
    if target.exists() or not path.is_file():
        return
    unfinished = checked(folder / f"{FILE_NAME}.new")
    unfinished.unlink(missing_ok=True)
    try:
        with closing(read_catalog(path)) as known, closing(sqlite3.connect(unfinished, isolation_level=None)) as copy:
            copy.execute("PRAGMA synchronous = OFF")
            known.connection.backup(copy)
            for table in ("page", "read", "folder", "change"):
                copy.execute(f"DELETE FROM {table}")
            copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error:
        unfinished.unlink(missing_ok=True)
        return
    unfinished.replace(target)


def read_snapshot(path: Path) -> Catalog:
    """The copy at ``path``: nothing is locked, and no log is looked for.

    The file is read and not mapped into memory: if it is removed on its own machine while somebody still reads it here,
    that is an error for this reader and not the end of its process. Threads may hand it on to each other, if they take
    turns. Raises sqlite3.Error.
    """
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA mmap_size = 0")
    return Catalog(connection, path, writes=False)
