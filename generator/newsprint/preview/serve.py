"""The live preview of an outlet. To read the code, start at :func:`serve`."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Iterable
from contextlib import suppress

from newsprint.base.errors import Problem
from newsprint.base.urls import encoded
from newsprint.catalog.reading.view import media_url
from newsprint.config.outlet_files import possible_files
from newsprint.content.files.naming import is_story
from newsprint.machine.state import preview_state
from newsprint.preview.desk.desk import desk_answer, is_desk
from newsprint.preview.events import EventListener, Failed, Found, Listening, Ready, Refreshed
from newsprint.preview.outlet import THEMES, LiveOutlet
from newsprint.preview.pages.answer import HTML, UNREADY, Answer, Unfinished, answer, finished
from newsprint.preview.pages.own_pages import screen
from newsprint.preview.picture_pool import Made, PicturePool
from newsprint.preview.preview_request import Request
from newsprint.preview.watching.changed import Changed
from newsprint.preview.watching.watching import Watching
from newsprint.preview.web.connection_limit import BoundedServer
from newsprint.preview.web.handler import TEXT
from newsprint.preview.web.library_errors import error_line, library_errors_reported
from newsprint.preview.web.listening import address_of, listen
from newsprint.preview.web.server import LIMITS, application, refresh_all
from newsprint.preview.web.sockets import PageSocket
from newsprint.preview.worker import Worker

LONGEST_REST = 3600.0
"""Longest wait for the next change, in seconds, before its time is checked again: clocks are set, computers sleep."""

PATIENCE = 0.5
"""Seconds to wait for the current job when the preview ends; the next preview does it again."""


class Preview:
    """A running preview. Make it and run it within one event loop."""

    def __init__(self, request: Request, outlet: LiveOutlet, host: str, report: EventListener) -> None:
        self._request = request
        self._outlet = outlet
        self._host = host
        self._report = report
        self._worker = Worker()
        self._pictures = PicturePool(request.picture_threads, request.patience)
        self._pages: set[PageSocket] = set()
        self._ready = False
        self._refreshing: asyncio.Future[None] | None = None
        self._lock = asyncio.Lock()
        self._timer: asyncio.TimerHandle | None = None
        self._loop = asyncio.get_running_loop()
        root, files = outlet.config.content.root, possible_files(outlet.config)
        self._watching = Watching(
            request.folder, root, self._changed, self._loop.time, files=files, polling=request.polling
        )

    async def run(self, port: int) -> None:
        """Serve until the task is cancelled. Raises UsageError, NewsprintError, OSError."""
        sockets, found = listen(self._host, port)
        server = BoundedServer(application(self.ask, self._pages, self._host), **LIMITS)
        server.add_sockets(sockets)
        address = address_of(self._host, found) + encoded(self._outlet.config.site.prefix) + "/"
        try:
            self._watching.start()
            self._report(Listening(address, self._watching.polling, port if found != port else None))
            await asyncio.wrap_future(self._worker.submit(self._outlet.read))
            self._ready = True
            self._report(Ready(self._outlet.problems, self._outlet.warnings))
            self._worker.submit(self._outlet.warm_up)
            self._watching.follow(self._outlet.config.content.root, possible_files(self._outlet.config))
            await refresh_all(self._pages)
            self._set_timer()
            await asyncio.get_running_loop().create_future()
        finally:
            self._watching.stop()
            if self._timer:
                self._timer.cancel()
            server.stop()
            self._worker.submit(self._outlet.close)
            self._worker.end(PATIENCE)
            self._pictures.end(PATIENCE)

    async def ask(self, address: str) -> Answer:
        """Return the answer at ``address``: path and query, as the browser sent them."""
        if not self._ready:
            done, total = self._outlet.progress
            body = screen("preparing.html", title=self._outlet.config.site.title, done=done, total=total)
            return Answer(UNREADY, HTML, body)
        path, _, query = address.partition("?")
        try:
            given, found = await self._given(path, query)
            if found:
                self._report(Found(found))
                self._refresh_desk()
            return given
        except asyncio.CancelledError:  # the preview ends, and nobody waits for the answer any more
            return Answer(UNREADY, HTML)
        except Exception as error:  # a bug of Newsprint on one page must not keep the author from the others
            self._report(Failed(f"{address}: {error_line(error)}"))
            return Answer(500, TEXT, b"This page cannot be shown. The reason is in the terminal.\n")

    async def _given(self, path: str, query: str) -> tuple[Answer, tuple[Problem, ...]]:
        """Return the answer at ``path``, and the problems that were found meanwhile."""
        begun, found = await asyncio.wrap_future(self._worker.submit(self._answered, path, query))
        if isinstance(begun, Answer):
            return begun, found
        made = await self._pictures.made(begun.page.source, begun.work)
        given, more = await asyncio.wrap_future(self._worker.submit(self._finished, begun, made))
        return given, found + more

    def _answered(self, path: str, query: str) -> tuple[Answer | Unfinished, tuple[Problem, ...]]:
        """Return the answer at ``path``, and the problems of the theme that were found while it was rendered."""
        outlet = self._outlet
        on_desk = is_desk(path) and not outlet.request.published
        given = desk_answer(outlet, path, query) if on_desk else answer(outlet, path)
        return given, outlet.found()

    def _finished(self, begun: Unfinished, made: Made) -> tuple[Answer, tuple[Problem, ...]]:
        """Return the answer ``begun``, and the problems that were found in the picture."""
        given = finished(self._outlet, begun, made)
        return given, self._outlet.found()

    def _refresh_desk(self) -> None:
        """Update the desk with new problems. Other pages are not changed."""
        desk = {page for page in self._pages if is_desk(page.address.partition("?")[0])}
        self._refreshing = asyncio.ensure_future(refresh_all(desk))

    def _changed(self, changed: Changed) -> None:
        """Take a change from the thread that watches the files."""
        with suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(lambda: asyncio.ensure_future(self._catch_up(changed)))

    def _set_timer(self) -> None:
        """Refresh the pages when the next story appears or expires by itself, as if a file had changed."""
        if self._timer:
            self._timer.cancel()
        rest = self._outlet.rest
        if rest is not None:
            self._timer = self._loop.call_later(min(rest, LONGEST_REST), self._changed, Changed())

    async def _catch_up(self, changed: Changed) -> None:
        async with self._lock:
            before, warned = set(self._outlet.problems), set(self._outlet.warnings)
            await asyncio.wrap_future(self._worker.submit(self._outlet.catch_up, changed))
            config, problems = self._outlet.config, self._outlet.problems
            if self._ready:
                await refresh_all(self._pages, _addresses(changed.below(config.content.root), config.site.prefix))
            new = tuple(problem for problem in problems if problem not in before)
            warnings = tuple(problem for problem in self._outlet.warnings if problem not in warned)
            self._report(Refreshed(changed, problems, new, len(before.difference(problems)), warnings))
            self._watching.follow(config.content.root, possible_files(config))
            self._set_timer()
            if changed.touches(THEMES):
                self._worker.submit(gc.collect)  # frees the old theme, whose parts refer to each other


def _addresses(names: Iterable[str], prefix: str) -> frozenset[str]:
    """Return the addresses of the pictures and other files among ``names``, content files; stories have none here."""
    files = (name for name in names if not is_story(name) or name.startswith("static/"))
    urls = map(media_url, files)
    return frozenset(prefix + encoded(url) for url in urls)


def _cancel_on_interrupt() -> None:
    """Have Ctrl-C cancel this task, and wake the event loop for it.

    Without a signal handler of the loop, a signal that comes just before the loop goes to sleep, or that another thread
    receives, is handled only when the loop next wakes up for something else, which may be never.
    """
    task = asyncio.current_task()
    assert task
    with suppress(NotImplementedError, RuntimeError):  # Windows; a thread that gets no signals
        asyncio.get_running_loop().add_signal_handler(signal.SIGINT, task.cancel)


def serve(request: Request, *, host: str, port: int, report: EventListener) -> None:
    """Serve a live preview until it is interrupted. Raises ConfigurationError, UsageError, NewsprintError, OSError."""

    async def run(outlet: LiveOutlet) -> None:
        _cancel_on_interrupt()
        await Preview(request, outlet, host, report).run(port)

    with (
        preview_state(request.folder) as state,
        library_errors_reported(lambda text: report(Failed(text))),
        suppress(KeyboardInterrupt, asyncio.CancelledError),
    ):
        asyncio.run(run(LiveOutlet(request, state)))
