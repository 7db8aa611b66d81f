"""Addresses with characters that are not allowed (a space, a bracket), encoded as browsers do it (RFC 3986)."""

from __future__ import annotations

import re
from urllib.parse import quote

from newsprint.markdown.tags import ATTRIBUTES, RAW_TEXT

_ILLEGAL = re.compile(r"[ \t\n\\^`{|}]|%(?![0-9A-Fa-f]{2})")
_ADDRESS = re.compile(
    # It begins with a sign that is rare in a text.
    r"""="(?:(?<=\shref=")|(?<=\ssrc=")|(?<=\sposter="))(?P<address>[^"\x1a]*+)\""""
)
_TAG = re.compile(
    rf"<(?:(?P<raw>{RAW_TEXT})\b{ATTRIBUTES}>(?P<text>.*?(?:</(?P=raw)\s*>|\Z))|[a-z]{ATTRIBUTES}>)", re.S | re.I
)


def sound(address: str) -> str:
    """Return ``address`` with every character encoded that is not allowed in addresses."""
    return _ILLEGAL.sub(lambda match: quote(match[0]), address.strip())


def sound_addresses(html: str) -> str:
    """``html`` in which every address of a tag is :func:`sound`; slots are left as they are, and so is all text."""
    if not any(_ILLEGAL.search(address) for address in _ADDRESS.findall(html)):
        return html  # as it is nearly always
    return _TAG.sub(_sounded, html)


def _sounded(match: re.Match[str]) -> str:
    """A tag with sound addresses, and after it what is no HTML."""
    text = match["text"] or ""
    tag = match[0].removesuffix(text)
    return _ADDRESS.sub(lambda found: f'="{sound(found["address"])}"', tag) + text
