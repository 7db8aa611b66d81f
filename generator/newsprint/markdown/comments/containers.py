"""Block quotes, lists and code blocks by the rules of CommonMark, read line by line.

For both engines, this reads the text as the author wrote it. :mod:`newsprint.markdown.dialect.lines` has similar
expressions for text in which the default engine has replaced tabs, fenced code and HTML; one cannot read the other's.
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

LineKind = Literal["blank", "code", "end", "fence", "single", "text"]

_BLANKS = re.compile(r"[ \t]*")
_RULE = re.compile(r"([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_ITEM = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)")
_INTERRUPTING = re.compile(r"(?:[-+*]|0{0,8}1[.)])[ \t]+[^ \t]")
_FOOTNOTE = re.compile(r"\[\^[^\]\n]{1,200}\]:")
_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")
_SINGLE = re.compile(r"#{1,6}(?:[ \t]|$)|\|")
_NEW_BLOCK = re.compile(r"#{1,6}(?:[ \t]|$)|`{3,}[^`]*$|~{3,}|>")

MAX_OPEN = 60
"""The largest number of containers that are read in one line; a text with more is refused before the conversion."""

QUOTE = -1
"""The value of a block quote in ``containers``; that of a list item is the indentation of its text, in columns."""


class State(Struct, frozen=True):
    """The blocks that are open between two lines."""

    containers: tuple[int, ...] = ()
    fence: str = ""
    """The backticks or tildes that opened a fenced block; empty outside one."""

    is_paragraph: bool = False
    """Whether the next line could continue a paragraph."""

    is_empty: bool = False
    """Whether the last line was only the marker of a list item: a blank line ends such an item."""


class Line(Struct, frozen=True):
    """The kind of a line, the offset of its text, and the state after it."""

    kind: LineKind
    """``fence`` opens a code block, ``end`` closes it, and ``single`` is a heading or a table row: text that ends with
    its line."""

    offset: int
    state: State
    base: int = 0
    """For a line that opens or is in a fenced block: the column at which the content of its container starts."""


class _Cursor:
    """A position in a line.

    It consists of the next character that is not blank, its column, and the column that counts as the first.
    """

    def __init__(self, line: str) -> None:
        self.line = line
        self.position = self.column = self.base = 0
        self.skip()

    @property
    def indent(self) -> int:
        return self.column - self.base

    @property
    def at_end(self) -> bool:
        return self.position == len(self.line)

    def skip(self) -> None:
        blanks = _BLANKS.match(self.line, self.position)
        written = blanks[0] if blanks else ""
        if "\t" in written:
            self.column = len((" " * self.column + written).expandtabs(4))
        else:
            self.column += len(written)
        self.position += len(written)

    def advance(self, size: int) -> None:
        """Move past a marker of ``size`` characters; one blank after it is part of it."""
        self.position += size
        self.column += size
        self.base = self.column + (self.line[self.position : self.position + 1] in (" ", "\t"))
        self.skip()


def read_line(line: str, state: State) -> Line:
    """Return the kind of ``line``, given the ``state`` after the line before it.

    ``line`` has no line end.
    """
    cursor = _Cursor(line)
    if state.is_empty and cursor.at_end:
        return Line("blank", cursor.position, State(state.containers[:-1]))
    matched = _matched(cursor, state.containers)
    containers = state.containers[:matched]
    if state.fence and matched == len(state.containers):
        if cursor.indent < 4 and _closes(line[cursor.position :], state.fence):
            return Line("end", cursor.position, State(containers))
        return Line("code", cursor.position, state, cursor.base)
    if matched < len(state.containers) and state.is_paragraph and _is_lazy(cursor):
        return Line("text", cursor.position, state)
    continues = state.is_paragraph and matched == len(state.containers)
    containers, continues = _opened(cursor, containers, continues)
    rest = line[cursor.position :]
    if not rest:
        is_empty = len(containers) > matched and containers[-1] != QUOTE
        return Line("blank", cursor.position, State(containers, is_empty=is_empty))
    if cursor.indent >= 4:
        if not continues:
            return Line("code", cursor.position, State(containers))
    elif mark := _FENCE.match(rest):
        return Line("fence", cursor.position, State(containers, mark[1] or mark[2]), cursor.base)
    elif _SINGLE.match(rest) or _RULE.match(rest):
        return Line("single", cursor.position, State(containers))
    return Line("text", cursor.position, State(containers, is_paragraph=True))


def _matched(cursor: _Cursor, containers: tuple[int, ...]) -> int:
    """Move the cursor past the markers of open containers; return how many the line has."""
    for number, container in enumerate(containers):
        if container == QUOTE:
            if cursor.indent >= 4 or not cursor.line.startswith(">", cursor.position):
                return number
            cursor.advance(1)
        elif not cursor.at_end:
            if cursor.indent < container:
                return number
            cursor.base += container
    return len(containers)


def _opened(cursor: _Cursor, containers: tuple[int, ...], continues: bool) -> tuple[tuple[int, ...], bool]:
    """Return all containers after the rest of the line, and whether it may continue a paragraph."""
    while not cursor.at_end and cursor.indent < 4 and len(containers) < MAX_OPEN:
        rest = cursor.line[cursor.position : cursor.position + 210]
        if rest.startswith(">"):
            cursor.advance(1)
            containers += (QUOTE,)
        elif mark := None if _RULE.match(cursor.line, cursor.position) else _ITEM.match(rest):
            if continues and not _INTERRUPTING.match(rest):
                break
            start = cursor.base
            cursor.advance(len(mark[0]))
            if cursor.indent >= 4 or cursor.at_end:  # code, or nothing, directly after the marker
                containers += (cursor.base - start,)
            else:
                containers += (cursor.column - start,)
                cursor.base = cursor.column
        elif mark := _FOOTNOTE.match(rest):
            cursor.advance(len(mark[0]))
            containers += (4,)
        else:
            break
        continues = False
    return containers, continues


def _is_lazy(cursor: _Cursor) -> bool:
    """Return whether a line without its containers' markers continues their paragraph."""
    rest = cursor.line[cursor.position :]
    if not rest:
        return False
    return cursor.indent >= 4 or not (_NEW_BLOCK.match(rest) or _ITEM.match(rest) or _RULE.match(rest))


def _closes(rest: str, fence: str) -> bool:
    bare = rest.rstrip(" \t")
    return len(bare) >= len(fence) and bare == fence[0] * len(bare)
