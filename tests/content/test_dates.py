"""The date of an article: from the header or the file name, and its day in the time zone of the outlet."""

from __future__ import annotations

import pytest

from tests.content.readings import outlet_settings, problems_of, read, text_of, utc, yaml

UNDATED = "---\ntitle: Storm\n---\nWords.\n"


@pytest.mark.parametrize("header", ["yaml", "toml", "json"])
@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2024-07-01", "2024-06-30T23:00:00Z"),
        ("2024-07-01 8:05:09", "2024-07-01T07:05:09Z"),
        ("2024-07-01T08:05", "2024-07-01T07:05:00Z"),
        ("2024-07-01T08:05:09.5Z", "2024-07-01T08:05:09.500000Z"),
        ("2024-07-01T08:05:09+0200", "2024-07-01T06:05:09Z"),
        ("2024-07-01 08:05:09 +02:00", "2024-07-01T06:05:09Z"),
    ],
)
def test_a_date_is_the_same_instant_in_every_header(header: str, written: str, instant: str) -> None:
    assert utc(read(text_of(header, {"title": "x", "date": written})).date) == instant


def test_unquoted_yaml_dates_are_read_as_typed() -> None:
    assert utc(read(yaml("", date="date: 2010-07-29 8:14:29\n")).date) == "2010-07-29T07:14:29Z"
    assert utc(read(yaml("", date="date: 2010-07-29 8:14:29 -0400\n")).date) == "2010-07-29T12:14:29Z"
    assert utc(read(yaml("", date="date: 2010-01-29\n")).date) == "2010-01-29T00:00:00Z"


@pytest.mark.parametrize(
    ("path", "day", "slug"),
    [
        ("world/2024-12-23-some-slug.md", "2024-12-23", "some-slug"),
        ("world/2024-12-23_some_slug.md", "2024-12-23", "some-slug"),
        ("world/2024-12-23 Some slug.md", "2024-12-23", "some-slug"),
        ("world/2024-2-3-some-slug.md", "2024-02-03", "some-slug"),
        ("world/2024-12-23-some-slug/index.md", "2024-12-23", "some-slug"),
        ("world/2024-12-23.md", "2024-12-23", "storm"),
        ("world/2024-12-23-.md", "2024-12-23", "storm"),
        ("world/2024-12-23/index.md", "2024-12-23", "storm"),
    ],
)
def test_the_file_name_gives_the_date_if_the_header_has_none(path: str, day: str, slug: str) -> None:
    found = read(UNDATED, path)
    assert utc(found.date) == f"{day}T00:00:00Z"
    assert found.url == f"/world/{day.replace('-', '/')}/{slug}/"


def test_the_date_in_the_header_overrides_the_one_in_the_file_name() -> None:
    found = read(yaml(""), "world/2020-01-01-storm.md")
    assert found.url == "/world/2024/12/23/storm/"


@pytest.mark.parametrize("name", ["storm", "2024-13-01-storm", "2024-02-30-storm", "12-23-storm", "20241223-storm"])
def test_a_file_name_without_a_valid_date_gives_no_date(name: str) -> None:
    assert problems_of(UNDATED, f"world/{name}.md") == ['1: "date" is missing (add a line date: 2024-12-23)']


def test_an_expiry_before_the_date_in_the_file_name_is_reported() -> None:
    text = "---\ntitle: Storm\nexpires: 2024-12-22\n---\n"
    assert problems_of(text, "world/2024-12-23-storm.md")[0].startswith(
        "3:1: the article expires before it is published"
    )


@pytest.mark.parametrize(
    ("zone", "written", "day"),
    [
        ("Europe/London", "2024-07-02 00:30", "2024/07/02"),
        ("Europe/London", "2024-07-01T23:30:00Z", "2024/07/02"),
        ("Asia/Tokyo", "2024-07-02", "2024/07/02"),
        ("Asia/Tokyo", "2024-07-01T15:00:00Z", "2024/07/02"),
        ("America/New_York", "2024-07-01 23:59", "2024/07/01"),
        ("America/New_York", "2024-07-02T03:59:59Z", "2024/07/01"),
        ("Pacific/Kiritimati", "2024-12-31T10:00:00Z", "2025/01/01"),
        ("Europe/London", "2024-03-31 01:30", "2024/03/31"),
        ("America/Havana", "2024-03-10 00:30", "2024/03/10"),
    ],
    ids=lambda value: value.replace("/", "-"),
)
def test_a_permalink_has_the_day_in_the_outlets_time_zone(zone: str, written: str, day: str) -> None:
    """A story of 00:30 is not dated a day early, though it is still yesterday in UTC."""
    found = read(yaml("", date=f"date: {written}\n"), config=outlet_settings(zone=zone))
    assert found.url == f"/world/{day}/storm/"
