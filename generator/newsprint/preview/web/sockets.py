"""The connections of the pages that browsers show: each page is asked to reload only what changed on it.

The protocol is LiveReload's (http://livereload.com/protocols/official-7), implemented by the library of that name. A
page sends its fingerprint, so a change that happened while the page was being sent is noticed too.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

from livereload.handlers import LiveReloadHandler
from tornado.websocket import WebSocketClosedError

from newsprint.preview.pages.answer import UNREADY, Answer
from newsprint.preview.pages.fingerprints import Fingerprint
from newsprint.preview.web.access import is_same_origin
from newsprint.preview.web.handler import Handler

STYLES = "newsprint:styles"
NOTES = "newsprint:notes"
NOTHING = Fingerprint("", "", "", "")
_FINGERPRINT_KEYS = ("page", "styles", "notes", "outlet")

_ADDRESS = re.compile(r"(?:https?://[^/?#]*)?([^#]*)")

Ask = Callable[[str], Awaitable[Answer]]
"""Returns the answer at an address: path and query, as the browser sent them."""


class PageSocket(Handler, LiveReloadHandler):  # type: ignore[misc]  # the library brings no types
    """The connection of one page."""

    def initialize(self, ask: Ask, pages: set[PageSocket]) -> None:
        """Connect a page. ``ask`` returns the answer at an address; ``pages`` are the open connections."""
        self._ask = ask
        self._pages = pages
        self._shown = NOTHING
        self._checking: asyncio.Future[None] | None = None
        self.address = ""

    def prepare(self) -> None:
        """Refuse the pages of other sites. A request without an origin is not from a browser (RFC 6455, 10.2)."""
        super().prepare()
        origin = self.request.headers.get("Origin")
        if self.get_status() == 200 and origin is not None and not is_same_origin(origin, self.request.host):
            self.send_error(403)

    def check_origin(self, origin: str) -> bool:
        """Return whether ``origin`` is that of the preview's own pages."""
        return is_same_origin(origin, self.request.host)

    def on_message(self, message: str | bytes) -> None:
        """Handle the handshake, and the message after it, in which a page sends its address and fingerprint."""
        try:
            received = json.loads(message)
        except (ValueError, RecursionError):
            received = None
        if not isinstance(received, dict) or received.get("command") not in ("hello", "info"):
            self.close(1002, "not LiveReload's protocol")
            return
        if received["command"] == "hello":
            super().on_message(json.dumps({"command": "hello"}))
            return
        self.address = _address_in(str(received.get("url", "")))
        self._shown = _fingerprint_in(received)
        self._pages.add(self)
        # Not awaited: the library would log an error if the preview ends meanwhile.
        self._checking = asyncio.ensure_future(self._check())

    def on_close(self) -> None:
        """Forget the page."""
        self._pages.discard(self)

    async def refresh(self, altered: frozenset[str] = frozenset()) -> None:
        """Have the page reload what changed. ``altered`` has the addresses of pictures and files that changed."""
        answer = await self._ask(self.address)
        if answer.status != UNREADY:  # else all pages are refreshed once the outlet is read
            self._compare(answer, altered)

    async def _check(self) -> None:
        """Have the page reload if it changed while it was being sent."""
        answer = await self._ask(self.address)
        if answer.status != UNREADY and (answer.page is None or answer.page.version != self._shown.version):
            self._compare(answer)

    def _compare(self, answer: Answer, altered: frozenset[str] = frozenset()) -> None:
        now = answer.page
        if (
            now is None
            or self._shown is NOTHING
            or now.page != self._shown.page
            or any(address.encode() in answer.body for address in altered)
        ):
            self._send_reload(self.address)
        else:
            if now.styles != self._shown.styles:
                self._send_reload(STYLES)
            if now.notes != self._shown.notes:
                self._send_reload(NOTES)
        self._shown = now or NOTHING

    def _send_reload(self, path: str) -> None:
        try:
            self.write_message({"command": "reload", "path": path, "liveCSS": True, "liveImg": True})
        except WebSocketClosedError:
            self._pages.discard(self)


def _address_in(url: str) -> str:
    """Return the path and query of ``url``, from which a page was loaded."""
    found = _ADDRESS.match(url)
    return found[1] if found else ""


def _fingerprint_in(received: dict[str, Any]) -> Fingerprint:
    plugins = received.get("plugins")
    values = plugins.get("newsprint") if isinstance(plugins, dict) else None
    if not isinstance(values, dict) or not all(isinstance(values.get(key), str) for key in _FINGERPRINT_KEYS):
        return NOTHING
    return Fingerprint(*(values[key] for key in _FINGERPRINT_KEYS))
