"""The direction of quotation marks, by one rule for both engines and every language.

The engines only replace the straight quotes outside code by two placeholders (private-use characters). The direction
depends on the visible characters on both sides, whatever tags are between them, and on the open quotes in the same
block. Quotes that the author typed curly never change.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from newsprint.markdown.typography.language import QuotationMarks, elisions, quotation_marks

DOUBLE, SINGLE = "\ue0f1", "\ue0f2"
"""Placeholders for straight quotes."""

APOSTROPHE = "’"

_OPEN, _CLOSED = "\ue0f3", "\ue0f4"  # double quotes that are decided
_HIDDEN = {"“": "\ue0f5", "”": "\ue0f6", "‘": "\ue0f7", "’": "\ue0f8"}
_MADE = {"“": DOUBLE, "”": DOUBLE, "‘": SINGLE, "’": SINGLE}

# Simple cases, nearly all. The mark comes first in the expression, because it is found fastest.
_IN_WORD = re.compile(rf"{SINGLE}(?<=\w{SINGLE})(?=\w)")
_OPENS = re.compile(rf"{DOUBLE}(?:(?<=[\s(\[]{DOUBLE})|(?<=<p>{DOUBLE}))(?=\w)")
_CLOSES = re.compile(rf"{DOUBLE}(?<=[\w.,!?]{DOUBLE})(?=[\s,.;:!?)\]]|</p>)")

_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var)"
    r"(?:\s[^<>]*)?>",
    re.I,
)
_ENTITY = re.compile(r"&#?\w{1,32};")
_TOKEN = re.compile(
    rf"[{DOUBLE}{SINGLE}{_OPEN}{_CLOSED}]"
    r"|<(?:/?(?:address|article|aside|blockquote|caption|d[dlt]|details|div|fig\w+|h\d|header|hr|li|[ou]l|p|pre|section"
    r"|summary|t[dhr]|table)\b|br\b)",
    re.I,
)
_CLITIC = re.compile(r"(?:s|d|t|m|re|ve|ll)\b", re.I)
_ENDS_OF_SPEECH = frozenset(".,!?…")
_OPENINGS = frozenset({"Ps", "Pi", "Pd"})
"""Unicode categories of brackets, typed quotation marks and dashes, after which a quotation starts."""
_LONGEST_TAG = 2_000


def hide_typed(text: str) -> str:
    """Return ``text`` with its curly quotes hidden from an engine that makes its own.

    Private-use characters replace them.
    """
    if not text.isascii():
        for typed, hidden in _HIDDEN.items():
            text = text.replace(typed, hidden)
    return text


def show_typed(html: str) -> str:
    """Return ``html`` with typed quotes restored, and placeholders for the engine's quotes."""
    if not html.isascii():
        for made, placeholder in _MADE.items():
            html = html.replace(made, placeholder)
        for typed, hidden in _HIDDEN.items():
            html = html.replace(hidden, typed)
    return html


class Quotes:
    """The quotation marks of a language."""

    def __init__(self, language: str) -> None:
        self._marks = quotation_marks(language)
        self._elisions = elisions(language)

    def turn(self, html: str) -> str:
        """Return ``html`` with the marks of the language instead of the placeholders.

        Linear in its length.
        """
        if SINGLE in html:
            html = _IN_WORD.sub(APOSTROPHE, html)
        if DOUBLE in html:
            html = _CLOSES.sub(_CLOSED, _OPENS.sub(_OPEN, html))
        if SINGLE in html or DOUBLE in html:
            html = self._turn_others(html)
        return html.replace(_OPEN, self._marks.opening).replace(_CLOSED, self._marks.closing)

    def _turn_others(self, html: str) -> str:
        pieces: list[str] = []
        position = 0
        for place, mark in _QuoteScan(html, self._marks, self._elisions).all():
            pieces += html[position:place], mark
            position = place + 1
        pieces.append(html[position:])
        return "".join(pieces)


class _Opened(NamedTuple):
    """A quote that is not closed yet."""

    mark: str
    number: int
    is_weak: bool = False
    """Whether it is probably an apostrophe: only a mark at the end of speech makes it the start of a quotation."""


