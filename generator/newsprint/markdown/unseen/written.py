"""The lines of a text, outside code, on which an author wrote what the HTML contains."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property, lru_cache

from newsprint.markdown.code import code_ranges

MAX_MISSED = 20
"""The number of patterns without a match after which searches stop: no text for readers has so many."""


class Written:
    """Finds the lines of patterns in a text, one after the other.

    For a pattern with two matches, the first call finds the first match, the second call the second.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._last: dict[re.Pattern[str], tuple[int, int]] = {}  # by pattern, the last match and its line; 0 if none
        self._missed = 0

    def line(self, pattern: re.Pattern[str]) -> int:
        """Return the line (from 1) of the next match of ``pattern``.

        After the last match, return its line again; without any match, return 0.
        """
        place, line = self._last.get(pattern, (-1, 1))
        if not line or (place < 0 and self._missed > MAX_MISSED):
            return 0
        found = self._search(pattern, place + 1)
        if found < 0:
            if place < 0:
                self._missed += 1
                self._last[pattern] = (0, 0)
            return line if place >= 0 else 0
        line += self._text.count("\n", max(place, 0), found)
        self._last[pattern] = found, line
        return line

    def line_of_tag(self, name: str) -> int:
        """Return the line of the next start tag with this name; 0 if there is none."""
        return self.line(_tag(name))

    def line_of_attribute(self, tag: str, name: str) -> int:
        """Return the line of the next attribute with this name; 0 if there is none.

        The attribute may be in a tag ``tag`` or in an attribute list.
        """
        return self.line(_attribute(tag, name)) or self.line(_listed(name))

    def _search(self, pattern: re.Pattern[str], position: int) -> int:
        while match := pattern.search(self._text, position):
            following = bisect_right(self._starts, match.start())
            if not following or self._code[following - 1][1] <= match.start():
                return match.start()
            position = self._code[following - 1][1]
        return -1

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self._code]

    @cached_property
    def _code(self) -> list[tuple[int, int]]:
        return code_ranges(self._text)


@lru_cache(maxsize=256)
def _tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"<{re.escape(name)}(?=[\s/>])", re.I)


@lru_cache(maxsize=256)
def _attribute(tag: str, name: str) -> re.Pattern[str]:
    return re.compile(rf"<{re.escape(tag)}(?=[\s/])[^<>]*?[\s\"'/]{re.escape(name)}(?=[\s=/>])", re.I)


@lru_cache(maxsize=256)
def _listed(name: str) -> re.Pattern[str]:
    return re.compile(rf"\{{[^{{}}\n]*?{re.escape(name)}\s*=", re.I)
