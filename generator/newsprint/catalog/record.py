"""The record of what was printed: every page in the output, what it read, and how its file was left.

A build plans its pages in a temporary table, marks those that are out of date with a reason, and notes them here when
they are in place. Nothing here knows what a page is: pages are bytes.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import msgspec

from newsprint.catalog.streams import Change, Read, Sensitivity

_LEAST, _MOST = -(2**63), 2**63 - 1
_encode = msgspec.msgpack.Encoder().encode
_decode_reads = msgspec.msgpack.Decoder(list[tuple[str, int, int, int]]).decode


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """A page that is out of date: its file below the output folder, its bytes, and why.

    ``written`` tells, once it is printed, whether its file had to be written.
    """

    file: str
    page: bytes
    reason: str
    written: bool


class Record:
    """The record in an open catalog, and the plan of one build."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.execute(
            """CREATE TEMP TABLE planned (
                   position INTEGER PRIMARY KEY, file TEXT UNIQUE, page BLOB,
                   reason TEXT, written INTEGER, reads BLOB)"""
        )

    @property
    def empty(self) -> bool:
        """Whether nothing is recorded: after a first start, or after another program wrote the output."""
        return self._connection.execute("SELECT 1 FROM page").fetchone() is None

    def plan(self, file: str, page: bytes) -> bytes | None:
        """Plan ``page``. If ``file`` is planned already nothing is, and the page that has it is the answer."""
        cursor = self._connection.execute("INSERT OR IGNORE INTO planned (file, page) VALUES (?, ?)", (file, page))
        return None if cursor.rowcount else self.page_at(file)

    def plan_again(self) -> None:
        """Plan the pages that there were."""
        self._connection.execute("INSERT INTO planned (file, page) SELECT file, page FROM page ORDER BY id")

    def mark_all(self, reason: str) -> None:
        """Every page is out of date."""
        self._connection.execute("UPDATE planned SET reason = ?", (reason,))

    def mark_new(self, new: str, other: str) -> None:
        """Pages that are not recorded are out of date for the reason ``new``, changed ones for ``other``."""
        self._connection.execute(
            "UPDATE planned SET reason = ? WHERE reason IS NULL AND file NOT IN (SELECT file FROM page)", (new,)
        )
        self._connection.execute(
            """UPDATE planned SET reason = ? WHERE reason IS NULL
               AND page <> (SELECT page.page FROM page WHERE page.file = planned.file)""",
            (other,),
        )

    def mark(self, file: str, reason: str) -> None:
        """``file`` is out of date."""
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
        """The pages to print, in the plan's order."""
        query = "SELECT file, page, reason, written FROM planned WHERE reason IS NOT NULL ORDER BY position"
        for file, page, reason, written in self._connection.execute(query):
            yield PlannedPage(file, page, reason, bool(written))

    def keep(self, printed: Iterable[tuple[str, bool, bytes]]) -> None:
        """Keep what came of printing until it is in place: file, whether it is written, encoded reads."""
        rows = [(written, reads, file) for file, written, reads in printed]
        self._connection.executemany("UPDATE planned SET written = ?, reads = ? WHERE file = ?", rows)

    def counts(self) -> tuple[int, dict[str, int]]:
        """How many pages are planned, and how many are out of date by the first word of their reason."""
        planned: int = self._connection.execute("SELECT count(*) FROM planned").fetchone()[0]
        rows = self._connection.execute("SELECT reason, count(*) FROM planned WHERE reason IS NOT NULL GROUP BY reason")
        by_word: dict[str, int] = defaultdict(int)
        for reason, number in rows:
            by_word[reason.split(":")[0]] += number
        return planned, dict(sorted(by_word.items()))

    def page_at(self, file: str) -> bytes:
        """The planned page that has ``file``."""
        page: bytes = self._connection.execute("SELECT page FROM planned WHERE file = ?", (file,)).fetchone()[0]
        return page

    def is_planned(self, file: str) -> bool:
        """Whether a page of this build has ``file``."""
        return self._connection.execute("SELECT 1 FROM planned WHERE file = ?", (file,)).fetchone() is not None

    def recorded(self) -> Iterator[tuple[str, int, int]]:
        """File, size and time of modification of every recorded page."""
        yield from self._connection.execute("SELECT file, size, modified FROM page")

    def folders(self) -> dict[str, int]:
        """The recorded folders of the output, with their times of modification."""
        return dict(self._connection.execute("SELECT path, modified FROM folder"))

    def note_folders(self, folders: Iterable[tuple[str, int | None]]) -> None:
        """Record the times of folders; None for one that is gone. Inside a transaction."""
        for path, modified in folders:
            if modified is None:
                self._connection.execute("DELETE FROM folder WHERE path = ?", (path,))
            else:
                self._connection.execute("INSERT OR REPLACE INTO folder VALUES (?, ?)", (path, modified))

    def dropped(self) -> list[str]:
        """The files of recorded pages that are planned no more."""
        query = "SELECT file FROM page WHERE file NOT IN (SELECT file FROM planned) ORDER BY file"
        return [row[0] for row in self._connection.execute(query)]

    def note(self, state_of: Callable[[str], tuple[int, int] | None]) -> None:
        """Record the pages that are in place now, and forget those that are gone. Inside a transaction.

        ``state_of`` gives a file's size and time of modification.
        """
        connection = self._connection
        connection.execute("DELETE FROM page WHERE file NOT IN (SELECT file FROM planned)")
        connection.execute(  # left out for a mistake: told again until it is mended
            "DELETE FROM page WHERE file IN (SELECT file FROM planned WHERE reason IS NOT NULL AND reads IS NULL)"
        )
        connection.execute("DELETE FROM read WHERE page NOT IN (SELECT id FROM page)")
        rows = connection.execute("SELECT file, page, reads FROM planned WHERE reads IS NOT NULL ORDER BY position")
        for file, page, reads in rows.fetchall():
            size, modified = state_of(file) or (-1, -1)
            identity = connection.execute(
                """INSERT INTO page (file, page, size, modified) VALUES (?, ?, ?, ?) ON CONFLICT (file) DO UPDATE
                   SET page = excluded.page, size = excluded.size, modified = excluded.modified RETURNING id""",
                (file, page, size, modified),
            ).fetchone()[0]
            connection.execute("DELETE FROM read WHERE page = ?", (identity,))
            connection.executemany(
                "INSERT OR IGNORE INTO read VALUES (?, ?, ?, ?, ?)",
                [(*read, identity) for read in _decode_reads(reads)],
            )
        connection.execute("DELETE FROM change")

    def forget(self) -> None:
        """Forget everything: the next build prints every page. Inside a transaction."""
        for table in ("page", "read", "folder", "change"):
            self._connection.execute(f"DELETE FROM {table}")


