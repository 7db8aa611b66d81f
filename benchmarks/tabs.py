"""A page as a browser shows it: told by LiveReload, it fetches what is new. No browser's own time is in it.

The protocol is LiveReload's (http://livereload.com/protocols/official-7), which Newsprint and Hugo speak.
"""

from __future__ import annotations

import asyncio
import html
import json
import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus

from tornado.httpclient import AsyncHTTPClient, HTTPClientError
from tornado.websocket import WebSocketClientConnection, websocket_connect

LIMIT = 60.0
"""Seconds after which what was saved is held to be lost."""

_HELLO: dict[str, object] = {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}
_SCRIPT = re.compile(r'<script src="/_preview/preview\.js"([^>]*)>')
_VALUE = re.compile(r'data-(page|styles|notes-digest|outlet)="([^"]*)"')
_SHEET = re.compile(r'<link\b[^>]*\brel="?stylesheet"?[^>]*>')
_ADDRESS = re.compile(r'\bhref="?([^" >]+)')


class LostError(Exception):
    """Nothing was told of a save, or the page that was fetched then did not have it."""


class Tab:
    """Shows the page at ``address`` (a path) of the server on ``port`` of this machine."""

    def __init__(self, port: int, address: str) -> None:
        self._port = port
        self._address = address
        self._client = AsyncHTTPClient()
        self._connection: WebSocketClientConnection | None = None

    async def load(self) -> None:
        """Show the page, and connect it as its script does. Raises LostError."""
        self.close()
        async with self._limit("connect"):
            page = await self._fetched(self._address)
            self._connection = await websocket_connect(f"ws://127.0.0.1:{self._port}/livereload")
            await self._connection.write_message(_said(_HELLO))
            while (await self._told())["command"] != "hello":
                pass
            info = {"command": "info", "plugins": {"newsprint": fingerprint_in(page)}}
            url = f"http://127.0.0.1:{self._port}{self._address}"
            await self._connection.write_message(_said({**info, "url": url}))

    async def shown_after(self, save: Callable[[], object], words: str) -> float:
        """Seconds from the beginning of ``save`` until what was fetched has ``words``. Raises LostError."""
        started = time.perf_counter()
        save()
        async with self._limit(f"show “{words}”"):
            while not await self._shows(words):
                pass
        return time.perf_counter() - started

    def close(self) -> None:
        """Close the tab."""
        if self._connection is not None:
            self._connection.close()

    @asynccontextmanager
    async def _limit(self, what: str) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(LIMIT):
                yield
        except TimeoutError:
            raise LostError(f"{self._address} did not {what} within {LIMIT:.0f} seconds") from None

    async def _shows(self, words: str) -> bool:
        """Whether ``words`` are in the page that is there when a reload is told, or in its style sheets."""
        while (await self._told())["command"] != "reload":
            pass
        page = await self._fetched(self._address)
        if words in page:
            return True
        sheets = [_ADDRESS.search(link) for link in _SHEET.findall(page)]
        return any([words in await self._sheet(sheet[1]) for sheet in sheets if sheet])

    async def _told(self) -> dict[str, str]:
        assert self._connection is not None
        message = await self._connection.read_message()
        if message is None:
            raise LostError(f"{self._address}: the server has closed the connection")
        told: dict[str, str] = json.loads(message)
        return told

    async def _fetched(self, address: str) -> str:
        response = await self._client.fetch(f"http://127.0.0.1:{self._port}{address}", request_timeout=LIMIT)
        return response.body.decode()

    async def _sheet(self, address: str) -> str:
        """A style sheet; nothing if it was changed since the page came that named it: a reload is told then."""
        try:
            return await self._fetched(html.unescape(address))
        except HTTPClientError as error:
            if error.code != HTTPStatus.NOT_FOUND:
                raise
            return ""


def fingerprint_in(page: str) -> dict[str, str]:
    """Return the fingerprint that the preview put into ``page``, as the page's script sends it; empty for Hugo's."""
    script = _SCRIPT.search(page)
    return {name.partition("-")[0]: value for name, value in _VALUE.findall(script[1])} if script else {}


def _said(message: dict[str, object]) -> str:
    """``message`` as browsers write it: Hugo looks for its words without reading it."""
    return json.dumps(message, separators=(",", ":"))
