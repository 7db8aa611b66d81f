"""A small emulator of Google Cloud Storage, for one object at a time, after the reference of its XML API.

No emulator supports the whole of this API. This one has what a deploy relies on: generations, and conditions on
them (https://cloud.google.com/storage/docs/xml-api/reference-headers).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import ClassVar
from urllib.parse import unquote


@dataclass
class Objects:
    """The stored objects, by path: bytes and generation; ``headers`` are those of the last upload."""

    stored: dict[str, tuple[bytes, int]] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    generations: Iterator[int] = field(default_factory=lambda: count(1_700_000_000_000_000))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    objects: ClassVar[Objects]

    def log_message(self, *arguments: object) -> None:
        pass

    def do_PUT(self) -> None:
        path = unquote(self.path)
        data = self.rfile.read(int(self.headers["Content-Length"]))
        wanted = self.headers.get("x-goog-if-generation-match")
        there = self.objects.stored.get(path, (b"", 0))[1]
        if wanted is not None and int(wanted) != there:
            self._answer(412, b"<Error><Code>PreconditionFailed</Code></Error>")
            return
        self.objects.stored[path] = data, next(self.objects.generations)
        self.objects.headers = {name.lower(): value for name, value in self.headers.items()}
        self._answer(200, b"", path)

    def do_GET(self) -> None:
        path = unquote(self.path)
        if path in self.objects.stored:
            self._answer(200, self.objects.stored[path][0], path)
        else:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")

    def do_DELETE(self) -> None:
        there = self.objects.stored.pop(unquote(self.path), None)
        self._answer(204 if there else 404, b"")

    def _answer(self, status: int, body: bytes, path: str = "") -> None:
        self.send_response(status)
        if path:
            data, generation = self.objects.stored[path]
            self.send_header("ETag", f'"{md5(data, usedforsecurity=False).hexdigest()}"')
            self.send_header("x-goog-generation", str(generation))
            self.send_header("Last-Modified", "Mon, 02 Nov 2026 12:00:00 GMT")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def google_storage() -> Iterator[tuple[str, Objects]]:
    """Serve the emulator, and give its address and its objects."""
    objects = Objects()
    handler = type("Handler", (_Handler,), {"objects": objects})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", objects
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
