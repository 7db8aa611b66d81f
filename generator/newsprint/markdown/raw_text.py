"""Scripts and other raw text, set aside so that no step of a conversion changes them.

The steps search for tags. What looks like a tag in a script or in the value of an attribute is none: an ``id`` or a
slot there would break the script or the tag around it. So raw text is removed before the steps, and every ``<`` in an
attribute becomes ``&lt;``, which means the same.
"""

from __future__ import annotations

import re

from newsprint.markdown.comments.uncomment import MORE
from newsprint.markdown.tags import ATTRIBUTES, RAW_TEXT

_SIGN = "\x1c"  # no text can contain it
_SUSPECT = re.compile(rf"""<{RAW_TEXT}|=\s*+(?:"[^"<]*+<|'[^'<]*+<)""", re.I)
_TAG = re.compile(
    rf"<(?:(?P<raw>{RAW_TEXT}){ATTRIBUTES}>(?P<text>.*?)(?=</(?P=raw)\s*>|\Z)|[a-z]{ATTRIBUTES}>)", re.S | re.I
)
_ASIDE = re.compile(rf"<{_SIGN}(\d+){_SIGN}>")


def set_aside(html: str) -> tuple[str, list[str]]:
    """Return ``html`` without its raw text, whose places are marked, and the raw texts for :func:`put_back`.

    The attributes of the result contain no ``<``, and the raw texts no sign of ``<!--more-->``.
    """
    texts: list[str] = []
    if not _SUSPECT.search(html):
        return html, texts  # the usual case

    def replaced(match: re.Match[str]) -> str:
        text = match["text"] or ""
        tag = "<" + match[0].removesuffix(text)[1:].replace("<", "&lt;")
        if not text:
            return tag
        texts.append(text.replace(MORE, ""))
        return f"{tag}<{_SIGN}{len(texts) - 1}{_SIGN}>"

    return _TAG.sub(replaced, html), texts


def put_back(html: str, texts: list[str]) -> str:
    """Return ``html`` with the raw ``texts`` of :func:`set_aside` in their places."""
    return _ASIDE.sub(lambda match: texts[int(match[1])], html) if texts else html
