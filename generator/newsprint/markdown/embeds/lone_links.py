"""Links that are a whole line: the address itself, ``<address>``, or ``[words](address)``.

If such a line is a paragraph, and its address can be shown in a frame, it becomes the block ``embed``.
"""

from __future__ import annotations

import re
from html import unescape

from msgspec import Struct

_ADDRESS = r"https://[^\s<>\"]+"
_LINE = re.compile(
    rf" {{0,3}}(?:(?P<bare>{_ADDRESS})|<(?P<angled>{_ADDRESS})>"
    rf"|\[(?P<words>(?:[^\[\]\\]|\\.)*)\]\([ \t]*(?:<(?P<enclosed>{_ADDRESS})>|(?P<linked>{_ADDRESS}))[ \t]*\))[ \t]*"
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_EMPHASIS = re.compile(r"(?<!\\)(?:(?<!\w)[*_~]{1,3}|[*_~]{1,3}(?!\w)|`)")


class LoneLink(Struct, frozen=True):
    """A link that is a whole line. ``words`` are plain text; they are empty if it has only its address."""

    url: str
    words: str


def lone_link(line: str) -> LoneLink | None:
    """Return the link that is all of ``line``, a line of Markdown outside lists, quotations and code; else None."""
    match = _LINE.fullmatch(line)
    if match is None:
        return None
    url = next(each for each in match.group("bare", "angled", "enclosed", "linked") if each is not None)
    url = url.replace("&amp;", "&")
    words = _plain(match["words"] or "")
    return LoneLink(url, "" if words == url else words)


def _plain(words: str) -> str:
    """Return the ``words`` of a link without the characters of emphasis and code."""
    return " ".join(unescape(_ESCAPED.sub(r"\1", _EMPHASIS.sub("", words))).split())
