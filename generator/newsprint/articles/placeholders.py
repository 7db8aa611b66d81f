"""What editors leave in a story that is not ready: instructions to each other, notes, filler text, marks for gaps.

Instructions, notes and filler text at the top are errors: published stories have none. Words that may be meant (TK, XX,
filler text further down) are warnings. Code and addresses are not searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, tzinfo

from newsprint.articles.article import Instant
from newsprint.articles.prose import prose
from newsprint.dates import from_microseconds
from newsprint.errors import Problem

_MOST_WORDS = 5
"""So many warnings of one text are enough."""

_ORDER = r"""(?: ADVANCE[ ]OBIT(?:UARY)? | (?:DO[ ]NOT|DON['’]T)[ ]PUBLISH | NOT[ ]TO[ ](?:BE[ ])?PUBLISH(?:ED)?
    | NOT[ ]FOR[ ](?:PUBLICATION|RELEASE) | HOLD[ ]FOR[ ](?:RELEASE|PUBLICATION|APPROVAL)
    | EMBARGO(?:ED)?[ ](?:UNTIL|TILL?) | EMBARGOED[ ](?:FOR|TO) | STRICTLY[ ]EMBARGOED )\b"""
_ORDER_AT_START = rf"""(?: {_ORDER} | (?:DO[ ]NOT|DON['’]T)[ ](?:RUN|POST|USE|RELEASE)\b | HOLD[ ](?:UNTIL|TILL?)\b
    | (?:EMBARGO|HOLD)[ ]*: )"""
_IN_CAPITALS = re.compile(rf"\b{_ORDER} | ^(?:[^\w\n]|_)*{_ORDER_AT_START}", re.VERBOSE | re.MULTILINE)
_LINE_OF_ORDERS = re.compile(rf"^(?:[^\w\n]|_)*{_ORDER_AT_START}", re.VERBOSE | re.MULTILINE)
_SET_APART = re.compile(rf"\A[\W_]*{_ORDER_AT_START}[\W_]*\Z | [\[(]\s*{_ORDER_AT_START}", re.VERBOSE | re.IGNORECASE)
_NOTE = re.compile(
    r"""\[\[\[ | \[\[\s*(?: NOTE\b(?!\])
        | (?i:(?:ed|editor|desk|legal|lawyer|sub|subs|todo|tk|fixme|note)\b[^\]\n]{0,40}:) )""",
    re.VERBOSE,
)
_FILLER = re.compile(r"\blorem\s+ipsum\b", re.IGNORECASE)
_FILLER_TEXT = re.compile(r"\blorem\s+ipsum\s+dolor\b", re.IGNORECASE)
_MARK = re.compile(r"(?<![\w.@#/&=%+-])(?:(?:TK)+|XX+)(?![\w@/&=%+-]|\.\w)")
_NUMERAL_AFTER = re.compile(
    r"\b(?:Act|Article|Bowl|Chapter|Class|Edition|Games|John|Louis|No\.?|Number|Part|Phase|Section|Size|Title|Type|"
    r"Vol\.?|Volume|WrestleMania)\s+\Z"
)
_NUMERAL_BEFORE = re.compile(
    r"\s+(?:anniversary|century|centuries|chromosomes?|Congress|edition|Games|Olympi\w+|secolo|siècle|siglo|Summer|Winter)\b"
)
_OPENING_LINE = re.compile(r"^(?![ \t]*$|[ ]{0,3}\#|[ \t]*!\[)[^\n]+", re.MULTILINE)
_FILLER_AT_START = re.compile(r"[\W_]*lorem\s+ipsum\s+dolor\b", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")
_SIGNS = ("[[", "NOT ", "N'T ", "N’T ", "EMBARGO", "HOLD", "OBIT", "orem ips", "orem Ips", "OREM IPS", "orem\nips")
_SIGNS_OF_A_FIELD = ("not ", "n't ", "n’t ", "embargo", "hold", "obit", "lorem", "[[", "tk", "xx")
_BRACKETED = re.compile(r"[\[(]\s*(?:do not|don['’]t|not |hold|embargo|advance|strictly)", re.IGNORECASE)
_OPENING_SIZE = 1000
_SLIPS = frozenset((date(1969, 12, 31), date(1970, 1, 1)))
_MARKUP = " \t\n*_#>(-"
_HINT = "finish the story and delete it, or add allow: [placeholder]"
_HINT_OF_A_WORD = "fill it in, or add allow: [placeholder-word]"


def in_field(key: str, text: str, place: tuple[int, int]) -> Iterator[Problem]:
    """The placeholders in a short text of a front matter, which has its ``key`` at ``place``."""
    small = text.lower()
    if not any(sign in small for sign in _SIGNS_OF_A_FIELD):
        return
    if found := _IN_CAPITALS.search(text) or _SET_APART.search(text) or _NOTE.search(text) or _FILLER_TEXT.search(text):
        yield _error(*place, f'"{key}" holds a placeholder: {_shown(found[0])}')
        return
    fillers = [match[0] for match in _FILLER.finditer(text)]
    for word in dict.fromkeys((*fillers, *(word for _, word in _marks(text)))):
        yield _warning(*place, f'"{key}" holds "{word}"')


def in_body(body: str, body_line: int) -> Iterator[Problem]:
    """The placeholders in a story's text, whose first line is ``body_line`` of the file."""
    if not _has_signs(body):
        return
    text = prose(body)
    fillers = [(match.start(), match[0]) for match in _FILLER.finditer(text)]
    stops = set(_stops(text))
    for start, words in sorted(stops):
        yield _error(*_place(start, text, body_line), f"a placeholder: {_shown(words)}")
    found = sorted([*_marks(text), *(fillers[:1] if not stops else ())])
    for start, word in found[:_MOST_WORDS]:
        yield _warning(*_place(start, text, body_line), f'the word "{word}" is a placeholder')


def _has_signs(body: str) -> bool:
    """Whether ``body`` may have placeholders: nearly none has, and to look closer would take longer than to read it."""
    if any(sign in body for sign in _SIGNS):
        return True
    if ("TK" in body or "XX" in body) and _MARK.search(body):
        return True
    opening = body[:_OPENING_SIZE].strip().partition("\n\n")[0]
    bracketed = ("[" in opening or "(" in opening) and _BRACKETED.search(opening)
    return bool(bracketed or _SET_APART.match(opening))


def _stops(text: str) -> Iterator[tuple[int, str]]:
    """Where errors are in ``text``, and which words."""
    for found in (*_NOTE.finditer(text), *_LINE_OF_ORDERS.finditer(text)):
        yield _trimmed(found, 0)
    if opening := _PARAGRAPH.search(text):
        for pattern in (_IN_CAPITALS, _SET_APART):
            if match := pattern.search(opening[0]):
                yield _trimmed(match, opening.start())
    if (first := _OPENING_LINE.search(text)) and (filler := _FILLER_AT_START.match(text, first.start())):
        yield _trimmed(filler, 0)


def _trimmed(match: re.Match[str], offset: int) -> tuple[int, str]:
    words = match[0].lstrip(_MARKUP)
    return offset + match.end() - len(words), words.rstrip(_MARKUP)


def in_date(key: str, instant: Instant, zone: tzinfo, place: tuple[int, int]) -> Iterator[Problem]:
    """A date that a program filled in: the zero of its clock, in UTC or in the outlet's ``zone``."""
    moment = from_microseconds(instant)
    for day in dict.fromkeys((moment.astimezone(zone).date(), moment.astimezone(UTC).date())):
        if day in _SLIPS:
            yield _error(*place, f'"{key}" is {day}, the zero of computer clocks')
            return


def _marks(text: str) -> Iterator[tuple[int, str]]:
    for match in _MARK.finditer(text):
        before, after = text[max(0, match.start() - 20) : match.start()], text[match.end() : match.end() + 20]
        if match[0].startswith("T") or not (_NUMERAL_AFTER.search(before) or _NUMERAL_BEFORE.match(after)):
            yield match.start(), match[0]


def _place(start: int, text: str, first_line: int) -> tuple[int, int]:
    return first_line + text.count("\n", 0, start), start - text.rfind("\n", 0, start)


def _shown(words: str) -> str:
    return f'"{" ".join(words.split()).strip(_MARKUP)}"'


def _error(line: int, column: int, message: str) -> Problem:
    return Problem("", line, column, message, _HINT, "placeholder")


def _warning(line: int, column: int, message: str) -> Problem:
    return Problem("", line, column, message, _HINT_OF_A_WORD, "placeholder-word")
