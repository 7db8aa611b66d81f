"""A cache of cards and profiles, valid as long as the catalog does not change.

Pages are printed in the order of publication. Neighbouring pages show nearly the same stories, so a window of each
stream is kept in memory, and most queries are answered from it.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right

from msgspec import Struct

from newsprint.base.bounded_cache import BoundedCache
from newsprint.catalog.reading import queries
from newsprint.catalog.reading.queries import Position
from newsprint.content.records import Card, Standing
from newsprint.content.types import FileType

_KEPT = 64
_BEHIND = 8
_AHEAD = 8, 96
"""The number of entries to fetch after the requested one: the first time, and later times for the same stream."""


class _Window(Struct, frozen=True):
    """Consecutive entries of a stream, oldest first, and whether they include its first and its last entry."""

    positions: list[Position]
    cards: list[Card]
    from_first: bool
    to_last: bool

    def before(self, position: Position | None, limit: int) -> tuple[Card, ...] | None:
        """Return the newest cards before ``position``, newest first; None if the window does not have all of them."""
        end = len(self.positions) if position is None else bisect_left(self.positions, position)
        if (end == len(self.positions) and not self.to_last) or (end < limit and not self.from_first):
            return None
        return tuple(self.cards[max(0, end - limit) : end][::-1])

    def after(self, position: Position, limit: int) -> tuple[Card, ...] | None:
        """Return the oldest cards after ``position``, oldest first; None if the window does not have all of them."""
        start = bisect_right(self.positions, position)
        if (start == 0 and not self.from_first) or (start + limit > len(self.positions) and not self.to_last):
            return None
        return tuple(self.cards[start : start + limit])


class CardCache:
    """The same answers as from :mod:`queries`, from memory where possible. Discard it when the catalog changes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._windows: BoundedCache[str, _Window] = BoundedCache(_KEPT)
        self._profiles: BoundedCache[str, Standing | None] = BoundedCache(_KEPT)

    def newest(self, stream: str, limit: int, before: Position | None = None) -> tuple[Card, ...]:
        """Return the newest ``limit`` cards of ``stream`` (before a position, if one is given), newest first."""
        window = self._windows.get(stream)
        cards = window.before(before, limit) if window else None
        if cards is None:
            cards = self._fetched(stream, before, limit).before(before, limit)
            assert cards is not None
        return cards

    def oldest(self, stream: str, limit: int, after: Position) -> tuple[Card, ...]:
        """Return the first ``limit`` cards of ``stream`` after a position, oldest first."""
        window = self._windows.get(stream)
        cards = window.after(after, limit) if window else None
        if cards is None:
            cards = self._fetched(stream, after, limit).after(after, limit)
            assert cards is not None
        return cards

    def profile(self, slug: str) -> Standing | None:
        """Return the visible profile of the author whose name has this slug, or None."""
        if slug in self._profiles:
            return self._profiles[slug]
        found = queries.undated(self._connection, FileType.AUTHOR, url=f"/authors/{slug}/")
        return self._profiles.keep(slug, next(found, None))

    def _fetched(self, stream: str, position: Position | None, limit: int) -> _Window:
        """Fetch and keep a window of ``stream`` around ``position`` (None: at its end)."""
        behind = limit + _BEHIND
        ahead = limit + 1 + _AHEAD[stream in self._windows]
        earlier = queries.entries(self._connection, stream, behind, before=position)[::-1]
        later = queries.entries(self._connection, stream, ahead, since=position) if position else []
        rows = earlier + later
        window = _Window(
            [row[0] for row in rows],
            [row[1] for row in rows],
            len(earlier) < behind,
            not position or len(later) < ahead,
        )
        return self._windows.keep(stream, window)
