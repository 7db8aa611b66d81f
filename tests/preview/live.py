"""Previews for tests: an outlet that answers in this process, and one behind a server."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

from bs4 import BeautifulSoup

from newsprint.preview.answer import Answer, answer
from newsprint.preview.outlet import Changed, LiveOutlet
from newsprint.preview.request import Request
from newsprint.preview.serve import Listening, Preview, Ready
from newsprint.state import preview_state
from outlets import AS_OF, Outlet, at

PATIENCE = 20
FIRST_PORT = 18400


class Live:
    """A preview of an outlet without a server."""

    def __init__(self, outlet: LiveOutlet) -> None:
        self.outlet = outlet

    def ask(self, address: str) -> Answer:
        return answer(self.outlet, address)

    def page(self, address: str) -> BeautifulSoup:
        """What is at ``address``, as a browser reads it."""
        return BeautifulSoup(self.ask(address).body, "lxml")

    def catch_up(self) -> None:
        self.outlet.catch_up(Changed(everything=True))


def _outlet(outlet: Outlet, state: Path, as_of: str, options: dict[str, Any]) -> LiveOutlet:
    instant = at(as_of)
    return LiveOutlet(Request(folder=outlet.folder, as_of=lambda: instant, **options), state)


@contextmanager
def live(outlet: Outlet, as_of: str = AS_OF, **options: Any) -> Iterator[Live]:
    """A preview of ``outlet`` that has read everything; ``options`` are those of a Request."""
    with preview_state(outlet.folder) as state:
        shown = _outlet(outlet, state, as_of, options)
        shown.read()
        try:
            yield Live(shown)
        finally:
            shown.close()


@contextmanager
def served(outlet: Outlet, as_of: str = AS_OF, *, wait: bool = True, **options: Any) -> Iterator[str]:
    """Serve a preview of ``outlet``; gives its address, without the last slash. With ``wait`` it has read everything."""
    told: Queue[Any] = Queue()
    loop = asyncio.new_event_loop()

    async def run(shown: LiveOutlet) -> None:
        await Preview(shown.request, shown, "127.0.0.1", told.put).run(FIRST_PORT)

    def serve() -> None:
        with suppress(asyncio.CancelledError):
            loop.run_until_complete(task)

    with preview_state(outlet.folder) as state:
        task = loop.create_task(run(_outlet(outlet, state, as_of, options)))
        thread = Thread(target=serve)
        thread.start()
        try:
            listening = told.get(timeout=PATIENCE)
            assert isinstance(listening, Listening)
            if wait:
                assert isinstance(told.get(timeout=PATIENCE), Ready)
            yield listening.address.rstrip("/")
        finally:
            loop.call_soon_threadsafe(task.cancel)
            thread.join(PATIENCE)
            loop.close()
