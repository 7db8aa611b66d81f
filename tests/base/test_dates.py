"""Dates and times as newsrooms write them, and as Newsprint prints them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsprint.base.dates import format_day, from_microseconds, iso, parse_instant, to_microseconds
from tests.support.outlets import at

LONDON = ZoneInfo("Europe/London")
TOKYO = ZoneInfo("Asia/Tokyo")
INSTANTS = st.datetimes(
    min_value=datetime(1900, 1, 1), max_value=datetime(9000, 1, 1), timezones=st.just(UTC)
)  # far enough from the ends of the calendar for any zone
ZONES = st.sampled_from([LONDON, TOKYO, ZoneInfo("America/St_Johns"), ZoneInfo("Pacific/Apia"), ZoneInfo("UTC")])


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        pytest.param("2024-12-23T18:30:00Z", "2024-12-23T18:30:00Z", id="Z"),
        pytest.param("2024-12-23t18:30:00z", "2024-12-23T18:30:00Z", id="small letters"),
        pytest.param("2024-12-23T18:30:00+01:00", "2024-12-23T17:30:00Z", id="offset with colon"),
        pytest.param("2024-12-23T18:30:00+0100", "2024-12-23T17:30:00Z", id="offset without colon"),
        pytest.param("2024-12-23T18:30:00-05", "2024-12-23T23:30:00Z", id="offset of hours alone"),
        pytest.param("2024-12-23 18:30:00 -0330", "2024-12-23T22:00:00Z", id="blank before the offset"),
        pytest.param("2024-12-23 18:30 UTC", "2024-12-23T18:30:00Z", id="UTC as a word"),
        pytest.param("2024-12-23 18:30 GMT", "2024-12-23T18:30:00Z", id="GMT as a word"),
        pytest.param("2024-12-23T18:30:00.25Z", "2024-12-23T18:30:00.250000Z", id="fraction"),
        pytest.param("2024-12-23T18:30:00.123456789Z", "2024-12-23T18:30:00.123456Z", id="nanoseconds are cut"),
        pytest.param("2024-12-23T18:30:00,5Z", "2024-12-23T18:30:00.500000Z", id="fraction after a comma"),
        pytest.param("  2024-12-23T18:30:00Z  ", "2024-12-23T18:30:00Z", id="white space around it"),
        pytest.param("2024-12-23", "2024-12-22T15:00:00Z", id="date only is midnight in the zone"),
        pytest.param("2024-2-3", "2024-02-02T15:00:00Z", id="unpadded date"),
        pytest.param("2024-12-23 18:30", "2024-12-23T09:30:00Z", id="without offset in the zone"),
        pytest.param("2010-07-29 8:14:29", "2010-07-28T23:14:29Z", id="unpadded hour"),
        pytest.param("2024-02-29", "2024-02-28T15:00:00Z", id="leap day"),
    ],
)
def test_every_way_to_write_a_date_is_read_as_the_right_instant(written: str, utc: str) -> None:
    assert parse_instant(written, TOKYO) == at(utc)


@pytest.mark.parametrize(
    ("value", "utc"),
    [
        pytest.param(date(2024, 12, 23), "2024-12-22T15:00:00Z", id="date"),
        pytest.param(datetime(2024, 12, 23, 18, 30), "2024-12-23T09:30:00Z", id="naive"),
        pytest.param(
            datetime(2024, 12, 23, 18, 30, tzinfo=timezone(timedelta(hours=1))), "2024-12-23T17:30:00Z", id="aware"
        ),
    ],
)
def test_a_date_that_toml_has_parsed_is_read_like_text(value: object, utc: str) -> None:
    assert parse_instant(value, TOKYO) == at(utc)


@pytest.mark.parametrize(
    "value",
    [
        "", "soon", "2024", "2024-12", "23.12.2024", "12/23/2024", "2024-13-01", "2024-02-30", "2023-02-29", "24-12-23",
        "2024-12-23T25:00", "2024-12-23T24:00", "2024-12-23T18:60", "2024-12-23T18:30:61", "2024-12-23T18",
        "2024-12-23T18:30:00+25:00", "2024-12-23T18:30:00+01:99", "2024-12-23T18:30:00 CET", "2024-12-23 noon",
        "0000-01-01", "0001-01-01", "9999-12-31T23:00:00-05:00", "2024-12-23 18:30 +1", "2024-12-23 extra words",
        2024, 20241223, 3.5, True, None, ["2024-12-23"], {"date": "2024-12-23"}, time(18, 30), b"2024-12-23",
        "2024-12-23\n2024-12-24", "x" * 100_000,
    ],
    ids=lambda value: repr(value)[:40],
)  # fmt: skip
def test_what_is_not_a_date_is_refused_with_a_short_message(value: object) -> None:
    with pytest.raises(ValueError, match=r"is not a date|out of range") as error:
        parse_instant(value, LONDON)
    assert len(str(error.value)) < 200


def test_a_local_time_that_the_clocks_skip_is_read_as_an_hour_later() -> None:
    """On 31 March 2024 London goes from 01:00 to 02:00, so 01:30 there is read with the offset of the time before."""
    assert parse_instant("2024-03-31 01:30", LONDON) == at("2024-03-31T01:30:00Z")
    assert parse_instant("2024-03-31 02:30", LONDON) == at("2024-03-31T01:30:00Z")
    assert parse_instant("2024-03-31 00:59:59", LONDON) == at("2024-03-31T00:59:59Z")


def test_a_local_time_that_occurs_twice_is_read_as_the_first() -> None:
    """On 27 October 2024 the hour from 01:00 occurs twice in London; with an offset, the second one can be meant."""
    assert parse_instant("2024-10-27 01:30", LONDON) == at("2024-10-27T00:30:00Z")
    assert parse_instant("2024-10-27 01:30 +00:00", LONDON) == at("2024-10-27T01:30:00Z")
    assert parse_instant("2024-10-27 02:00", LONDON) == at("2024-10-27T02:00:00Z")


def test_a_day_that_a_zone_skipped_is_read_as_an_instant() -> None:
    """Samoa had no 30 December 2011."""
    apia = ZoneInfo("Pacific/Apia")
    before, skipped, after = (parse_instant(f"2011-12-{day}", apia) for day in (29, 30, 31))
    assert before < skipped <= after


@settings(deadline=None)
@given(INSTANTS, st.sampled_from(["T", " "]), ZONES)
def test_an_instant_written_with_its_offset_is_read_back_in_any_zone(
    instant: datetime, separator: str, zone: ZoneInfo
) -> None:
    written = instant.astimezone(timezone(timedelta(hours=5, minutes=45))).isoformat(sep=separator)
    assert parse_instant(written, zone) == instant


@settings(deadline=None)
@given(INSTANTS, ZONES)
def test_a_local_time_that_occurs_once_is_read_back_as_its_instant(instant: datetime, zone: ZoneInfo) -> None:
    local = instant.astimezone(zone)
    if local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset():
        assert parse_instant(local.replace(tzinfo=None).isoformat(sep=" "), zone) == instant


@settings(deadline=None)
@given(st.one_of(st.text(), st.from_regex(r"\d{4}-\d\d?-\d\d?([T ]\d\d?:\d\d(:\d\d(\.\d+)?)?.{0,7})?", fullmatch=True)))
def test_any_text_gives_an_aware_instant_or_a_value_error(text: str) -> None:
    try:
        instant = parse_instant(text, LONDON)
    except ValueError:
        return
    assert instant.utcoffset() == timedelta(0)


@settings(deadline=None)
@given(INSTANTS, INSTANTS)
def test_microseconds_are_exact_and_sort_as_instants_do(one: datetime, other: datetime) -> None:
    assert from_microseconds(to_microseconds(one)) == one
    assert (to_microseconds(one) < to_microseconds(other)) == (one < other)


@pytest.mark.parametrize(
    ("zone", "local", "printed"),
    [
        ("Europe/Paris", "1905-05-01", "1905-05-01T00:00:39+00:10"),
        ("Europe/Dublin", "1916-05-01", "1916-05-01T00:00:21-00:25"),
        ("Africa/Monrovia", "1971-07-26", "1971-07-26T00:00:30-00:44"),
        ("Europe/London", "1916-06-01", "1916-06-01T00:00:00+01:00"),
        ("America/St_Johns", "2024-12-23", "2024-12-23T00:00:00-03:30"),
    ],
)
def test_an_iso_offset_has_whole_minutes_and_midnight_stays_on_its_day(zone: str, local: str, printed: str) -> None:
    instant = parse_instant(local, ZoneInfo(zone))
    assert iso(instant.astimezone(ZoneInfo(zone))) == printed
    assert datetime.fromisoformat(printed) == instant


@settings(deadline=None)
@given(INSTANTS, ZONES)
def test_any_instant_is_written_in_iso_format_to_the_second(instant: datetime, zone: ZoneInfo) -> None:
    printed = iso(instant.astimezone(zone))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", printed)
    assert datetime.fromisoformat(printed) == instant.replace(microsecond=0)


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en", "23 December 2024"),
        ("fr", "23 décembre 2024"),
        ("de-AT", "23 Dezember 2024"),
        ("ar", "23 ديسمبر 2024"),
        ("pt-BR", "23 dezembro 2024"),
    ],
)
def test_a_day_is_printed_in_the_outlets_language(language: str, printed: str) -> None:
    assert format_day(date(2024, 12, 23), "d MMMM y", language).translate(_ARABIC_DIGITS) == printed


_ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
