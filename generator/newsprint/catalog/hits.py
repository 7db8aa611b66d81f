"""Finding, among the reads of many pages, those that the changes of one stream hit."""

from __future__ import annotations

from bisect import bisect_left

from newsprint.catalog.streams import Change, Sensitivity


class Hits:
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
