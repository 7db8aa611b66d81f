"""The next instant at which the site changes without an edit."""

from __future__ import annotations

import sqlite3

from newsprint.catalog.streams import ALL
from newsprint.content.records import Instant

NEWS_SPAN = 48 * 3600 * 1_000_000
"""Microseconds: for how long a story is news. Google ignores older stories in a news sitemap."""

NEWS_LIMIT = 1000
"""The largest number of stories in a news sitemap."""


def next_change(connection: sqlite3.Connection, as_of: Instant) -> Instant | None:
    """Return the first instant after ``as_of`` at which the site changes without an edit, or None if it never does.

    At that instant an article appears or expires, is corrected or updated, or stops being news.
    """
    instants = [
        _is_corrected(connection, as_of),
        _appears_or_expires(connection, as_of),
        _stops_being_news(connection, as_of),
    ]
    return min((instant for instant in instants if instant is not None), default=None)


def _appears_or_expires(connection: sqlite3.Connection, as_of: Instant) -> Instant | None:
    row = connection.execute(
        """SELECT min(instant) FROM (
               SELECT min(published) AS instant FROM article WHERE NOT visible AND NOT draft AND published > :as_of
                   AND (expires IS NULL OR expires > published)
               UNION ALL  -- articles that a build with drafts shows before their time
               SELECT min(entry.published) FROM entry JOIN article ON article = id WHERE stream = :all
                   AND entry.published > :as_of AND NOT draft AND (expires IS NULL OR expires > entry.published)
               UNION ALL
               SELECT min(expires) FROM article WHERE NOT draft AND expires > :as_of AND expires > published)""",
        {"as_of": as_of, "all": ALL},
    ).fetchone()
    instant: Instant | None = row[0]
    return instant


def _is_corrected(connection: sqlite3.Connection, as_of: Instant) -> Instant | None:
    """Return when the next dated correction or update of a published article is shown, or None."""
    row = connection.execute(
        "SELECT at FROM event JOIN article ON article = id WHERE at > ? AND NOT draft ORDER BY at LIMIT 1", (as_of,)
    ).fetchone()
    return row[0] if row else None


def _stops_being_news(connection: sqlite3.Connection, as_of: Instant) -> Instant | None:
    """Return when the oldest story in the news sitemap of ``as_of`` leaves it, or None."""
    row = connection.execute(
        """SELECT min(published) FROM (
               SELECT published FROM entry WHERE stream = ? AND published > ? AND published <= ? AND name = ''
               ORDER BY published DESC, path DESC LIMIT ?)""",
        (ALL, as_of - NEWS_SPAN, as_of, NEWS_LIMIT),
    ).fetchone()
    return row[0] + NEWS_SPAN if row[0] is not None else None
