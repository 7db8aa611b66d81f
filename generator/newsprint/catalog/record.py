"""The record of what was printed: every page in the output, what it read, and how its file was left.

A build plans in temporary tables: ``planned`` has the pages that it listed or has to print, ``gone`` the files of
recorded pages that there are no more. Pages that are in neither are as the record has them. What is printed is recorded
while it is printed, in a transaction that ends when it is in place. Nothing here knows what a page is: pages are bytes.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

import msgspec
from msgspec import Struct

from newsprint.articles.article import Instant
from newsprint.catalog import claims
from newsprint.catalog.hits import Hits
from newsprint.catalog.streams import Change, Read

_LEAST, _MOST = -(2**63), 2**63 - 1
AT_ONCE = 500
_PLAN = "INSERT OR IGNORE INTO planned (file, page, subject, at) VALUES (?, ?, ?, ?)"
_encode = msgspec.msgpack.Encoder().encode
_decode_reads = msgspec.msgpack.Decoder(list[tuple[str, int, int, int]]).decode

REPLACED, NEW = 1, 2
"""How a file is written: in place of another version, or where there was none."""

Listed = tuple[str, bytes, str, Instant | None, tuple[str, ...]]
"""A page as a kind lists it: its file below the output folder, its bytes, its subject, of when it is, other names."""


PrintedPage = tuple[str, int, bytes, int, int, bytes, tuple[bytes, ...]]
"""A page as it was printed.

