"""Limits for unclosed tags, which a browser's parser nests and reopens.

A parser takes quadratic time in the depth of open elements, in the attributes of a tag, and in the elements that it
moves out of a table. It reopens unclosed formatting (`<b>`, `<font>`) in every later block, so that a few hundred
kilobytes become gigabytes. One pass here counts this with the parser's stack from the HTML standard (13.2.4); where
it is not exact, it counts too much rather than too little.
"""

from __future__ import annotations

import re

from newsprint.base.errors import Problem
from newsprint.markdown.limits import BodyError
from newsprint.markdown.safe import allowed
from newsprint.markdown.tags import RAW_NAMES

MAX_DEPTH = 2_000
MAX_REOPENED = 8 * 1024 * 1024
"""Characters of reopened tags."""

MAX_STEPS = 60_000_000
"""Elements that are checked: for each tag, all open ones."""

MAX_ATTRIBUTES = 2_000
MAX_MOVED = 10_000
"""Elements directly in a table, which a parser moves before the table one by one."""

SMALL = 64 * 1024

_START = re.compile(r"<(?:(?P<end>/?)(?P<name>[A-Za-z][^\s/>]*)|(?P<comment>!--)|[!?/])")
_STOP = re.compile(r"[>=]")
_VALUE = re.compile(r"""\s*(["']?)""")
_UNQUOTED_END = re.compile(r"[\s>]")
_IGNORED = frozenset(("html", "head", "body", "frameset", "frame"))
_BARRIERS = frozenset(("applet", "caption", "marquee", "object", "select", "table", "td", "template", "th"))
"""Elements in which an end tag cannot close an element outside them."""

# fmt: off
_SPECIAL = _BARRIERS | frozenset((
    "address", "article", "aside", "blockquote", "button", "center", "colgroup", "details", "dir", "div", "dl",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
    "listing", "main", "math", "menu", "nav", "ol", "pre", "search", "section", "summary", "svg", "tbody", "tfoot",
    "thead", "ul",
))
# fmt: on
"""Blocks, in which the end tag of a non-block cannot close an element outside them."""

_CELLS = ("td", "th")
_ROWS = frozenset(("td", "th", "tr", "tbody", "thead", "tfoot"))
_IN_TABLE = _ROWS | {"table", "caption", "colgroup", "col", "script", "style", "template"}
_FOREIGN = frozenset(("math", "svg"))
_FORMATTING = allowed.FORMATTING | {"a"}
_SAME_TAGS = 3
"""The number of equal tags that are reopened; more are ignored."""


def check_tags(html: str) -> None:
    """Raise BodyError for tags that would overload a parser.

    Linear in the length of ``html``.
    """
    if len(html) < SMALL and html.count("<") * len(html) < MAX_REOPENED:
        return
    soup = _Soup()
    position = 0
    while tag := _START.search(html, position):
        name = (tag["name"] or "").lower()
        if tag["comment"]:
            position = html.find("-->", tag.start() + 2)
        else:
            position = _tag_end(html, tag.end()) if name else html.find(">", tag.end())
        if position < 0:
            return  # the tag is not closed: the rest of the text is part of it
        position += 1
        if tag["end"]:
            soup.end(name)
        elif name in RAW_NAMES:
            position = _raw_end(html, name, position)
        elif name:
            soup.start(name, html[tag.start() : position])


def _tag_end(html: str, position: int) -> int:
    """Return the position of the ``>`` of a tag whose attributes start at ``position``.

    Return -1 if it has none.
    """
    start, attributes = position, 0
    while stop := _STOP.search(html, position):
        names = html[start : stop.start()].replace("/", " ").split()
        attributes += len(names)
        if attributes > MAX_ATTRIBUTES:
            _refuse(f"an HTML tag has more than {MAX_ATTRIBUTES:,} attributes")
        if stop[0] == ">":
            return stop.start()
        position = stop.end()
        if not names:
            continue  # an equals sign without a name before it starts a name
        value = _VALUE.match(html, position)
        if value and value[1]:
            position = html.find(value[1], value.end()) + 1
        else:
            unquoted = _UNQUOTED_END.search(html, value.end() if value else position)
            position = unquoted.start() if unquoted else 0
        if position == 0:
            return -1
        start = position
    return -1


