"""The instant of the next change: no build before it writes anything, and a build at that instant does."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.outlets import Outlet, article
from tests.support.reading import Make
from tests.support.soak import examples

NOW = datetime(2024, 12, 23, 20, tzinfo=UTC)


def iso(moment: datetime) -> str:
    return moment.isoformat()


def any_story(chance: random.Random) -> str:
    """Return a random story near ``NOW``, perhaps with an embargo, an expiry or a correction, perhaps a draft."""
    day = timedelta(days=1)

    def around(least: float, most: float) -> datetime:
        return NOW + chance.uniform(least, most) * day

    date = around(-3, 1)
    front: dict[str, object] = {"date": iso(date), "draft": chance.random() < 0.15}
    published = date
    if chance.random() < 0.3:
        published = max(date, embargo := around(-2, 2))
        front["embargo"] = iso(embargo)
    if chance.random() < 0.3:
        front["expires"] = iso(published + chance.uniform(0.01, 2) * day)
    if chance.random() < 0.3:
        front["corrections"] = [{"date": iso(published + chance.uniform(0, 2) * day), "text": "A name was wrong."}]
    if chance.random() < 0.3:
        front["updated"] = iso(date + chance.uniform(-1, 2) * day)
    if chance.random() < 0.3:
        front["canonical"] = "https://wire.example/story"
    return article(f"Story {chance.randrange(10**6)}", **front)


def any_outlet(outlet: Make, chance: random.Random) -> Outlet:
    """Return an outlet with one to four random stories."""
    return outlet({f"content/world/story-{number}.md": any_story(chance) for number in range(chance.randrange(1, 5))})


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(examples(6, 200)))
def test_nothing_changes_before_the_next_change_and_something_does_at_it(outlet: Make, seed: int) -> None:
    chance = random.Random(seed)
    paper = any_outlet(outlet, chance)
    instant = NOW
    for _ in range(3):
        change = paper.build(iso(instant)).next_change
        before = paper.files()
        last = change - timedelta(microseconds=1) if change else instant + timedelta(days=1000)
        for moment in (instant + (last - instant) * chance.random(), last):
            assert paper.build(iso(moment)).written == 0
            assert paper.files() == before
        if change is None:
            break
        report = paper.build(iso(change))
        assert (report.written + report.removed > 0, paper.files() != before) == (True, True)
        instant = change


def test_the_end_of_a_story_in_the_news_sitemap_is_the_next_change(outlet: Make) -> None:
    paper = outlet({"content/world/ferry.md": article("Ferry", date="2024-12-22T10:00:00Z")})
    report = paper.build("2024-12-23T20:00:00Z")
    assert report.next_change == datetime(2024, 12, 24, 10, tzinfo=UTC)
    assert "Ferry" in paper.text("news-sitemap.xml")
    assert paper.build("2024-12-24T10:00:00Z").written == 2  # the index of the sitemaps changes too
    assert "Ferry" not in paper.text("news-sitemap.xml")
