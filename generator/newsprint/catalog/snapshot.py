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

from newsprint.catalog.catalog import Catalog

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
