"""The lines of a file around a mistake, so that a person sees what is there: nothing in them can hide itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

AROUND = 4
"""So many lines are shown before the wrong one, and after it."""

_MOST_BYTES = 4 * 1024 * 1024
_WIDEST = 320
_LINE_END = re.compile(r"\r\n|\r|\n")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
"""What has no shape of its own or orders others anew: control characters, directions (UAX #9), invisible spaces."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a source: its text is ``before``, ``marked`` and ``after``. Only a ``wrong`` one may have a mark."""

    number: int
    before: str
    marked: str = ""
    after: str = ""
    wrong: bool = False


def visible(text: str) -> str:
    """``text`` with a sign in the place of each character that nobody would see: ␀ or ⟨U+202E⟩."""
    return _UNSEEN.sub(lambda found: _sign(found[0]), text)


def lines_around(path: Path, line: int, column: int) -> tuple[Line, ...]:
    """The lines of the file at ``path`` around a mistake, which is marked if it has a ``column``.

    Lines end as everywhere in Newsprint: with LF, CR LF or CR. If the file is shorter by now, its end is shown. There
    are none if ``line`` is 0, if it lies beyond what can be read in no time, or if there is no such file.
    """
    lines = _lines(path, line) if line else []
    last = min(line, len(lines))
    first = max(1, last - AROUND)
    shown = enumerate(lines[first - 1 : last + AROUND], first)
    return tuple(
        _wrong_line(number, text, column) if number == line else Line(number, visible(_cut(text)))
        for number, text in shown
        if text or number == line or number < len(lines)  # what follows the last line end is no line
    )


def _lines(path: Path, wanted: int) -> list[str]:
    """The lines of the file at ``path``, or as many of a huge one as are read; none if ``wanted`` is not among them."""
    try:
        if not path.is_file():  # a pipe would be waited for
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
    """The line with the mistake, cut so that the place at ``column`` is in it."""
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
    """Where the word ends that starts at ``start``; a sign is a word of its own."""
    word = re.compile(r"[\w-]{1,80}").match(text, start)
    return word.end() if word else start + 1


def _marked(text: str) -> str:
    """The text of a mark: even a blank has a shape here, and so has the end of a line."""
    return visible(text).replace("\t", "→\t").replace("\u00a0", "⟨U+00A0⟩") or " "


def _sign(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"
