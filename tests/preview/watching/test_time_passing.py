"""While time passes, the preview shows stories that appear or expire, without a save."""

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
    """A clock that advances by a microsecond each time it is read, and by an hour on request."""

    def __init__(self) -> None:
        self.now = at(START)

    def __call__(self) -> datetime:
        self.now += timedelta(microseconds=1)
        return self.now

    def advance(self) -> None:
        self.now += timedelta(hours=1)


async def statuses(outlet: Outlet, *, published: bool) -> list[int]:
    """Return the status of the story's page once the preview is ready, and after it noticed that time passed."""
    clock = Clock()
    events: asyncio.Queue[object] = asyncio.Queue()

    async def wait_for(kind: type) -> None:
        what = f"the preview reports {kind.__name__}"
        other: list[object] = []
        while not isinstance(event := await in_time(events.get(), what, lambda: other), kind):
            other.append(event)

    async with running(outlet, events.put_nowait, clock, published=published) as preview:
        await wait_for(Ready)
        before = (await preview.ask(STORY)).status
        clock.advance()
        await wait_for(Refreshed)
        return [before, (await preview.ask(STORY)).status]


def statuses_of(outlet: Outlet, *, published: bool) -> list[int]:
    return in_its_own_loop(lambda: statuses(outlet, published=published))


def test_a_story_is_shown_in_a_published_preview_when_its_embargo_ends(outlet: Make) -> None:
    paper = outlet({"content/world/story.md": article("A story", embargo=SOON)})
    assert statuses_of(paper, published=True) == [404, 200]


def test_a_story_that_expires_disappears_from_a_published_preview(outlet: Make) -> None:
    paper = outlet({"content/world/story.md": article("A story", expires=SOON)})
    assert statuses_of(paper, published=True) == [200, 404]


def test_a_preview_with_hidden_stories_notices_the_end_of_an_embargo(outlet: Make) -> None:
    paper = outlet({"content/world/story.md": article("A story", embargo=SOON)})
    assert statuses_of(paper, published=False) == [200, 200]


def test_nothing_is_due_while_no_time_passes(outlet: Make) -> None:
    paper = outlet({"content/world/story.md": article("A story", embargo=SOON)})
    with live(paper, START) as shown:
        assert shown.outlet.rest is None
