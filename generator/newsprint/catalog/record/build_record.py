"""The record of the last build: every page in the output, its reads, and the state of its file and folder.

Pages are recorded while they are printed, in a transaction that ends when their files are in place. The plan
(:mod:`newsprint.catalog.record.build_plan`) decides which pages are printed; its tables are read here. This module does
not decode pages: for it they are bytes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from newsprint.catalog.record import page_names
from newsprint.catalog.record.build_plan import LEAVING, within_folder
from newsprint.catalog.streams import Read

_LEAST, _MOST = -(2**63), 2**63 - 1
_encode = msgspec.msgpack.Encoder().encode
_decode_reads = msgspec.msgpack.Decoder(list[tuple[str, int, int, int]]).decode

PrintedPage = tuple[str, int, bytes, int, int, bytes, tuple[bytes, ...]]
"""A printed page.

Its values: its file, how to write it (0 for not at all, :data:`~newsprint.catalog.record.build_plan.REPLACED` or
``NEW``), its reads (encoded), the size and time of its file (nanoseconds), the digest of its bytes
(:func:`~newsprint.base.files.short_digest`), and its warnings (encoded).
"""


class BuildRecord:
    """The record of the last build, in an open catalog."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._last = 0

    def begin(self) -> None:
        """Delete the records of pages that are gone or will be printed. Call it inside a transaction.

        A page that is then left out because of a problem has no record, so the problem is reported until it is fixed.
        """
        connection = self._connection
        page_names.keep_names(connection)
        if connection.execute(f"SELECT 1 FROM page WHERE file NOT IN ({LEAVING})").fetchone():
            for table in ("read", "page_warning"):
                connection.execute(f"DELETE FROM {table} WHERE page IN (SELECT id FROM page WHERE file IN ({LEAVING}))")
            connection.execute(f"DELETE FROM page WHERE file IN ({LEAVING})")
        else:
            for table in ("read", "page_warning", "page"):
                connection.execute(f"DELETE FROM {table}")
        self._last = connection.execute("SELECT max(id) FROM page").fetchone()[0] or 0

    def keep(self, printed: Sequence[PrintedPage]) -> None:
        """Record planned pages that were printed. Call it inside the transaction of :meth:`begin`."""
        numbered = list(enumerate(printed, self._last + 1))
        self._last += len(numbered)
        connection = self._connection
        # "OR FAIL" costs less than the default, "OR ABORT", which must be able to undo the rows before one that fails.
        connection.executemany(
            "INSERT OR FAIL INTO page SELECT ?, file, page, subject, ?, ?, ? FROM planned WHERE file = ?",
            [(number, size, modified, digest, file) for number, (file, _, _, size, modified, digest, _) in numbered],
        )
        reads = [(*read, number) for number, each in numbered for read in _decode_reads(each[2])]
        connection.executemany("INSERT INTO read VALUES (?, ?, ?, ?, ?)", sorted(reads))
        warnings = [(number, problem) for number, each in numbered for problem in each[6]]
        connection.executemany("INSERT INTO page_warning VALUES (?, ?)", warnings)

    def note_folders(self, folders: Iterable[tuple[str, int | None]]) -> None:
        """Record the times of folders (nanoseconds; None for a deleted one). Call it inside a transaction."""
        rows = list(folders)
        self._connection.executemany("DELETE FROM folder WHERE path = ?", [(path,) for path, _ in rows])
        self._connection.executemany("INSERT INTO folder VALUES (?, ?)", [row for row in rows if row[1] is not None])

    def forget(self) -> None:
        """Delete the whole record, so that the next build prints every page and scans the output for files of no page.

        Call it inside a transaction.
        """
        for table in ("page", "page_name", "read", "page_warning", "folder", "change"):
            self._connection.execute(f"DELETE FROM {table}")

    def pages(self, folder: str = "") -> int:
        """Return the number of recorded pages; with ``folder``, of those whose files are in that folder of the output.

        Call it when all printed pages are recorded: then pages that are gone, or left out because of a problem, do not
        count.
        """
        within, values = within_folder(folder)
        where = f" WHERE {within}" if folder else ""  # without a condition, SQLite need not look at each row
        number: int = self._connection.execute(f"SELECT count(*) FROM page{where}", values).fetchone()[0]
        return number

    def files(self) -> Iterator[tuple[str, int, int]]:
        """Yield file, size and time of modification (nanoseconds) of every recorded page."""
        rows: Iterator[tuple[str, int, int]] = self._connection.execute("SELECT file, size, modified FROM page")
        return rows

    def digest_of(self, file: str) -> bytes:
        """Return the digest of the bytes of the recorded page ``file`` (:func:`newsprint.base.files.short_digest`)."""
        digest: bytes = self._connection.execute("SELECT digest FROM page WHERE file = ?", (file,)).fetchone()[0]
        return digest

    def folders(self) -> dict[str, int]:
        """Return the recorded folders of the output, with their times of modification (nanoseconds)."""
        return dict(self._connection.execute("SELECT path, modified FROM folder"))


def encode_reads(reads: Iterable[Read]) -> bytes:
    """Return ``reads`` in the encoded form that :data:`PrintedPage` has."""
    return _encode(sorted(map(_row, reads)))


def _row(read: Read) -> tuple[str, int, int, int]:
    since = _LEAST if read.since is None else read.since
    until = _MOST if read.until is None else read.until
    return read.stream, until, since, read.sensitivity
