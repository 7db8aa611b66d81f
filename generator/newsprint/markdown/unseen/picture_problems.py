"""Problems about pictures without an alternative text, and about credits that are not printed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import unescape
from itertools import islice

from newsprint.base.errors import Problem, short
from newsprint.markdown.unseen.written import Written

MAX_REPORTED = 50

_WITHOUT_ALT = re.compile(r"<img(?=[\s/])(?![^<>]*[\s\"'/]alt(?=[\s=/>]))[^<>]*>", re.I)
_ANY_CREDIT = re.compile(r"\bcredit\s*=", re.I)
WITHOUT_WORDS = "the picture has no alternative text"
_MARKDOWN_HINT = 'describe it in ![…](…); for a mere decoration, write {alt=""} directly after it'
WORDS_HINT = 'describe it in alt="…"; for a mere decoration, write alt=""'
_CREDIT_HINT = "put the picture into a paragraph of its own, or write a <figure> with a <figcaption>"


def picture_problems(text: str, lines: Collection[int], tags: int, credits: Collection[str]) -> tuple[Problem, ...]:
    """Return the problems about pictures in ``text``, in the order of its lines.

    ``lines`` are those of Markdown's pictures without an alternative text, ``tags`` is the number of such pictures in
    HTML, and ``credits`` are those (as HTML) that are not printed.
    """
    found = [Problem("", line, 0, WITHOUT_WORDS, _MARKDOWN_HINT, code="missing-alt") for line in lines]
    written = Written(text)
    for _ in range(min(tags, MAX_REPORTED)):
        found.append(Problem("", written.line(_WITHOUT_ALT), 0, WITHOUT_WORDS, WORDS_HINT, code="missing-alt"))
    return tuple(sorted([*found, *islice(_unprinted(credits, written), MAX_REPORTED)]))


def _unprinted(credits: Collection[str], written: Written) -> Iterator[Problem]:
    for credit in map(unescape, credits):
        line = written.line(re.compile(rf"\bcredit\s*=\s*[\"'“”„«]?{re.escape(credit)}", re.I))
        message = f'the credit "{short(credit)}" is not printed'
        yield Problem("", line or written.line(_ANY_CREDIT), 0, message, _CREDIT_HINT, code="unread-text")
