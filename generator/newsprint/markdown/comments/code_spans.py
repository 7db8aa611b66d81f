"""Where the code spans of a text end, for a reader that goes through it from left to right."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict

_TICKS = re.compile(r"`+")
# What ends a paragraph, and with it every code span: a span does not reach from one block into the next.
# At the start of a line, a comment is a block.
_BREAK = re.compile(
    r"^[ \t>]*(?:(?P<alone>\#{1,6}[ \t]|\|)|$|<!--|`{3,}[^`\n]*$|~{3,}"
    r"|[-+*][ \t]|\d{1,9}[.)][ \t]|=+[ \t]*$|-+[ \t]*$)",
    re.M,
)


class CodeSpans:
    """The backticks of a text. Everything is looked up once, whatever is asked afterwards."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._runs: dict[int, list[int]] | None = None
        self._breaks: list[int] | None = None

    def end(self, start: int, size: int) -> int:
        """The place behind the span that the ``size`` backticks at ``start`` open; -1 if they are just backticks."""
        if self._runs is None:
            self._runs = defaultdict(list)
            for match in _TICKS.finditer(self._text):
                self._runs[len(match[0])].append(match.start())
        same = self._runs.get(size, [])
        following = bisect_right(same, start)
        if following == len(same) or same[following] >= self.block_end(start):
            return -1
        return same[following] + size

    def block_end(self, position: int) -> int:
        """Where the paragraph, heading or row ends that ``position`` is in."""
        if self._breaks is None:
            self._breaks = []
            for match in _BREAK.finditer(self._text):
                self._breaks.append(match.start())
                if match["alone"]:
                    end = self._text.find("\n", match.end())
                    self._breaks.append(end if end >= 0 else len(self._text))
        following = bisect_right(self._breaks, position)
        return self._breaks[following] if following < len(self._breaks) else len(self._text)
