"""Names that objects may have."""

from __future__ import annotations

import re

from newsprint.base.errors import DeployError

OWN = ".newsprint/"
"""What begins with this is the site's own state at a target, and no file of the site."""

_PART = r"(?!\.{1,2}(?:/|\Z))[^/\x00-\x1f\x7f]+"
_PLAIN = re.compile(rf"{_PART}(?:/{_PART})*")


def is_plain(key: str) -> bool:
    """Whether every store keeps ``key`` as it is: names between single slashes, none a dot, nothing invisible."""
    return _PLAIN.fullmatch(key) is not None


def checked(key: str, place: str, forbidden: str = "") -> str:
    """``key``, if it is plain, and holds none of the ``forbidden`` characters, which this store takes for others.

    Raises DeployError, which names the ``place``.
    """
    if not is_plain(key) or any(character in forbidden for character in key):
        shown = key.encode("unicode_escape").decode("ascii") if not key.isprintable() else key
        raise DeployError(f'{place}: nothing there can be named "{shown}"; rename the file')
    return key
