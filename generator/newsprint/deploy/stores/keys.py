"""Names that objects may have."""

from __future__ import annotations

from pathlib import PurePosixPath

from newsprint.errors import DeployError


def checked(key: str, place: str, forbidden: str = "") -> str:
    """``key``, if every store keeps it as it is: names between single slashes, none of them a dot, nothing invisible.

    ``forbidden`` are characters that this store takes for others. Raises DeployError, which names the ``place``.
    """
    plain = key and PurePosixPath(key).as_posix() == key and key[0] != "/" and ".." not in key.split("/")
    if not plain or any(character < " " or character == "\x7f" or character in forbidden for character in key):
        shown = key.encode("unicode_escape").decode("ascii") if not key.isprintable() else key
        raise DeployError(f'{place}: nothing there can be named "{shown}"; rename the file')
    return key
