"""The web application of a preview: its routes, and the connections of the pages that browsers show."""

from __future__ import annotations

import asyncio
from importlib.resources import files

from tornado.web import Application

from newsprint.base.files import digest
from newsprint.base.media_types import media_type
from newsprint.preview.pages.answer import Answer
from newsprint.preview.pages.own_pages import ROOT, static_file
from newsprint.preview.web.handler import Handler, UnreadableHandler
from newsprint.preview.web.ranges import RangeError, part_of
from newsprint.preview.web.sockets import Ask, PageSocket

LIMITS = {
    "max_header_size": 2 * 1024 * 1024,
    "max_body_size": 64 * 1024,
    "body_timeout": 10,
    "idle_connection_timeout": 60,
}
"""Limits of one connection: sizes in bytes; in seconds, the time for a whole request and for an idle connection."""

_LASTING = "private, max-age=3600"
"""An hour, and not more: another version of Pillow may give the same rendition other bytes."""


class _AnswerHandler(Handler):
    """Sends an :class:`Answer`."""

    def initialize(self, ask: Ask) -> None:
        self._ask = ask

    def send_answer(self, answer: Answer) -> None:
        """Send the whole body, the requested part of it, or only a status (304) if the browser has it already."""
        self.set_status(answer.status)
        self.set_header("Content-Type", answer.media_type)
        if answer.location:
            query = f"?{self.request.query}" if self.request.query else ""
            self.set_header("Location", answer.location + query)
        body = answer.body
        if answer.status == 200:
            tag = f'"{digest(body)}"'
            self.set_header("Etag", tag)
            self.set_header("Accept-Ranges", "bytes")
            if answer.lasting:
                self.set_header("Cache-Control", _LASTING)
            if self.check_etag_header():
                self.set_status(304)
                return
            if self.request.method == "GET" and self.request.headers.get("If-Range", tag) == tag:
                body = self._part(body)
        self.set_header("Content-Length", str(len(body)))
        self.finish(None if self.request.method == "HEAD" else body)

    def _part(self, body: bytes) -> bytes:
        try:
            part = part_of(len(body), self.request.headers.get("Range"))
        except RangeError:
            self.set_status(416)
            self.set_header("Content-Range", f"bytes */{len(body)}")
            return b""
        if part is None:
            return body
        self.set_status(206)
        self.set_header("Content-Range", f"bytes {part[0]}-{part[1] - 1}/{len(body)}")
        return body[slice(*part)]


class _PageHandler(_AnswerHandler):
    """Answers with the outlet's pages and the desk."""

    _asking: asyncio.Future[Answer] | None = None

    async def get(self) -> None:
        self._asking = asyncio.ensure_future(self._ask(self.request.uri or "/"))
        self.send_answer(await self._asking)

    head = get

    def on_connection_close(self) -> None:
        """Give up the request: nobody waits for the answer any more."""
        if self._asking is not None:
            self._asking.cancel()


class _OwnFileHandler(_AnswerHandler):
    """Answers with the preview's own scripts and style sheets."""

    async def get(self, name: str) -> None:
        data = _livereload() if name == "livereload.js" else static_file(name)
        if data is None:
            self.send_error(404)
        else:
            self.send_answer(Answer(200, media_type(name), data))

    head = get


def _livereload() -> bytes:
    return files("livereload").joinpath("vendors", "livereload.js").read_bytes()


def application(ask: Ask, pages: set[PageSocket], host: str) -> Application:
    """Return the application for a server at ``host``.

    ``ask`` returns the answer at an address. Connections of pages are added to ``pages``, and removed when they close.
    """
    own = {"ask": ask}
    return Application(
        [
            ("/livereload", PageSocket, {"ask": ask, "pages": pages}),
            (f"{ROOT}([a-z.-]+)", _OwnFileHandler, own),
            ("/.*", _PageHandler, own),
        ],
        default_handler_class=UnreadableHandler,
        host=host,
        compress_response=False,
        websocket_ping_interval=20,
        websocket_max_message_size=64 * 1024,
        log_function=lambda _handler: None,
    )


async def refresh_all(pages: set[PageSocket], altered: frozenset[str] = frozenset()) -> None:
    """Have each page reload what changed on it. ``altered`` has the addresses of pictures and files that changed."""
    await asyncio.gather(*(page.refresh(altered) for page in tuple(pages)))
