"""Headings: an anchor for each, and no second h1 on the page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from html import unescape

from newsprint.markdown.tags import FOOTNOTE_MARK

_HEADING = re.compile(r"<h([1-6])((?:\s[^<>]*)?)>([^<]*+(?:<(?!/?h[1-6])[^<]*+)*)</h\1>")
_WRITTEN = re.compile(r"\{#([\w:.-]+)\}\s*$")
_ID = re.compile(r"""\sid\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.I)
_IGNORED = re.compile(rf"<(?:{FOOTNOTE_MARK}|[^<>]*>)", re.S)
_GAP = re.compile(r"[\W_]+")
# Typographic marks are no reason for a transliteration, which takes longer than all the rest.
_MARKS = str.maketrans(dict.fromkeys("'’‘", "") | dict.fromkeys("“”„«»–—…\u00a0", " "))

NAMELESS = "section"
"""The anchor of a heading that has no letter or digit."""


def anchor_headings(html: str) -> str:
    """``html`` with an ``id`` on every heading, and all headings one lower if there is an h1 among them.

    The names of tags are in small letters by now.
    """
    if "<h" not in html:
        return html
    shift = 1 if "<h1" in html else 0
    taken: dict[str, int] = {}
    if "=" in html and " id=" in html:
        taken = {(match[1] or match[2] or match[3] or ""): 2 for match in _ID.finditer(html)}

    def replaced(match: re.Match[str]) -> str:
        level, attributes, text = min(int(match[1]) + shift, 6), match[2], match[3]
        if not attributes or not _ID.search(attributes):
            if "{#" in text and (written := _WRITTEN.search(text)):
                text, name = text[: written.start()].rstrip(), written[1]
            else:
                name = _unused(slug(_IGNORED.sub("", text) if "<" in text else text), taken)
            taken.setdefault(name, 2)
            attributes = f' id="{name}"{attributes}'
        return f"<h{level}{attributes}>{text}</h{level}>"

    return _HEADING.sub(replaced, html)


def slug(text: str) -> str:
    """The anchor for a heading's text (HTML without tags): lower case, ASCII, words joined by hyphens."""
    plain = (unescape(text) if "&" in text else text).replace("'", "")
    if not plain.isascii():
        plain = plain.translate(_MARKS)
        if not plain.isascii():
            plain = _transliteration()(plain)
    return _GAP.sub("-", plain).strip("-").lower() or NAMELESS


def _unused(name: str, taken: dict[str, int]) -> str:
    """``name``, with a number if need be; ``taken`` knows which number to try next, however many headings there are."""
    unused = name
    while unused in taken:
        unused = f"{name}-{taken[name]}"
        taken[name] += 1
    return unused


def _transliteration() -> Callable[[str], str]:
    try:
        from slugify import slugify
    except ImportError:
        return _without_marks
    return lambda text: slugify(text)


def _without_marks(text: str) -> str:
    """A poor man's transliteration: letters lose their marks, other scripts are lost."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
