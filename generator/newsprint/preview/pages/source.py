"""The lines of a file around a problem, with a visible sign for each character that would be invisible."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

AROUND = 4
"""Number of lines to show before the wrong line, and after it."""

_MOST_BYTES = 4 * 1024 * 1024
_WIDEST = 320
_LINE_END = re.compile(r"\r\n|\r|\n")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
"""Characters that are invisible or reorder others: control characters, directions (UAX #9), invisible spaces."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file: its text is ``before``, ``marked`` and ``after``. Only the ``wrong`` line has a marked part."""

    number: int
    before: str
    marked: str = ""
    after: str = ""
    wrong: bool = False


def visible(text: str) -> str:
    """Return ``text`` with a sign instead of each invisible character: ␀ or ⟨U+202E⟩."""
    return _UNSEEN.sub(lambda found: _sign(found[0]), text)


def lines_around(path: Path, line: int, column: int) -> tuple[Line, ...]:
    """Return the lines of the file at ``path`` around a problem, whose place is marked if it has a ``column``.

    Lines end with LF, CR LF or CR, as everywhere in Newsprint. If the file is shorter by now, its end is shown. The
    result is empty if ``line`` is 0, if it is too far into a huge file to be read quickly, or if there is no such file.
    """
    lines = _lines(path, line) if line else []
    last = min(line, len(lines))
    first = max(1, last - AROUND)
    shown = enumerate(lines[first - 1 : last + AROUND], first)
    return tuple(
        _wrong_line(number, text, column) if number == line else Line(number, visible(_cut(text)))
        for number, text in shown
        if text or number == line or number < len(lines)  # an empty text after the last line end is not a line
    )


def _lines(path: Path, wanted: int) -> list[str]:
    """Return the lines of the file at ``path``, or the first ones of a huge file; none if ``wanted`` is not among them.

    A file is huge if it has more than ``_MOST_BYTES`` bytes.
    """
    try:
        if not path.is_file():  # reading a pipe would block
            return []
        with path.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
    except (OSError, ValueError):
        return []
    lines = _LINE_END.split(data.decode("utf-8-sig", "replace"))
    return lines if len(data) <= _MOST_BYTES or wanted < len(lines) else []


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[:_WIDEST]}…"


def _wrong_line(number: int, text: str, column: int) -> Line:
    """Return the line with the problem, cut so that the place at ``column`` remains in it."""
    if not column:
        return Line(number, visible(_cut(text)), wrong=True)
    start = min(column - 1, len(text))
    end = _word_end(text, start)
    first = max(0, min(start - _WIDEST // 2, len(text) - _WIDEST))
    before, after = text[first:start], text[end : first + _WIDEST]
    return Line(
        number,
        visible(f"…{before}" if first else before),
        _marked(text[start:end]),
        visible(f"{after}…" if len(text) > max(end, first + _WIDEST) else after),
        wrong=True,
    )


def _word_end(text: str, start: int) -> int:
    """Return the end of the word that starts at ``start``. A punctuation mark counts as a word."""
    word = re.compile(r"[\w-]{1,80}").match(text, start)
    return word.end() if word else start + 1


def _marked(text: str) -> str:
    """Return ``text`` for the marked part: tabs and no-break spaces get a sign, and an empty text becomes a space."""
    return visible(text).replace("\t", "→\t").replace("\u00a0", "⟨U+00A0⟩") or " "


def _sign(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"
