"""Finding any of many needles in a file, in one pass over its bytes (Aho and Corasick, 1975)."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from newsprint.deploy.leaks.needles import Needle, Role, Telling

_LETTERS = frozenset(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_OF_ADDRESSES = _LETTERS | frozenset(b"-_")
_LEAST = 8  # bytes


class Finder:
    """The needles as an automaton, made once for all files.

    Each is looked for from its first blank on, or else its first hyphen or slash, and its beginning is compared only
    then. So the automaton waits for one of three characters and stays small, which takes half the time.
    """

    def __init__(self, needles: Sequence[Needle]) -> None:
        from ahocorasick_rs import BytesAhoCorasick, Implementation

        self.needles = needles
        self._starts = [_start(needle.data) for needle in needles]
        keys = [needle.data[start:] for needle, start in zip(needles, self._starts, strict=True)]
        # The others are slower, and larger by far, from a thousand needles on.
        self._automaton = BytesAhoCorasick(keys, implementation=Implementation.ContiguousNFA)

    def first(self, data: bytes, public: Container[Telling] = ()) -> Needle | None:
        """The first needle that stands in ``data`` by itself: whole words, or a whole address; none that is public."""
        for number, begin, end in self._matches(data):
            needle = self.needles[number]
            longer = _OF_ADDRESSES if needle.role is Role.ADDRESS else _LETTERS
            alone = longer.isdisjoint(data[max(begin - 1, 0) : begin]) and longer.isdisjoint(data[end : end + 1])
            if alone and needle.telling not in public:
                return needle
        return None

    def _matches(self, data: bytes) -> Iterator[tuple[int, int, int]]:
        for number, found, end in self._automaton.find_matches_as_indexes(data, overlapping=True):
            begin = found - self._starts[number]
            if begin >= 0 and data.startswith(self.needles[number].data, begin):
                yield number, begin, end


def _start(data: bytes) -> int:
    """Where in ``data`` the automaton starts: not so late that what is left stands in every file."""
    places = (data.find(mark, 0, len(data) - _LEAST) for mark in (b" ", b"-", b"/"))
    return next((place for place in places if place >= 0), 0)
