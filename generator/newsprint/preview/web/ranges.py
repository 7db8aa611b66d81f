"""Parts of a file: what a browser asks for when somebody jumps to the middle of a film."""

from __future__ import annotations

import re

_ONE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.IGNORECASE)


class RangeError(Exception):
    """The part that was asked for is not there (RFC 9110, 15.5.17)."""


def part_of(size: int, header: str | None) -> tuple[int, int] | None:
    """The first byte and the one after the last that a Range header (RFC 9110, 14.2) asks for of ``size`` bytes.

    None if everything is to be sent: there is no header, it cannot be read, or it asks for several parts. Raises
    RangeError.
    """
    match = _ONE.fullmatch(header.strip()) if header else None
    first, last = match.groups() if match else ("", "")
    if not first and not last:
        return None
    if not first:
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), min(size, int(last) + 1) if last else size
        if last and int(last) < int(first):
            return None
    if start >= size or start >= end:
        raise RangeError
    return start, end
