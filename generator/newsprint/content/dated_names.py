"""The name of a story's file, and the date that it may start with, as in Jekyll."""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from newsprint.base.dates import to_microseconds
from newsprint.content.files.naming import story_name
from newsprint.content.records import Instant

_DATED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[-_ ]+(.*))?")


def base_name(path: str) -> str:
    """Return the name of a story's file without folders and ending.

    ``2024-12-23-storm`` for ``world/2024-12-23-storm.md`` and for the bundle ``world/2024-12-23-storm/index.md``.
    """
    return story_name(path).rpartition("/")[2]


def undated(name: str) -> str:
    """Return ``name`` without the date at its start; "" if it is only a date."""
    if match := _DATED.fullmatch(name):
        return match[4] or ""
    return "" if _is_day(name) else name


def date_of_name(name: str, zone: ZoneInfo) -> Instant | None:
    """Return midnight in ``zone`` of the date at the start of ``name``; None without a valid date."""
    match = _DATED.fullmatch(name)
    if match is None:
        return None
    try:
        return to_microseconds(datetime(int(match[1]), int(match[2]), int(match[3]), tzinfo=zone))
    except (ValueError, OverflowError):
        return None


def _is_day(name: str) -> bool:
    """Return whether ``name`` is a date without hyphens (``20241223``): people sort files by it; it is not a slug."""
    if len(name) != 8 or not name.isdecimal():
        return False
    try:
        return date(int(name[:4]), int(name[4:6]), int(name[6:])).year >= 1000
    except ValueError:
        return False
