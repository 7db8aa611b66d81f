"""WebSocket frames (RFC 6455, 5), well and badly made."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from typing import BinaryIO

from tests.preview.servers import Server

TEXT, BINARY, CLOSE, PING = 1, 2, 8, 9
KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
UPGRADE = ("Upgrade: websocket", "Sec-WebSocket-Version: 13", KEY)


def frame(payload: bytes | str, kind: int = TEXT, *, last: bool = True, masked: bool = True, length: int = -1) -> bytes:
    """A frame as a browser sends it; ``length`` is the length that it claims to have."""
    data = payload.encode() if isinstance(payload, str) else payload
    length = len(data) if length < 0 else length
    first, mask = kind | (0x80 if last else 0), 0x80 if masked else 0
    if length < 126:
        head = bytes([first, mask | length])
    elif length < 65536:
        head = bytes([first, mask | 126]) + length.to_bytes(2, "big")
    else:
        head = bytes([first, mask | 127]) + length.to_bytes(8, "big")
    return head + (b"\0\0\0\0" if masked else b"") + data


def info(url: object, **more: object) -> bytes:
    """What a page says of itself."""
    return frame(json.dumps({"command": "info", "url": url, **more}))


def handshake(server: Server, *headers: str, host: str | None = None, target: str = "/livereload") -> bytes:
    """The request with which a page begins a connection."""
    request = server.request(target, *UPGRADE, *headers, host=host)
    return request.replace(b"Connection: close", b"Connection: Upgrade")


def read_frame(stream: BinaryIO) -> tuple[int, bytes] | None:
    """The next frame that the server sends: its kind and what it holds; None at the end."""
    head = stream.read(2)
    if len(head) < 2:
        return None
    length = int.from_bytes(stream.read(2), "big") if head[1] == 126 else head[1]
    return head[0] & 0x0F, stream.read(length)


@contextmanager
def page(server: Server) -> Iterator[tuple[socket.socket, BinaryIO]]:
    """A connection of a page that has shaken hands, to send over and to read frames from."""
    with closing(server.connected()) as connection, connection.makefile("rb") as stream:
        connection.sendall(handshake(server, f"Origin: http://{server.authority}"))
        assert stream.readline().startswith(b"HTTP/1.1 101 ")
        while stream.readline().strip():
            pass
        yield connection, stream


def told(server: Server, sent: bytes, answers: int) -> list[dict[str, object]]:
    """The first so many ``answers`` that a page gets which says ``sent``."""
    with page(server) as (connection, stream):
        connection.sendall(sent)
        frames = [read_frame(stream) for _ in range(answers)]
    return [json.loads(data) for kind, data in filter(None, frames) if kind == TEXT]


def end_of(server: Server, sent: bytes) -> list[tuple[int, bytes]]:
    """All frames that a page gets, until the server hangs up, which says ``sent`` and takes its leave."""
    frames = []
    with page(server) as (connection, stream), suppress(BrokenPipeError, ConnectionResetError):
        connection.sendall(sent + frame(b"\x03\xe8", CLOSE))
        while found := read_frame(stream):
            frames.append(found)
    return frames
