"""The tags of a TIFF file (TIFF 6.0, section 2; BigTIFF)."""

from __future__ import annotations

from functools import partial
from typing import Literal

_ORDERS: dict[bytes, Literal["little", "big"]] = {b"II": "little", b"MM": "big"}
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
"""The types of values, and the number of bytes of one value."""


def bytes_of(data: bytes, tag: int) -> bytes:
    """Return the bytes of the first picture's value for ``tag``, whatever type it states; empty if there is none.

    Raises KeyError if ``data`` is not a TIFF file.
    """
    number = partial(int.from_bytes, byteorder=_ORDERS[data[:2]])
    is_big = number(data[2:4]) == 43
    width, counted, at = (8, 8, 8) if is_big else (4, 2, 4)
    start = number(data[at : at + width])
    first, step = start + counted, 4 + 2 * width
    last = min(first + step * number(data[start:first]), len(data))
    found = b""
    for entry in range(first, last, step):
        if number(data[entry : entry + 2]) == tag:
            count, value = entry + 4, entry + 4 + width
            size = _SIZES.get(number(data[entry + 2 : count]), 0) * number(data[count:value])
            place = value if size <= width else number(data[value : value + width])
            found = data[place : place + size] if place + size <= len(data) else found
    return found
