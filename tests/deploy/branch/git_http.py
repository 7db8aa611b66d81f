"""A server for git's smart HTTP protocol, as a hosting service runs it: ``git http-backend`` behind Basic auth.

See git-http-backend(1). It serves every bare repository below a folder, to clients with the password.
"""

from __future__ import annotations

import os
import subprocess
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    root: Path
    authorization: str
    loses: str

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def _answer(self) -> None:
        body = self._body()
        if self.headers.get("Authorization") != self.authorization:
            self._reply(401, [("WWW-Authenticate", 'Basic realm="git"')], b"")
            return
        done = subprocess.run(
            ["git", "http-backend"], input=body, capture_output=True, env=self._environment(len(body)), check=True
        )
        if self.loses and self.path.endswith(self.loses) and self.command == "POST":
            self.close_connection = True
            return
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
        status = int(headers.pop("Status", "200 OK").split()[0])
        self._reply(status, list(headers.items()), content)

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        pieces = []
        while size := int(self.rfile.readline(), 16):
            pieces.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(pieces)

    def _environment(self, size: int) -> dict[str, str]:
        path, _, query = self.path.partition("?")
        given = {
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding"),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol"),
        }
        return {
            **os.environ,
            "GIT_PROJECT_ROOT": str(self.root),
            "GIT_HTTP_EXPORT_ALL": "1",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "REQUEST_METHOD": self.command,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(size),
            "REMOTE_ADDR": "127.0.0.1",
            "REMOTE_USER": "editor",
            **{name: value for name, value in given.items() if value},
        }

    def _reply(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def git_server(root: Path, user: str, password: str, *, loses: str = "") -> Iterator[str]:
    """Serve the repositories below ``root`` in this context, and give ``127.0.0.1:PORT``.

    Posts to addresses that end with ``loses`` are handled, and then the connection is closed without an answer.
    """
    authorization = "Basic " + b64encode(f"{user}:{password}".encode()).decode()
    handler = type("Handler", (_Handler,), {"root": root, "authorization": authorization, "loses": loses})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
