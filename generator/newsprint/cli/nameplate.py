"""A first logo and a first icon for a new outlet: drawings (SVG) of its title and of the title's initial.

They are for titles in any script. The logo has the colour and the typeface of the page around it, so it can be read in
light and dark mode. How wide the title is set is estimated and written into the drawing, so it fits with every font.
"""

from __future__ import annotations

import unicodedata
from html import escape
from itertools import combinations

_HEIGHT = 100
_GAP = 22
_SIZES = {1: 84, 2: 45, 3: 30}
"""The size of the letters by number of lines."""

_PITCH = 1.03
"""The distance of lines, in units of their letters."""

_RISE = 0.33
"""How far the baseline of a line is below its middle, in units of its letters."""

_MOST_EMS = {1: 13, 2: 28}
"""How wide a title may be, in units of its letters, for one line and for two."""

_NARROW, _BROAD = "iljtfrI.,'’!:;|-()", "mwMW@&"

_LOGO = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">
<mask id="initial" font-size="76" font-weight="600" text-anchor="middle">
<rect x="{left}" width="{height}" height="{height}" fill="#fff"/>
<text x="{middle}" y="76">{initial}</text>
</mask>
<rect x="{left}" width="{height}" height="{height}" rx="6" fill="currentColor" mask="url(#initial)"/>
<g fill="currentColor" font-size="{size}" font-weight="500" text-anchor="middle" direction="{direction}">
{lines}
</g>
</svg>
"""
_LINE = '<text x="{x:g}" y="{y:g}" textLength="{length:g}" lengthAdjust="spacingAndGlyphs">{text}</text>'
_ICON = """\
<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32" viewBox="0 0 32 32">
<rect width="32" height="32" rx="4" fill="#14213d"/>
<g fill="#f5efe0" font-family="Georgia, serif" font-size="23" font-weight="700" text-anchor="middle">
<text x="16" y="24">{initial}</text>
</g>
</svg>
"""


def logo(title: str) -> str:
    """Return an SVG: a square with the initial of ``title``, then ``title`` in one to three lines."""
    lines = _lines(_written(title))
    size = _SIZES[len(lines)]
    is_rtl = _is_rtl(title)
    lengths = [round(_ems(line) * size, 1) for line in lines]
    column = max(lengths)
    start = 0 if is_rtl else _HEIGHT + _GAP
    width = round(_HEIGHT + _GAP + column)
    texts = []
    for index, (line, length) in enumerate(zip(lines, lengths, strict=True)):
        x = start + (column - length / 2 if is_rtl else length / 2)
        y = _HEIGHT / 2 + ((index - (len(lines) - 1) / 2) * _PITCH + _RISE) * size
        texts.append(_LINE.format(x=round(x, 1), y=round(y, 1), length=length, text=escape(line)))
    left = width - _HEIGHT if is_rtl else 0
    return _LOGO.format(
        width=width, height=_HEIGHT, left=left, middle=left + _HEIGHT // 2, size=size,
        initial=escape(_initial(title)), direction="rtl" if is_rtl else "ltr", lines="\n".join(texts),
    )  # fmt: skip


def icon(title: str) -> str:
    """Return an SVG of 32 by 32 units with the initial of ``title``."""
    return _ICON.format(initial=escape(_initial(title)))


def _written(title: str) -> str:
    """Return ``title`` on one line, without characters that XML does not allow."""
    return " ".join("".join(each if unicodedata.category(each)[0] != "C" else " " for each in title).split()) or "?"


def _initial(title: str) -> str:
    """Return the first letter or digit of ``title`` as a capital, with the accents that follow it."""
    text = unicodedata.normalize("NFC", _written(title))
    start = next((index for index, each in enumerate(text) if each.isalnum()), 0)
    end = start + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    capital = text[start:end].upper()
    return capital if len(capital) == end - start else text[start:end]  # "ß" has two capitals


def _is_rtl(title: str) -> bool:
    """Return whether the first letter of ``title`` belongs to a script that is written from right to left."""
    strong = (unicodedata.bidirectional(each) for each in title)
    return next((each for each in strong if each in ("L", "R", "AL")), "L") != "L"


def _lines(title: str) -> list[str]:
    """Return ``title`` in as many lines as its length needs, at most three, of widths as equal as its words allow."""
    words = title.split()
    wanted = next((count for count, most in _MOST_EMS.items() if _ems(title) <= most), 3)
    count = min(wanted, len(words))
    cuts = combinations(range(1, min(len(words), 60)), count - 1)
    ways = ([" ".join(words[a:b]) for a, b in zip((0, *cut), (*cut, len(words)), strict=True)] for cut in cuts)
    return min(ways, key=lambda way: max(map(_ems, way)))


def _ems(text: str) -> float:
    return sum(map(_em, text))


def _em(character: str) -> float:
    """Return about how wide ``character`` is set, in units of the size of its letters."""
    if unicodedata.combining(character):
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 1
    if unicodedata.bidirectional(character) == "AL":  # Arabic letters join
        return 0.43
    if character in _NARROW:
        return 0.29
    if character in _BROAD:
        return 0.93
    if character == " ":
        return 0.24
    return 0.71 if character.isupper() else 0.6 if character.isdigit() else 0.52
