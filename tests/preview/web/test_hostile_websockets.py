"""WebSocket connections of foreign pages, and messages that no page of the preview sends."""

from __future__ import annotations

import json
import socket
from contextlib import ExitStack, closing

import pytest

from tests.preview.previews import Preview
from tests.preview.servers import reply_in
from tests.preview.web.frames import (
    BINARY,
    CLOSE,
    KEY,
    PING,
    TEXT,
    frame,
    frames_to_the_end,
    handshake,
    info,
    messages_for,
    page,
)
from tests.preview.web.hostile_outlet import discloses_nothing

HELLO = frame(json.dumps({"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}))


def status_of(server: Preview, request: bytes) -> int:
    """Return the status of the first answer to ``request``; the connection may stay open after it."""
    with closing(server.connected()) as connection:
        connection.sendall(request)
        head = b""
        while b"\r\n\r\n" not in head and (piece := connection.recv(4096)):
            head += piece
    reply = reply_in(head)
    assert discloses_nothing(reply, server)
    return reply.status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (["Origin: http://{authority}"], 101),
        (["Origin: HTTP://{authority}"], 101),
        (["Origin: https://{authority}"], 101),
        ([], 101),  # not a browser: a program can send any origin
        (["Origin: null"], 403),
        (["Origin: "], 403),
        (["Origin: http://evil.example"], 403),
        (["Origin: http://{authority}.evil.example"], 403),
        (["Origin: http://evil.example/{authority}"], 403),
        (["Origin: http://evil.example@{authority}"], 403),
        (["Origin: http://{authority}@evil.example"], 403),
        (["Origin: http://{authority}/"], 403),
        (["Origin: http://{host}"], 403),
        (["Origin: http://{host}:1"], 403),
        (["Origin: http://localhost:{port}"], 403),
        (["Origin: file://{authority}"], 403),
        (["Origin: chrome-extension://{authority}"], 403),
        (["Origin: http://[::1"], 403),
        (["Origin: //{authority}"], 403),
        (["Origin: http://{authority}", "Origin: http://evil.example"], 403),
        (["Origin: http://evil.example", "Sec-Fetch-Site: same-origin"], 403),
        (["Origin: http://evil.example", "Sec-Fetch-Site: none"], 403),
        (["Sec-WebSocket-Origin: http://evil.example", "Sec-Fetch-Site: cross-site"], 403),
        (["Origin: http://{authority}", "Sec-WebSocket-Protocol: chat, superchat"], 101),
        (["Origin: http://{authority}", "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"], 101),
        (["Origin: http://{authority}", 'Sec-WebSocket-Extensions: x; a="'], 101),
    ],
)
def test_only_pages_of_the_preview_can_connect(server: Preview, headers: list[str], status: int) -> None:
    names = {"authority": server.authority, "host": server.host, "port": server.port}
    lines = [header.format(**names) for header in headers]
    assert status_of(server, handshake(server, *lines)) == status


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("evil.example", "http://evil.example"),
        ("evil.example:{port}", "http://evil.example:{port}"),
        ("evil.example", "http://{authority}"),
        ("0.0.0.0:{port}", "http://0.0.0.0:{port}"),
    ],
)
def test_a_page_at_a_foreign_host_name_cannot_connect(server: Preview, host: str, origin: str) -> None:
    names = {"authority": server.authority, "port": server.port}
    request = handshake(server, "Origin: " + origin.format(**names), host=host.format(**names))
    assert status_of(server, request) == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([], 400),
        (["Upgrade: websocket"], 400),
        (["Connection: Upgrade", "Upgrade: h2c"], 400),
        (["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"], 400),
        (["Connection: Upgrade", "Upgrade: websocket", KEY], 426),
        (["Connection: Upgrade", "Upgrade: websocket", KEY, "Sec-WebSocket-Version: 99"], 426),
    ],
)
def test_an_incomplete_handshake_is_refused(server: Preview, headers: list[str], status: int) -> None:
    lines = [f"GET /livereload HTTP/1.1\r\nHost: {server.authority}", *headers, "", ""]
    assert status_of(server, "\r\n".join(lines).encode()) == status


