"""Opening the catalog: one file, one writer, thrown away and made again whenever it cannot be trusted."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import msgspec

from newsprint.base.files import digest
from newsprint.catalog.seal import SEAL, is_sealed, put_seal
from newsprint.content.types import declared
from newsprint.machine.state import checked

DAMAGE = (sqlite3.DatabaseError, msgspec.DecodeError, UnicodeDecodeError)
"""What reading a damaged catalog raises. If it is damage, it may be thrown away: see :func:`is_damage`."""

FILE_NAME = "catalog.sqlite"
PAGE_SIZE = 8192
"""Bodies of some kilobytes take half as many steps as with SQLite's own 4,096."""

WRITER_CACHE = 16_000
"""Kilobytes; enough that streams are filled in any order without reading the same pages again and again."""


class Catalog:
    """An open catalog. Use :func:`open_catalog` or :func:`read_catalog`; close it, or use it as a context manager."""

    def __init__(self, connection: sqlite3.Connection, path: Path, *, writes: bool) -> None:
        self.connection = connection
        self.path = path
        self._writes = writes

    def __enter__(self) -> Catalog:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_rest: object) -> None:
        if kind and issubclass(kind, DAMAGE):
            self.connection.close()
        else:
            self.close()

    def close(self) -> None:
        """Close the file; an open transaction is rolled back."""
        self.connection.close()
        if self._writes:
            put_seal(self.path, _schema_digest())

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

    @contextmanager
    def filling(self) -> Iterator[sqlite3.Connection]:
        """A transaction on a catalog that holds nothing yet: its pages are written once, and not to a log first.

        If it is killed in the middle, the file is of no version and is made again. The disk is not waited for: if the
        machine goes down before all of it is written, the seal is one of an earlier run of the machine and does not
        fit. Beside a reader it is a transaction like any other.
        """
        connection = self.connection
        version = _version(connection)
        with suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode = MEMORY")
        alone = connection.execute("PRAGMA journal_mode").fetchone()[0] == "memory"
        if alone:
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA user_version = 0")
        try:
            with self.transaction():
                yield connection
        finally:
            if alone:
                connection.execute(f"PRAGMA user_version = {version}")
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")

    def fact(self, name: str) -> str | None:
        """What the catalog notes about itself under ``name``, or None."""
        row = self.connection.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def note(self, name: str, value: str) -> None:
        """Note a fact, inside a transaction."""
        self.connection.execute(  # an equal value writes nothing, and the disk is not waited for
            """INSERT INTO fact VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value
               WHERE value <> excluded.value""",
            (name, value),
        )

    def drop(self, name: str) -> None:
        """Forget a fact, inside a transaction."""
        self.connection.execute("DELETE FROM fact WHERE name = ?", (name,))


def open_catalog(folder: Path) -> Catalog:
    """The catalog in ``folder``, for its one writer; the caller holds the outlet's lock.

    A missing catalog is made; one of another version, or a damaged one, is deleted and made again. Raises OSError,
    and NewsprintError if something that is no file is in its way.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = _files_in(folder)[0]
    try:
        return Catalog(_connect(path), path, writes=True)
    except DAMAGE as error:
        if number := _storage_failure(error):
            raise OSError(number, f"{error}", str(path)) from error
        discard_catalog(folder)
        return Catalog(_connect(path), path, writes=True)


def read_catalog(path: Path) -> Catalog:
    """The catalog at ``path`` for reading only, beside its writer."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    return Catalog(connection, path, writes=False)


def is_current(catalog: Catalog) -> bool:
    """Whether ``catalog`` has the tables of this version, and was filled to its end. Raises sqlite3.Error."""
    return _tables(catalog.connection) == _fresh_tables()


def discard_catalog(folder: Path) -> None:
    """Delete the catalog's files; the next build makes them again."""
    for path in _files_in(folder):
        path.unlink(missing_ok=True)


def _files_in(folder: Path) -> list[Path]:
    """The catalog's file in ``folder``, and those beside it. Raises NewsprintError if one of them is no file."""
    return [checked(folder / (FILE_NAME + suffix)) for suffix in ("", "-wal", "-shm", SEAL)]


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


def _connect(path: Path) -> sqlite3.Connection:
    sealed = is_sealed(path, _schema_digest())
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute(f"PRAGMA cache_size = -{WRITER_CACHE}")
        connection.execute("PRAGMA temp_store = FILE")  # the plan of a large archive; a small one stays in memory
        if not sealed:
            _create_or_check(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _create_or_check(connection: sqlite3.Connection) -> None:
    """Make the tables of a new file. Raises DatabaseError if it is not new and not a whole catalog of this version."""
    tables = _tables(connection)
    if tables == [("version", "0")]:
        connection.executescript(f"BEGIN;{_schema()}COMMIT;")
    elif tables != _fresh_tables():
        raise sqlite3.DatabaseError("made by another version of Newsprint")
    elif connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise sqlite3.DatabaseError("damaged")


@cache
def _schema() -> str:
    """The tables, and a note of the types of content: what is kept of a file that is of another type now is wrong."""
    tables = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
    return f"{tables}INSERT INTO fact VALUES ('types', '{digest(declared().encode())}');"


@cache
def _schema_digest() -> str:
    return digest(_schema().encode())


@cache
def _fresh_tables() -> list[tuple[str, str]]:
    memory = sqlite3.connect(":memory:")
    memory.executescript(_schema())
    tables = _tables(memory)
    memory.close()
    return tables


def _tables(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Every table and index with the statement that made it, the schema's version, and the types of content."""
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name").fetchall()
    if "fact" in dict(rows):  # a new file has no tables
        rows += connection.execute("SELECT name, value FROM fact WHERE name = 'types'")
    return [("version", str(_version(connection))), *rows]


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version
