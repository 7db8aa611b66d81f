"""Run a preview in this process: ``live`` without a server, ``running`` with one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from typing import Any
from unittest.mock import patch

from bs4 import BeautifulSoup

from newsprint.machine.state import preview_state
from newsprint.preview import serve
from newsprint.preview.events import EventListener, Ready
from newsprint.preview.outlet import LiveOutlet
from newsprint.preview.pages.answer import Answer, Unfinished, answer, finished
from newsprint.preview.picture_pool import PixelBudget, made_in_time
from newsprint.preview.preview_request import Request
from newsprint.preview.serve import Preview
from newsprint.preview.watching.changed import Changed
from tests.support.outlets import AS_OF, Outlet, at
from tests.support.ports import free_port
from tests.support.waiting import PATIENCE, in_time

Clock = Callable[[], datetime]


class Live:
    """The live ``outlet`` of a preview, and its ``files``."""

    def __init__(self, outlet: LiveOutlet, files: Outlet) -> None:
        self.outlet = outlet
        self.files = files

    def ask(self, address: str) -> Answer:
        """Return the answer at ``address``; of a picture, in this thread."""
        given = answer(self.outlet, address)
        if isinstance(given, Unfinished):
            made = made_in_time(given.page.source, given.work, self.outlet.request.patience, PixelBudget(0))
            return finished(self.outlet, given, made)
        return given

    def page(self, address: str) -> BeautifulSoup:
        """Return the page at ``address``, parsed."""
        return BeautifulSoup(self.ask(address).body, "lxml")

    def save(self, files: Mapping[str, str | bytes | None]) -> None:
        """Write files, or delete them with None, and report exactly these changes to the preview."""
        self.files.write(files)
        self.catch_up(*files)

    def catch_up(self, *names: str) -> None:
        """Report to the preview that the files or folders with these ``names`` changed."""
        self.outlet.catch_up(Changed(frozenset(names)))


def _request(outlet: Outlet, as_of: str | Clock, options: dict[str, Any]) -> Request:
    return Request(folder=outlet.folder, as_of=_clock(as_of), **options)


def _clock(as_of: str | Clock) -> Clock:
    """Return ``as_of`` if it is a clock, or a clock that always returns the instant ``as_of``."""
    if callable(as_of):
        return as_of
    instant = at(as_of)
    return lambda: instant


@contextmanager
def live(outlet: Outlet, as_of: str | Clock = AS_OF, **options: Any) -> Iterator[Live]:
    """Yield a preview of ``outlet`` that has read everything; ``options`` are those of a Request."""
    with preview_state(outlet.folder) as state:
        shown = LiveOutlet(_request(outlet, as_of, options), state)
        try:
            shown.read()
            yield Live(shown, outlet)
        finally:
            shown.close()


@asynccontextmanager
async def ready(outlet: Outlet, events: list[object], **options: Any) -> AsyncIterator[Preview]:
    """Yield a preview that is ``running`` and has read ``outlet``; its events are added to ``events``."""
    has_read = asyncio.Event()

    def listen(event: object) -> None:
        events.append(event)
        if isinstance(event, Ready):
            has_read.set()

    async with running(outlet, listen, **options) as preview:
        await in_time(has_read.wait(), "the preview has read the outlet", lambda: events)
        yield preview


@asynccontextmanager
async def running(
    outlet: Outlet, listen: EventListener, as_of: str | Clock = AS_OF, port: int | None = None, **options: Any
) -> AsyncIterator[Preview]:
    """Yield a preview of ``outlet`` that serves at ``port`` or a free one and begins to read.

    ``listen`` gets its events.
    """
    with preview_state(outlet.folder) as state:
        request = _request(outlet, as_of, options)
        preview = Preview(request, LiveOutlet(request, state), "127.0.0.1", listen)
        # In use, a thread that still reads is not waited for; here it must not run on during the next test.
        with patch.object(serve, "PATIENCE", PATIENCE):
            task = asyncio.ensure_future(preview.run(port or free_port()))
            try:
                yield preview
            finally:
                task.cancel()
                await asyncio.wait([task])
