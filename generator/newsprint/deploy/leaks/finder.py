"""Searching a file for many needles in one pass over its bytes (Aho and Corasick, 1975)."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from newsprint.deploy.leaks.needles import Needle, NeedleKey, NeedleRole

_LETTERS = frozenset(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_ADDRESS_CHARACTERS = _LETTERS | frozenset(b"-_")
_SHORTEST_KEY = 8  # bytes


class Finder:
    """An automaton for the needles, made once for all files.

    The automaton searches for each needle from its first blank (or else hyphen or slash) on; what precedes that is
    compared only after a match. So every key starts with one of three characters: the automaton is small and takes half
    the time.
    """

    def __init__(self, needles: Sequence[Needle]) -> None:
        from ahocorasick_rs import BytesAhoCorasick, Implementation

        self.needles = needles
        self._starts = [_start(needle.data) for needle in needles]
        keys = [needle.data[start:] for needle, start in zip(needles, self._starts, strict=True)]
        # Other implementations are slower and far larger for a thousand needles or more.
        self._automaton = BytesAhoCorasick(keys, implementation=Implementation.ContiguousNFA)

    def first(self, data: bytes, public: Container[NeedleKey] = ()) -> Needle | None:
        """Return the first needle in ``data``, as whole words or a whole address, that is not ``public``; or None."""
        for number, begin, end in self._matches(data):
            needle = self.needles[number]
            longer = _ADDRESS_CHARACTERS if needle.role is NeedleRole.ADDRESS else _LETTERS
            alone = longer.isdisjoint(data[max(begin - 1, 0) : begin]) and longer.isdisjoint(data[end : end + 1])
            if alone and needle.key not in public:
                return needle
        return None

    def _matches(self, data: bytes) -> Iterator[tuple[int, int, int]]:
        for number, found, end in self._automaton.find_matches_as_indexes(data, overlapping=True):
            begin = found - self._starts[number]
            if begin >= 0 and data.startswith(self.needles[number].data, begin):
                yield number, begin, end


def _start(data: bytes) -> int:
    """Return where in ``data`` the automaton's key starts: early enough that the rest is not in every file."""
    places = (data.find(mark, 0, len(data) - _SHORTEST_KEY) for mark in (b" ", b"-", b"/"))
    return next((place for place in places if place >= 0), 0)
