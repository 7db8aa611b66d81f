"""A client that sends exactly the given bytes to a server, and returns the reply."""

from __future__ import annotations

import socket
from contextlib import closing, suppress
from dataclasses import dataclass

from tests.support.waiting import PATIENCE, WaitedInVainError, in_vain


@dataclass(frozen=True)
class Reply:
    """A reply: the status, the headers with names in lower case, the body; ``raw`` is all of it."""

    status: int
    headers: dict[str, str]
    body: bytes
    raw: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Server:
    """A server at ``host`` and ``port``."""

    host: str
    port: int

    @property
    def authority(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    def connected(self) -> socket.socket:
        """Return a new connection to the server."""
        return socket.create_connection((self.host, self.port), timeout=PATIENCE)

    def exchange(self, data: bytes) -> bytes:
        """Send ``data``, and return everything that comes until the server closes the connection."""
        with closing(self.connected()) as connection:
            with suppress(
                BrokenPipeError, ConnectionResetError
            ):  # it may close the connection before it has read everything
                connection.sendall(data)
            return all_of(connection)

    def request(
        self, target: str, *headers: str, method: str = "GET", host: str | None = None, body: str = ""
    ) -> bytes:
        """Return the bytes of a request that closes the connection; ``host`` is the value of the Host header."""
        lines = [f"{method} {target} HTTP/1.1", f"Host: {self.authority if host is None else host}"]
        return "\r\n".join([*lines, "Connection: close", *headers, "", body]).encode("latin-1")

    def ask(self, target: str, *headers: str, method: str = "GET", host: str | None = None) -> Reply:
        """Send a request, and return the reply."""
        return reply_in(self.exchange(self.request(target, *headers, method=method, host=host)))

    def get(self, target: str) -> bytes:
        """Return the body of the reply at ``target``."""
        return self.ask(target).body


def all_of(connection: socket.socket) -> bytes:
    """Return everything that comes over ``connection`` until it is closed."""
    pieces = []
    try:
        with suppress(ConnectionResetError):
            while piece := connection.recv(65536):
                pieces.append(piece)
    except TimeoutError:
        what, waited = "the server closes the connection", f"waited {PATIENCE:.0f} s"
        raise WaitedInVainError(in_vain(what, waited, lambda: b"".join(pieces)[:1000])) from None
    return b"".join(pieces)


def reply_in(raw: bytes) -> Reply:
    """Return the first reply in ``raw``; its body is all that follows."""
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    status = int(first.split(" ")[1]) if first else 0
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    return Reply(status, headers, body, raw)
