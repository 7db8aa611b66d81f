"""Coming publications and expiries, and the number of published articles by time and by section."""

from __future__ import annotations

import sqlite3
from enum import StrEnum

import msgspec
from msgspec import Struct

from newsprint.catalog.reading.overview import STATE
from newsprint.content.records import Article, Instant

QUARTER = 15 * 60 * 1_000_000
"""A quarter of an hour, in microseconds. The offsets of time zones are multiples of it, so each day starts with one."""

_decode = msgspec.msgpack.Decoder(Article).decode


class Turn(StrEnum):
    """What happens to an article without an edit: its embargo ends, its date comes, or it expires."""

    EMBARGO = "embargo"
    SCHEDULE = "schedule"
    EXPIRY = "expiry"


class Coming(Struct, frozen=True):
    """An article that appears or expires at the instant ``at``."""

    at: Instant
    turn: Turn
    article: Article


class Output(Struct, frozen=True):
    """The number of visible articles in a section, and of all their words."""

    section: str
    articles: int
    words: int


class Quarter(Struct, frozen=True):
    """The number of articles of a section that are published in the quarter of an hour from ``start`` on."""

    section: str
    start: Instant
    articles: int


def coming(connection: sqlite3.Connection, now: Instant, limit: int) -> list[Coming]:
    """Return the next publications and expiries after ``now``, at most ``limit``, soonest first."""
    rows = connection.execute(
        """SELECT at, turn, record FROM (
               SELECT * FROM (
                   SELECT id, published AS at, iif(embargoed, 'embargo', 'schedule') AS turn FROM overview
                   WHERE NOT draft AND published > :now AND ifnull(expires > published, TRUE)
                   ORDER BY published, text LIMIT :limit)
               UNION ALL
               SELECT * FROM (
                   SELECT id, expires, 'expiry' FROM article
                   WHERE expires > :now AND NOT draft AND expires > published ORDER BY expires, path LIMIT :limit)
           ) JOIN article USING (id) ORDER BY at, path, turn LIMIT :limit""",
        {"now": now, "limit": limit},
    )
    return [Coming(at, Turn(turn), _decode(record)) for at, turn, record in rows]


def output(connection: sqlite3.Connection, now: Instant) -> list[Output]:
    """Return the numbers of visible articles and words of each section as of ``now``, by section."""
    rows = connection.execute(
        f"""SELECT section, count(*), sum(words) FROM overview WHERE {STATE} = 'published'
            GROUP BY section ORDER BY section""",
        {"now": now},
    )
    return [Output(*row) for row in rows]


def last_before(connection: sqlite3.Connection, end: Instant) -> Instant | None:
    """Return the last instant before ``end`` at which an article is published, or None. Drafts do not count."""
    row = connection.execute("SELECT max(published) FROM overview WHERE published < ? AND NOT draft", (end,)).fetchone()
    last: Instant | None = row[0]
    return last


def quarters(connection: sqlite3.Connection, start: Instant, end: Instant) -> list[Quarter]:
    """Return the quarters of an hour from ``start`` to ``end`` (not included) in which articles are published.

    Drafts do not count. Quarters are counted from ``start``, which is the beginning of a day in some time zone.
    """
    rows = connection.execute(
        """SELECT section, :start + (published - :start) / :quarter * :quarter AS quarter, count(*) FROM overview
           WHERE published >= :start AND published < :end AND NOT draft GROUP BY 1, 2 ORDER BY 1, 2""",
        {"start": start, "end": end, "quarter": QUARTER},
    )
    return [Quarter(*row) for row in rows]
