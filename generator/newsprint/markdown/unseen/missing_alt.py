"""Problems about pictures without an alternative text, and about credits that are not printed."""

from __future__ import annotations

import re
from collections.abc import Collection
from html import unescape

from newsprint.base.errors import Problem, short
from newsprint.markdown.unseen.written import Written

MAX_REPORTED = 50
MESSAGE = "the picture has no alternative text"

_WITHOUT_ALT = re.compile(r"<img(?=[\s/])(?![^<>]*[\s\"'/]alt(?=[\s=/>]))[^<>]*>", re.I)
_MARKDOWN_HINT = 'describe it in ![…](…); for a mere decoration, write {alt=""} directly after it'
_HTML_HINT = 'describe it in alt="…"; for a mere decoration, write alt=""'


def missing_alts(text: str, lines: Collection[int], tags: int) -> list[Problem]:
    """Return a problem for each picture without an alternative text.

    ``lines`` are those of pictures in Markdown, ``tags`` is the number of pictures in the HTML of ``text``.
    """
    written = Written(text)
    found = [Problem("", line, 0, MESSAGE, _MARKDOWN_HINT, code="missing-alt") for line in [*lines][:MAX_REPORTED]]
    for _ in range(min(tags, MAX_REPORTED)):
        found.append(Problem("", written.line(_WITHOUT_ALT), 0, MESSAGE, _HTML_HINT, code="missing-alt"))
    return sorted(found)


def unprinted_credits(text: str, credits: Collection[str]) -> list[Problem]:
    """Return a problem for each of ``credits`` (HTML) in ``text``, whose pictures are not alone in a paragraph."""
    written = Written(text)
    found = []
    for credit in [unescape(each) for each in credits][:MAX_REPORTED]:
        pattern = re.compile(rf"\bcredit\s*=\s*[\"'“”„«]?{re.escape(credit)}", re.I)
        line = written.line(pattern) or written.line(re.compile(r"\bcredit\s*=", re.I))
        message = f'the credit "{short(credit)}" is not printed'
        hint = "put the picture into a paragraph of its own, or write a <figure> with a <figcaption>"
        found.append(Problem("", line, 0, message, hint, code="unread-text"))
    return found
