"""Finding, among the reads of many pages, those that changes hit."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator

from newsprint.catalog.streams import Change, Sensitivity


class ChangeIndex:
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


def pages_hit(connection: sqlite3.Connection, changes: Iterable[Change]) -> Iterator[tuple[str, Change]]:
    """The file of each recorded page that read what changed, with the change; once for each such read."""
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
