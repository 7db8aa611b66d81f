"""When the site changes by itself: no build before the instant that is reported writes anything, one at it does."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.outlets import Outlet, article
from tests.support.reading import Make
from tests.support.soak import examples

NOW = datetime(2024, 12, 23, 20, tzinfo=UTC)


def written(moment: datetime) -> str:
    return moment.isoformat()


def any_story(chance: random.Random) -> str:
    """A story near ``NOW``, perhaps under embargo, expiring or corrected, perhaps a draft."""
    day = timedelta(days=1)

    def around(least: float, most: float) -> datetime:
        return NOW + chance.uniform(least, most) * day

    date = around(-3, 1)
    front: dict[str, object] = {"date": written(date), "draft": chance.random() < 0.15}
    published = date
    if chance.random() < 0.3:
        published = max(date, embargo := around(-2, 2))
        front["embargo"] = written(embargo)
    if chance.random() < 0.3:
        front["expires"] = written(published + chance.uniform(0.01, 2) * day)
    if chance.random() < 0.3:
        front["corrections"] = [{"date": written(published + chance.uniform(0, 2) * day), "text": "A name was wrong."}]
    if chance.random() < 0.3:
        front["updated"] = written(date + chance.uniform(-1, 2) * day)
    if chance.random() < 0.3:
        front["canonical"] = "https://wire.example/story"
    return article(f"Story {chance.randrange(10**6)}", **front)


def any_outlet(outlet: Make, chance: random.Random) -> Outlet:
    return outlet({f"content/world/story-{number}.md": any_story(chance) for number in range(chance.randrange(1, 5))})


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(examples(6, 200)))
def test_nothing_changes_before_the_next_change_and_something_at_it(outlet: Make, seed: int) -> None:
    chance = random.Random(seed)
    paper = any_outlet(outlet, chance)
    instant = NOW
    for _ in range(3):
        change = paper.build(written(instant)).next_change
        before = paper.files()
        last = change - timedelta(microseconds=1) if change else instant + timedelta(days=1000)
        for moment in (instant + (last - instant) * chance.random(), last):
            assert paper.build(written(moment)).written == 0
            assert paper.files() == before
        if change is None:
            break
        report = paper.build(written(change))
        assert (report.written + report.removed > 0, paper.files() != before) == (True, True)
        instant = change


def test_a_story_that_leaves_the_news_sitemap_is_a_change(outlet: Make) -> None:
    paper = outlet({"content/world/ferry.md": article("Ferry", date="2024-12-22T10:00:00Z")})
    report = paper.build("2024-12-23T20:00:00Z")
    assert report.next_change == datetime(2024, 12, 24, 10, tzinfo=UTC)
    assert "Ferry" in paper.text("news-sitemap.xml")
    assert paper.build("2024-12-24T10:00:00Z").written == 2  # the index of the sitemaps drops it as well
    assert "Ferry" not in paper.text("news-sitemap.xml")
