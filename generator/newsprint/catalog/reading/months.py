"""The months of an archive: in the outlet's time zone, and only those with a published article."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from newsprint.base.dates import from_microseconds, to_microseconds
from newsprint.catalog.reading.queries import first_since
from newsprint.content.records import Instant


class Month(Struct, frozen=True, order=True):
    """A calendar month."""

    year: int
    month: int

    @property
    def first_day(self) -> date:
        """Return the first day of the month."""
        return date(self.year, self.month, 1)

    def following(self) -> Month:
        """Return the next month."""
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    def start(self, zone: ZoneInfo) -> Instant:
        """Return the instant at which the month begins in ``zone``."""
        return to_microseconds(datetime(self.year, self.month, 1, tzinfo=zone))


def months(connection: sqlite3.Connection, stream: str, zone: ZoneInfo) -> Iterator[Month]:
    """Yield the months in ``zone`` in which an article of ``stream`` was published, oldest first.

    This needs one search of the index per month, however many articles there are.
    """
    instant = first_since(connection, stream, -(2**62))
    while instant is not None:
        day = from_microseconds(instant).astimezone(zone)
        month = Month(day.year, day.month)
        yield month
        instant = first_since(connection, stream, month.following().start(zone))
