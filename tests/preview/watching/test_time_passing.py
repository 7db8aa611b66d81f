"""Time passes while a preview runs: what appears or expires by itself is shown without a save."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from newsprint.preview.events import Ready, Refreshed
from tests.preview.live import live, running
from tests.support.loops import in_its_own_loop
from tests.support.outlets import Outlet, article, at
from tests.support.reading import Make
from tests.support.waiting import in_time

START = "2024-12-23T20:00:00+00:00"
SOON = "2024-12-23T20:00:01Z"
STORY = "/world/2024/12/20/story/"


class Clock:
    """Goes on by a microsecond each time somebody looks at it, and by an hour when the test says so."""

    def __init__(self) -> None:
        self.now = at(START)

    def __call__(self) -> datetime:
        self.now += timedelta(microseconds=1)
        return self.now

    def goes_on(self) -> None:
        self.now += timedelta(hours=1)


async def statuses(outlet: Outlet, *, published: bool) -> list[int]:
    """What the page of the story gets when the preview was read, and when it noticed that time had passed."""
    clock = Clock()
    told: asyncio.Queue[object] = asyncio.Queue()

    async def hears(kind: type) -> None:
        heard: list[object] = []
        while not isinstance(event := await in_time(told.get(), kind.__name__, lambda: heard), kind):
            heard.append(event)

    async with running(outlet, told.put_nowait, clock, published=published) as preview:
        await hears(Ready)
        before = (await preview.ask(STORY)).status
        clock.goes_on()
        await hears(Refreshed)
        return [before, (await preview.ask(STORY)).status]


def looked_at(outlet: Outlet, *, published: bool) -> list[int]:
    return in_its_own_loop(lambda: statuses(outlet, published=published))


def test_an_embargo_that_ends_shows_its_story_to_readers(outlet: Make) -> None:
    paper = outlet({"content/world/story.md": article("A story", embargo=SOON)})
    assert looked_at(paper, published=True) == [404, 200]


def test_a_story_that_expires_goes_from_what_readers_see(outlet: Make) -> None:
    paper = outlet({"content/world/story.md": article("A story", expires=SOON)})
    assert looked_at(paper, published=True) == [200, 404]


def test_with_hidden_stories_shown_the_end_of_an_embargo_is_noticed_too(outlet: Make) -> None:
    paper = outlet({"content/world/story.md": article("A story", embargo=SOON)})
    assert looked_at(paper, published=False) == [200, 200]


def test_time_that_stands_still_brings_nothing(outlet: Make) -> None:
    paper = outlet({"content/world/story.md": article("A story", embargo=SOON)})
    with live(paper, START) as shown:
        assert shown.outlet.rest is None