@pytest.mark.parametrize("target", ["/", "/data.txt", "/_preview/preview.js", "/livereload/"])
def test_only_the_livereload_address_accepts_websockets(server: Preview, target: str) -> None:
    assert status_of(server, handshake(server, target=target)) in (200, 404)


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"\0",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"4711",
        b'"info"',
        b"{}",
        b'{"command": "reload", "path": "/"}',
        b'{"command": ["info"]}',
        b'{"command": {"info": 1}}',
        b'{"command": "inf\\u006f\\u0000"}',
        b'{"command": "url", "url": "/"}',
        b'{"url": "/"}',
        b"[" * 60_000,
        b'{"a":' * 10_000,
        b"1" * 60_000,
        b"not json at all",
    ],
    ids=lambda message: repr(message[:30]),
)
@pytest.mark.parametrize("kind", [TEXT, BINARY])
def test_a_message_that_is_not_of_the_protocol_ends_the_connection(server: Preview, message: bytes, kind: int) -> None:
    received = frames_to_the_end(server, frame(message, kind))
    assert all(kind == CLOSE for kind, _ in received)


@pytest.mark.parametrize(
    "sent",
    [
        frame("a" * 100_000),
        frame("", length=2**40),
        frame("", length=2**63),
        frame("", length=2**64 - 1),
        frame("a" * 40_000, last=False) + frame("a" * 40_000, 0),
        frame("{}", masked=False),
        frame("{}", 0),
        frame("{}", 3),
        frame("{}", 0x41),
        frame("a" * 126, PING),
        frame("{", last=False) + frame("{}"),
        b"\xff" * 100,
        b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
    ids=lambda sent: repr(sent[:12]),
)
def test_an_invalid_or_too_large_frame_ends_the_connection(server: Preview, sent: bytes) -> None:
    assert all(kind == CLOSE for kind, _ in frames_to_the_end(server, sent))


@pytest.mark.parametrize(
    "url",
    [
        "/",
        "http://{authority}/",
        "http://{authority}/world/?a=b#c",
        "http://evil.example/",
        "http://[::1",
        "http://[",
        "//[",
        "file:///etc/passwd",
        "/../../etc/passwd",
        "/%2e%2e/newsprint.toml",
        "/%ff",
        "/%00",
        "\ud800",
        "/\ud800/",
        "/" + "a" * 50_000,
        "",
        "javascript:alert(1)",
        "?",
        None,
        4711,
        {"a": ["b"]},
    ],
    ids=lambda url: repr(url)[:30],
)
def test_an_unknown_page_gets_a_reload_and_nothing_else(server: Preview, url: object) -> None:
    """A page that the preview does not know gets a reload, and nothing about the outlet."""
    sent = url.format(authority=server.authority) if isinstance(url, str) else url
    received = messages_for(server, HELLO + info(sent), 2)
    assert [each["command"] for each in received] == ["hello", "reload"]
    assert str(server.outlet.folder) not in json.dumps(received)


def test_an_address_sent_by_a_page_is_never_fetched(server: Preview) -> None:
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:
        elsewhere.setblocking(False)
        host, port = elsewhere.getsockname()
        assert len(messages_for(server, info(f"http://{host}:{port}/"), 1)) == 1
        with pytest.raises(BlockingIOError):
            elsewhere.accept()


@pytest.mark.parametrize(
    "plugins",
    [
        None,
        [],
        "newsprint",
        {"newsprint": None},
        {"newsprint": {}},
        {"newsprint": {"page": 1, "styles": 2, "notes": 3}},
        {"newsprint": {"page": ["a"], "styles": {}, "notes": None}},
        {"newsprint": {"page": "a" * 50_000, "styles": "", "notes": ""}},
    ],
    ids=lambda plugins: repr(plugins)[:40],
)
def test_a_page_with_an_unknown_fingerprint_is_reloaded(server: Preview, plugins: object) -> None:
    assert messages_for(server, info("/", plugins=plugins), 1) == [
        {"command": "reload", "path": "/", "liveCSS": True, "liveImg": True}
    ]


def test_ten_thousand_messages_are_all_answered(server: Preview) -> None:
    assert len(messages_for(server, HELLO * 10_000, 10_000)) == 10_000


def test_a_page_may_send_its_address_a_thousand_times(server: Preview) -> None:
    assert len(messages_for(server, info("/data.txt") * 1_000, 1_000)) == 1_000


def test_pages_that_disconnect_in_the_middle_of_a_message_do_no_harm(server: Preview) -> None:
    for _ in range(100):
        with page(server) as (connection, _):
            connection.sendall(HELLO + info("/") + frame("{", last=False))


def test_two_hundred_pages_can_be_connected_at_once(server: Preview) -> None:
    with ExitStack() as stack:
        for _ in range(200):
            stack.enter_context(page(server))
        assert server.ask("/").status == 200
