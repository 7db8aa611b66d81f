"""The plan of a build: the pages of the site, and which of them to print.

It is kept in temporary tables: ``planned`` has the pages that the build listed or has to print, ``gone`` the files of
recorded pages that no longer exist. Pages in neither table are unchanged since they were recorded. This module does not
decode pages: for it they are bytes.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from msgspec import Struct

from newsprint.catalog.record import page_names
from newsprint.catalog.record.change_index import pages_hit
from newsprint.catalog.streams import Change
from newsprint.content.records import Instant

BATCH_SIZE = 500
_PLAN = "INSERT OR IGNORE INTO planned (file, page, subject, at) VALUES (?, ?, ?, ?)"

LEAVING = "SELECT file FROM gone UNION ALL SELECT file FROM planned WHERE reason IS NOT NULL"
"""Selects the files of pages to remove from the record. Those that are printed again are added in their new state."""


REPLACED, NEW = 1, 2
"""How a file was written: in place of an older version, or as a new file."""

Listed = tuple[str, bytes, str, Instant | None, tuple[str, ...]]
"""A page as its kind lists it: file below the output folder, bytes, subject, instant or None, and other names."""


class PlannedPage(Struct, frozen=True):
    """A page that is out of date: its file below the output folder, its bytes, and the reason.

    Once it is printed, ``written`` is true if its file had to be written, and ``new`` if there was no such file.
    """

    file: str
    page: bytes
    reason: str
    written: bool
    new: bool


def within_folder(folder: str) -> tuple[str, tuple[str, ...]]:
    """Return the condition that a file is in this folder of the output, and its values; an empty name means all."""
    return ("file > ? AND file < ?", (f"{folder}/", f"{folder}0")) if folder else ("TRUE", ())  # 0 comes after /


class BuildPlan:
    """The plan of one build, in an open catalog."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.execute(
            """CREATE TEMP TABLE planned (
                   position INTEGER PRIMARY KEY, file TEXT NOT NULL UNIQUE, page BLOB, subject TEXT, at INTEGER,
                   reason TEXT, written INTEGER)"""
        )
        page_names.prepare(connection)
        connection.execute("CREATE TEMP TABLE gone (file TEXT PRIMARY KEY) WITHOUT ROWID")

    @property
    def is_first(self) -> bool:
        """Return whether no page is recorded: in a first build, or after another program wrote the output."""
        return self._connection.execute("SELECT 1 FROM page").fetchone() is None

    def add_all(self, pages: Iterable[Listed]) -> bool:
        """Plan ``pages``, which are all pages of the site.

        Return False, with an empty plan, if two of them have the same file or name.
        """
        with self._transaction() as connection:
            listed = 0
            remaining = iter(pages)
            while batch := list(islice(remaining, BATCH_SIZE)):
                listed += len(batch)
                connection.executemany(_PLAN, [page[:4] for page in batch])
                page_names.note_names(connection, ((page[0], page[4]) for page in batch if page[4]))
            planned = connection.execute("SELECT count(*) FROM planned").fetchone()[0]
            if planned < listed or page_names.is_disputed(connection):
                return self._plan_nothing()
            self.drop_others()
            return True

    def add(self, page: Listed) -> bool:
        """Plan one page. Return False, without planning it, if its file is already planned."""
        page_names.note_names(self._connection, [(page[0], page[4])])
        return self._connection.execute(_PLAN, page[:4]).rowcount > 0

    def drop_others(self) -> None:
        """Mark every recorded page that is not planned as gone."""
        self._connection.execute("INSERT INTO gone SELECT file FROM page WHERE file NOT IN (SELECT file FROM planned)")

    def add_again(self, listed: Iterable[tuple[str, list[Listed]]]) -> bool:
        """Plan the pages listed for some subjects, in place of those recorded for them; all other pages stay.

        Return False, with an empty plan, if two pages have the same file or name.
        """
        with self._transaction() as connection:
            changed: list[Listed] = []
            for subject, pages in listed:
                known = dict(connection.execute("SELECT file, page FROM page WHERE subject = ?", (subject,)))
                now = {page[0]: page[1] for page in pages}
                if len(now) < len(pages):
                    return self._plan_nothing()
                changed += [page for page in pages if known.get(page[0]) != page[1]]
                connection.executemany("INSERT INTO gone VALUES (?)", [(file,) for file in known.keys() - now.keys()])
            return all(map(self._claim, changed)) or self._plan_nothing()

    def _claim(self, page: Listed) -> bool:
        """Plan ``page`` beside the pages that stay; return False if its file or a name of it conflicts with theirs."""
        file, _, subject, _, names = page
        stays = self.is_planned(file)
        if stays:
            row = self._connection.execute("SELECT subject FROM page WHERE file = ?", (file,)).fetchone()
            if row is None or row[0] != subject:
                return False
        if (names or not stays) and page_names.rival_of(self._connection, (file, names)):
            return False
        self._connection.execute("DELETE FROM gone WHERE file = ?", (file,))
        return self.add(page)

    def _plan_nothing(self) -> bool:
        self._connection.execute("DELETE FROM planned")
        self._connection.execute("DELETE FROM gone")
        page_names.forget_names(self._connection)
        return False

    def mark_planned(self, reason_of: Callable[[bytes], str | None]) -> None:
        """Mark those planned pages as out of date for which ``reason_of`` returns a reason."""
        with self._transaction() as connection:
            rows = connection.execute("SELECT position, page FROM planned").fetchall()
            marked = ((reason, position) for position, page in rows if (reason := reason_of(page)))
            connection.executemany("UPDATE planned SET reason = ? WHERE position = ?", marked)

    def mark_new(self, new: str, other: str) -> None:
        """Mark planned pages as out of date: for the reason ``new`` if not recorded, for ``other`` if changed."""
        self._connection.execute(
            "UPDATE planned SET reason = ? WHERE reason IS NULL AND file NOT IN (SELECT file FROM page)", (new,)
        )
        self._connection.execute(
            """UPDATE planned SET reason = ? WHERE reason IS NULL
               AND page <> (SELECT page.page FROM page WHERE page.file = planned.file)""",
            (other,),
        )

    def mark(self, file: str, reason: str) -> None:
        """Mark the page with ``file``, if there is one, as out of date."""
        planned = self._connection.execute(
            """INSERT OR IGNORE INTO planned (file, page, subject) SELECT file, page, subject FROM page
               WHERE file = :file AND file NOT IN (SELECT file FROM gone)""",
            {"file": file},
        )
        if planned.rowcount:
            page_names.keep_recorded_names(self._connection, file)
        self._connection.execute("UPDATE planned SET reason = coalesce(reason, ?) WHERE file = ?", (reason, file))

    def mark_hit(self, changes: Iterable[Change]) -> None:
        """Mark the pages whose reads ``changes`` hit as out of date; each reason names the change."""
        for file, change in pages_hit(self._connection, changes):
            self.mark(file, _reason(change))

    def out_of_date(self) -> Iterator[PlannedPage]:
        """Yield the pages to print: those without an instant, then the others in its order.

        Pages with close instants show the same stories, so they share cached cards.
        """
        query = "SELECT file, page, reason, written FROM planned WHERE reason IS NOT NULL ORDER BY at, position"
        for file, page, reason, written in self._connection.execute(query):
            yield PlannedPage(file, page, reason, bool(written), written == NEW)

    def by_work(self, work_of: Callable[[bytes], str]) -> Iterator[tuple[str, str, bytes]]:
        """Return the pages to print: the name of their shared work, their file and their bytes.

        ``work_of`` returns that name, or an empty text. Pages that share work follow each other, and come before those
        that share none. Otherwise the order is that of :meth:`out_of_date`.
        """
        self._connection.create_function("work_of", 1, work_of, deterministic=True)
        return self._connection.execute(
            """SELECT work_of(page) AS work, file, page FROM planned WHERE reason IS NOT NULL
               ORDER BY work DESC, at, position"""
        )

    def note_written(self, printed: Iterable[tuple[str, int]]) -> None:
        """Note how the files of printed pages were written: :data:`REPLACED`, :data:`NEW`, or 0 for not at all."""
        self._connection.executemany(
            "UPDATE planned SET written = ? WHERE file = ?", [(written, file) for file, written in printed]
        )

    def reasons(self) -> dict[str, int]:
        """Return the number of pages that were out of date, by the first word of the reason."""
        rows = self._connection.execute("SELECT reason, count(*) FROM planned WHERE reason IS NOT NULL GROUP BY reason")
        by_word: dict[str, int] = defaultdict(int)
        for reason, number in rows:
            by_word[reason.split(":")[0]] += number
        return dict(sorted(by_word.items()))

    def outdated(self) -> int:
        """Return the number of pages that are out of date."""
        number: int = self._connection.execute("SELECT count(*) FROM planned WHERE reason IS NOT NULL").fetchone()[0]
        return number

    def written(self, folder: str = "") -> int:
        """Return the number of printed pages whose files were written; with ``folder``, of those in that folder."""
        within, values = within_folder(folder)
        query = f"SELECT count(*) FROM planned WHERE written AND {within}"
        number: int = self._connection.execute(query, values).fetchone()[0]
        return number

    def left_out(self) -> list[tuple[str, bytes]]:
        """Return file and bytes of the pages that should have been printed and were not, because of problems."""
        query = "SELECT file, page FROM planned WHERE reason IS NOT NULL AND file NOT IN (SELECT file FROM page)"
        return list(self._connection.execute(query))

    def owner(self, file: str) -> bytes | None:
        """Return the page of this build that has ``file``, or None."""
        return page_names.owner(self._connection, file)

    def rival_of(self, page: Listed) -> bytes | None:
        """Return the page of this build that uses the file, a folder or another name of ``page``, or None.

        ``page`` is not planned.
        """
        file = page[0] if self.is_planned(page[0]) else page_names.rival_of(self._connection, (page[0], page[4]))
        return self.owner(file) if file else None

    def is_planned(self, file: str) -> bool:
        """Return whether a page of this build has ``file``."""
        return self.owner(file) is not None

    def dropped(self) -> list[str]:
        """Return the files of recorded pages that no longer exist, in order."""
        return [row[0] for row in self._connection.execute("SELECT file FROM gone ORDER BY file")]

    def dropped_pages(self) -> list[bytes]:
        """Return the bytes of these pages, in the same order. They are recorded until the build prints pages."""
        query = "SELECT page FROM gone CROSS JOIN page USING (file) ORDER BY file"  # in this order: gone is often empty
        return [row[0] for row in self._connection.execute(query)]

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Run many statements on the plan as one transaction."""
        self._connection.execute("BEGIN")
        try:
            yield self._connection
        finally:
            self._connection.execute("COMMIT")  # also after an exception: then nothing reads these temporary tables


def _reason(change: Change) -> str:
    """Return ``change`` as the reason why a page is out of date."""
    if not change.path:
        return "time: the outlet is seen as of another instant"
    return f"{change.weight.name.lower()}: {change.path}"
