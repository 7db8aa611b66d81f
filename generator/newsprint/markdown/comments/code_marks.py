"""Apparent starts of comments in code: they do not count, unless the comment ends elsewhere."""

from __future__ import annotations

import re

from newsprint.base.comments import CLOSING, KINDS, OPENING

_MARK = re.compile(f"(?P<closing>{CLOSING})|{OPENING}")


class CodeMarks:
    """The starts of comments in the code of one text, read from left to right.

    A comment with a fence in it, put between fences, closes these: what is behind its own fence is no code. So one that
    starts in a block of code and ends in another counts as well if there is text between them.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._begun: dict[str, re.Match[str]] = {}
        self._in_blocks: set[str] = set()
        self._parted: set[str] = set()

    def read(self, start: int, end: int, *, is_block: bool) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
        """Read code from ``start`` to ``end``; return what starts in it, and what ends in it and started elsewhere."""
        starts, ended = [], []
        for mark in _MARK.finditer(self._text, start, end):
            kind = KINDS[mark[0][:2]]
            begun = self._begun.pop(kind, None)
            if mark["closing"] and begun and is_block and kind in self._parted:
                ended.append(begun)
            self._parted.discard(kind)
            self._in_blocks.discard(kind)
            if not mark["closing"]:
                starts.append(mark)
                self._begun[kind] = mark
                if is_block:
                    self._in_blocks.add(kind)
        return starts, ended

    def pass_text(self) -> None:
        """Note that a line of text follows."""
        self._parted |= self._in_blocks

    def ended_by(self, closing: str) -> re.Match[str] | None:
        """The start in code that this end of a comment, outside code, belongs to."""
        return self._begun.pop(KINDS[closing[:2]], None)
