"""Quotes, dashes and ellipses in one pass over the tree, as the library's ``smarty`` makes them in twenty.

``smarty`` runs its patterns one after the other over every text, and puts each result out of sight of those that
follow. What a quote becomes therefore depends on the character before it and a few behind it, and on nothing else
unless another quote is so near that one of them hides a character from the other. For quotes that stand apart, one
regular expression asks the same questions in the same order; a text in which two come close (:data:`_CLOSE`) is taken
through the library's patterns one by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

from markdown.extensions import smarty

from markdown import treeprocessors, util
from newsprint.markdown.lean.inline import LeanInlineProcessor

_DASHES = (r"(?<!-)---(?!-)", r"(?<!-)--(?!-)")
_ELLIPSIS = r"(?<!\.)\.{3}(?!\.)"
_EM_DASH, _EN_DASH, _DOTS = (re.compile(expression) for expression in (*_DASHES, _ELLIPSIS))
_QUOTES = (
    smarty.singleQuoteStartRe,
    smarty.doubleQuoteStartRe,
    smarty.doubleQuoteSetsRe,
    smarty.singleQuoteSetsRe,
    smarty.doubleQuoteSetsRe2,
    smarty.singleQuoteSetsRe2,
    smarty.decadeAbbrRe,
    smarty.openingSingleQuotesRegex,
    smarty.closingSingleQuotesRegex,
    smarty.closingSingleQuotesRegex2,
    smarty.remainingSingleQuotesRegex,
    smarty.openingDoubleQuotesRegex,
    smarty.closingDoubleQuotesRegex,
    smarty.closingDoubleQuotesRegex2,
    smarty.remainingDoubleQuotesRegex,
)
KNOWN = (*_DASHES, *_QUOTES, _ELLIPSIS)
"""The expressions of ``smarty`` as it comes, in their order; with any others the one pass is not taken."""

_CLOSE = re.compile(r"""["'][\ss]?["']""")
"""Two quotes with nothing between them, or with what a quote may take with it: white space, or the s of ``'s``."""

_BEFORE = r"(?:(?<=[\s–—]{0})|(?<=--{0})|(?<=&nbsp;{0})|(?<=&[mn]dash;{0})|(?<=&#821[12];{0}))(?=\w)"
"""After what a quote opens, if a word follows; to be tested behind the quote, which is what starts the search."""

_CLOSES = smarty.closeClass
_PUNCTUATION = smarty.punctClass
_APART = re.compile(
    # In the order of the library's patterns; the number of the group says what the quote becomes.
    rf"'(?:(?:(?<=\A')(?={_PUNCTUATION}\B)|(?<!\w')(?=\d{{2}}s))()"  # 1: closing
    rf"|{_BEFORE.format(chr(39))}()"  # 2: opening
    rf"|(?:(?<={_CLOSES}')(?!\s|s\b|\d)|(?=\s|s\b))()"  # 3: closing
    r"|())"  # 4: opening
    rf'|"(?:(?<=\A")(?={_PUNCTUATION}\B)()'  # 5: closing
    rf"|{_BEFORE.format(chr(34))}()"  # 6: opening
    rf'|(?:(?=\s)|(?<={_CLOSES}"))()'  # 7: closing
    r"|())"  # 8: opening
)


_PLAIN = re.compile(r"(?:[^<>&]|&\w+;)*")
_STAND_IN = f"{util.STX}smarty:{{}}{util.ETX}"
"""Looks to the patterns like the library's placeholders; no text can hold it, because U+0002 is taken out of texts."""

_STAND_INS = re.compile(_STAND_IN.format(r"(\d+)"))


def is_known(processor: treeprocessors.InlineProcessor) -> bool:
    """Whether the processor is that of ``smarty`` with its own patterns, and with text (no tags) in their place."""
    patterns: list[Any] = list(processor.inlinePatterns)
    return (
        all(type(pattern) is smarty.SubstituteTextPattern for pattern in patterns)
        and tuple(pattern.pattern for pattern in patterns) == KNOWN
        and all(isinstance(part, int) or _PLAIN.fullmatch(part) for part in _parts(patterns))
    )


def _parts(patterns: Iterable[Any]) -> Iterator[Any]:
    return (part for pattern in patterns for part in pattern.replace)


class LeanSmarty(LeanInlineProcessor):
    """The tree processor of ``smarty``, where :func:`is_known`."""

    _educate: Callable[[str], str] | None = None

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Replace the marks in all texts below ``tree``."""
        educate = self._educate = self._educate or _educator(list(self.inlinePatterns))
        for element in tree.iter():
            if element is tree:
                continue
            text, tail = element.text, element.tail
            if text and not isinstance(text, util.AtomicString):
                element.text = educate(text)
            if tail and tail != "\n" and not isinstance(tail, util.AtomicString):
                element.tail = educate(tail)
        return tree


def _educator(patterns: list[Any]) -> Callable[[str], str]:
    """A function from a text to the same with its marks replaced as the patterns replace them."""
    written = {pattern.pattern: pattern.replace for pattern in patterns}
    closing, closing_double = (str(written[start][0]) for start in _QUOTES[:2])
    opening, opening_double = str(written[_QUOTES[10]][0]), str(written[_QUOTES[14]][0])
    groups = ["", closing, opening, closing, opening, closing_double, opening_double, closing_double, opening_double]
    em, en, ellipsis = (str(written[mark][0]) for mark in (*_DASHES, _ELLIPSIS))

    def educate(text: str) -> str:
        quoted, dashed = "'" in text or '"' in text, "-" in text and "--" in text
        if quoted and _may_be_close(text) and _CLOSE.search(text):
            return _one_by_one(text, patterns)
        if dashed:
            # A quote must not see what a dash was, or becomes.
            text = _EN_DASH.sub(_STAND_IN.format("en"), _EM_DASH.sub(_STAND_IN.format("em"), text))
        if quoted:
            text = _APART.sub(lambda match: groups[match.lastindex or 0], text)
        if dashed:
            text = text.replace(_STAND_IN.format("en"), en).replace(_STAND_IN.format("em"), em)
        if "..." in text:
            text = _DOTS.sub(lambda match: ellipsis, text)
        return text

    return educate


def _may_be_close(text: str) -> bool:
    """Whether two quotes have at most one character between them: sooner told than by an expression."""
    return any(len(between) < 2 for between in text.replace('"', "'").split("'")[1:-1])


def _one_by_one(text: str, patterns: list[Any]) -> str:
    """``text`` taken through each pattern, each result hidden from the next: what the library does."""
    results: list[str] = []
    for pattern in patterns:
        position = 0
        while match := pattern.compiled_re.search(text, position):
            stand_in = _STAND_IN.format(len(results))
            results.append("".join(match[part] if isinstance(part, int) else part for part in pattern.replace))
            text = f"{text[: match.start()]}{stand_in}{text[match.end() :]}"
            position = match.start() + len(stand_in)
    return _STAND_INS.sub(lambda match: results[int(match[1])], text)