Its file, what has to be done with it (0, :data:`REPLACED` or :data:`NEW`), the encoded reads, its file's size and time,
the digest of its bytes (:func:`newsprint.files.short_digest`), and its encoded warnings.
"""


class PlannedPage(Struct, frozen=True):
    """A page that is out of date: its file below the output folder, its bytes, and why.

    ``written`` tells, once it is printed, whether its file had to be written, ``new`` whether there was none.
    """

    file: str
    page: bytes
    reason: str
    written: bool
    new: bool


class Record:
    """The record in an open catalog, and the plan of one build."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.execute(
            """CREATE TEMP TABLE planned (
                   position INTEGER PRIMARY KEY, file TEXT NOT NULL UNIQUE, page BLOB, subject TEXT, at INTEGER,
                   reason TEXT, written INTEGER)"""
        )
        claims.prepare(connection)
        self._last = 0
        connection.execute("CREATE TEMP TABLE gone (file TEXT PRIMARY KEY) WITHOUT ROWID")

    @property
    def empty(self) -> bool:
        """Whether nothing is recorded: after a first start, or after another program wrote the output."""
        return self._connection.execute("SELECT 1 FROM page").fetchone() is None

    def plan_all(self, pages: Iterable[Listed]) -> bool:
        """Plan ``pages``, which are all that there are. False, and nothing is planned, if two claim one file."""
        with self._at_once() as connection:
            listed = 0
            remaining = iter(pages)
            while batch := list(islice(remaining, AT_ONCE)):
                listed += len(batch)
                connection.executemany(_PLAN, [page[:4] for page in batch])
                claims.note_names(connection, ((page[0], page[4]) for page in batch if page[4]))
            planned = connection.execute("SELECT count(*) FROM planned").fetchone()[0]
            if planned < listed or claims.is_disputed(connection):
                return self._plan_nothing()
            self.drop_others()
            return True

    def plan(self, page: Listed) -> bool:
        """Plan one page. False, and nothing is planned, if its file is planned already."""
        claims.note_names(self._connection, [(page[0], page[4])])
        return self._connection.execute(_PLAN, page[:4]).rowcount > 0

    def drop_others(self) -> None:
        """There are no pages but the planned ones."""
        self._connection.execute("INSERT INTO gone SELECT file FROM page WHERE file NOT IN (SELECT file FROM planned)")

    def plan_again(self, listed: Iterable[tuple[str, list[Listed]]]) -> bool:
        """Plan, for each of some subjects, what is listed of it in place of what is recorded; all other pages stay.

        False, and nothing is planned, if two pages claim one file.
        """
        with self._at_once() as connection:
            anew: list[Listed] = []
            for subject, pages in listed:
                known = dict(connection.execute("SELECT file, page FROM page WHERE subject = ?", (subject,)))
                now = {page[0]: page[1] for page in pages}
                if len(now) < len(pages):
                    return self._plan_nothing()
                anew += [page for page in pages if known.get(page[0]) != page[1]]
                connection.executemany("INSERT INTO gone VALUES (?)", [(file,) for file in known.keys() - now.keys()])
            return all(map(self._claim, anew)) or self._plan_nothing()

    def _claim(self, page: Listed) -> bool:
        """Plan ``page`` beside the pages that stay; False if its file is another's, or a folder of another's."""
        file, _, subject, _, names = page
        stays = self.is_planned(file)
        if stays:
            row = self._connection.execute("SELECT subject FROM page WHERE file = ?", (file,)).fetchone()
            if row is None or row[0] != subject:
                return False
        if (names or not stays) and claims.rival_of(self._connection, (file, names)):
            return False
        self._connection.execute("DELETE FROM gone WHERE file = ?", (file,))
        return self.plan(page)

    def _plan_nothing(self) -> bool:
        self._connection.execute("DELETE FROM planned")
        self._connection.execute("DELETE FROM gone")
        claims.forget_names(self._connection)
        return False

    def mark_planned(self, reason_of: Callable[[bytes], str | None]) -> None:
        """Those of the planned pages that ``reason_of`` gives a reason for are out of date."""
        with self._at_once() as connection:
            rows = connection.execute("SELECT position, page FROM planned").fetchall()
            marked = ((reason, position) for position, page in rows if (reason := reason_of(page)))
            connection.executemany("UPDATE planned SET reason = ? WHERE position = ?", marked)

    def mark_new(self, new: str, other: str) -> None:
        """Planned pages that are not recorded are out of date for the reason ``new``, changed ones for ``other``."""
        self._connection.execute(
            "UPDATE planned SET reason = ? WHERE reason IS NULL AND file NOT IN (SELECT file FROM page)", (new,)
        )
        self._connection.execute(
            """UPDATE planned SET reason = ? WHERE reason IS NULL
               AND page <> (SELECT page.page FROM page WHERE page.file = planned.file)""",
            (other,),
        )

    def mark(self, file: str, reason: str) -> None:
        """``file`` is out of date, if it is a page's."""
        planned = self._connection.execute(
            """INSERT OR IGNORE INTO planned (file, page, subject) SELECT file, page, subject FROM page
               WHERE file = :file AND file NOT IN (SELECT file FROM gone)""",
            {"file": file},
        )
        if planned.rowcount:
            claims.stay_called(self._connection, file)
        self._connection.execute("UPDATE planned SET reason = coalesce(reason, ?) WHERE file = ?", (reason, file))

    def mark_hit(self, changes: Iterable[Change]) -> None:
        """Pages that read what changed are out of date; the reason names the change."""
        by_stream: dict[str, list[Change]] = defaultdict(list)
        for change in changes:
            by_stream[change.stream].append(change)
        for stream, happened in by_stream.items():
            hit = Hits(happened)
            rows = self._connection.execute(
                """SELECT file, since, until, sensitivity FROM read JOIN page ON read.page = page.id
                   WHERE stream = ? AND until >= ? AND since <= ?""",
                (stream, hit.first, hit.last),
            ).fetchall()
            for file, since, until, sensitivity in rows:
                if found := hit.within(since, until, sensitivity):
                    self.mark(file, _told(found))

    def out_of_date(self) -> Iterator[PlannedPage]:
        """The pages to print: those of no certain time, then by time, for pages of one time show the same stories."""
        query = "SELECT file, page, reason, written FROM planned WHERE reason IS NOT NULL ORDER BY at, position"
        for file, page, reason, written in self._connection.execute(query):
            yield PlannedPage(file, page, reason, bool(written), written == NEW)

    def begin(self) -> None:
        """Forget the pages that are gone, and those that are to be printed. Inside a transaction.

        A page that is left out for a mistake stays forgotten, so that it is told again until it is mended.
        """
        left = "SELECT file FROM gone UNION ALL SELECT file FROM planned WHERE reason IS NOT NULL"
        connection = self._connection
        claims.keep_names(connection)
        if connection.execute(f"SELECT 1 FROM page WHERE file NOT IN ({left})").fetchone():
            for table in ("read", "page_warning"):
                connection.execute(f"DELETE FROM {table} WHERE page IN (SELECT id FROM page WHERE file IN ({left}))")
            connection.execute(f"DELETE FROM page WHERE file IN ({left})")
        else:
            for table in ("read", "page_warning", "page"):
                connection.execute(f"DELETE FROM {table}")
        self._last = connection.execute("SELECT max(id) FROM page").fetchone()[0] or 0

    def keep(self, printed: Sequence[PrintedPage]) -> None:
        """Record pages that were printed. Inside the transaction of :meth:`begin`."""
        numbered = list(enumerate(printed, self._last + 1))
        self._last += len(numbered)
        connection = self._connection
        connection.executemany(
            "UPDATE planned SET written = ? WHERE file = ?", [(each[1], each[0]) for each in printed]
        )
        # "OR FAIL" costs less than what stands there without it: being ready to take back rows before one that fails.
        connection.executemany(
            "INSERT OR FAIL INTO page SELECT ?, file, page, subject, ?, ?, ? FROM planned WHERE file = ?",
            [(number, size, modified, digest, file) for number, (file, _, _, size, modified, digest, _) in numbered],
        )
        reads = [(*read, number) for number, each in numbered for read in _decode_reads(each[2])]
        connection.executemany("INSERT INTO read VALUES (?, ?, ?, ?, ?)", sorted(reads))
        warnings = [(number, problem) for number, each in numbered for problem in each[6]]
        connection.executemany("INSERT INTO page_warning VALUES (?, ?)", warnings)

    def counts(self) -> tuple[int, dict[str, int]]:
        """How many pages are recorded, and how many were out of date by the first word of their reason.

        Ask when what was printed is recorded: pages that are gone, or were left out for a mistake, do not count then.
        """
        pages: int = self._connection.execute("SELECT count(*) FROM page").fetchone()[0]
        rows = self._connection.execute("SELECT reason, count(*) FROM planned WHERE reason IS NOT NULL GROUP BY reason")
        by_word: dict[str, int] = defaultdict(int)
        for reason, number in rows:
            by_word[reason.split(":")[0]] += number
        return pages, dict(sorted(by_word.items()))

    def outdated(self) -> int:
        """How many pages are out of date."""
        number: int = self._connection.execute("SELECT count(*) FROM planned WHERE reason IS NOT NULL").fetchone()[0]
        return number

    def written(self) -> int:
        """How many of the printed pages were written."""
        number: int = self._connection.execute("SELECT count(*) FROM planned WHERE written").fetchone()[0]
        return number

    def left_out(self) -> list[tuple[str, bytes]]:
        """The files and pages that should have been printed and were not, because of mistakes."""
        query = "SELECT file, page FROM planned WHERE reason IS NOT NULL AND file NOT IN (SELECT file FROM page)"
        return list(self._connection.execute(query))

    def owner(self, file: str) -> bytes | None:
        """The page of this build that has ``file``, or None."""
        return claims.owner(self._connection, file)

    def rival_of(self, page: Listed) -> bytes | None:
        """The page of this build that has the file, a folder or another name of ``page``, which is not planned."""
        file = page[0] if self.is_planned(page[0]) else claims.rival_of(self._connection, (page[0], page[4]))
        return self.owner(file) if file else None

    def is_planned(self, file: str) -> bool:
        """Whether a page of this build has ``file``."""
        return self.owner(file) is not None

    def recorded(self) -> Iterator[tuple[str, int, int]]:
        """File, size and time of modification of every recorded page."""
        rows: Iterator[tuple[str, int, int]] = self._connection.execute("SELECT file, size, modified FROM page")
        return rows

    def digest_of(self, file: str) -> bytes:
        """The digest of the bytes of the recorded page ``file`` (:func:`newsprint.files.short_digest`)."""
        digest: bytes = self._connection.execute("SELECT digest FROM page WHERE file = ?", (file,)).fetchone()[0]
        return digest

    def folders(self) -> dict[str, int]:
        """The recorded folders of the output, with their times of modification."""
        return dict(self._connection.execute("SELECT path, modified FROM folder"))

    def note_folders(self, folders: Iterable[tuple[str, int | None]]) -> None:
        """Record the times of folders; None for one that is gone. Inside a transaction."""
        rows = list(folders)
        self._connection.executemany("DELETE FROM folder WHERE path = ?", [(path,) for path, _ in rows])
        self._connection.executemany("INSERT INTO folder VALUES (?, ?)", [row for row in rows if row[1] is not None])

    def dropped(self) -> list[str]:
        """The files of recorded pages that are planned no more."""
        return [row[0] for row in self._connection.execute("SELECT file FROM gone ORDER BY file")]

    def note(self) -> None:
        """All pages are in place: what changed since the last build is followed. Inside a transaction."""
        self._connection.execute("DELETE FROM change")

    def forget(self) -> None:
        """Forget everything: the next build prints every page. Inside a transaction."""
        for table in ("page", "page_name", "read", "page_warning", "folder", "change"):
            self._connection.execute(f"DELETE FROM {table}")

    @contextmanager
    def _at_once(self) -> Iterator[sqlite3.Connection]:
        """Many statements on the plan as one transaction."""
        self._connection.execute("BEGIN")
        try:
            yield self._connection
        finally:
            self._connection.execute("COMMIT")  # of temporary tables: what they hold after a mistake nobody reads


def encode_reads(reads: Iterable[Read]) -> bytes:
    """``reads`` as the record keeps them."""
    return _encode(sorted(map(_row, reads)))


def _row(read: Read) -> tuple[str, int, int, int]:
    since = _LEAST if read.since is None else read.since
    until = _MOST if read.until is None else read.until
    return read.stream, until, since, read.sensitivity


def _told(change: Change) -> str:
    """A change as a reason."""
    if not change.path:
        return "time: the outlet is seen as of another instant"
    return f"{change.weight.name.lower()}: {change.path}"
