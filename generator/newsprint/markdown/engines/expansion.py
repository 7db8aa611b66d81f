"""Limits for definitions that multiply.

Each use of a footnote, link or abbreviation repeats its whole definition. cmark-gfm has limits for this;
Python-Markdown does not.
"""

from __future__ import annotations

import re
from collections import Counter

from newsprint.base.errors import Problem
from newsprint.markdown.limits import BodyError

MAX_FOOTNOTE_USES = 1_000
MAX_FOOTNOTE_LOOKUPS = 4_000_000
"""The largest product of footnotes and uses, as each use is looked up in a list of all footnotes."""

MAX_ABBREVIATIONS = 1_000
MAX_EXPANSION = 16 * 1024 * 1024
LONG = 500
"""The length in characters from which the uses of a definition are counted one by one."""

_FOOTNOTE_USE = re.compile(r"\[\^([^\]\n]{0,200})\]")
_DEFINITION = re.compile(r"^ {0,3}(\*?)\[([^\]\n]{1,1000})\]:.*(?:\n[ \t]+.*)?$", re.M)
_HINT = "remove some definitions or uses"


def check_expansion(text: str) -> None:
    """Raise BodyError for definitions that would become many times their size."""
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
        # White space in a label may be written in many ways, so count everything that could be a use.
        uses = lower.count(label) if star else lower.count(f"[{label}]") if label.isalnum() else lower.count("[")
        if size * uses > MAX_EXPANSION and uses > 2:
            _refuse(text, match.start(), f'the definition of "{match[2]}" is long and used too often')
        if abbreviations > MAX_ABBREVIATIONS:
            _refuse(text, match.start(), f"the text has more than {MAX_ABBREVIATIONS:,} abbreviations")
    if definitions and lower.count("[") * LONG > 8 * MAX_EXPANSION:
        _refuse(text, 0, "the text has too many links and definitions")


def _check_footnotes(text: str) -> None:
    # For each further use of a footnote, the library tries all numbers from 2 on.
    counts = Counter(_FOOTNOTE_USE.findall(text))
    if len(counts) * counts.total() > MAX_FOOTNOTE_LOOKUPS:
        _refuse(text, text.index("[^"), "the text has too many footnotes")
    for label, uses in counts.most_common(1):
        if uses > MAX_FOOTNOTE_USES:
            message = f'the footnote "{label}" is used more than {MAX_FOOTNOTE_USES:,} times'
            _refuse(text, text.index(f"[^{label}]"), message)


def _refuse(text: str, position: int, message: str) -> None:
    raise BodyError(Problem("", text.count("\n", 0, position) + 1, 0, message, _HINT, code="text-limit"))
