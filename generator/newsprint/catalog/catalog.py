"""Opening the catalog: one file, one writer, thrown away and made again whenever it cannot be trusted."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

FILE_NAME = "catalog.sqlite"


class Catalog:
    """An open catalog. Use :func:`open_catalog` or :func:`read_catalog`; close it, or use it as a context manager."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path

    def __enter__(self) -> Catalog:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; an open transaction is rolled back."""
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All statements inside happen, or none."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield self.connection
        except BaseException:
            if self.connection.in_transaction:  # on a full disk SQLite has rolled back by itself
                self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def fact(self, name: str) -> str | None:
        """What the catalog notes about itself under ``name``, or None."""
        row = self.connection.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def note(self, name: str, value: str) -> None:
        """Note a fact, inside a transaction."""
        self.connection.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))

    def drop(self, name: str) -> None:
        """Forget a fact, inside a transaction."""
        self.connection.execute("DELETE FROM fact WHERE name = ?", (name,))


def open_catalog(folder: Path) -> Catalog:
    """The catalog in ``folder``, for its one writer; the caller holds the outlet's lock.

    A missing catalog is made; one of another version, or a damaged one, is deleted and made again. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE_NAME
    try:
        return Catalog(_opened(path), path)
    except sqlite3.DatabaseError as error:
        if number := _storage_failure(error):
            raise OSError(number, f"{error}", str(path)) from error
        discard_catalog(folder)
        return Catalog(_opened(path), path)


def read_catalog(path: Path) -> Catalog:
    """The catalog at ``path`` for reading only, beside its writer."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    _tune(connection)
    return Catalog(connection, path)


def discard_catalog(folder: Path) -> None:
    """Delete the catalog's files; the next build makes them again."""
    for suffix in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            (folder / (FILE_NAME + suffix)).unlink()


DAMAGE = (sqlite3.DatabaseError, msgspec.DecodeError)
"""What reading a damaged catalog raises. If it is damage, it may be thrown away: see :func:`is_damage`."""


def is_damage(error: Exception) -> bool:
    """Whether ``error``, one of :data:`DAMAGE`, comes from what the file holds and not from the disk it lies on."""
    if getattr(error, "sqlite_errorname", "") == "SQLITE_ERROR":  # a wrong statement, unless a table is gone
        return "no such" in str(error)
    return _storage_failure(error) is None


def _storage_failure(error: Exception) -> int | None:
    """The error number that tells why the disk cannot be used; None if it is not the disk."""
    name = getattr(error, "sqlite_errorname", "")  # errors of Python's own module have none
    numbers = {
        "SQLITE_READONLY": errno.EROFS,
        "SQLITE_CANTOPEN": errno.EACCES,
        "SQLITE_FULL": errno.ENOSPC,
        "SQLITE_IOERR": errno.EIO,
        "SQLITE_BUSY": errno.EBUSY,
        "SQLITE_LOCKED": errno.EBUSY,
        "SQLITE_PERM": errno.EACCES,
        "SQLITE_NOMEM": errno.ENOMEM,
    }
    return next((number for prefix, number in numbers.items() if name.startswith(prefix)), None)


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        _tune(connection)
        tables = _tables(connection)
        if tables == [("version", "0")]:
            connection.executescript(f"BEGIN;{_schema()}COMMIT;")
        elif tables != _fresh_tables():
            raise sqlite3.DatabaseError("made by another version of Newsprint")
        elif connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("damaged")
    except BaseException:
        connection.close()
        raise
    return connection


def _tune(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA mmap_size = 268435456")


@cache
def _schema() -> str:
    return files("newsprint.catalog").joinpath("schema.sql").read_text(encoding="utf-8")


@cache
def _fresh_tables() -> list[tuple[str, str]]:
    memory = sqlite3.connect(":memory:")
    memory.executescript(_schema())
    tables = _tables(memory)
    memory.close()
    return tables


def _tables(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Every table and index with the statement that made it, and the schema's version."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name").fetchall()
    return [("version", str(version)), *rows]
