"""Addresses with characters that are not allowed (a space, a bracket), encoded as browsers do it (RFC 3986)."""

from __future__ import annotations

import re
from urllib.parse import quote

_ILLEGAL = re.compile(r"[ \t\n\\^`{|}]|%(?![0-9A-Fa-f]{2})")
_ADDRESS = re.compile(
    # It begins with a sign that is rare in a text.
    r"""="(?:(?<=\shref=")|(?<=\ssrc=")|(?<=\sposter="))(?P<address>[^"\x1a]*+)\""""
)


def sound(address: str) -> str:
    """Return ``address`` with every character encoded that is not allowed in addresses."""
    return _ILLEGAL.sub(lambda match: quote(match[0]), address.strip())


def sound_addresses(html: str) -> str:
    """``html`` in which every address is :func:`sound`; marks are left as they are."""
    return _ADDRESS.sub(lambda match: f'="{sound(match["address"])}"', html)
