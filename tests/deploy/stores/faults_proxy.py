"""A proxy between a client and a store that causes a fault of network or store at a chosen request.

The client's ``Host`` header is passed on as it is, since signatures of S3 cover it; Ceph, rclone and Azurite take any
address of this machine for requests in path style.

    with FaultyProxy(bucket.target.endpoint) as proxy:
        proxy.rule = at_request(3, Drop())
        deploy(bucket.at(endpoint=proxy.endpoint))
    assert proxy.count("PUT") == 7
"""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from tests.support.waiting import PATIENCE


@dataclass(frozen=True)
class Request:
    """A request: its number among all (from 1), its method, its key below the bucket, its query."""

    number: int
    method: str
    key: str
    query: str


@dataclass(frozen=True)
class Drop:
    """Close the connection before the request reaches the store, or ``after`` the store has answered."""

    after: bool = False


@dataclass(frozen=True)
class Answer:
    """Give the client this answer, without asking the store."""

    status: int = 500
    code: str = "InternalError"


SLOW_DOWN = Answer(503, "SlowDown")


@dataclass(frozen=True)
class Cut:
    """Close the connection after the headers of the answer and ``size`` bytes of its body."""

    size: int = 0


@dataclass(frozen=True)
class Reset:
    """Reset the connection after ``size`` bytes of the request's body, or all of a shorter one.

    The request does not reach the store.
    """

    size: int = 0


@dataclass(frozen=True)
class NoAnswer:
    """Give no answer until the client gives up."""


@dataclass(frozen=True)
class Call:
    """Call ``hook`` before the request is passed on, or ``after`` the store has answered.

    With ``drop``, close the connection then.
    """

    hook: Callable[[], None]
    after: bool = False
    drop: bool = False


Fault = Drop | Answer | Cut | Reset | NoAnswer | Call
Rule = Callable[[Request], Fault | None]


def at_request(number: int, fault: Fault) -> Rule:
    """Return a rule: the ``number``-th request of all gets ``fault``."""
    return lambda request: fault if request.number == number else None


def whenever(fault: Fault, *, method: str = "", key: str = "", times: int | None = None) -> Rule:
    """Return a rule: each request of ``method`` for a key that ends in ``key`` gets ``fault``, at most ``times`` times."""
    lock, left = threading.Lock(), [times]

    def rule(request: Request) -> Fault | None:
        if (method and request.method != method) or not request.key.endswith(key):
            return None
        with lock:
            if left[0] is None:
                return fault
            left[0] -= 1
            return fault if left[0] >= 0 else None

    return rule


