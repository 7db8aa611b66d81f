"""Open the catalog: one file with one writer, deleted and rebuilt whenever it may be wrong."""

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
"""The exceptions raised by a damaged catalog. Check with :func:`is_damage` before deleting it."""

FILE_NAME = "catalog.sqlite"
PAGE_SIZE = 8192
"""Bytes. Bodies of some kilobytes take half as many steps as with SQLite's default of 4,096."""

WRITER_CACHE = 16_000
"""Kilobytes: enough to fill streams in any order without reading the same pages of the file repeatedly."""


class Catalog:
    """An open catalog, made by :func:`open_catalog` or :func:`read_catalog`.

    Close it, or use it as a context manager.
    """

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
        """Close the file. An open transaction is rolled back."""
        self.connection.close()
        if self._writes:
            put_seal(self.path, _schema_digest())

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Run all statements of the block as one transaction."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield self.connection
        except BaseException:
            if self.connection.in_transaction:  # on a full disk SQLite has already rolled back
                self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    @contextmanager
    def filling(self) -> Iterator[sqlite3.Connection]:
        """Run a transaction on an empty catalog without a log, so that the file is written only once.

        If the process is killed in the middle, the file has no version and is rebuilt by the next one. The transaction
        does not wait for the disk: if the machine goes down before all of it is written, the seal has the boot id of an
        earlier start and does not match. If the catalog has a reader, this is an ordinary transaction.
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
        """Return the value of the catalog's fact ``name``, or None."""
        row = self.connection.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def note(self, name: str, value: str) -> None:
        """Set the fact ``name`` to ``value``. Call it inside a transaction."""
        self.connection.execute(  # an equal value causes no write, so nothing waits for the disk
            """INSERT INTO fact VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value
               WHERE value <> excluded.value""",
            (name, value),
        )

    def drop(self, name: str) -> None:
        """Delete the fact ``name``. Call it inside a transaction."""
        self.connection.execute("DELETE FROM fact WHERE name = ?", (name,))


def open_catalog(folder: Path) -> Catalog:
    """Open the catalog in ``folder`` for writing; the caller has the outlet's lock.

    A missing catalog is created. A damaged one, or one of another version, is replaced by an empty one. Raises OSError,
    and NewsprintError if something other than a file has one of its names.
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
    """Open the catalog at ``path`` read-only; it may have a writer at the same time."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    return Catalog(connection, path, writes=False)


def is_current(catalog: Catalog) -> bool:
    """Return whether ``catalog`` has the tables of this version and was filled completely. Raises sqlite3.Error."""
    return _tables(catalog.connection) == _fresh_tables()


def discard_catalog(folder: Path) -> None:
    """Delete the catalog's files; the next build creates them again."""
    for path in _files_in(folder):
        path.unlink(missing_ok=True)


def _files_in(folder: Path) -> list[Path]:
    """Return the paths of the catalog's files in ``folder``. Raises NewsprintError if one of them is not a file."""
    return [checked(folder / (FILE_NAME + suffix)) for suffix in ("", "-wal", "-shm", SEAL)]


def is_damage(error: Exception) -> bool:
    """Return whether ``error``, one of :data:`DAMAGE`, comes from the file's contents and not from the disk."""
    if getattr(error, "sqlite_errorname", "") == "SQLITE_ERROR":  # a wrong statement, unless a table is missing
        return "no such" in str(error)
    return _storage_failure(error) is None


def _storage_failure(error: Exception) -> int | None:
    """Return the error number for a problem of the disk; None if ``error`` has another cause."""
    name = getattr(error, "sqlite_errorname", "")  # errors of Python's sqlite3 module itself have none
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
    """Create the tables in a new file; check any other file.

    Raises DatabaseError if it is damaged or made by another version.
    """
    tables = _tables(connection)
    if tables == [("version", "0")]:
        connection.executescript(f"BEGIN;{_schema()}COMMIT;")
    elif tables != _fresh_tables():
        raise sqlite3.DatabaseError("made by another version of Newsprint")
    elif connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise sqlite3.DatabaseError("damaged")


@cache
def _schema() -> str:
    """Return the statements for the tables and for a fact that names the types of content.

    With other types of content, rows may have the wrong type, so such a catalog counts as one of another version.
    """
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
    """Return the schema's version, every table and index with its statement, and the fact of the types of content."""
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name").fetchall()
    if "fact" in dict(rows):  # not in a new file
        rows += connection.execute("SELECT name, value FROM fact WHERE name = 'types'")
    return [("version", str(_version(connection))), *rows]


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version
