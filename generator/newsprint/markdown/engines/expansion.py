"""Definitions that multiply: a use of a footnote, a link or an abbreviation repeats the whole of its definition.

cmark-gfm bounds this by itself; Python-Markdown does not.
"""

from __future__ import annotations

import re
from collections import Counter

from newsprint.base.errors import Problem
from newsprint.markdown.limits import BodyError

MAX_FOOTNOTE_USES = 1_000
MAX_FOOTNOTE_LOOKUPS = 4_000_000
"""Each use looks its footnote up in a list of all."""

MAX_ABBREVIATIONS = 1_000
MAX_EXPANSION = 16 * 1024 * 1024
LONG = 500
"""Characters of a definition from which on its uses are counted one by one."""

_FOOTNOTE_USE = re.compile(r"\[\^([^\]\n]{0,200})\]")
_DEFINITION = re.compile(r"^ {0,3}(\*?)\[([^\]\n]{1,1000})\]:.*(?:\n[ \t]+.*)?$", re.M)
_HINT = "take out definitions or uses"


def check_expansion(text: str) -> None:
    """Raises BodyError for definitions that would become many times their size."""
    if "[^" in text:
        _check_footnotes(text)
    if "]:" not in text:
        return
    abbreviations, definitions = 0, 0
    lower = text.lower()
    for match in _DEFINITION.finditer(text):
        star, label, size = match[1], match[2].lower(), len(match[0])
        abbreviations += bool(star)
        definitions += 1
        if size < LONG and not star:
            continue
        # White space within a label may be written in many ways: count all that could be a use.
        uses = lower.count(label) if star else lower.count(f"[{label}]") if label.isalnum() else lower.count("[")
        if size * uses > MAX_EXPANSION and uses > 2:
            _refuse(text, match.start(), f'the definition of "{match[2]}" is long, and used very often')
        if abbreviations > MAX_ABBREVIATIONS:
            _refuse(text, match.start(), f"the text has more than {MAX_ABBREVIATIONS:,} abbreviations")
    if definitions and lower.count("[") * LONG > 8 * MAX_EXPANSION:
        _refuse(text, 0, "the text has more links and definitions than can be converted")


def _check_footnotes(text: str) -> None:
    # The library tries the numbers from 2 on for each further use of a footnote.
    counts = Counter(_FOOTNOTE_USE.findall(text))
    if len(counts) * counts.total() > MAX_FOOTNOTE_LOOKUPS:
        _refuse(text, text.index("[^"), "the text has more footnotes than can be converted")
    for label, uses in counts.most_common(1):
        if uses > MAX_FOOTNOTE_USES:
            message = f'the footnote "{label}" is used more than {MAX_FOOTNOTE_USES:,} times'
            _refuse(text, text.index(f"[^{label}]"), message)


def _refuse(text: str, position: int, message: str) -> None:
    raise BodyError(Problem("", text.count("\n", 0, position) + 1, 0, message, _HINT, code="text-limit"))
