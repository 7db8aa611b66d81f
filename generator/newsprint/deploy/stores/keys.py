"""The names that objects may have."""

from __future__ import annotations

import re

from newsprint.base.errors import DeployError

OWN = ".newsprint/"
"""The prefix of the state objects at a target, which are not files of the site."""

_PART = r"(?!\.{1,2}(?:/|\Z))[^/\x00-\x1f\x7f]+"
_PLAIN = re.compile(rf"{_PART}(?:/{_PART})*")


def is_plain(key: str) -> bool:
    """Return whether every store keeps ``key`` unchanged.

    Its parts are separated by single slashes, none is ``.`` or ``..``, and there are no control characters.
    """
    return _PLAIN.fullmatch(key) is not None


def checked(key: str, place: str, forbidden: str = "") -> str:
    """Return ``key`` if it is plain and has none of the ``forbidden`` characters.

    This store would change those. Raises DeployError otherwise; its text names the ``place``.
    """
    if not is_plain(key) or any(character in forbidden for character in key):
        shown = key.encode("unicode_escape").decode("ascii") if not key.isprintable() else key
        raise DeployError(f'{place}: nothing there can be named "{shown}"; rename the file')
    return key
