"""What a browser's parser would make of tags that are not closed: how deep it nests, and what it opens again.

A parser is quadratic in the depth of what is open, in the attributes of a tag, and in what has to leave a table that it
cannot be in. It opens formatting (`<b>`, `<font>`) that is not closed again in every block that follows: a few hundred
kilobytes become gigabytes. This is counted here in one pass that keeps the parser's stack as the HTML standard has it
(13.2.4), and otherwise counts too much rather than too little.
"""

from __future__ import annotations

import re

from newsprint.base.errors import Problem
from newsprint.markdown.limits import BodyError
from newsprint.markdown.safe import allowed
from newsprint.markdown.tags import RAW_NAMES

MAX_DEPTH = 2_000
MAX_REOPENED = 8 * 1024 * 1024
"""Characters of tags that are opened again."""

MAX_STEPS = 60_000_000
"""Elements that are looked at: for each tag, those that are open."""

MAX_ATTRIBUTES = 2_000
MAX_MOVED = 10_000
"""Elements that are written directly in a table, and that a parser puts before it one by one."""

SMALL = 64 * 1024

_START = re.compile(r"<(?:(?P<end>/?)(?P<name>[A-Za-z][^\s/>]*)|(?P<comment>!--)|[!?/])")
_STOP = re.compile(r"[>=]")
_VALUE = re.compile(r"""\s*(["']?)""")
_UNQUOTED_END = re.compile(r"[\s>]")
_IGNORED = frozenset(("html", "head", "body", "frameset", "frame"))
_BARRIERS = frozenset(("applet", "caption", "marquee", "object", "select", "table", "td", "template", "th"))
"""What keeps end tags inside from closing what is open outside."""

# fmt: off
_SPECIAL = _BARRIERS | frozenset((
    "address", "article", "aside", "blockquote", "button", "center", "colgroup", "details", "dir", "div", "dl",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
    "listing", "main", "math", "menu", "nav", "ol", "pre", "search", "section", "summary", "svg", "tbody", "tfoot",
    "thead", "ul",
))
# fmt: on
"""Blocks, which keep the end tags of what is no block from closing anything outside."""

_CELLS = ("td", "th")
_ROWS = frozenset(("td", "th", "tr", "tbody", "thead", "tfoot"))
_IN_TABLE = _ROWS | {"table", "caption", "colgroup", "col", "script", "style", "template"}
_FOREIGN = frozenset(("math", "svg"))
_FORMATTING = allowed.FORMATTING | {"a"}
_SAME_TAGS = 3
"""So many equal tags are opened again; further ones are forgotten."""


def check_tags(html: str) -> None:
    """Raises BodyError for tags that a parser could not cope with. Linear in the length of ``html``."""
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
            return  # the rest of the text is in this tag
        position += 1
        if tag["end"]:
            soup.end(name)
        elif name in RAW_NAMES:
            position = _raw_end(html, name, position)
        elif name:
            soup.start(name, html[tag.start() : position])


def _tag_end(html: str, position: int) -> int:
    """The ``>`` of a tag whose attributes start at ``position``; -1 if it has none."""
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
            continue  # an equals sign without a name before it is the start of a name
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
    """The elements that are open, and the formatting that would be opened again."""

    def __init__(self) -> None:
        self._stack: list[tuple[str, int, int]] = []  # name, and where the last block and the last barrier are
        self._places: dict[str, list[int]] = {}
        self._gone: set[int] = set()
        self._formatting: dict[str, list[str]] = {}
        self._same: dict[str, int] = {}
        self._active = 0
        self._reopened = self._steps = self._moved = 0

    def start(self, name: str, written: str) -> None:
        """A start tag."""
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
        """An end tag."""
        self._count()
        places = self._places.get(name)
        if name in _FORMATTING:
            self._end_formatting(name, places)
        elif places and places[-1] >= self._reach(name):
            self._close(places[-1])

    def _end_cell(self) -> None:
        """A new cell or row ends the cell before it."""
        table = self._last("table")
        for name in _CELLS:
            if self._last(name) > table:
                self._close(self._last(name))

    def _last(self, name: str) -> int:
        places = self._places.get(name)
        return places[-1] if places else -1

    def _reach(self, name: str) -> int:
        """The lowest place at which an end tag of this name can close something."""
        if name == "table":
            return self._last("template")
        if name in ("td", "th", "caption"):
            return max(self._last("template"), self._last("table"))
        _, block, barrier = self._stack[-1] if self._stack else ("", 0, 0)
        return barrier if name in _SPECIAL and name not in _FOREIGN else block

    def _end_formatting(self, name: str, places: list[int] | None) -> None:
        if self._stack and self._stack[-1][2] > (places[-1] if places else -1):
            return  # nothing in a cell ends what was opened outside its table
        if written := self._formatting.get(name):
            tag = written.pop()
            self._same[tag] -= 1
            self._active -= len(tag) + len(name) + 3
        if places and self._stack[-1][1] > places[-1]:
            self._gone.add(places.pop())  # blocks that stand in it stay open
        elif places:
            self._close(places[-1])

    def _close(self, place: int) -> None:
        """Close an element with all that is open in it."""
        while len(self._stack) > place or (self._stack and len(self._stack) - 1 in self._gone):
            name = self._stack.pop()[0]
            if len(self._stack) in self._gone:
                self._gone.discard(len(self._stack))
            else:
                self._places[name].pop()

    def _count(self) -> None:
        self._reopened += self._active
        self._steps += len(self._stack)
        if self._reopened > MAX_REOPENED:
            _refuse("the text has HTML formatting that is not closed and would be repeated in every block")
        if self._steps > MAX_STEPS:
            _refuse("the text has too many HTML tags inside other ones")


def _refuse(message: str) -> None:
    raise BodyError(Problem("", 0, 0, message, "close the tags, or take them out", code="text-limit"))
