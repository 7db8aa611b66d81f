"""The texts of a front matter, cleaned up and without editors' comments."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable

from newsprint.base.comments import unclosed, unclosed_in, without_comments
from newsprint.base.fields import FieldProblem
from newsprint.config.content import ContentTable

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def tidier(content: ContentTable) -> Callable[[str | None], str]:
    """Return a function that cleans a text of the front matter up; it returns "" for None.

    Its result is in NFC, with single spaces for white space, without comments and control characters. Entities are
    decoded if ``content`` says so.
    """
    decode = content.entities == "decode"

    def tidy(text: str | None) -> str:
        if not text:
            return ""
        if decode and "&" in text:
            text = html.unescape(text)
        if "<" in text or "{" in text:
            text = without_comments(text).strip()
            if not text:
                return ""
        if text.isprintable() and "  " not in text and text[0] != " " != text[-1]:
            return unicodedata.normalize("NFC", text)  # neither white space to fold nor control characters
        return _CONTROL.sub("", " ".join(unicodedata.normalize("NFC", text).split()))

    return tidy


def unclosed_comments(texts: Iterable[tuple[str, str | None]]) -> list[FieldProblem]:
    """Return a problem for each of the texts (key and value) with a comment that is not closed or is mistyped."""
    problems = []
    for key, text in texts:
        if text and ("<" in text or "{" in text) and (opening := unclosed_in(text)):
            problem = unclosed(0, 0, opening)
            hint = "close it, or add allow: [unclosed-comment] if readers should see it"
            problems.append(FieldProblem(key, f'"{key}": {problem.message}', hint, problem.code))
    return problems
