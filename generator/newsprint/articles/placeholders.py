"""What editors leave in a story that is not ready: instructions to each other, notes, filler text, marks for gaps.

Instructions, notes and filler text at the top are errors: published stories have none. Words that may be meant (TK, XX,
filler text further down) are warnings. Code and addresses are not searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, tzinfo

from newsprint.articles.article import Instant
from newsprint.articles.prose import prose
from newsprint.dates import from_microseconds
from newsprint.errors import Problem
from newsprint.signs import Signs

_MOST_WORDS = 5
"""So many warnings of one text are enough."""

_ORDER = r"""(?: ADVANCE[ ]OBIT(?:UARY)? | (?:DO[ -]NOT|DON['’]?T)[ -]PUBLISH | [Dd]o[ ]NOT[ ]publish
    | NOT[ ]TO[ ](?:BE[ ])?PUBLISH(?:ED)? | NOT[ ](?:YET[ ])?FOR[ ](?:PUBLICATION|RELEASE)
    | HOLD[ ]FOR[ ](?:RELEASE|PUBLICATION|APPROVAL|LEGAL) | EMBARGOED[ ](?:UNTIL|TILL?|FOR|TO) | STRICTLY[ ]EMBARGOED
    | NICHT[ ]VERÖFFENTLICHEN | NE[ ]PAS[ ]PUBLIER | NO[ ]PUBLICAR | NON[ ]PUBBLICARE | NÃO[ ]PUBLICAR )\b"""
_TIME = r"(?:\d{1,2}[ ]?(?:[:.]\d\d)?[ ]?(?:[AaPp]\.?[Mm]\b|GMT|BST|CET|Uhr)|\d{1,2}[:.h]\d\d\b)"
_ORDER_AT_START = rf"""(?: {_ORDER} | (?:DO[ ]NOT|DON['’]T)[ ](?:RUN|POST|RELEASE)[ ]?:
    | (?:DO[ ]NOT|DON['’]T)[ ](?:RUN|POST|USE|RELEASE)(?=[^\w\n]*$|[ ](?:UNTIL|BEFORE|YET)\b)
    | HOLD[ ](?:UNTIL|TILL?)\b | EMBARGO[ ](?:UNTIL|TILL?)\b | UNDER[ ]EMBARGO\b
    | (?:EMBARGO|EMBARGOED|HOLD|SPERRFRIST)[ ]?:
    | (?i:(?:under[ ])?embargo(?:ed)?(?:[ ](?:until|till?|for)|[ ]?:)|sperrfrist:?|sous[ ]embargo)[^\n]{{0,20}}?{_TIME}
    | (?i:embargo(?:ed)?)[ ]{_TIME} )"""
_IN_CAPITALS = re.compile(
    rf"""(?<!["“„‘«])\b{_ORDER} | ^(?:[^\w\n"“„‘«]|_)*{_ORDER_AT_START}""", re.VERBOSE | re.MULTILINE
)
_LINE_OF_ORDERS = re.compile(rf"""^(?:[^\w\n"“„‘«]|_)*{_ORDER_AT_START}""", re.VERBOSE | re.MULTILINE)
_MARKED = r"(?:DO[ ]NOT[ ]RUN|DRAFT|EMBARGO(?:ED)?|HOLD|KILL|TEST)"
_SET_APART = re.compile(
    rf"""\A[\W_]*(?:(?i:{_ORDER_AT_START}|DO[ ]NOT[ ]RUN)|EMBARGOED)[\W_]*\Z | [\[(]\s*(?i:{_ORDER_AT_START})
    | \A[\W_]*?[\[(]\s*{_MARKED}\s*[\])]""",
    re.VERBOSE,
)
_NOTE = re.compile(
    r"""\[\[\[ | \[\[\s*(?: NOTE\b(?!\]) | \?\? | (?:[A-Z][A-Z ]{0,30}|[ÀÉ][ ][A-ZÉ]{2,20})[:?!](?=\s)
        | (?i:(?:ed|editor|desk|legal|lawyer|sub|subs|todo|tk|fixme|note|check|nb|query)\b[^\]\n]{0,40}:) )""",
    re.VERBOSE,
)
_LABEL = re.compile(r"[\W_]*embargoed[\W_]*\Z", re.IGNORECASE)
_FILLER = re.compile(r"\blorem\s+ipsum\b", re.IGNORECASE)
_FILLER_TEXT = re.compile(r"\blorem\s+ipsum\s+dolor\b", re.IGNORECASE)
_UNIT = r"(?:%|m|bn|k|-(?:year|month|week|day|hour|minute|second|mile|metre|meter|foot|point|strong|odd|page|member)\b)"
_MARK = re.compile(
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
"""What makes a name of "TK": a shop, a firm, a flight of Turkish Airlines."""

_OPENING_LINE = re.compile(r"^(?![ \t]*$|[ ]{0,3}\#|[ \t]*!\[)[^\n]+", re.MULTILINE)
_FILLER_AT_START = re.compile(r"[\W_]*lorem\s+ipsum\s+dolor\b", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")
_STOPS_OF_A_FIELD = (_IN_CAPITALS, _SET_APART, _NOTE, _FILLER_TEXT)
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
_SLIPS = frozenset((date(1969, 12, 31), date(1970, 1, 1)))
_MARKUP = " \t\n*_#>(-"
_HINT = "finish the story and delete it, or add allow: [placeholder]"
_HINT_OF_A_WORD = "fill it in, or add allow: [placeholder-word]"


def in_field(key: str, text: str, place: tuple[int, int]) -> Iterator[Problem]:
    """The placeholders in a short text of a front matter, which has its ``key`` at ``place``."""
    label = _LABEL.match(text) if key != "title" else None  # a headline may be just that word
    if found := label or next(filter(None, (pattern.search(text) for pattern in _STOPS_OF_A_FIELD)), None):
        yield _error(*place, f'"{key}" holds a placeholder: {_shown(found[0])}')
        return
    fillers = [match[0] for match in _FILLER.finditer(text)]
    for word in dict.fromkeys((*fillers, *(word for _, word in _marks(text)))):
        yield _warning(*place, f'"{key}" holds "{word}"')


def may_be_in_fields(texts: Iterable[str]) -> bool:
    """Whether :func:`in_field` may find something in one of ``texts``: nearly never."""
    return _SIGNS_OF_A_FIELD.are_in("\n".join(texts).lower())


def in_body(body: str, body_line: int) -> Iterator[Problem]:
    """The placeholders in a story's text, whose first line is ``body_line`` of the file."""
    if not _has_signs(body):
        return
    text = prose(body)
    fillers = [(match.start(), match[0]) for match in _FILLER.finditer(text)]
    stops = dict(sorted(_stops(text), reverse=True))  # of two at one place the shorter
    for start, words in sorted(stops.items()):
        yield _error(*_place(start, text, body_line), f"a placeholder: {_shown(words)}")
    found = sorted([*_marks(text), *(fillers[:1] if not stops else ())])
    for start, word in found[:_MOST_WORDS]:
        yield _warning(*_place(start, text, body_line), f'the word "{word}" is a placeholder')


def _has_signs(body: str) -> bool:
    """Whether ``body`` may have placeholders: nearly none has, and to look closer would take longer than to read it."""
    if _SIGNS.are_in(body):
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
    if abs(instant) > _THREE_DAYS:  # in no zone one of these days
        return
    moment = from_microseconds(instant)
    for day in dict.fromkeys((moment.astimezone(zone).date(), moment.astimezone(UTC).date())):
        if day in _SLIPS:
            yield _error(*place, f'"{key}" is {day}, the zero of computer clocks')
            return


def _marks(text: str) -> Iterator[tuple[int, str]]:
    for match in _MARK.finditer(text):
        before, after = text[max(0, match.start() - 20) : match.start()], text[match.end() : match.end() + 20]
        if match[0].startswith("T"):
            is_meant = _NAME_BEFORE.match(after)
        else:
            is_meant = _NUMERAL_AFTER.search(before) or _NUMERAL_BEFORE.match(after)
        if not is_meant:
            yield match.start(), match[0]


def _place(start: int, text: str, first_line: int) -> tuple[int, int]:
    return first_line + text.count("\n", 0, start), start - text.rfind("\n", 0, start)


def _shown(words: str) -> str:
    return f'"{" ".join(words.split()).strip(_MARKUP)}"'


def _error(line: int, column: int, message: str) -> Problem:
    return Problem("", line, column, message, _HINT, "placeholder")


def _warning(line: int, column: int, message: str) -> Problem:
    return Problem("", line, column, message, _HINT_OF_A_WORD, "placeholder-word")
