"""What a story is called by its file alone, and the date that such a name may start with, as in Jekyll."""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from newsprint.content.article import Instant
from newsprint.content.files.naming import story_name
from newsprint.base.dates import to_microseconds

_DATED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[-_ ]+(.*))?")


def base_name(path: str) -> str:
    """``2024-12-23-storm`` for ``world/2024-12-23-storm.md`` and for the bundle ``world/2024-12-23-storm/index.md``."""
    return story_name(path).rpartition("/")[2]


def undated(name: str) -> str:
    """``name`` without the date at its start; nothing if it is nothing but a date."""
    if match := _DATED.fullmatch(name):
        return match[4] or ""
    return "" if _is_day(name) else name


def date_of_name(name: str, zone: ZoneInfo) -> Instant | None:
    """The midnight of the date at the start of ``name``; None if it starts with none."""
    match = _DATED.fullmatch(name)
    if match is None:
        return None
    try:
        return to_microseconds(datetime(int(match[1]), int(match[2]), int(match[3]), tzinfo=zone))
    except (ValueError, OverflowError):
        return None


def _is_day(name: str) -> bool:
    """Whether ``name`` is a date without hyphens (``20241223``): good for sorting files, and no word of an address."""
    if len(name) != 8 or not name.isdecimal():
        return False
    try:
        return date(int(name[:4]), int(name[4:6]), int(name[6:])).year >= 1000
    except ValueError:
        return False