class FaultyProxy:
    """Listens at ``endpoint``, and passes requests on to ``upstream`` (``http://host:port/path``) or applies ``rule``.

    ``requests`` are all requests in their order. Many connections at once are possible.
    """

    def __init__(self, upstream: str) -> None:
        parts = urlsplit(upstream)
        self._upstream = (parts.hostname or "", parts.port or 80)
        self._base = parts.path.rstrip("/")
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self.requests: list[Request] = []
        self.rule: Rule = lambda request: None

    def __enter__(self) -> FaultyProxy:
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.endpoint = f"http://127.0.0.1:{self._listening.getsockname()[1]}{self._base}"
        self._start(self._accept)
        return self

    def __exit__(self, *exception: object) -> None:
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        with self._lock:
            connections = list(self._open)
        for connection in connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()

    def settle(self) -> None:
        """Wait until all requests of clients that have ended have been passed on."""
        with self._lock:
            serving = self._threads[1:]  # the first one accepts
        for thread in serving:
            thread.join(PATIENCE)
            assert not thread.is_alive(), f"requests are still on their way: {self.requests[-3:]}"

    def count(self, method: str = "", key: str = "") -> int:
        """Return how many requests of ``method`` came for a key that ends in ``key``."""
        return sum((not method or each.method == method) and each.key.endswith(key) for each in self.requests)

    def _start(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        with self._lock:  # a thread in the list has been started, so it can be joined
            self._threads.append(thread)
            thread.start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:  # closed: the test is over
                return
            self._start(self._serve, client)

    def _serve(self, client: socket.socket) -> None:
        """Pass on all requests of one connection, each on its own connection to the store."""
        with self._lock:
            self._open.add(client)
        try:
            with client, client.makefile("rb") as received, suppress(OSError, _ClosedError):
                while head := _head(received):
                    self._pass(client, received, head)
        finally:
            with self._lock:
                self._open.discard(client)

    def _pass(self, client: socket.socket, received: BinaryIO, head: bytes) -> None:
        fault = self.rule(self._record(head))
        if isinstance(fault, Reset):
            length = int(_header(head, b"content-length") or 0)
            received.read(min(fault.size, length))  # reading more than the length would wait for ever
            # Without lingering, closing the socket sends a reset.
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            raise _ClosedError
        if _header(head, b"expect"):
            client.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        body = _body(received, head)
        if isinstance(fault, Call) and not fault.after:
            fault.hook()
        _stop_before(fault, client)
        answer_head, answer_body = self._ask_upstream(head, body)
        if isinstance(fault, Call) and fault.after:
            fault.hook()
        if isinstance(fault, Drop | Call) and (isinstance(fault, Drop) or fault.drop):
            raise _ClosedError
        if isinstance(fault, Cut):
            client.sendall(answer_head + answer_body[: fault.size])
            raise _ClosedError
        client.sendall(answer_head + answer_body)

    def _record(self, head: bytes) -> Request:
        method, target, _ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ", 2)
        path, _, query = target.partition("?")
        key = unquote(path.removeprefix(self._base)).lstrip("/").partition("/")[2]
        with self._lock:
            request = Request(len(self.requests) + 1, method, key, query)
            self.requests.append(request)
        return request

    def _ask_upstream(self, head: bytes, body: bytes) -> tuple[bytes, bytes]:
        with socket.create_connection(self._upstream, timeout=PATIENCE) as store, store.makefile("rb") as received:
            store.sendall(head + body)
            answer = _head(received)
            while answer.startswith(b"HTTP/1.1 1"):  # 100 Continue: the body is on its way anyway
                answer = _head(received)
            empty = head.startswith(b"HEAD ") or answer[9:12] in (b"204", b"304")
            return answer, b"" if empty else _body(received, answer)


class _ClosedError(Exception):
    """The connection was closed."""


def _stop_before(fault: Fault | None, client: socket.socket) -> None:
    """Apply a fault that keeps the request from the store."""
    if isinstance(fault, Answer):
        reason = f"<Error><Code>{fault.code}</Code><Message>A fault of the test.</Message></Error>".encode()
        head = f"HTTP/1.1 {fault.status} {fault.code}\r\nContent-Type: application/xml\r\nContent-Length: {len(reason)}"
        client.sendall(head.encode() + b"\r\nConnection: close\r\n\r\n" + reason)
        raise _ClosedError
    if isinstance(fault, NoAnswer):
        while client.recv(65536):  # empty once the client has closed the connection
            pass
        raise _ClosedError
    if (isinstance(fault, Drop) and not fault.after) or (isinstance(fault, Call) and fault.drop and not fault.after):
        raise _ClosedError


def _head(received: BinaryIO) -> bytes:
    """Return the first line and the headers with the empty line at their end, or nothing if the connection is closed."""
    lines = []
    while line := received.readline():
        lines.append(line)
        if line == b"\r\n":
            return b"".join(lines)
    return b""


def _header(head: bytes, name: bytes) -> bytes:
    for line in head.split(b"\r\n")[1:]:
        if line.lower().startswith(name + b":"):
            return line.partition(b":")[2].strip()
    return b""


def _body(received: BinaryIO, head: bytes) -> bytes:
    """Return the body that follows ``head``, encoded as it was sent (RFC 9112, section 6)."""
    if _header(head, b"transfer-encoding").lower() == b"chunked":
        return _chunks(received)
    if length := _header(head, b"content-length"):
        return _exactly(received, int(length))
    return received.read() if head.startswith(b"HTTP/") else b""


def _chunks(received: BinaryIO) -> bytes:
    pieces = []
    while True:
        line = received.readline()
        size = int(line.split(b";")[0], 16) if line.strip() else 0
        pieces += [line, _exactly(received, size), received.readline()]
        if not size:
            return b"".join(pieces)


def _exactly(received: BinaryIO, size: int) -> bytes:
    data = received.read(size)
    if len(data) < size:
        raise _ClosedError
    return data
