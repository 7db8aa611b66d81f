"""Queries for pages return stories in the order of publication; ties are broken by path."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from newsprint.catalog.reading import aliases, queries
from newsprint.catalog.reading.card_cache import CardCache
from newsprint.catalog.reading.months import Month, months
from newsprint.catalog.reading.next_change import next_change
from newsprint.catalog.reading.queries import Stretch
from newsprint.catalog.streams import ALL
from newsprint.content.records import Card
from newsprint.content.types import FileType
from tests.catalog.catalogs import Archive, instant
from tests.support.outlets import article

DAY = "2024-12-{:02}T00:00:00Z"


def position(day: int, path: str) -> tuple[int, str]:
    return instant(DAY.format(day)), path


def paths(cards: tuple[Card, ...]) -> list[str]:
    return [card.path for card in cards]


@pytest.fixture
def five(paper: Archive) -> Archive:
    """Return an archive with a on the 1st, b, c and d on the 2nd, and e on the 3rd.

    The stories were not written in this order.
    """
    days = {"c": 2, "e": 3, "b": 2, "a": 1, "d": 2}
    for name, day in days.items():
        paper.sync({f"{name}.md": article(name.upper(), date=DAY.format(day), tags=["odd"] if day != 2 else [])})
    return paper


def test_a_stream_is_ordered_by_publication_and_then_by_path(five: Archive) -> None:
    assert paths(CardCache(five.connection).newest(ALL, 9)) == ["e.md", "d.md", "c.md", "b.md", "a.md"]
    assert paths(CardCache(five.connection).oldest(ALL, 9, position(1, ""))) == ["a.md", "b.md", "c.md", "d.md", "e.md"]
    oldest = queries.oldest(five.connection, ALL)
    assert oldest is not None
    assert oldest.path == "a.md"
    assert paths(CardCache(five.connection).newest("tag/odd", 9)) == ["e.md", "a.md"]
    assert paths(CardCache(five.connection).newest("tag/none", 9)) == []


def test_cards_before_or_after_a_position_do_not_include_it(five: Archive) -> None:
    middle = position(2, "c.md")
    assert paths(CardCache(five.connection).newest(ALL, 9, middle)) == ["b.md", "a.md"]
    assert paths(CardCache(five.connection).oldest(ALL, 9, middle)) == ["d.md", "e.md"]
    assert paths(CardCache(five.connection).newest(ALL, 1, middle)) == ["b.md"]
    assert paths(CardCache(five.connection).newest(ALL, 9, position(1, "a.md"))) == []


def test_a_stretch_includes_both_ends(five: Archive) -> None:
    assert paths(queries.between(five.connection, ALL, position(2, "b.md"), position(2, "d.md"))) == [
        "d.md",
        "c.md",
        "b.md",
    ]
    assert paths(queries.between(five.connection, ALL, position(2, "c.md"), position(2, "c.md"))) == ["c.md"]


def test_a_period_includes_its_start_and_not_its_end(five: Archive) -> None:
    found = queries.since(five.connection, ALL, instant(DAY.format(1)), instant(DAY.format(2)))
    assert paths(found) == ["a.md"]
    found = queries.since(five.connection, ALL, instant(DAY.format(2)), instant(DAY.format(4)))
    assert paths(found) == ["e.md", "d.md", "c.md", "b.md"]


@pytest.mark.parametrize(("size", "sizes"), [(1, [1, 1, 1, 1, 1]), (2, [2, 2, 1]), (5, [5]), (9, [5])])
def test_runs_divide_a_stream_from_the_oldest_on(five: Archive, size: int, sizes: list[int]) -> None:
    runs = list(queries.runs(five.connection, ALL, size))
    assert [run.size for run in runs] == sizes
    cards = [
        path for run in runs for path in reversed(paths(queries.between(five.connection, ALL, run.first, run.last)))
    ]
    assert cards == ["a.md", "b.md", "c.md", "d.md", "e.md"]
    assert [queries.run(five.connection, ALL, size, number + 1) for number in range(len(runs))] == runs


def test_a_run_outside_the_stream_is_none(five: Archive) -> None:
    assert [queries.run(five.connection, ALL, 2, number) for number in (-1, 0, 4)] == [None, None, None]
    assert queries.run(five.connection, "tag/none", 2, 1) is None
    assert list(queries.runs(five.connection, "tag/none", 2)) == []


def test_a_newer_story_does_not_change_a_full_run(five: Archive) -> None:
    before = queries.run(five.connection, ALL, 2, 1)
    five.sync({"f.md": article("F", date=DAY.format(4))})
    assert queries.run(five.connection, ALL, 2, 1) == before == Stretch(position(1, "a.md"), position(2, "b.md"), 2)


def test_streams_have_the_right_counts_and_names(five: Archive) -> None:
    five.sync({"f.md": article("F", date=DAY.format(4), tags=["ODD", "Äther"])})
    assert (queries.count(five.connection, ALL), queries.count(five.connection, "tag/odd")) == (6, 3)
    assert list(queries.streams(five.connection, "tag/")) == ["tag/ather", "tag/odd"]
    assert list(queries.streams(five.connection, "series/")) == []
    assert queries.name_of(five.connection, "tag/odd") == "odd"
    assert queries.name_of(five.connection, "tag/none") == ""


def test_the_oldest_story_names_a_topic_even_if_it_was_added_last(five: Archive) -> None:
    five.sync({"f.md": article("F", date="2024-11-01", tags=["Odd!"])})
    assert queries.name_of(five.connection, "tag/odd") == "Odd!"


@pytest.mark.parametrize(
    ("zone", "dates", "expected"),
    [
        ("UTC", ["2024-11-30T23:59:59Z", "2024-12-01T00:00:00Z"], [(2024, 11), (2024, 12)]),
        ("Asia/Tokyo", ["2024-11-30T14:59:59Z", "2024-11-30T15:00:00Z"], [(2024, 11), (2024, 12)]),
        ("America/New_York", ["2024-01-01T04:59:59Z", "2024-01-01T05:00:00Z"], [(2023, 12), (2024, 1)]),
        ("Pacific/Kiritimati", ["2023-12-31T10:00:00Z", "2023-12-31T09:59:59Z"], [(2023, 12), (2024, 1)]),
        ("UTC", ["1999-12-31", "2000-01-01", "2024-02-29"], [(1999, 12), (2000, 1), (2024, 2)]),
        ("Africa/Cairo", ["2024-10-31T20:30:00Z", "2024-10-31T21:30:00Z", "2024-10-31T22:00:00Z"], [(2024, 10), (2024, 11)]),
        ("Asia/Amman", ["2016-03-31T21:59:59Z", "2016-03-31T22:00:00Z"], [(2016, 3), (2016, 4)]),
        ("UTC", [], []),
    ],
    ids=["UTC", "east", "west", "far east", "leap years", "clocks go back at its end", "clocks skip its start", "none"],
)  # fmt: skip
def test_months_are_in_the_outlet_s_time_zone(
    paper: Archive, zone: str, dates: list[str], expected: list[tuple[int, int]]
) -> None:
    paper.sync({f"{number}.md": article(str(number), date=date) for number, date in enumerate(dates)})
    assert list(months(paper.connection, ALL, ZoneInfo(zone))) == [Month(*month) for month in expected]


def test_a_month_ends_where_the_next_one_starts() -> None:
    zone = ZoneInfo("Europe/London")
    assert Month(2024, 12).following() == Month(2025, 1)
    assert Month(2024, 6).start(zone) == instant("2024-05-31T23:00:00Z")
    assert Month(2024, 6).following().start(zone) == instant("2024-06-30T23:00:00Z")


def test_queries_return_only_visible_articles(paper: Archive) -> None:
    paper.sync({"a.md": article("A", aliases=["/old-a/"]), "b.md": article("B", draft=True, aliases=["/old-b/"])})
    assert list(queries.articles(paper.connection)) == [("/world/2024/12/20/a/", "a.md", instant(DAY.format(20)))]
    assert queries.article(paper.connection, "b.md") is None
    assert queries.article_at(paper.connection, "/world/2024/12/20/a/") == ("a.md", instant(DAY.format(20)))
    assert queries.article_at(paper.connection, "/world/2024/12/20/b/") is None
    assert list(aliases.aliases(paper.connection)) == [("/old-a/", "a.md")]
    assert [hidden.path for hidden in queries.hidden(paper.connection)] == ["b.md"]


def test_media_are_only_files_that_a_visible_story_or_page_uses(paper: Archive) -> None:
    shown = {"shown.pdf": b"1", "secret.pdf": b"2", "forgotten.pdf": b"3", "about.pdf": b"4", "static/robots.txt": b"5"}
    stories = {
        "a.md": article("A", "[plan](shown.pdf)"),
        "b.md": article("B", "[plan](secret.pdf) [both](shown.pdf)", embargo="2024-12-24"),
        "pages/about.md": "---\ntitle: About\n---\n[who](../about.pdf)\n",
    }
    paper.sync({**shown, **stories})
    assert list(queries.media(paper.connection)) == [("about.pdf", True), ("shown.pdf", True)]
    assert queries.media_at(paper.connection, "shown.pdf")
    assert queries.media_at(paper.connection, "secret.pdf") is None
    assert list(queries.static_files(paper.connection)) == ["static/robots.txt"]
    paper.sync(as_of="2024-12-24T00:00:00Z")
    assert list(queries.media(paper.connection)) == [(name, True) for name in ("about.pdf", "secret.pdf", "shown.pdf")]


def test_queries_distinguish_standing_pages_and_profiles(paper: Archive) -> None:
    text = "---\ntitle: {}\n---\nWords.\n"
    paper.sync({"pages/b.md": text.format("B"), "pages/a.md": text.format("A"), "authors/wu-mei.md": text.format("Wu")})
    assert [page.title for page in queries.undated(paper.connection, FileType.STANDING)] == ["A", "B"]
    assert [page.title for page in queries.undated(paper.connection, FileType.AUTHOR)] == ["Wu"]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2024-12-01T00:00:00Z", "2024-12-10T00:00:00Z"),
        ("2024-12-10T00:00:00Z", "2024-12-12T00:00:00Z"),
        ("2024-12-12T00:00:00Z", "2024-12-14T00:00:00Z"),
        ("2024-12-14T00:00:00Z", None),
    ],
)
def test_the_next_change_is_the_next_story_to_appear_or_expire(
    paper: Archive, as_of: str, expected: str | None
) -> None:
    paper.sync(
        {
            "a.md": article("A", date="2024-12-10", expires="2024-12-14"),
            "b.md": article("B", date="2024-12-01", embargo="2024-12-12"),
            "c.md": article("C", date="2024-12-11", draft=True),
        },
        as_of=as_of,
    )
    change = next_change(paper.connection, instant(as_of))
    assert change == (instant(expected) if expected else None)
