"""The log of a sync: it compares visible articles before and after, and stores the changes in the streams."""

from __future__ import annotations

import sqlite3

from newsprint.catalog.checks.page_links import forget_dead_page_links
from newsprint.catalog.reading import queries
from newsprint.catalog.record.build_record import BuildRecord
from newsprint.catalog.streams import (
    Change,
    Sensitivity,
    changes_between,
    clock_change,
    file_change,
    profile_change,
    shown_change,
    text_changes,
)
from newsprint.content.records import Article, Instant
from newsprint.content.types import FileType, file_type_of, is_dated

MOST = 20_000
"""The largest number of articles to compare in one sync: with more of them, printing every page costs less."""


class ChangeLog:
    """The files that a sync changes, with each article as it was before its first change.

    With ``idle``, nothing is collected: while no pages are recorded, no page can be out of date.
    """

    def __init__(self, connection: sqlite3.Connection, *, idle: bool) -> None:
        self._connection = connection
        self._idle = idle
        self._before: dict[str, Article | None] = {}
        self._profiles: set[str] = set()
        self._touched: set[str] = set()
        self._retargeted: set[str] = set()
        self._changes: set[Change] = set()

    def touched(self, path: str) -> None:
        """Note the file at ``path``, before its content is stored, removed, shown or hidden in the catalog."""
        if self._idle:
            return
        self._note_shown(path)
        self._touched.add(path)
        if not is_dated(path):
            self._changes.add(file_change(path))
            if file_type_of(path) is FileType.AUTHOR:
                self._profile_touched(path)
        elif path not in self._before:
            self._before[path] = queries.article(self._connection, path)
            if len(self._before) > MOST:
                self.print_everything()

    def before(self, path: str) -> Article | None:
        """Return the visible article at ``path`` before this sync; None if there was none, or if it was not touched."""
        return self._before.get(path)

    def was_known_at(self, path: str, url: str) -> bool:
        """Return whether the article at ``path`` was visible at ``url`` before this sync."""
        if self._idle:
            return False
        known = self._before[path] if path in self._before else queries.article(self._connection, path)
        return known is not None and known.url == url

    def retargeted(self, path: str) -> None:
        """Note that a link of the article at ``path`` leads to another file now, though its text is the same."""
        if not self._idle:
            self._retargeted.add(path)

    def changed_by_time(self, before: Article, after: Article) -> None:
        """Note that a visible article is now shown as ``after``, though its file is the same."""
        if not self._idle:
            self._changes |= changes_between(before, after)

    def time_passed(self, as_of: Instant) -> None:
        """Note that the outlet is shown as of another instant, ``as_of``."""
        if not self._idle:
            self._changes.add(clock_change(as_of))

    def close(self) -> None:
        """Store the changes in the catalog, where they stay until the next complete build."""
        if self._touched:
            forget_dead_page_links(self._connection)
        for path in self._touched:
            self._note_shown(path)
        for path in tuple(self._profiles):
            self._profile_touched(path)
        for path, before in self._before.items():
            self._changes |= changes_between(before, queries.article(self._connection, path))
        for path in self._retargeted:
            self._changes |= text_changes(queries.article(self._connection, path))
        rows = [(change.stream, change.at, change.weight.value, change.path) for change in self._changes]
        self._connection.executemany("INSERT OR IGNORE INTO change VALUES (?, ?, ?, ?)", rows)

    def _profile_touched(self, path: str) -> None:
        self._profiles.add(path)
        row = self._connection.execute("SELECT url FROM standing WHERE path = ?", (path,)).fetchone()
        if row:
            self._changes.add(profile_change(row[0].strip("/").removeprefix("authors/")))

    def _note_shown(self, path: str) -> None:
        """Note the files that the file at ``path`` shows or links to at present."""
        rows = self._connection.execute("SELECT target FROM reference WHERE source = ?", (path,))
        self._changes.update(shown_change(target) for (target,) in rows)

    def print_everything(self) -> None:
        """Delete the record of pages, so that the next build prints all of them."""
        if self._idle:
            return
        BuildRecord(self._connection).forget()
        self._before.clear()
        self._touched.clear()
        self._changes.clear()
        self._idle = True


def pending_changes(connection: sqlite3.Connection) -> list[Change]:
    """Return the changes since the last complete build, sorted."""
    rows = connection.execute("SELECT stream, at, weight, path FROM change ORDER BY stream, at, weight, path")
    return [Change(stream, at, Sensitivity(weight), path) for stream, at, weight, path in rows]


def forget_changes(connection: sqlite3.Connection) -> None:
    """Delete all pending changes. Call it inside a transaction."""
    connection.execute("DELETE FROM change")
