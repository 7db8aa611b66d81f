"""Starts of comments in code: they are code, unless the comment ends outside that code."""

from __future__ import annotations

import re

from newsprint.base.comments import CLOSING, KINDS, OPENING

_MARK = re.compile(f"(?P<closing>{CLOSING})|{OPENING}")


class CodeMarks:
    """The starts of comments in the code of one text, which is read from left to right.

    Scenario: an author puts a comment that contains a fence between fences. That inner fence closes the block, and what
    follows it is not code. So a comment that starts in one code block and ends in another is reported as well, if there
    is text between the two.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._begun: dict[str, re.Match[str]] = {}
        self._in_blocks: set[str] = set()
        self._parted: set[str] = set()

    def read(self, start: int, end: int, *, is_block: bool) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
        """Read the code from ``start`` to ``end``.

        Return the starts of comments in it, and the earlier starts, in other code, of comments that end in it.
        """
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
        """Record that a line of text follows."""
        self._parted |= self._in_blocks

    def ended_by(self, closing: str) -> re.Match[str] | None:
        """Return the start in code that this end of a comment, outside code, belongs to.

        Return None if there is none.
        """
        return self._begun.pop(KINDS[closing[:2]], None)
