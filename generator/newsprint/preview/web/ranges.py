"""Range requests: browsers ask for a part of a file when somebody jumps to the middle of a video."""

from __future__ import annotations

import re

_ONE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.IGNORECASE)


class RangeError(Exception):
    """The requested range is outside of the file (RFC 9110, 15.5.17)."""


def part_of(size: int, header: str | None) -> tuple[int, int] | None:
    """Return the start and the end (exclusive) that a Range header (RFC 9110, 14.2) requests of ``size`` bytes.

    Returns None if the whole file must be sent: there is no header, it is invalid, or it requests several ranges.
    Raises RangeError if the range is outside of the file.
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
