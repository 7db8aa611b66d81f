"""What page after page asks for, kept at hand for as long as the catalog does not change.

Pages are printed in the order of their publication. The stories around one are nearly those around the next, so a
stretch of each stream is kept in memory and looked things up in.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right

from msgspec import Struct

from newsprint.base.bounded_cache import BoundedCache
from newsprint.catalog.reading import queries
from newsprint.catalog.reading.queries import Position
from newsprint.content.article import Card, Standing
from newsprint.content.types import Kind

_KEPT = 64
_BEHIND = 8
_AHEAD = 8, 96
"""How many entries after the one that was asked for are fetched: the first time, and when a stream is asked again."""


class _Window(Struct, frozen=True):
    """Consecutive entries of a stream, the oldest first; whether its very first and its very last are among them."""

    positions: list[Position]
    cards: list[Card]
    from_first: bool
    to_last: bool

    def before(self, position: Position | None, limit: int) -> tuple[Card, ...] | None:
        """The newest cards before ``position``, the newest first; None if this window cannot tell."""
        end = len(self.positions) if position is None else bisect_left(self.positions, position)
        if (end == len(self.positions) and not self.to_last) or (end < limit and not self.from_first):
            return None
        return tuple(self.cards[max(0, end - limit) : end][::-1])

    def after(self, position: Position, limit: int) -> tuple[Card, ...] | None:
        """The oldest cards after ``position``, the oldest first; None if this window cannot tell."""
        start = bisect_right(self.positions, position)
        if (start == 0 and not self.from_first) or (start + limit > len(self.positions) and not self.to_last):
            return None
        return tuple(self.cards[start : start + limit])


class Shelf:
    """Answers like :mod:`queries`, from memory where it can. Throw it away when the catalog changes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._windows: BoundedCache[str, _Window] = BoundedCache(_KEPT)
        self._profiles: BoundedCache[str, Standing | None] = BoundedCache(_KEPT)

    def newest(self, stream: str, limit: int, before: Position | None = None) -> tuple[Card, ...]:
        """At most ``limit`` cards of ``stream``, the newest first; only those before a position if one is given."""
        window = self._windows.get(stream)
        cards = window.before(before, limit) if window else None
        if cards is None:
            cards = self._fetched(stream, before, limit).before(before, limit)
            assert cards is not None
        return cards

    def oldest(self, stream: str, limit: int, after: Position) -> tuple[Card, ...]:
        """At most ``limit`` cards of ``stream`` after a position, the oldest first."""
        window = self._windows.get(stream)
        cards = window.after(after, limit) if window else None
        if cards is None:
            cards = self._fetched(stream, after, limit).after(after, limit)
            assert cards is not None
        return cards

    def profile(self, slug: str) -> Standing | None:
        """The profile, unless it is a draft, of the author whose name has this slug."""
        if slug in self._profiles:
            return self._profiles[slug]
        found = queries.undated(self._connection, Kind.AUTHOR, url=f"/authors/{slug}/")
        return self._profiles.keep(slug, next(found, None))

    def _fetched(self, stream: str, position: Position | None, limit: int) -> _Window:
        """A window of ``stream`` in which what is around ``position`` (None is its end) can be looked up."""
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
