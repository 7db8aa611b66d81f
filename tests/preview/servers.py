"""A real preview in a process of its own, and a client that sends just the bytes that it is told to send."""

from __future__ import annotations

import re
import resource
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from outlets import AS_OF
from running import command, environment

PATIENCE = 20.0
"""Seconds after which a test fails that waits for something."""


@dataclass(frozen=True)
class Reply:
    """What came back: the status, the headers in lower case, the body; ``raw`` is all of it."""

    status: int
    headers: dict[str, str]
    body: bytes
    raw: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Server:
    """A preview at ``host`` and ``port``; ``terminal`` holds what it wrote to standard error."""

    folder: Path
    process: subprocess.Popen[str]
    host: str
    port: int
    greeting: str
    terminal: Path

    @property
    def authority(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def said(self) -> str:
        """What the terminal shows beside the greeting."""
        return self.terminal.read_text()

    def connected(self) -> socket.socket:
        """A connection to the server."""
        return socket.create_connection((self.host, self.port), timeout=PATIENCE)

    def exchange(self, data: bytes) -> bytes:
        """What comes back for ``data`` until the server closes the connection."""
        with closing(self.connected()) as connection:
            with suppress(BrokenPipeError, ConnectionResetError):  # it may have heard enough
                connection.sendall(data)
            return all_of(connection)

    def request(
        self, target: str, *headers: str, method: str = "GET", host: str | None = None, body: str = ""
    ) -> bytes:
        """The bytes of a request after which the connection is closed; ``host`` is the Host header's value."""
        lines = [f"{method} {target} HTTP/1.1", f"Host: {self.authority if host is None else host}"]
        return "\r\n".join([*lines, "Connection: close", *headers, "", body]).encode("latin-1")

    def ask(self, target: str, *headers: str, method: str = "GET", host: str | None = None) -> Reply:
        """What a request gets."""
        return reply_in(self.exchange(self.request(target, *headers, method=method, host=host)))


def all_of(connection: socket.socket) -> bytes:
    """Whatever comes over ``connection`` until it is closed."""
    pieces = []
    with suppress(ConnectionResetError):
        while piece := connection.recv(65536):
            pieces.append(piece)
    return b"".join(pieces)


def reply_in(raw: bytes) -> Reply:
    """The first reply in ``raw``; its body is all that follows."""
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    status = int(first.split(" ")[1]) if first else 0
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    return Reply(status, headers, body, raw)


@contextmanager
def preview(
    folder: Path,
    terminal: Path,
    *options: str,
    host: str = "127.0.0.1",
    as_of: str = AS_OF,
    open_files: int | None = None,
) -> Iterator[Server]:
    """A preview of the outlet in ``folder`` that is ready, at a port that was free; ended as Ctrl-C ends it.

    ``host`` is where it is asked; ``options`` may say that it listens elsewhere. ``open_files`` limits what it may open.
    """

    def limit() -> None:
        if open_files:
            resource.setrlimit(resource.RLIMIT_NOFILE, (open_files, open_files))

    words = command("serve", "--site", folder, "--as-of", as_of, "--port", str(free_port()), *options)
    with terminal.open("w") as errors:
        process = subprocess.Popen(
            words, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment(), preexec_fn=limit
        )
    try:
        assert process.stdout
        greeting = process.stdout.readline()
        found = re.search(r":(\d+)/", greeting)
        assert found, f"{greeting!r}, {terminal.read_text()!r}"
        server = Server(folder, process, host, int(found[1]), greeting, terminal)
        wait_for(lambda: server.ask("/").status != 503)
        yield server
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)
        process.stdout.close()


def free_port() -> int:
    """A port that is free at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_for(condition: Callable[[], object]) -> None:
    """Wait until ``condition`` holds."""
    limit = monotonic() + PATIENCE
    while not condition():
        assert monotonic() < limit, "waited in vain"
        sleep(0.02)
