"""The web server of a preview: what browsers ask for, and the pages that they show."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import Any

from tornado.web import Application, RequestHandler

from newsprint.files import digest
from newsprint.media_types import media_type
from newsprint.preview.access import is_known
from newsprint.preview.answer import Answer
from newsprint.preview.ranges import RangeError, part_of
from newsprint.preview.screens import ROOT, static_file
from newsprint.preview.sockets import PageSocket

Ask = Callable[[str], Awaitable[Answer]]


class _Handler(RequestHandler):
    """What all requests have in common: a name that is ours, and nothing that changes anything."""

    def initialize(self, ask: Ask, host: str) -> None:
        self._ask = ask
        self._host = host

    def prepare(self) -> None:
        if not is_known(self.request.host, self._host):
            self._refuse(403, "This preview answers only under its own address.\n")
        elif self.request.method not in ("GET", "HEAD"):
            self.send_error(405)

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        self.set_header("Cache-Control", "no-cache")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "same-origin")

    def write_error(self, status_code: int, **_details: Any) -> None:
        """What is said of requests that cannot be answered: nothing of how the preview works."""
        if status_code == 405:
            self.set_header("Allow", "GET, HEAD")
        words = {405: "A preview can only be looked at."}.get(status_code, "This cannot be answered.")
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{words}\n")

    def _refuse(self, status: int, words: str) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(words)

    def send_answer(self, answer: Answer) -> None:
        """Answer the request: whole, in part, or not at all if the browser has it already."""
        self.set_status(answer.status)
        self.set_header("Content-Type", answer.media_type)
        if answer.location:
            query = f"?{self.request.query}" if self.request.query else ""
            self.set_header("Location", answer.location + query)
        body = answer.body
        if answer.status == 200:
            self.set_header("Etag", f'"{digest(body)}"')
            self.set_header("Accept-Ranges", "bytes")
            if self.check_etag_header():
                self.set_status(304)
                return
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


class _PageHandler(_Handler):
    """The outlet's pages, and the desk."""

    async def get(self) -> None:
        self.send_answer(await self._ask(self.request.uri or "/"))

    head = get


class _OwnFileHandler(_Handler):
    """The preview's own scripts and style sheets."""

    async def get(self, name: str) -> None:
        data = _livereload() if name == "livereload.js" else static_file(name)
        if data is None:
            self._refuse(404, "There is no such file.\n")
            return
        self.send_answer(Answer(200, media_type(name), data))

    head = get


def _livereload() -> bytes:
    return files("livereload").joinpath("vendors", "livereload.js").read_bytes()


def application(ask: Ask, pages: set[PageSocket], host: str) -> Application:
    """The application. ``ask`` gives what is at an address, with its query; ``pages`` is filled with connections."""
    own = {"ask": ask, "host": host}
    return Application(
        [
            ("/livereload", PageSocket, {"ask": ask, "pages": pages, "host": host}),
            (f"{ROOT}([a-z.-]+)", _OwnFileHandler, own),
            ("/.*", _PageHandler, own),
        ],
        compress_response=False,
        websocket_ping_interval=20,
        websocket_max_message_size=64 * 1024,
        log_function=lambda _handler: None,
    )


async def refresh_all(pages: set[PageSocket], altered: frozenset[str] = frozenset()) -> None:
    """Tell every page that has to show something else."""
    await asyncio.gather(*(page.refresh(altered) for page in tuple(pages)))