def _raw_end(html: str, name: str, position: int) -> int:
    end = re.compile(f"</{name}(?=[\\s/>])", re.I).search(html, position)
    return end.start() if end else len(html)


class _Soup:
    """The open elements, and the formatting that a parser would reopen."""

    def __init__(self) -> None:
        self._stack: list[tuple[str, int, int]] = []  # name, and the indexes of the last block and the last barrier
        self._places: dict[str, list[int]] = {}
        self._closed_early: set[int] = set()
        self._formatting: dict[str, list[str]] = {}
        self._same: dict[str, int] = {}
        self._active = 0
        self._reopened = self._steps = self._moved = 0

    def start(self, name: str, written: str) -> None:
        """Process a start tag."""
        self._count()
        if name in _FORMATTING and self._same.get(written, 0) < _SAME_TAGS:
            self._same[written] = self._same.get(written, 0) + 1
            self._formatting.setdefault(name, []).append(written)
            self._active += len(written) + len(name) + 3
        if name in _ROWS:
            self._end_cell()
        elif name not in _IN_TABLE and self._stack and self._stack[self._stack[-1][2]][0] == "table":
            self._moved += 1
            if self._moved > MAX_MOVED:
                _refuse(f"more than {MAX_MOVED:,} HTML elements are in a table, but in none of its cells")
        is_cell = name in _CELLS and self._places.get("table")
        if (name in allowed.AUTOMATIC and not is_cell) or name in _IGNORED:
            return
        place = len(self._stack)
        _, block, barrier = self._stack[-1] if self._stack else ("", -1, -1)
        if name in _SPECIAL:
            block = place
        if name in _BARRIERS:
            barrier = place
        self._stack.append((name, block, barrier))
        self._places.setdefault(name, []).append(place)
        if place >= MAX_DEPTH:
            _refuse(f"more than {MAX_DEPTH:,} HTML tags are open at once")

    def end(self, name: str) -> None:
        """Process an end tag."""
        self._count()
        places = self._places.get(name)
        if name in _FORMATTING:
            self._end_formatting(name, places)
        elif places and places[-1] >= self._reach(name):
            self._close(places[-1])

    def _end_cell(self) -> None:
        """Close the open cell, because a new cell or row starts."""
        table = self._last("table")
        for name in _CELLS:
            if self._last(name) > table:
                self._close(self._last(name))

    def _last(self, name: str) -> int:
        places = self._places.get(name)
        return places[-1] if places else -1

    def _reach(self, name: str) -> int:
        """Return the lowest index at which an end tag of this name can close an element."""
        if name == "table":
            return self._last("template")
        if name in ("td", "th", "caption"):
            return max(self._last("template"), self._last("table"))
        _, block, barrier = self._stack[-1] if self._stack else ("", 0, 0)
        return barrier if name in _SPECIAL and name not in _FOREIGN else block

    def _end_formatting(self, name: str, places: list[int] | None) -> None:
        if self._stack and self._stack[-1][2] > (places[-1] if places else -1):
            return  # an end tag in a cell closes nothing outside its table
        if written := self._formatting.get(name):
            tag = written.pop()
            self._same[tag] -= 1
            self._active -= len(tag) + len(name) + 3
        if places and self._stack[-1][1] > places[-1]:
            self._closed_early.add(places.pop())  # the blocks in it stay open
        elif places:
            self._close(places[-1])

    def _close(self, place: int) -> None:
        """Close an element and all open elements in it."""
        while len(self._stack) > place or (self._stack and len(self._stack) - 1 in self._closed_early):
            name = self._stack.pop()[0]
            if len(self._stack) in self._closed_early:
                self._closed_early.discard(len(self._stack))
            else:
                self._places[name].pop()

    def _count(self) -> None:
        self._reopened += self._active
        self._steps += len(self._stack)
        if self._reopened > MAX_REOPENED:
            _refuse("the text has HTML formatting that is not closed and would be repeated in every block")
        if self._steps > MAX_STEPS:
            _refuse("the text has too many nested HTML tags")


def _refuse(message: str) -> None:
    raise BodyError(Problem("", 0, 0, message, "close or remove the tags", code="text-limit"))
