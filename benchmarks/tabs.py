"""A page that is fetched again when LiveReload says so, as in a browser, but without the time of a browser.

The protocol is that of LiveReload (http://livereload.com/protocols/official-7), which Newsprint and Hugo use.
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
"""Seconds after which a save counts as lost."""

_HELLO: dict[str, object] = {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}
_SCRIPT = re.compile(r'<script src="/_preview/preview\.js"([^>]*)>')
_VALUE = re.compile(r'data-(page|styles|notes-digest|outlet)="([^"]*)"')
_SHEET = re.compile(r'<link\b[^>]*\brel="?stylesheet"?[^>]*>')
_ADDRESS = re.compile(r'\bhref="?([^" >]+)')


class LostError(Exception):
    """There was no reload after a save, or the page did not contain it."""


class Tab:
    """A tab with the page at ``address`` (a path) of the server on ``port`` of this machine."""

    def __init__(self, port: int, address: str) -> None:
        self._port = port
        self._address = address
        self._client = AsyncHTTPClient()
        self._connection: WebSocketClientConnection | None = None

    async def load(self) -> None:
        """Fetch the page, and connect it as its script does. Raises LostError."""
        self.close()
        async with self._limit("connect"):
            page = await self._fetch(self._address)
            self._connection = await websocket_connect(f"ws://127.0.0.1:{self._port}/livereload")
            await self._connection.write_message(_encoded(_HELLO))
            while (await self._next_message())["command"] != "hello":
                pass
            info = {"command": "info", "plugins": {"newsprint": fingerprint_in(page)}}
            url = f"http://127.0.0.1:{self._port}{self._address}"
            await self._connection.write_message(_encoded({**info, "url": url}))

    async def shown_after(self, save: Callable[[], object], words: str) -> float:
        """Call ``save``, and return the seconds until a fetched page contains ``words``. Raises LostError."""
        start = time.perf_counter()
        save()
        async with self._limit(f"show “{words}”"):
            while not await self._shows(words):
                pass
        return time.perf_counter() - start

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
        """Wait for a reload, and return whether ``words`` are in the page or its style sheets."""
        while (await self._next_message())["command"] != "reload":
            pass
        page = await self._fetch(self._address)
        if words in page:
            return True
        sheets = [_ADDRESS.search(link) for link in _SHEET.findall(page)]
        return any([words in await self._sheet(sheet[1]) for sheet in sheets if sheet])

    async def _next_message(self) -> dict[str, str]:
        assert self._connection is not None
        message = await self._connection.read_message()
        if message is None:
            raise LostError(f"{self._address}: the server has closed the connection")
        decoded: dict[str, str] = json.loads(message)
        return decoded

    async def _fetch(self, address: str) -> str:
        response = await self._client.fetch(f"http://127.0.0.1:{self._port}{address}", request_timeout=LIMIT)
        return response.body.decode()

    async def _sheet(self, address: str) -> str:
        """Return a style sheet, or an empty text if it changed after the page was fetched: a reload follows then."""
        try:
            return await self._fetch(html.unescape(address))
        except HTTPClientError as error:
            if error.code != HTTPStatus.NOT_FOUND:
                raise
            return ""


def fingerprint_in(page: str) -> dict[str, str]:
    """Return the fingerprint that the preview put into ``page``, as the page's script sends it; empty for Hugo's."""
    script = _SCRIPT.search(page)
    return {name.partition("-")[0]: value for name, value in _VALUE.findall(script[1])} if script else {}


def _encoded(message: dict[str, object]) -> str:
    """Return ``message`` as browsers write it: Hugo searches the text and does not parse it."""
    return json.dumps(message, separators=(",", ":"))
