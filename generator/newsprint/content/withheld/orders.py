"""Words that say a story is not for publication: "DO NOT PUBLISH", "EMBARGOED UNTIL 9AM".

A headline may contain such words too ("DO NOT PUBLISH THE NAMES, JUDGE SAYS"). In a line of capitals they count only
where they are separate: between separators, at the end, or at the start before a time or a word for the story.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

CODE = "not-for-publication"

_AMBIGUOUS = r"""(?: (?:DO[ -]NOT|DON['’]?T)[ -]PUBLISH | [Dd]o[ ]NOT[ ]publish
    | NOT[ ]TO[ ](?:BE[ ])?PUBLISH(?:ED)? | NOT[ ](?:YET[ ])?FOR[ ](?:PUBLICATION|RELEASE)
    | EMBARGOED[ ](?:UNTIL|TILL?|FOR|TO)
    | NICHT[ ]VERÖFFENTLICHEN | NE[ ]PAS[ ]PUBLIER | NO[ ]PUBLICAR | NON[ ]PUBBLICARE | NÃO[ ]PUBLICAR )\b"""
_ORDER = rf"""(?: {_AMBIGUOUS} | (?: ADVANCE[ ]OBIT(?:UARY)? | HOLD[ ]FOR[ ](?:RELEASE|PUBLICATION|APPROVAL|LEGAL)
    | STRICTLY[ ]EMBARGOED )\b )"""
_TIME = r"(?:\d{1,2}[ ]?(?:[:.]\d\d)?[ ]?(?:[AaPp]\.?[Mm]\b|GMT|BST|CET|Uhr)|\d{1,2}[:.h]\d\d\b)"
_AT_START = rf"""(?: {_ORDER} | (?:DO[ ]NOT|DON['’]T)[ ](?:RUN|POST|RELEASE)[ ]?:
    | (?:DO[ ]NOT|DON['’]T)[ ](?:RUN|POST|USE|RELEASE)(?=[^\w\n]*$|[ ](?:UNTIL|BEFORE|YET)\b)
    | HOLD[ ](?:UNTIL|TILL?)\b | EMBARGO[ ](?:UNTIL|TILL?)\b | UNDER[ ]EMBARGO\b
    | (?:EMBARGO|EMBARGOED|HOLD|SPERRFRIST)[ ]?:
    | (?i:(?:under[ ])?embargo(?:ed)?(?:[ ](?:until|till?|for)|[ ]?:)|sperrfrist:?|sous[ ]embargo)[^\n]{{0,20}}?{_TIME}
    | (?i:embargo(?:ed)?)[ ]{_TIME} )"""
_MARKED = r"(?:DO[ ]NOT[ ]RUN|DRAFT|EMBARGO(?:ED)?|HOLD|KILL|TEST)"
_IN_CAPITALS = re.compile(rf"""(?<!["“„‘«])\b{_ORDER} | ^(?:[^\w\n"“„‘«]|_)*{_AT_START}""", re.VERBOSE | re.MULTILINE)
_LINE = re.compile(rf"""^(?:[^\w\n"“„‘«]|_)*{_AT_START}""", re.VERBOSE | re.MULTILINE)
_SET_APART = re.compile(
    rf"""\A[\W_]*(?:(?i:{_AT_START}|DO[ ]NOT[ ]RUN)|EMBARGOED)[\W_]*\Z | (?<!\[)[\[(]\s*(?i:{_AT_START})
    | \A[\W_]*?[\[(]\s*{_MARKED}\s*[\])]""",
    re.VERBOSE,
)
_IN_NOTE = re.compile(rf"\[\[\s*(?:{_AT_START} | [^\[\]\n]{{0,200}}?\b{_ORDER})", re.VERBOSE)
_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")
_AMBIGUOUS_WORDS = re.compile(_AMBIGUOUS, re.VERBOSE)
_STORY = r"(?:ARTICLE|COPY|OBIT|OBITUARY|PIECE|STORY|YET)\b"
_OBJECT = re.compile(rf"[ ](?:ANY|AN?|HER|HIS|ITS|MY|OUR|THE|THEIR|YOUR)\b(?!(?:[ ][\w'’]+){{0,3}}[ ]{_STORY})")
_TO_EDITORS = re.compile(
    r"[ ](?:ANTES|ATÉ|AVANT|BEFORE|BIS|FINO|HASTA|JUSQU|PRIMA|THIS|TILL?|UNTIL|VOR|WITHOUT)\b"
    rf"|(?:[ ][\w'’]+){{0,3}}[ ]{_STORY}"
)
_END = re.compile(r"[^\w\n,]*\Z|[ ]?[:;–—|/!?.()\[\]*_-]|[ ]-")
_START = re.compile(r"(?:\A|[:;–—|/!?.()\[\]*_#>-])\s*\Z")
_SHORT_END = re.compile(r"[ ][^\s,]{1,20}(?:[ ][^\s,]{1,20})?\s*\Z")
_NEAR = 200
_LABEL = re.compile(r"[\W_]*embargoed[\W_]*\Z", re.IGNORECASE)


def in_field(key: str, text: str) -> str:
    """Return the words in a short text of the front matter that forbid publication; "" if there are none."""
    if key != "title" and (label := _LABEL.match(text)):  # a headline may be only that word
        return label[0]
    return next((match[0] for pattern in (_IN_CAPITALS, _SET_APART) for match in _certain(pattern, text)), "")


def at_line_starts(text: str) -> Iterator[re.Match[str]]:
    """Return the matches of such words at the starts of lines of ``text``."""
    return _certain(_LINE, text)


def in_body(text: str) -> Iterator[tuple[int, str]]:
    """Yield the position and the text of such words in the prose of a story.

    They are searched for at the starts of lines, in notes, and in the first paragraph.
    """
    for match in (*at_line_starts(text), *_IN_NOTE.finditer(text)):
        yield match.start(), match[0]
    if opening := _PARAGRAPH.search(text):
        for pattern in (_IN_CAPITALS, _SET_APART):
            found = [(opening.start() + match.start(), match[0]) for match in _certain(pattern, opening[0])]
            yield from found[:1]


def may_be_opening(text: str) -> bool:
    """Return whether a story's first paragraph, in capitals or not, may consist of such words only."""
    return _SET_APART.match(text) is not None


def _certain(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    for match in pattern.finditer(text):
        words = _AMBIGUOUS_WORDS.search(match[0]) if pattern is not _SET_APART else None
        if words is None or _is_order(text, match.start() + words.start(), match.start() + words.end()):
            yield match


def _is_order(text: str, start: int, end: int) -> bool:
    """Return whether the words from ``start`` to ``end`` address the editors, and are not part of a sentence."""
    before = text[max(0, start - _NEAR) : start].rpartition("\n")[2]
    after = text[end : end + _NEAR].partition("\n")[0]
    if _OBJECT.match(after):
        return False
    if any(map(str.islower, before + after)) or _END.match(after):
        return True
    if text[start:end].startswith("EMBARGOED"):
        return bool(_START.search(before) or _SHORT_END.match(after))
    return bool(_START.search(before) and _TO_EDITORS.match(after))