class Hits:
    """The changes of one stream, by how deep they go, ready to be searched.

    It answers for a hundred thousand reads what :func:`newsprint.catalog.streams.hits` says of one.
    """

    def __init__(self, changes: list[Change]) -> None:
        self._by_weight = [sorted(change for change in changes if change.weight == weight) for weight in Sensitivity]
        self._instants = [[change.at for change in group] for group in self._by_weight]
        self.first = min(change.at for change in changes)
        self.last = max(change.at for change in changes)

    def within(self, since: int, until: int, sensitivity: int) -> Change | None:
        """A change that hits a read of this stretch: the rule of :func:`newsprint.catalog.streams.hits`."""
        for changes, instants in zip(self._by_weight[:sensitivity], self._instants, strict=False):
            place = bisect_left(instants, since)
            if place < len(instants) and instants[place] <= until:
                return changes[place]
        return None


def encode_reads(reads: Iterable[Read]) -> bytes:
    """``reads`` as the record keeps them."""
    return _encode([_row(read) for read in sorted(reads, key=_row)])


def _row(read: Read) -> tuple[str, int, int, int]:
    since = _LEAST if read.since is None else read.since
    until = _MOST if read.until is None else read.until
    return read.stream, until, since, read.sensitivity.value


def _told(change: Change) -> str:
    """A change as a reason."""
    if not change.path:
        return "time: the outlet is seen as of another instant"
    return f"{change.weight.name.lower()}: {change.path}"
