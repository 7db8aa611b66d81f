"""Block quotes, lists and code blocks, line by line, as CommonMark has them: where a line's own text starts."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

Kind = Literal["blank", "code", "end", "fence", "single", "text"]

_BLANKS = re.compile(r"[ \t]*")
_RULE = re.compile(r"([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_ITEM = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)")
_INTERRUPTING = re.compile(r"(?:[-+*]|0{0,8}1[.)])[ \t]+[^ \t]")
_FOOTNOTE = re.compile(r"\[\^[^\]\n]{1,200}\]:")
_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")
_SINGLE = re.compile(r"#{1,6}(?:[ \t]|$)|\|")
_NEW_BLOCK = re.compile(r"#{1,6}(?:[ \t]|$)|`{3,}[^`]*$|~{3,}|>")

MAX_OPEN = 60
"""Containers that one line is looked through for; a text with more is refused before it is converted."""

QUOTE = -1
"""A block quote among the containers; a list item is the number of columns that its text is moved in by."""


class State(Struct, frozen=True):
    """What is open between two lines."""

    containers: tuple[int, ...] = ()
    fence: str = ""
    """The marks that opened a fenced block."""

    is_paragraph: bool = False
    """Whether the next line could go on with a paragraph."""

    is_empty: bool = False
    """Whether the last line was the mark of an item, and nothing else: a blank line ends such an item."""


class Line(Struct, frozen=True):
    """What a line is, where its text starts, and what is open after it."""

    kind: Kind
    """``fence`` is the line that opens a block of code, ``end`` the one that closes it, ``single`` a heading or a row:
    text that ends with its line."""

    offset: int
    state: State
    base: int = 0
    """Of what is in or opens a fenced block: the column at which its container starts."""


class _Cursor:
    """A place in a line: the next character that is no blank, its column, and the column that counts as the first."""

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
        """Go behind a mark of ``size`` characters; one blank after it belongs to it."""
        self.position += size
        self.column += size
        self.base = self.column + (self.line[self.position : self.position + 1] in (" ", "\t"))
        self.skip()


def read_line(line: str, state: State) -> Line:
    """What ``line`` (without its line end) is after lines that left ``state``."""
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
    """How many of the open containers a line goes on with; the cursor is moved behind their marks."""
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
    """The containers with those that the rest of the line opens, and whether the line may still be in a paragraph."""
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
            if cursor.indent >= 4 or cursor.at_end:  # code, or nothing, directly behind the mark
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
    """Whether a line that lacks the marks of its containers goes on with their paragraph all the same."""
    rest = cursor.line[cursor.position :]
    if not rest:
        return False
    return cursor.indent >= 4 or not (_NEW_BLOCK.match(rest) or _ITEM.match(rest) or _RULE.match(rest))


def _closes(rest: str, fence: str) -> bool:
    bare = rest.rstrip(" \t")
    return len(bare) >= len(fence) and bare == fence[0] * len(bare)
