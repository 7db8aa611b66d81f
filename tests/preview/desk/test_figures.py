"""The figures: stories per day with their chart, and words per section."""

from __future__ import annotations

import pytest

from tests.preview.desk.desks import Desk, desk_of, text
from tests.support.outlets import CONFIGURATION, article
from tests.support.reading import Make


def test_stories_per_day_are_counted_in_the_zone_of_the_outlet(outlet: Make) -> None:
    files = {
        "newsprint.toml": CONFIGURATION.replace("Europe/London", "Asia/Kathmandu"),
        "content/a.md": article("A", date="2024-12-20T18:14:59Z"),
        "content/b.md": article("B", date="2024-12-20T18:15:00Z"),
        "content/c.md": article("C", date="2024-12-25", section="sport"),
        "content/d.md": article("D", date="2024-12-22", draft=True),
    }
    with desk_of(outlet(files)) as desk:
        page = desk.page("/_desk/figures/")
        rows = [[text(cell) for cell in row.select("th, td")] for row in page.select(".numbers tr")]
        assert rows == [
            ["Day", "World News", "Sport"],
            ["25 December 2024", "0", "1"],
            ["21 December 2024", "1", "0"],
            ["20 December 2024", "1", "0"],
            ["Total", "2", "1"],
        ]
        assert [each["class"] for each in page.select(".plot-row rect:has(title)")] == [
            ["plot-bar"], ["plot-bar"], ["plot-coming"]
        ]  # fmt: skip


def test_the_chart_has_a_description_in_words(desk: Desk) -> None:
    row = desk.page().select_one("svg.plot-bars")
    described = {text(row.find(id=row[name])) for name in ("aria-labelledby", "aria-describedby")}
    assert described == {
        "Stories per day in World News",
        "4 stories from 21 November 2024 to 25 December 2024; the most on one day: 1, on 25 December 2024.",
    }


@pytest.mark.parametrize("zone", ["America/St_Johns", "Pacific/Apia", "Europe/London", "Australia/Lord_Howe"])
def test_every_story_is_counted_on_days_when_clocks_change(outlet: Make, zone: str) -> None:
    files = {f"content/{day}.md": article(f"S{day}", date=f"2011-{day}") for day in ("12-29", "12-31", "11-27")}
    with desk_of(outlet({**files, "newsprint.toml": CONFIGURATION.replace("Europe/London", zone)})) as desk:
        cells = [text(each) for each in desk.page("/_desk/figures/").select(".numbers tbody td")]
        assert cells == ["1", "1", "1"]


def test_words_are_counted_per_section(outlet: Make) -> None:
    files = {
        "content/a.md": article("A", body="one two three"),
        "content/b.md": article("B", body="one"),
        "content/c.md": article("C", body="one two", section="sport"),
        "content/d.md": article("D", body="hidden words", draft=True, section="sport"),
    }
    with desk_of(outlet(files)) as desk:
        rows = [
            [text(cell) for cell in row.select("th, td")] for row in desk.page("/_desk/figures/").select(".shares tr")
        ]
        assert rows[1:] == [["World News", "4", "2", "2"], ["Sport", "2", "1", "2"]]