class _QuoteScan:
    """Decides the quotes of a text from left to right."""

    def __init__(self, html: str, marks: QuotationMarks, elisions: re.Pattern[str]) -> None:
        self._html = html
        self._marks = marks
        self._elisions = elisions
        self._found: list[tuple[int, str]] = []
        self._opened: list[_Opened] = []

    def all(self) -> Iterator[tuple[int, str]]:
        """Yield the position of every quote, and its replacement."""
        for token in _TOKEN.finditer(self._html):
            mark, place = token[0], token.start()
            if mark[0] == "<":
                if mark[1:3].lower() != "br":
                    self._opened.clear()  # no quotation continues in the next block
            elif mark == SINGLE:
                self._found.append((place, self._single(place)))
            else:
                self._found.append((place, self._double(mark, place)))
        yield from self._found

    def _double(self, mark: str, place: int) -> str:
        if mark == DOUBLE:
            before, after = self._before(place), self._after(place)
            opens, closes = _flanks(before, after)
            if opens == closes:
                closes = self._is_open(DOUBLE) or (opens and before.isdigit())
            elif before in _ENDS_OF_SPEECH:  # the author typed no space after the mark: "Stop,"he said
                closes = closes or self._is_open(DOUBLE)
            mark = _CLOSED if closes else _OPEN
        if mark == _OPEN:
            self._opened.append(_Opened(DOUBLE, len(self._found)))
        elif self._is_open(DOUBLE):
            while self._opened.pop().mark != DOUBLE:  # a single quote that is still open inside was an apostrophe
                pass
        return mark

    def _single(self, place: int) -> str:
        before, after = self._before(place), self._after(place)
        if (before.isalnum() and after.isalnum()) or self._is_clitic(before, place) or self._ends_short_and(place):
            return APOSTROPHE
        opens, closes = _flanks(before, after)
        last = self._opened[-1] if self._opened and self._opened[-1].mark == SINGLE else None
        if last and (closes or (before in _ENDS_OF_SPEECH and not last.is_weak)):
            if not last.is_weak or before in _ENDS_OF_SPEECH:
                self._opened.pop()
                start, _ = self._found[last.number]
                self._found[last.number] = start, self._marks.inner_opening
                return self._marks.inner_closing
        elif opens and not before.isalnum():
            is_weak = self._elisions.match(self._html, place + 1) is not None
            if not (is_weak and last and not last.is_weak):  # within a quotation, a year is a year
                self._opened.append(_Opened(SINGLE, len(self._found), is_weak))
        return APOSTROPHE

    def _is_clitic(self, before: str, place: int) -> bool:
        """Return whether the mark starts a clitic such as ``'s``.

        A clitic follows a word, a closing bracket or the end of a quotation.
        """
        if before.isspace() or unicodedata.category(before) in _OPENINGS or not _CLITIC.match(self._html, place + 1):
            return False
        starts_quotation = before in _MARKS and self._opened and self._opened[-1].number == len(self._found) - 1
        return not starts_quotation

    def _ends_short_and(self, place: int) -> bool:
        """Return whether the mark is the second one of ``rock 'n' roll``."""
        return self._html[max(0, place - 2) : place].lower() == f"{SINGLE}n"

    def _is_open(self, mark: str) -> bool:
        return any(opened.mark == mark for opened in self._opened[-50:])

    def _before(self, place: int) -> str:
        """Return the character that a reader sees before ``place``.

        Return a space at the start of a block.
        """
        while place > 0:
            last = self._html[place - 1]
            if last == ">":
                start = self._html.rfind("<", max(0, place - _LONGEST_TAG), place)
                if start < 0 or not _INLINE.fullmatch(self._html, start, place):
                    return " "
                place = start
            elif last == ";" and (entity := self._html.rfind("&", max(0, place - 34), place)) >= 0:
                is_entity = _ENTITY.fullmatch(self._html, entity, place)
                return unescape(self._html[entity:place])[-1:] or " " if is_entity else last
            else:
                return last
        return " "

    def _after(self, place: int) -> str:
        """Return the character that a reader sees after the mark at ``place``.

        Return a space at the end of a block.
        """
        place += 1
        while place < len(self._html):
            following = self._html[place]
            if following == "<":
                tag = _INLINE.match(self._html, place)
                if tag is None:
                    return " "
                place = tag.end()
            elif following == "&" and (entity := _ENTITY.match(self._html, place)):
                return unescape(entity[0])[:1] or " "
            else:
                return following
        return " "


def _flanks(before: str, after: str) -> tuple[bool, bool]:
    """Return whether a mark between two characters may open, and may close, a quotation.

    The rules are those of CommonMark for emphasis.
    """
    space_before, space_after = before.isspace(), after.isspace()
    punctuated_before, punctuated_after = _is_punctuation(before), _is_punctuation(after)
    opens = not space_after and (not punctuated_after or space_before or punctuated_before)
    closes = not space_before and (not punctuated_before or space_after or punctuated_after)
    return opens, closes


def _is_punctuation(character: str) -> bool:
    return character in _MARKS or unicodedata.category(character)[0] in "PS"


_MARKS = frozenset((DOUBLE, SINGLE, _OPEN, _CLOSED))
