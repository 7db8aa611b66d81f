"""Find the pages whose reads are hit by changes."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator

from newsprint.catalog.streams import Change, Sensitivity


class ChangeIndex:
    """The changes of one stream, sorted by weight and instant.

    It applies the rule of :func:`newsprint.catalog.streams.hits` to a hundred thousand reads.
    """

    def __init__(self, changes: list[Change]) -> None:
        self._by_weight = [sorted(change for change in changes if change.weight == weight) for weight in Sensitivity]
        self._instants = [[change.at for change in group] for group in self._by_weight]
        self.first = min(change.at for change in changes)
        self.last = max(change.at for change in changes)

    def within(self, since: int, until: int, sensitivity: int) -> Change | None:
        """Return a change that hits a read of this stretch, or None (see :func:`newsprint.catalog.streams.hits`)."""
        for changes, instants in zip(self._by_weight[:sensitivity], self._instants, strict=False):
            place = bisect_left(instants, since)
            if place < len(instants) and instants[place] <= until:
                return changes[place]
        return None


def pages_hit(connection: sqlite3.Connection, changes: Iterable[Change]) -> Iterator[tuple[str, Change]]:
    """Yield the file of each recorded page that ``changes`` hit, with one change for each read that is hit."""
    by_stream: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_stream[change.stream].append(change)
    for stream, happened in by_stream.items():
        index = ChangeIndex(happened)
        rows = connection.execute(
            """SELECT file, since, until, sensitivity FROM read JOIN page ON read.page = page.id
               WHERE stream = ? AND until >= ? AND since <= ?""",
            (stream, index.first, index.last),
        ).fetchall()
        for file, since, until, sensitivity in rows:
            if found := index.within(since, until, sensitivity):
                yield file, found
