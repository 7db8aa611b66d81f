"""The connections of the pages that browsers show: each is told just what it has to show anew.

The protocol is LiveReload's (http://livereload.com/protocols/official-7), spoken by the library of that name. A page
says what it is a print of, so one that was changed while it was on its way is noticed too.
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
from newsprint.preview.pages.prints import Print
from newsprint.preview.web.access import is_same_origin
from newsprint.preview.web.manners import Handler

STYLES = "newsprint:styles"
NOTES = "newsprint:notes"
NOTHING = Print("", "", "", "")
_TOLD = ("page", "styles", "notes", "outlet")

_ADDRESS = re.compile(r"(?:https?://[^/?#]*)?([^#]*)")

Ask = Callable[[str], Awaitable[Answer]]
"""Gives what is at an address: path and query, as the browser sent them."""


class PageSocket(Handler, LiveReloadHandler):  # type: ignore[misc]  # the library brings no types
    """The connection of one page."""

    def initialize(self, ask: Ask, pages: set[PageSocket]) -> None:
        """``ask`` gives what is at an address; ``pages`` are the connections that there are."""
        self._ask = ask
        self._pages = pages
        self._shown = NOTHING
        self._looking: asyncio.Future[None] | None = None
        self.address = ""

    def prepare(self) -> None:
        """Refuse other sites' pages. What comes without an origin is no browser's page (RFC 6455, 10.2)."""
        super().prepare()
        origin = self.request.headers.get("Origin")
        if self.get_status() == 200 and origin is not None and not is_same_origin(origin, self.request.host):
            self.send_error(403)

    def check_origin(self, origin: str) -> bool:
        """Whether the preview's own pages are of ``origin``."""
        return is_same_origin(origin, self.request.host)

    def on_message(self, message: str | bytes) -> None:
        """The handshake; then a page says which one it is."""
        try:
            said = json.loads(message)
        except (ValueError, RecursionError):
            said = None
        if not isinstance(said, dict) or said.get("command") not in ("hello", "info"):
            self.close(1002, "not LiveReload's protocol")
            return
        if said["command"] == "hello":
            super().on_message(json.dumps({"command": "hello"}))
            return
        self.address = _address_in(str(said.get("url", "")))
        self._shown = _print_in(said)
        self._pages.add(self)
        # Not waited for: if it is cut short because the preview ends, the library would complain.
        self._looking = asyncio.ensure_future(self._greet())

    def on_close(self) -> None:
        """The page is gone."""
        self._pages.discard(self)

    async def refresh(self, altered: frozenset[str] = frozenset()) -> None:
        """Tell the page if it has to show something else; ``altered`` are the addresses of pictures that are others."""
        answer = await self._ask(self.address)
        if answer.status != UNREADY:  # else it is refreshed when there is something to compare it with
            self._compare(answer, altered)

    async def _greet(self) -> None:
        """Notify the page if it changed while it was being sent."""
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
            self._tell(self.address)
        else:
            if now.styles != self._shown.styles:
                self._tell(STYLES)
            if now.notes != self._shown.notes:
                self._tell(NOTES)
        self._shown = now or NOTHING

    def _tell(self, path: str) -> None:
        try:
            self.write_message({"command": "reload", "path": path, "liveCSS": True, "liveImg": True})
        except WebSocketClosedError:
            self._pages.discard(self)


def _address_in(url: str) -> str:
    """Path and query of the URL that a page was loaded from."""
    found = _ADDRESS.match(url)
    return found[1] if found else ""


def _print_in(said: dict[str, Any]) -> Print:
    plugins = said.get("plugins")
    told = plugins.get("newsprint") if isinstance(plugins, dict) else None
    if not isinstance(told, dict) or not all(isinstance(told.get(key), str) for key in _TOLD):
        return NOTHING
    return Print(*(told[key] for key in _TOLD))
