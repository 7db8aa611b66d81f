"""The connections of the pages that browsers show: each is told just what it has to show anew.

The protocol is LiveReload's (http://livereload.com/protocols/official-7), spoken by the library of that name. A page
says what it is a print of, so one that was changed while it was on its way is noticed too.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from livereload.handlers import LiveReloadHandler
from tornado.websocket import WebSocketClosedError

from newsprint.preview.access import is_known, is_same_origin
from newsprint.preview.answer import UNREADY, Answer
from newsprint.preview.prints import Print

STYLES = "newsprint:styles"
NOTES = "newsprint:notes"
NOTHING = Print("", "", "")

Ask = Callable[[str], Awaitable[Answer]]


class PageSocket(LiveReloadHandler):  # type: ignore[misc]  # the library brings no types
    """The connection of one page."""

    def initialize(self, ask: Ask, pages: set[PageSocket], host: str) -> None:
        """``ask`` gives what is at an address; ``pages`` are the connections that there are."""
        self._ask = ask
        self._pages = pages
        self._host = host
        self._shown = NOTHING
        self._looking: asyncio.Future[None] | None = None
        self.address = ""

    def prepare(self) -> None:
        """Refuse whoever came by a name that is not ours."""
        if not is_known(self.request.host, self._host):
            self.set_status(403)
            self.finish()

    def check_origin(self, origin: str) -> bool:
        """Only pages of the preview itself connect."""
        return is_same_origin(origin, self.request.host)

    def on_message(self, message: str | bytes) -> None:
        """The handshake; then a page says which one it is."""
        try:
            said = json.loads(message)
        except ValueError:
            said = None
        if not isinstance(said, dict) or said.get("command") not in ("hello", "info"):
            self.close(1002, "not LiveReload's protocol")
            return
        if said["command"] == "hello":
            super().on_message(message)
            return
        self.address = urlsplit(str(said.get("url", ""))).path
        self._shown = _print_in(said)
        self._pages.add(self)
        self._looking = asyncio.ensure_future(
            self.refresh()
        )  # the library complains if one is cut short that it waits for

    def on_close(self) -> None:
        """The page is gone."""
        self._pages.discard(self)

    async def refresh(self, altered: frozenset[str] = frozenset()) -> None:
        """Tell the page if it has to show something else; ``altered`` are the addresses of pictures that are others."""
        answer = await self._ask(self.address)
        if answer.status == UNREADY:
            return  # it is refreshed when there is something to compare it with
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


def _print_in(said: dict[str, Any]) -> Print:
    plugins = said.get("plugins")
    told = plugins.get("newsprint") if isinstance(plugins, dict) else None
    if not isinstance(told, dict) or not all(isinstance(told.get(key), str) for key in ("page", "styles", "notes")):
        return NOTHING
    return Print(told["page"], told["styles"], told["notes"])
