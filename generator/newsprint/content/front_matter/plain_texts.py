"""The texts of a front matter: made tidy, and without editors' comments."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable

from newsprint.base.comments import unclosed, unclosed_in, without_comments
from newsprint.config.content import ContentTable
from newsprint.base.fields import FieldMistake

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def tidier(content: ContentTable) -> Callable[[str | None], str]:
    """What makes a text tidy: NFC, white space folded, without comments and control characters; "" for None."""
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
            return unicodedata.normalize("NFC", text)  # there is no white space to fold, and no control character
        return _CONTROL.sub("", " ".join(unicodedata.normalize("NFC", text).split()))

    return tidy


def unclosed_comments(texts: Iterable[tuple[str, str | None]]) -> list[FieldMistake]:
    """A mistake for each of the texts (key and value) in which a comment does not end, or is mistyped."""
    mistakes = []
    for key, text in texts:
        if text and ("<" in text or "{" in text) and (opening := unclosed_in(text)):
            problem = unclosed(0, 0, opening)
            hint = "close it, or write allow: [unclosed-comment] if readers are to see it"
            mistakes.append(FieldMistake(key, f'"{key}": {problem.message}', hint, problem.code))
    return mistakes
