"""Placeholders that editors leave in unfinished stories: orders, notes, filler text, signs for gaps.

Orders (see :mod:`orders`), notes, and filler text at the top are errors: published stories have none. Words that may be
intended (TK, XX, filler text further down) are warnings. Code and addresses are not searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, tzinfo

from newsprint.base.dates import from_microseconds
from newsprint.base.errors import Problem
from newsprint.base.signs import Signs
from newsprint.content.records import Instant
from newsprint.content.withheld import orders
from newsprint.content.withheld.prose import prose

_MOST_WORDS = 5
"""The most warnings for one text."""

_NOTE = re.compile(
    r"""\[\[\[(?!\^) | \[\[\s*(?: NOTE\b(?!\]) | \?\? | (?:[A-Z][A-Z ]{0,30}|[ÀÉ][ ][A-ZÉ]{2,20})[:?!](?=\s)
        | (?i:(?:ed|editor|desk|legal|lawyer|sub|subs|todo|tk|fixme|note|check|nb|query)\b[^\]\n]{0,40}:) )""",
    re.VERBOSE,
)
_FILLER = re.compile(r"\blorem\s+ipsum\b", re.IGNORECASE)
_FILLER_TEXT = re.compile(r"\blorem\s+ipsum\s+dolor\b", re.IGNORECASE)
_UNIT = r"(?:%|m|bn|k|-(?:year|month|week|day|hour|minute|second|mile|metre|meter|foot|point|strong|odd|page|member)\b)"
_GAP = re.compile(
    rf"(?<![\w.@#/&=%+-])(?:(?:TK)+|XX+)(?:(?![\w@/&=%+-]|\.\w)|(?={_UNIT}))|(?<![\w.@#/&=%+-])XX/XX/|\b(?:19|20)XX\b"
)
_NUMERAL_AFTER = re.compile(
    r"\b(?:Act|Article|Benedict|Bowl|Chapter|Class|Corps|Dos|Edition|Equis|Games|John|Louis|No\.?|Number|Part|Phase|Section|"
    r"Size|Title|Type|Vol\.?|Volume|WrestleMania|(?i:siglos?|s[eé]culos?|segles?|secol(?:o|ul)|siècle|wiek(?:u|iem)?))\s+\Z"
)
_NUMERAL_BEFORE = re.compile(
    r"\s+(?:anniversary|century|Century|centuries|chromosomes?|Congress|Corps|edition|Games|Olympi\w+|secolo|siècle|siglo|"
    r"Summer|Winter|wiek\w*|века?|веке|століття|století|storočí\w*|vek\w*|stoljeć\w*)\b|\.\s+(?:Jahrhundert|stolet|stoljeć|vek)|"
    r"(?:,| and| or|/)\s*XY\b"
)
_NAME_BEFORE = re.compile(r"\s+(?:Maxx|Elevator|\d{1,4}\b)")
"""What follows "TK" in names: of a shop, of a firm, of a flight of Turkish Airlines."""

_OPENING_LINE = re.compile(r"^(?![ \t]*$|[ ]{0,3}\#|[ \t]*!\[)[^\n]+", re.MULTILINE)
_FILLER_AT_START = re.compile(r"[\W_]*lorem\s+ipsum\s+dolor\b", re.IGNORECASE)
_LINK = re.compile(
    r"""\[{2,3}[^\[\]\n]{1,200}\](?:[^\[\]\n]{0,200}\]){0,2}
    (?: \([ ]?(?:<[^<>\n]{0,2000}>|[^\s()<>]{1,2000})(?:[ ]["'(][^\n]{0,200}?)?\) | \[(?P<name>[^\[\]\n]{1,200})\] )""",
    re.VERBOSE,
)
"""A link in brackets, or one whose text is in brackets: ``[[Desk: x](url)]``, ``[[[1]]](url)``."""

_DEFINITION = re.compile(r"^[ ]{0,3}\[([^\[\]\n]{1,200})\]:", re.MULTILINE)
_SIGNS = Signs(
    "TK", "XX",
    "[[", "NOT", "N'T ", "N’T ", "DONT ", "EMBARGO", "mbargo", "HOLD", "OBIT", "SPERRFRIST", "perrfrist",
    "NICHT ", "NE PAS ", "NO PUB", "NON PUB", "NÃO PUB", "orem ips", "orem Ips", "OREM IPS", "orem\nips",
)  # fmt: skip
_SIGNS_OF_A_FIELD = Signs(
    "not", "n't ", "n’t ", "dont ", "embargo", "hold", "obit", "sperrfrist", "nicht ", "ne pas ", "no pub", "non pub",
    "não pub", "lorem", "[", "(", "tk", "xx",
)  # fmt: skip
_BRACKETED = re.compile(
    r"[\[(]\s*(?:do not|don['’]t|not |hold|embargo|advance|strictly|draft|kill|test)", re.IGNORECASE
)
_OPENING_SIZE = 1000
_THREE_DAYS = 3 * 24 * 3600 * 1_000_000  # microseconds
_EPOCH_DAYS = frozenset((date(1969, 12, 31), date(1970, 1, 1)))
_MARKUP = " \t\n*_#>(-"
_MOST_ERRORS = 20
_HINT = "replace the placeholder, or add allow: [placeholder]"
_HINT_OF_AN_ORDER = (
    f"write draft: true to hold the story back; if readers should see these words, add allow: [{orders.CODE}]"
)
_HINT_OF_A_WORD = "fill it in, or add allow: [placeholder-word]"


def in_field(key: str, text: str, place: tuple[int, int]) -> Iterator[Problem]:
    """Yield the problems of placeholders in a short text of a front matter, whose ``key`` is at ``place``."""
    if words := orders.in_field(key, text):
        yield _order(*place, f'"{key}" says that the story is not for publication: {_shown(words)}')
        return
    if found := _NOTE.search(text) or _FILLER_TEXT.search(text):
        yield _error(*place, f'"{key}" contains a placeholder: {_shown(found[0])}')
        return
    fillers = [match[0] for match in _FILLER.finditer(text)]
    for word in dict.fromkeys((*fillers, *(word for _, word in _gaps(text)))):
        yield _warning(*place, f'"{key}" contains the placeholder "{word}"')


def may_be_in_fields(texts: Iterable[str]) -> bool:
    """Return whether :func:`in_field` may find a placeholder in ``texts``; nearly always False, and fast."""
    return _SIGNS_OF_A_FIELD.are_in("\n".join(texts).lower())


def in_body(body: str, body_line: int) -> Iterator[Problem]:
    """Yield the problems of placeholders in a story's text, whose first line is ``body_line`` of the file."""
    if not _has_signs(body):
        return
    text = prose(body)
    fillers = [(match.start(), match[0]) for match in _FILLER.finditer(text)]
    # Of two orders at one place, the shorter is kept.
    found_orders = dict(sorted((_trimmed(*each) for each in orders.in_body(text)), reverse=True))
    notes = {start: words for start, words in _unfinished(text, body) if start not in found_orders}
    for start, words in sorted({**found_orders, **notes}.items())[:_MOST_ERRORS]:
        line, column = _place(start, text, body_line)
        if start in found_orders:
            yield _order(line, column, f"the story is not for publication: {_shown(words)}")
        else:
            yield _error(line, column, f"the text contains a placeholder: {_shown(words)}")
    found = sorted([*_gaps(text), *(() if found_orders or notes else fillers[:1])])
    for start, word in found[:_MOST_WORDS]:
        yield _warning(*_place(start, text, body_line), f'the word "{word}" is a placeholder')


def _has_signs(body: str) -> bool:
    """Return whether ``body`` may contain placeholders.

    Nearly none does, and the full check takes longer than reading the story.
    """
    if _SIGNS.are_in(body):
        return True
    opening = body[:_OPENING_SIZE].strip().partition("\n\n")[0]
    bracketed = ("[" in opening or "(" in opening) and _BRACKETED.search(opening)
    return bool(bracketed or orders.may_be_opening(opening))


def _unfinished(text: str, body: str) -> Iterator[tuple[int, str]]:
    """Yield the position and the words of notes and of filler text at the top.

    ``text`` is the prose of ``body``.
    """
    names: set[str] | None = None
    for note in _NOTE.finditer(text):
        link = _LINK.match(body, note.start())
        if link and link["name"]:
            names = {name.casefold() for name in _DEFINITION.findall(body)} if names is None else names
            link = link if link["name"].casefold() in names else None
        if not link:
            yield note.start(), note[0]
    if (first := _OPENING_LINE.search(text)) and (filler := _FILLER_AT_START.match(text, first.start())):
        yield _trimmed(first.start(), filler[0])


def _trimmed(start: int, words: str) -> tuple[int, str]:
    bare = words.lstrip(_MARKUP)
    return start + len(words) - len(bare), bare.rstrip(_MARKUP)


def in_date(key: str, instant: Instant, zone: tzinfo, place: tuple[int, int]) -> Iterator[Problem]:
    """Yield a problem for a date that a program filled in: 1 January 1970, in UTC or in the outlet's ``zone``.

    31 December 1969 is such a date too, where clocks are behind UTC.
    """
    if abs(instant) > _THREE_DAYS:  # in no zone is it one of these days
        return
    moment = from_microseconds(instant)
    for day in dict.fromkeys((moment.astimezone(zone).date(), moment.astimezone(UTC).date())):
        if day in _EPOCH_DAYS:
            yield _error(*place, f'"{key}" is {day}, which programs write when they have no date')
            return


def _gaps(text: str) -> Iterator[tuple[int, str]]:
    for match in _GAP.finditer(text):
        before, after = text[max(0, match.start() - 20) : match.start()], text[match.end() : match.end() + 20]
        if match[0].startswith("T"):
            is_intended = _NAME_BEFORE.match(after)
        else:
            is_intended = _NUMERAL_AFTER.search(before) or _NUMERAL_BEFORE.match(after)
        if not is_intended:
            yield match.start(), match[0]


def _place(start: int, text: str, first_line: int) -> tuple[int, int]:
    return first_line + text.count("\n", 0, start), start - text.rfind("\n", 0, start)


def _shown(words: str) -> str:
    return f'"{" ".join(words.split()).strip(_MARKUP)}"'


def _order(line: int, column: int, message: str) -> Problem:
    return Problem("", line, column, message, _HINT_OF_AN_ORDER, "not-for-publication")


def _error(line: int, column: int, message: str) -> Problem:
    return Problem("", line, column, message, _HINT, "placeholder")


def _warning(line: int, column: int, message: str) -> Problem:
    return Problem("", line, column, message, _HINT_OF_A_WORD, "placeholder-word")
