"""The lines of link targets in a text, for reporting problems."""

from __future__ import annotations

from html import unescape
from urllib.parse import quote, unquote

_BEFORE = ("(", "<", '"', "'", "=", "]:")
_AFTER = frozenset(")>\"' \t\n#?")


MAX_SEARCHED = 1_000
"""The number of references after which no more lines are searched for: no text for readers has so many."""

MAX_TRIES = 500
"""The number of places that are checked for one reference: in most of them, its target is an ordinary word."""


class Places:
    """Finds the lines of targets, one after the other.

    For a target that occurs twice, the first call finds the first place, the second call the second.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._next: dict[str, int] = {}
        self._plain: list[str] | None = None
        self._searched = 0

    def line(self, target: str) -> int:
        """Return the line (from 1) of ``target`` in the text; 0 if it is not found."""
        self._searched += 1
        if self._searched > MAX_SEARCHED:
            return 0
        start = self._next.get(target, 0)
        position = self._find(target, start)
        if position < 0 and start:
            position = self._find(target, 0)  # several links may use one reference definition
        if position < 0:
            return self._plain_line(target)
        self._next[target] = position + 1
        return self._text.count("\n", 0, position) + 1

    def _find(self, target: str, start: int) -> int:
        text = self._text
        encoded = quote(target, safe="/#?=&.-_~%:;@!$'()*+,")
        for written in dict.fromkeys((target, encoded, target.replace("&", "&amp;"))):
            position, tries = text.find(written, start), 0
            while position >= 0 and (tries := tries + 1) <= MAX_TRIES:
                end = position + len(written)
                before, after = text[max(0, position - 20) : position].rstrip(), text[end : end + 1] or "\n"
                if before.endswith(_BEFORE) and after in _AFTER:
                    return position
                position = text.find(written, position + 1)
        return -1

    def _plain_line(self, target: str) -> int:
        """Return the first line that contains the target when decoded, or 0.

        Backslash escapes, entities and percent encoding are decoded.
        """
        if self._plain is None:
            self._plain = [unquote(unescape(line.replace("\\", ""))) for line in self._text.split("\n")]
        plain = target.replace("\\", "")
        return next((number for number, line in enumerate(self._plain, start=1) if plain in line), 0)
