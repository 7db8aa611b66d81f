"""A proxy between a client and an object store that counts requests and bytes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

_HOP_BY_HOP = {"transfer-encoding", "connection"}  # apply to one connection only (RFC 9110, section 7.6.1)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request for ``key`` (below the bucket) and its answer, in bytes including headers."""

    method: str
    key: str
    sent: int
    received: int


class PassThrough:
    """A context manager that listens at ``endpoint`` and forwards to ``upstream``.

    ``exchanges`` are the requests so far. The ``Host`` of a request is not changed, because signatures of S3 cover it.
    Each connection of the client has its own connection to the store.
    """

    def __init__(self, upstream: str) -> None:
        self.exchanges: list[Exchange] = []
        address, exchanges = urlsplit(upstream).netloc, self.exchanges

        class Handler(_Handler):
            upstream = address
            note = exchanges.append

        self._server = _Server(("127.0.0.1", 0), Handler)
        self.endpoint = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = Thread(target=self._server.serve_forever)

    def __enter__(self) -> PassThrough:
        self._thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    request_queue_size = 256
    daemon_threads = False  # closing waits until all requests are counted

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore a client that disconnected."""


class _Handler(BaseHTTPRequestHandler):
    """A connection of a client."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    upstream: str
    note: Any

    def setup(self) -> None:
        super().setup()
        self._store = HTTPConnection(self.upstream)

    def finish(self) -> None:
        self._store.close()
        super().finish()

    def _forward(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._store.request(self.command, self.path, body or None, dict(self.headers))
        answer = self._store.getresponse()
        data = answer.read()
        headers = [(name, value) for name, value in answer.getheaders() if name.lower() not in _HOP_BY_HOP]
        if answer.status != HTTPStatus.NO_CONTENT and not any(name.lower() == "content-length" for name, _ in headers):
            headers.append(("Content-Length", str(len(data))))
        first_line = f"HTTP/1.1 {answer.status} {answer.reason}"
        key = unquote(urlsplit(self.path).path).lstrip("/").partition("/")[2]
        sent = _size(self.requestline, self.headers.items(), body)
        self.note(Exchange(self.command, key, sent, _size(first_line, headers, data)))
        self.send_response_only(answer.status, answer.reason)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _forward  # noqa: N815 - http.server looks for these names

    def log_message(self, format: str, *args: Any) -> None:
        """Print nothing about requests."""


def _size(first_line: str, headers: Iterable[tuple[str, str]], body: bytes) -> int:
    """Return the size of a message in bytes (RFC 9112, section 2.1)."""
    return len(first_line) + 2 + sum(len(name) + len(value) + 4 for name, value in headers) + 2 + len(body)
