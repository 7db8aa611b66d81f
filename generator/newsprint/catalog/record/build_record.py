"""What the last build printed: every page in the output, what it read, and how its file and folder were left.

What a build prints is recorded while it is printed, in a transaction that ends when it is in place. Which pages are
printed is the plan's business (:mod:`newsprint.catalog.record.build_plan`), whose tables are read here. Nothing here
knows what a page is: pages are bytes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from newsprint.catalog.record import page_names
from newsprint.catalog.record.build_plan import LEAVING
from newsprint.catalog.streams import Read

_LEAST, _MOST = -(2**63), 2**63 - 1
_encode = msgspec.msgpack.Encoder().encode
_decode_reads = msgspec.msgpack.Decoder(list[tuple[str, int, int, int]]).decode

PrintedPage = tuple[str, int, bytes, int, int, bytes, tuple[bytes, ...]]
"""A page as it was printed.

Its file, what has to be done with it (0, :data:`~newsprint.catalog.record.build_plan.REPLACED` or ``NEW``), its reads,
encoded, its file's size and time, the digest of its bytes (:func:`~newsprint.base.files.short_digest`), and its
warnings, encoded.
"""


class BuildRecord:
    """The record in an open catalog."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._last = 0

    def begin(self) -> None:
        """Forget the pages that are gone, and those that are to be printed. Inside a transaction.

        A page that is left out for a problem stays forgotten, so that it is reported again until it is fixed.
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
        """Record planned pages that were printed. Inside the transaction of :meth:`begin`."""
        numbered = list(enumerate(printed, self._last + 1))
        self._last += len(numbered)
        connection = self._connection
        # "OR FAIL" costs less than what stands there without it: being ready to take back rows before one that fails.
        connection.executemany(
            "INSERT OR FAIL INTO page SELECT ?, file, page, subject, ?, ?, ? FROM planned WHERE file = ?",
            [(number, size, modified, digest, file) for number, (file, _, _, size, modified, digest, _) in numbered],
        )
        reads = [(*read, number) for number, each in numbered for read in _decode_reads(each[2])]
        connection.executemany("INSERT INTO read VALUES (?, ?, ?, ?, ?)", sorted(reads))
        warnings = [(number, problem) for number, each in numbered for problem in each[6]]
        connection.executemany("INSERT INTO page_warning VALUES (?, ?)", warnings)

    def note_folders(self, folders: Iterable[tuple[str, int | None]]) -> None:
        """Record the times of folders; None for one that is gone. Inside a transaction."""
        rows = list(folders)
        self._connection.executemany("DELETE FROM folder WHERE path = ?", [(path,) for path, _ in rows])
        self._connection.executemany("INSERT INTO folder VALUES (?, ?)", [row for row in rows if row[1] is not None])

    def forget(self) -> None:
        """Forget everything: the next build prints every page. Inside a transaction."""
        for table in ("page", "page_name", "read", "page_warning", "folder", "change"):
            self._connection.execute(f"DELETE FROM {table}")

    def pages(self) -> int:
        """How many pages are recorded.

        Ask when what was printed is: pages that are gone, or were left out for a mistake, do not count then.
        """
        number: int = self._connection.execute("SELECT count(*) FROM page").fetchone()[0]
        return number

    def files(self) -> Iterator[tuple[str, int, int]]:
        """File, size and time of modification of every recorded page."""
        rows: Iterator[tuple[str, int, int]] = self._connection.execute("SELECT file, size, modified FROM page")
        return rows

    def digest_of(self, file: str) -> bytes:
        """The digest of the bytes of the recorded page ``file`` (:func:`newsprint.base.files.short_digest`)."""
        digest: bytes = self._connection.execute("SELECT digest FROM page WHERE file = ?", (file,)).fetchone()[0]
        return digest

    def folders(self) -> dict[str, int]:
        """The recorded folders of the output, with their times of modification."""
        return dict(self._connection.execute("SELECT path, modified FROM folder"))


def encode_reads(reads: Iterable[Read]) -> bytes:
    """``reads`` as the record keeps them."""
    return _encode(sorted(map(_row, reads)))


def _row(read: Read) -> tuple[str, int, int, int]:
    since = _LEAST if read.since is None else read.since
    until = _MOST if read.until is None else read.until
    return read.stream, until, since, read.sensitivity
