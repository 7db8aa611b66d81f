"""What a sync does to the streams: the visible articles before, the visible articles after, and the changes between."""

from __future__ import annotations

import sqlite3

from newsprint.catalog.checks.page_links import forget_dead_page_links
from newsprint.catalog.reading import queries
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
from newsprint.content.article import Article, Instant
from newsprint.content.types import Kind, is_dated, kind_of

MOST = 20_000
"""With more articles than this touched at once, printing everything costs less than finding out what to print."""


class ChangeLog:
    """Collects what a sync touches, each article as it was when it was touched first.

    With ``idle`` it collects nothing: while no pages are recorded there is nobody to tell.
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
        """The content file at ``path`` is about to be written, removed, shown or hidden in the catalog."""
        if self._idle:
            return
        self._note_shown(path)
        self._touched.add(path)
        if not is_dated(path):
            self._changes.add(file_change(path))
            if kind_of(path) is Kind.AUTHOR:
                self._profile_touched(path)
        elif path not in self._before:
            self._before[path] = queries.article(self._connection, path)
            if len(self._before) > MOST:
                self.print_everything()

    def before(self, path: str) -> Article | None:
        """The article that readers knew at ``path`` before this sync, if it was touched."""
        return self._before.get(path)

    def was_known_at(self, path: str, url: str) -> bool:
        """Whether readers knew the article at ``path`` under ``url`` before this sync."""
        if self._idle:
            return False
        known = self._before[path] if path in self._before else queries.article(self._connection, path)
        return known is not None and known.url == url

    def retargeted(self, path: str) -> None:
        """A link of the article at ``path`` means another file now, though its text is the same."""
        if not self._idle:
            self._retargeted.add(path)

    def changed_by_time(self, before: Article, after: Article) -> None:
        """A visible article is shown as ``after`` from now on, though its file is the same."""
        if not self._idle:
            self._changes |= changes_between(before, after)

    def time_passed(self, as_of: Instant) -> None:
        """The outlet is seen as of another instant, ``as_of``."""
        if not self._idle:
            self._changes.add(clock_change(as_of))

    def close(self) -> None:
        """Note the changes in the catalog, where they stay until a complete build has followed them."""
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
        """What the file at ``path`` shows or links to, as it is now."""
        rows = self._connection.execute("SELECT target FROM reference WHERE source = ?", (path,))
        self._changes.update(shown_change(target) for (target,) in rows)

    def print_everything(self) -> None:
        """Have every page printed: so much is touched that finding out what to print would cost more."""
        if self._idle:
            return
        self._connection.execute("DELETE FROM read")
        self._connection.execute("DELETE FROM page")
        self._connection.execute("DELETE FROM folder")  # the output is looked through for what no page claims
        self._before.clear()
        self._touched.clear()
        self._changes.clear()
        self._idle = True


def pending_changes(connection: sqlite3.Connection) -> list[Change]:
    """The changes that no complete build has followed yet, in their order."""
    rows = connection.execute("SELECT stream, at, weight, path FROM change ORDER BY stream, at, weight, path")
    return [Change(stream, at, Sensitivity(weight), path) for stream, at, weight, path in rows]


def forget_changes(connection: sqlite3.Connection) -> None:
    """Forget what happened, inside a transaction: nobody will follow it with a build."""
    connection.execute("DELETE FROM change")
