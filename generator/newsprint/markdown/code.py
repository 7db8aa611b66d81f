"""The code in a Markdown text: fenced blocks and code spans."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator

_FENCE = re.compile(r"^ {0,3}(`{3,}(?=[^`\n]*$)|~{3,})", re.M)
_BLANK = re.compile(r"\n[ \t]*\n")
_TICKS = re.compile(r"`+")


def code_ranges(text: str) -> list[tuple[int, int]]:
    """Return the start and end of every fenced block and code span, in order.

    Linear in the length of the text.
    """
    ranges: list[tuple[int, int]] = []
    if "`" not in text and "~~~" not in text:
        return ranges
    position = 0
    while match := _FENCE.search(text, position):
        ranges += _spans(text, position, match.start())
        end = _fence_end(text, match)
        ranges.append((match.start(), end))
        position = end
    ranges += _spans(text, position, len(text))
    return ranges


def outside_code(matches: Iterable[re.Match[str]], text: str) -> Iterator[re.Match[str]]:
    """Yield the ``matches`` that do not begin in code.

    They must be in the order of ``text``.
    """
    code = iter([*code_ranges(text), (len(text), len(text))])
    start, end = next(code)
    for match in matches:
        while end <= match.start():
            start, end = next(code)
        if start > match.start():
            yield match


def _fence_end(text: str, opening: re.Match[str]) -> int:
    mark = opening[1]
    closing = re.compile(rf"^ {{0,3}}{re.escape(mark)}{re.escape(mark[0])}*[ \t]*$", re.M)
    match = closing.search(text, opening.end())
    return match.end() if match else len(text)


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        blank = _BLANK.search(text, start, end)
        stop = blank.start() if blank else end
        yield from _paragraph_spans(text, start, stop)
        start = stop + 1


def _paragraph_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the code spans of one paragraph.

    A span extends from a run of backticks to the next run of the same length.
    """
    runs = [match.span() for match in _TICKS.finditer(text, start, end)]
    by_length: dict[int, list[int]] = defaultdict(list)
    for opening, closing in runs:
        by_length[closing - opening].append(opening)
    position = start
    for opening, closing in runs:
        if opening < position:
            continue
        same = by_length[closing - opening]
        following = bisect_right(same, opening)
        if following < len(same):
            position = same[following] + closing - opening
            yield opening, position
