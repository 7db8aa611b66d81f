"""Read-only copies of the catalog, for readers on other machines.

SQLite's write-ahead log needs memory that is shared by processes of one machine, and its locks are unreliable on
network file systems. A copy that is complete before it is opened, and never written again, needs neither.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from newsprint.catalog.database import FILE_NAME, Catalog, read_catalog
from newsprint.catalog.record.build_record import BuildRecord
from newsprint.machine.state import checked

_NAMES = "snapshot-*.sqlite"


@contextmanager
def snapshot_of(catalog: Catalog) -> Iterator[Path]:
    """Yield the path of a temporary copy of ``catalog``, in the same folder. Raises OSError, sqlite3.Error.

    Copies left by killed builds are deleted first; the caller has the outlet's lock.
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
    """Create the catalog in ``folder``, if there is none, as a copy of the one in the folder ``source``.

    A preview then need not read files that a build has read. The record of the build's output is left out. If the
    other catalog cannot be read, nothing is copied. Raises OSError.
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
            BuildRecord(copy).forget()
            copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error:
        unfinished.unlink(missing_ok=True)
        return
    unfinished.replace(target)


def read_snapshot(path: Path) -> Catalog:
    """Open the copy at ``path``, without locks and without a log.

    The file is read and not mapped into memory: if it is deleted on its own machine while it is read here, the reader
    gets an error instead of a crash. Several threads may use the connection, one at a time. Raises sqlite3.Error.
    """
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA mmap_size = 0")
    return Catalog(connection, path, writes=False)
