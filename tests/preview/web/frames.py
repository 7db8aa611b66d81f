"""Valid and invalid WebSocket frames (RFC 6455, section 5), and connections to send them."""

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
    """Return a frame as a browser sends it; ``length`` is the length that it claims to have."""
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
    """Return the message with which a page sends its address."""
    return frame(json.dumps({"command": "info", "url": url, **more}))


def handshake(server: Server, *headers: str, host: str | None = None, target: str = "/livereload") -> bytes:
    """Return the request with which a page starts a connection."""
    request = server.request(target, *UPGRADE, *headers, host=host)
    return request.replace(b"Connection: close", b"Connection: Upgrade")


def read_frame(stream: BinaryIO) -> tuple[int, bytes] | None:
    """Return the kind and payload of the next frame from the server, or None at the end."""
    head = stream.read(2)
    if len(head) < 2:
        return None
    length = int.from_bytes(stream.read(2), "big") if head[1] == 126 else head[1]
    return head[0] & 0x0F, stream.read(length)


@contextmanager
def page(server: Server) -> Iterator[tuple[socket.socket, BinaryIO]]:
    """Open the connection of a page, with the handshake done; yield it for sending, and a stream for reading frames."""
    with closing(server.connected()) as connection, connection.makefile("rb") as stream:
        connection.sendall(handshake(server, f"Origin: http://{server.authority}"))
        assert stream.readline().startswith(b"HTTP/1.1 101 ")
        while stream.readline().strip():
            pass
        yield connection, stream


def messages_for(server: Server, sent: bytes, answers: int) -> list[dict[str, object]]:
    """Send ``sent`` as a page does, and return the first messages in reply; ``answers`` is their number."""
    with page(server) as (connection, stream):
        connection.sendall(sent)
        frames = [read_frame(stream) for _ in range(answers)]
    return [json.loads(data) for kind, data in filter(None, frames) if kind == TEXT]


def frames_to_the_end(server: Server, sent: bytes) -> list[tuple[int, bytes]]:
    """Send ``sent`` and a close frame as a page does, and return all frames until the server closes the connection."""
    frames = []
    with page(server) as (connection, stream), suppress(BrokenPipeError, ConnectionResetError):
        connection.sendall(sent + frame(b"\x03\xe8", CLOSE))
        while found := read_frame(stream):
            frames.append(found)
    return frames
