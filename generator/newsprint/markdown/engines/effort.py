"""An estimate of the time that Python-Markdown needs for a text.

The library scans a paragraph again for each bracket in it, and looks each block up in a list of all blocks: a few
kilobytes of brackets, or a megabyte of one-line paragraphs, keep it busy for minutes. The weights below were measured,
one text at a time, and are on the safe side for most texts: an estimate of 3 seconds means one to three. The longest
article of a newsroom needs a few hundredths. ``tests/markdown/safe/test_hostile_texts.py`` has the texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsprint.base.errors import Problem
from newsprint.markdown.engines.expansion import check_expansion
from newsprint.markdown.limits import BodyError

MAX_SECONDS = 3.0
MAX_PARAGRAPHS = 8_000
MAX_PIECES = 20_000
SMALL = 2_000
"""The length in characters below which no text takes long."""

HINT = 'split the article, or set engine = "commonmark" under [markdown]'

_BLANK = re.compile(r"\n[ \t>]*\n")
_ITEM = re.compile(r"(?:^|(?<=\n))[ \t>]*(?:[-*+]|\d+\.)[ \t]")
_TABLE = re.compile(r"[^\n|]*\|[^\n]*\n[ \t>]*\|?[ \t]*:?-[-| \t:]*(?:\n|\Z)")
_MARKER_LINE = re.compile(r"^[ \t>]*[-=#*+<\d]", re.M)
_FENCE = re.compile(r"^ *(?:`{3,}|~{3,})", re.M)
_SPACES = re.compile(r" {1000,}")
_OPEN_TAG = re.compile(r"<(?!/?[A-Za-z][^<>\n]*>)")
_TAG_START = re.compile(r"<[A-Za-z]")
_SPECIAL = re.compile(r"[][<>*_`\"'\\!&{}~^@]|--|\.\.\.|://|www\.")
_MARK_CLASSES = bytes(ord("m") if chr(byte) in "][<>*_`\"'\\!&{}~^-.@:" else ord(".") for byte in range(256))
_LONG_SPACES = " " * 1000
_ABBREVIATION = re.compile(r"^ {0,3}\*\[", re.M)


def check_effort(text: str) -> None:
    """Raise BodyError for a text that would take Python-Markdown much longer than two seconds."""
    if len(text) < SMALL:
        return
    check_expansion(text)
    if _is_harmless(text):
        return
    abbreviated = _ABBREVIATION.search(text) is not None
    seconds = len(_FENCE.findall(text)) * len(text) * 2.5e-8
    seconds += sum(len(run) ** 2 * 1e-9 for run in _SPACES.findall(text))
    seconds += _tag_seconds(text)
    if seconds > MAX_SECONDS:
        message = "Python-Markdown would take too long to convert the HTML tags and fences in this text"
        raise BodyError(Problem("", 0, 0, message, f"close open tags and fences, {HINT}", code="text-limit"))
    pieces, worst, worst_start = 0, 0.0, 0
    for paragraphs, (start, block) in enumerate(_blocks(text), start=1):
        pieces += _pieces(block)
        spent = _seconds(block, abbreviated)
        seconds += spent
        if spent > worst:
            worst, worst_start = spent, start
        if pieces > MAX_PIECES or paragraphs > MAX_PARAGRAPHS:
            message = f"the text has more than {MAX_PARAGRAPHS:,} paragraphs, or {MAX_PIECES:,} items or table cells"
            raise BodyError(Problem("", _line(text, start), 0, message, HINT, code="text-limit"))
    if seconds > MAX_SECONDS:
        message = "Python-Markdown would take too long to convert the brackets, quotes and tags in this text"
        raise BodyError(Problem("", _line(text, worst_start), 0, message, HINT, code="text-limit"))


def _is_harmless(text: str) -> bool:
    """Return whether the text would be quick even as one paragraph or one table.

    This is true for nearly all articles. The estimate is an upper bound: everything is counted once over the whole
    text, and generously. As each weight grows with the length and the content of a paragraph, the sum over the parts
    is never greater than the value for the whole.
    """
    length, lines = len(text), text.count("\n") + 1
    pieces = (text.count("|") + 2) * (lines + 1) if "|" in text else 2 * (lines + 1)
    if pieces > MAX_PARAGRAPHS or ("*" in text and "*[" in text) or _LONG_SPACES in text:
        return False
    marks = text.encode().translate(_MARK_CLASSES).count(b"m")
    seconds = lines * lines * 1.5e-7 + marks * 4e-5
    # Everything counted below consists of marks, so this assumes that each mark is part of the slowest construct.
    if seconds + marks * length * 7e-7 < MAX_SECONDS:
        return True
    scanned = text.count("[") + text.count("{") + text.count("<") + 3 * text.count("![")
    scanned += 10 * text.count("<![CDATA[")
    seconds += length * text.count("<") * 4e-7
    seconds += (text.count("```") + text.count("~~~")) * length * 2.5e-8
    seconds += length * (scanned * 1.2e-7 + marks * 4e-9 + text.count(" .") * 1e-9)
    return seconds < MAX_SECONDS


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Yield the blocks between blank lines, each with its start."""
    start = 0
    for match in _BLANK.finditer(text):
        yield start, text[start : match.start()]
        start = match.end()
    yield start, text[start:]


def _pieces(block: str) -> int:
    """Return the number of elements that a block becomes.

    Each is looked up in a list of all.
    """
    if _TABLE.match(block):
        return (block.partition("\n")[0].count("|") + 1) * (block.count("\n") + 1)
    return 1 + len(_MARKER_LINE.findall(block))


def _seconds(block: str, abbreviated: bool) -> float:
    """Return the seconds for the lines of a block and the marks in it."""
    lines = block.count("\n")
    if _ITEM.match(block) and not abbreviated:
        parts = _ITEM.split(block)  # each item is processed alone, however long the list is
    elif _TABLE.match(block):
        parts = block.split("\n")
        lines = 0
    else:
        parts = [block]
    return lines * lines * 1.5e-7 + sum(_marks_seconds(part, abbreviated) for part in parts)


def _marks_seconds(part: str, abbreviated: bool) -> float:
    length = len(part)
    scanned = part.count("[") + part.count("{") + len(_OPEN_TAG.findall(part))
    scanned += 3 * part.count("![") + 10 * part.count("<![CDATA[")
    marks = len(_SPECIAL.findall(part)) + (length if abbreviated else 0)
    classes = part.count(" .") if "{" in part else 0
    # A block of raw HTML is mostly stored as a whole.
    alone, in_length = (4e-6, 1e-9) if part.startswith("<") else (4e-5, 4e-9)
    return marks * alone + length * (scanned * 1.2e-7 + marks * in_length + classes * 1e-9)


def _tag_seconds(text: str) -> float:
    """Return the seconds that Python's HTML parser needs to find the ends of tags.

    The end of each tag is searched for separately.
    """
    scanned, end, size = 0, -1, len(text)
    for match in _TAG_START.finditer(text):
        start = match.start()
        if end < start:
            end = text.find(">", start)
            end = end if end >= 0 else size
        is_quoted = (
            text.count('"', start, min(end, start + 1000)) % 2 or text.count("'", start, min(end, start + 1000)) % 2
        )
        scanned += (size if is_quoted else end) - start
    return scanned * 4e-7


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
