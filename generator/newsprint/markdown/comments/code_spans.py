"""The ends of code spans, for a scanner that reads a text from left to right."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict

_TICKS = re.compile(r"`+")
# The end of a paragraph ends every code span in it: a span does not extend from one block into the next.
# A comment at the start of a line is a block.
_BREAK = re.compile(
    r"^[ \t>]*(?:(?P<alone>\#{1,6}[ \t]|\|)|$|<!--|`{3,}[^`\n]*$|~{3,}"
    r"|[-+*][ \t]|\d{1,9}[.)][ \t]|=+[ \t]*$|-+[ \t]*$)",
    re.M,
)


class CodeSpans:
    """The backticks of a text. The text is searched once, on the first call."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._runs: dict[int, list[int]] | None = None
        self._breaks: list[int] | None = None

    def end(self, start: int, size: int) -> int:
        """Return the end of the code span that ``size`` backticks at ``start`` open.

        Return -1 if they open none.
        """
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
        """Return the end of the paragraph, heading or table row that contains ``position``."""
        if self._breaks is None:
            self._breaks = []
            for match in _BREAK.finditer(self._text):
                self._breaks.append(match.start())
                if match["alone"]:
                    end = self._text.find("\n", match.end())
                    self._breaks.append(end if end >= 0 else len(self._text))
        following = bisect_right(self._breaks, position)
        return self._breaks[following] if following < len(self._breaks) else len(self._text)
