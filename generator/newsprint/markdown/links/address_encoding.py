"""Encoding of characters that are not allowed in addresses, such as spaces.

They are encoded as browsers do it (RFC 3986).
"""

from __future__ import annotations

import re
from urllib.parse import quote

from newsprint.markdown.tags import ATTRIBUTES

_ILLEGAL = re.compile(r"[ \t\n\\^`{|}]|%(?![0-9A-Fa-f]{2})")
_ADDRESS = re.compile(
    # The expression starts with characters that are rare in a text, to be fast.
    r"""="(?:(?<=\shref=")|(?<=\ssrc=")|(?<=\sposter="))(?P<address>[^"\x1a]*+)\""""
)
_TAG = re.compile(rf"<[a-z]{ATTRIBUTES}>", re.I)
_VALUE = re.compile(rf"""{_ADDRESS.pattern}|"[^"]*+"|'[^']*+'""")
"""An address, or another value, which may look like an attribute with an address."""


def sound(address: str) -> str:
    """Return ``address`` with all characters encoded that are not allowed in addresses."""
    return _ILLEGAL.sub(lambda match: quote(match[0]), address.strip())


def sound_addresses(html: str) -> str:
    """Return ``html`` with the addresses in its tags encoded by :func:`sound`.

    Slots and text stay unchanged.
    """
    if not any(_ILLEGAL.search(address) for address in _ADDRESS.findall(html)):
        return html  # the usual case
    return _TAG.sub(_sounded, html)


def _sounded(tag: re.Match[str]) -> str:
    return _VALUE.sub(lambda value: f'="{sound(value["address"])}"' if value["address"] else value[0], tag[0])
