"""Limits for bodies: texts that would block or crash an engine are refused.

No newsroom writes such texts. Both engines are measured against the hostile texts in
``tests/markdown/safe/test_hostile_texts.py``; the limits that only Python-Markdown needs are in :mod:`effort`. One pass
over the bytes shows whether any check here could fail; for nearly all texts none can.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsprint.base.errors import Problem

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 50
MAX_OCCURRENCES = 200_000
MAX_HTML = 24 * 1024 * 1024
MAX_HEADINGS = 20_000
MAX_REPORTED = 20


class BodyError(Exception):
    """Error for a body that cannot be converted.

    Its problems have no path; lines count from the start of the body.
    """

    def __init__(self, *problems: Problem) -> None:
        self.problems: tuple[Problem, ...] = problems
        super().__init__("\n".join(str(problem) for problem in problems))


def check_text(text: str) -> None:
    """Raise BodyError for a text that is too large, nested too deeply or not valid.

    Line ends must be line feeds.
    """
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        message = f"the text contains half of a character (U+{ord(text[error.start]):04X})"
        raise BodyError(_problem(text, error.start, message, "save the file as UTF-8")) from None
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1024 / 1024:.1f} MiB"
        raise BodyError(
            Problem(
                "", 0, 0, f"the text is too large: {size}; the limit is 2 MiB", "split the article", code="text-limit"
            )
        )
    classes = data.translate(_CLASSES)
    if b"c" in classes or (b"\xc2" in classes and _CONTROL.search(text)):
        raise BodyError(*list(_control_characters(text))[:MAX_REPORTED])
    if _PREFIX_RUN in classes:
        _check_depth(text)
    if len(text) > MAX_OCCURRENCES:
        _check_occurrences(text)


def check_depth(text: str) -> None:
    """Raise BodyError for quotes and lists that are nested too deeply.

    :func:`check_text` includes this check.
    """
    if _PREFIX_RUN in text.encode().translate(_CLASSES):
        _check_depth(text)


def check_html(html: str) -> None:
    """Raise BodyError for HTML that is far too large: an engine can expand a small text."""
    if len(html) > MAX_HTML:
        size = f"{len(html) / 1024 / 1024:.0f} MiB"
        message = f"the text becomes {size} of HTML; the limit for an article is 24 MiB"
        raise BodyError(
            Problem(
                "", 0, 0, message, "use fewer references to the same footnote, link or table column", code="text-limit"
            )
        )
    if html.count("</h") > MAX_HEADINGS:  # limited because each gets an anchor
        message = f"the text has more than {MAX_HEADINGS:,} headings"
        raise BodyError(Problem("", 0, 0, message, "split the article", code="text-limit"))


def _byte_classes() -> bytes:
    """Return a translation table of bytes to classes.

    ``c`` is for control characters, and ``p`` for characters that can open a container. C2, the first byte of C1
    control characters in UTF-8, stays C2. All other bytes become a full stop.
    """
    classes = bytearray(b"." * 256)
    for byte in [*range(0x20), 0x7F]:
        classes[byte] = ord("c")
    for byte in b" \t>*+-.)0123456789":
        classes[byte] = ord("p")
    classes[0x0A] = ord(".")
    classes[0xC2] = 0xC2
    return bytes(classes)


_CLASSES = _byte_classes()
_PREFIX_RUN = b"p" * (MAX_DEPTH + 1)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def _control_characters(text: str) -> Iterator[Problem]:
    for match in _CONTROL.finditer(text):
        message = f"the text contains a control character (U+{ord(match[0]):04X})"
        yield _problem(text, match.start(), message, "delete it; it comes from another program or another encoding")


_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_MARKER = re.compile(r"[ \t]*(>|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))")
_RULE = re.compile(r" *([-*_])(?: {0,2}\1)+ *$")


def _check_depth(text: str) -> None:
    """Raise BodyError if quotes and lists are nested too deeply.

    Each level costs the engines a call or a pass.
    """
    fence = ""
    columns: list[int] = []  # where the text of each open list item starts
    for number, line in enumerate(text.split("\n"), start=1):
        if mark := _FENCE.match(line):
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        if fence or not line.strip() or _RULE.match(line):
            continue
        if _line_depth(line.expandtabs(4), columns) > MAX_DEPTH:
            hint = "remove some levels; a fenced code block may contain anything"
            raise BodyError(
                Problem(
                    "", number, 0, f"quotes and lists are nested more than {MAX_DEPTH} deep", hint, code="text-limit"
                )
            )


def _line_depth(line: str, columns: list[int]) -> int:
    """Return the number of containers that are open on ``line``, and update ``columns``."""
    indent = len(line) - len(line.lstrip(" "))
    while columns and columns[-1] > indent:
        columns.pop()
    quotes = position = 0
    while match := _MARKER.match(line, position):
        position = match.end()
        if match[1] == ">":
            quotes += 1
        else:
            columns.append(position + 1)
    return quotes + len(columns)


def _check_occurrences(text: str) -> None:
    # The sanitiser and both engines are slightly worse than linear in these; no prose comes near the limit.
    for character in "&<[`":
        if text.count(character) > MAX_OCCURRENCES:
            message = f'the text contains "{character}" more than {MAX_OCCURRENCES:,} times'
            raise BodyError(_problem(text, text.index(character), message, "split the article"))


def _problem(text: str, position: int, message: str, hint: str) -> Problem:
    """Return a problem with the line and column of ``position``."""
    start = text.rfind("\n", 0, position) + 1
    return Problem("", text.count("\n", 0, position) + 1, position - start + 1, message, hint, code="text-limit")
