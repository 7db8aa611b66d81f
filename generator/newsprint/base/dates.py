"""Instants: parsed as newsrooms write them, kept in UTC, counted in microseconds, formatted in the outlet's zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Literal

from newsprint.base.languages import wider_tags

_INSTANT = re.compile(
    r"""(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})
        (?:(?:[Tt]|\s+)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?
           \s*(?P<zone>[Zz]|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?
        )?""",
    re.VERBOSE,
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_MINUTE = timedelta(minutes=1)
FORMS = "2024-12-23, 2024-12-23 18:30 or 2024-12-23T18:30:00+01:00"


OfTwo = Literal["first", "earlier", "later"]


def looks_like_instant(value: object) -> bool:
    """Return whether ``value`` has a form that :func:`parse_instant` reads."""
    return isinstance(value, date) or (isinstance(value, str) and _INSTANT.fullmatch(value.strip()) is not None)


def parse_instant(value: object, zone: tzinfo, *, of_two: OfTwo = "first") -> datetime:
    """Return the instant that an author wrote, in UTC.

    ``value`` is text (RFC 3339 and looser forms: unpadded, with a space, offsets with or without a colon), or a date or
    datetime from a TOML header. A value without an offset is in ``zone``; one without a time is midnight of that day
    there. Raise ValueError with a message for the user.

    When clocks are put back or forward, a local time occurs twice or not at all; ``of_two`` selects the instant.
    "first" uses the offset from before the change: the earlier instant of a time that occurs twice, the later one of a
    time that is skipped.
    """
    if isinstance(value, datetime):
        return _in_utc(value, zone, of_two)
    if isinstance(value, date):
        return _in_utc(datetime(value.year, value.month, value.day), zone, of_two)
    match = _INSTANT.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f'"{_shown(value)}" is not a date')
    year, month, day, hour, minute, second, fraction, offset = match.groups()
    try:
        moment = datetime(
            int(year), int(month), int(day),
            int(hour or 0), int(minute or 0), int(second or 0), int((fraction or "0").ljust(6, "0")[:6]),
            tzinfo=_offset(offset),
        )  # fmt: skip
        return _in_utc(moment, zone, of_two)
    except (ValueError, OverflowError) as error:
        raise ValueError(f'"{_shown(value)}" is not a date: {error}') from error


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:60] + "…"


def _offset(text: str | None) -> tzinfo | None:
    if text is None:
        return None
    if text in ("Z", "z", "UTC", "GMT"):
        return UTC
    digits = text[1:].replace(":", "")
    hours, minutes = int(digits[:2]), int(digits[2:] or 0)
    if hours > 23 or minutes > 59:
        raise ValueError("the offset is out of range")
    distance = timedelta(hours=hours, minutes=minutes)
    return timezone(-distance if text[0] == "-" else distance)


def _in_utc(moment: datetime, zone: tzinfo, of_two: OfTwo) -> datetime:
    if not 1 < moment.year < 9999:  # so that no offset moves it out of the range of datetime
        raise ValueError(f"the year {moment.year} is out of range")
    if moment.tzinfo:
        return moment.astimezone(UTC)
    first = moment.replace(tzinfo=zone).astimezone(UTC)
    if of_two == "first":
        return first
    second = moment.replace(tzinfo=zone, fold=1).astimezone(UTC)
    return max(first, second) if of_two == "later" else min(first, second)


def to_microseconds(instant: datetime) -> int:
    """Return ``instant`` (aware) as microseconds since 1970 in UTC: exact, and in the order of instants."""
    return (instant - _EPOCH) // _MICROSECOND


def from_microseconds(count: int) -> datetime:
    """Return the instant of a count by :func:`to_microseconds`, in UTC."""
    return _EPOCH + timedelta(microseconds=count)


def day_of(count: int, zone: tzinfo) -> date:
    """Return the day in ``zone`` of the instant of a count by :func:`to_microseconds`."""
    return from_microseconds(count).astimezone(zone).date()


def rfc822(moment: datetime) -> str:
    """Return ``moment`` (aware) in the format of e-mails and RSS (RFC 822 with a year of four digits)."""
    from email.utils import format_datetime  # loaded only for feeds: it imports the parsers of e-mails

    return format_datetime(moment)


def iso(moment: datetime) -> str:
    """Return ``moment`` (aware) to the second for machines (RFC 3339, and so HTML and ISO 8601).

    Before time zones, offsets had odd seconds (Paris: 9 minutes and 21 seconds), which none of these formats allows.
    Such an instant is written with the next larger offset in whole minutes, so that midnight, the time of a story that
    has only a date, stays on its day.
    """
    offset = moment.utcoffset() or timedelta()
    if offset % _MINUTE:
        moment = moment.astimezone(timezone(-(-offset // _MINUTE) * _MINUTE))
    return moment.isoformat(timespec="seconds")


PATTERNS = {
    "today": "yMMMd",
    "published": "yMMMMd",
    "short": "yMMMMd",
    "month_first": "yMMMMd",
    "medium": "yMMMd",
    "numeric": "yMd",
    "day": "yMMMMEEEEd",
    "month": "yMMMM",
    "month_name": "LLLL",
}
"""The date formats that every theme has, with the parts of each as CLDR names them (UTS #35, skeletons)."""

_STYLES = {"yMMMMd": "long", "yMMMMEEEEd": "full"}
"""The parts for which CLDR has a style instead of a skeleton."""


def date_patterns(language: str) -> dict[str, str]:
    """Return the patterns of CLDR in ``language`` for :data:`PATTERNS`; empty if CLDR does not know the language."""
    name = _locale_of(language)
    if not name:
        return {}
    from babel.core import Locale

    locale = Locale.parse(name)
    known = {parts: pattern.pattern for parts, pattern in locale.datetime_skeletons.items()}
    known |= {parts: locale.date_formats[style].pattern for parts, style in _STYLES.items()}
    return {name: known.get(parts, parts) for name, parts in PATTERNS.items()}


@lru_cache(maxsize=256)
def _locale_of(language: str) -> str:
    """Return babel's name of ``language``, or of the next wider tag that it knows; empty if there is none."""
    from babel.core import Locale, UnknownLocaleError

    for tag in reversed(wider_tags(language)):
        try:
            return str(Locale.parse(tag, sep="-"))
        except (UnknownLocaleError, ValueError):
            continue
    return ""


@lru_cache(maxsize=4096)
def format_day(day: date, pattern: str, language: str) -> str:
    """Return ``day`` in a CLDR date pattern (UTS #35: ``d MMMM y``) in ``language``, or in English if CLDR lacks it."""
    from babel.dates import format_date

    return format_date(day, pattern, locale=_locale_of(language) or "en")
