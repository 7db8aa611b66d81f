"""Connections unlike those of browsers: many, slow, incomplete, with invalid requests."""

from __future__ import annotations

import asyncio
import random
import re
import socket
from contextlib import ExitStack, closing, suppress

import pytest

from newsprint.preview.pages.answer import Answer
from newsprint.preview.web.connection_limit import BoundedServer
from newsprint.preview.web.listening import listen
from newsprint.preview.web.server import LIMITS, application
from tests.preview.previews import Preview
from tests.preview.servers import all_of, reply_in
from tests.preview.web.hostile_outlet import discloses_nothing, hostile_preview, quiet
from tests.support.loops import in_its_own_loop
from tests.support.ports import free_port
from tests.support.waiting import in_time

OK = b"HTTP/1.1 200 OK\r\n"
REFUSED = b"HTTP/1.1 400 Bad Request\r\n\r\n"
HOST = "Host: localhost\r\n"


def connections(server: Preview, number: int, stack: ExitStack) -> list[socket.socket]:
    """Open this number of connections, which ``stack`` closes."""
    return [stack.enter_context(closing(server.connected())) for _ in range(number)]


def test_500_connections_at_once_are_all_served(server: Preview) -> None:
    with ExitStack() as stack:
        opened = connections(server, 500, stack)
        for connection in opened:
            connection.sendall(server.request("/"))
        assert all(all_of(connection).startswith(OK) for connection in opened)


def test_500_silent_connections_do_not_block_others(server: Preview) -> None:
    with ExitStack() as stack:
        connections(server, 500, stack)
        assert server.ask("/").status == 200


def test_500_connections_that_close_without_an_answer_do_no_harm(server: Preview) -> None:
    with ExitStack() as stack:
        for connection in connections(server, 500, stack):
            connection.sendall(server.request("/"))
    assert server.ask("/").status == 200


def test_connections_beyond_the_limit_are_closed_and_the_others_served(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with (
        hostile_preview(tmp_path_factory.mktemp("narrow"), open_files=200) as narrow,
        quiet(narrow),
        ExitStack() as stack,
    ):
        opened = connections(narrow, 400, stack)
        for connection in opened:
            with suppress(BrokenPipeError, ConnectionResetError):
                connection.sendall(narrow.request("/"))
        replies = [all_of(connection)[: len(OK)] for connection in opened]
        assert set(replies) == {OK, b""}
        assert replies.count(OK) >= 100


@pytest.mark.parametrize(
    ("sent", "limit"),
    [
        (b"", "idle_connection_timeout"),
        (b"GET / HT", "idle_connection_timeout"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: a", "idle_connection_timeout"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nabc", "body_timeout"),
    ],
)
def test_a_connection_that_is_too_slow_is_closed(sent: bytes, limit: str) -> None:
    """The limits of the server are at most a minute; here they are shorter."""
    assert LIMITS[limit] <= 60

    async def nothing(address: str) -> Answer:
        raise AssertionError(address)

    async def reply() -> bytes:
        server = BoundedServer(application(nothing, set(), "127.0.0.1"), **{**LIMITS, limit: 0.05})
        sockets, port = listen("127.0.0.1", free_port())
        server.add_sockets(sockets)
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(sent)
        try:
            return await in_time(reader.read(), "the server closes the connection")
        except ConnectionResetError:  # the server closed it before it had read everything
            return b""
        finally:
            writer.close()
            server.stop()

    assert in_its_own_loop(reply) == b""


def test_pipelined_requests_are_answered_in_order(server: Preview) -> None:
    first = f"GET /data.txt HTTP/1.1\r\n{HOST}\r\n".encode()
    second = f"HEAD /data.txt HTTP/1.1\r\n{HOST}\r\n".encode()
    third = f"POST / HTTP/1.1\r\n{HOST}Content-Length: 3\r\n\r\nabc".encode()
    raw = server.exchange(first + second + third + server.request("/folder/data.txt"))
    assert re.findall(rb"HTTP/1.1 (\d+)", raw) == [b"200", b"200", b"405", b"200"]
    assert (raw.count(b"\r\n\r\nData."), raw.count(b"\r\n\r\nMore data.")) == (1, 1)


@pytest.mark.parametrize(
    "data",
    [
        f"GET / HTTP/1.1\r\n{HOST}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
        f"GET / HTTP/1.1\r\n{HOST}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        f"GET / HTTP/1.1\r\n{HOST}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
        f"GET / HTTP/1.1\r\n{HOST}Transfer-Encoding: chunked\r\n\r\n0x5\r\nabcde\r\n0\r\n\r\n",
        f"GET / HTTP/1.1\r\n{HOST}Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
        f"GET / HTTP/1.1\r\n{HOST}Transfer-Encoding: chunked\r\n\r\nfffffffff\r\nabc",
        f"GET / HTTP/1.1\r\n{HOST}Transfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n0\r\n\r\n",
        f"GET / HTTP/1.1\r\n{HOST}Content-Length: 3, 4\r\n\r\nabcd",
        f"GET / HTTP/1.1\r\n{HOST}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        f"GET / HTTP/1.1\r\n{HOST}Content-Length: +3\r\n\r\nabc",
        f"GET / HTTP/1.1\r\n{HOST}Content-Length: -3\r\n\r\nabc",
        f"GET / HTTP/1.1\r\n{HOST}Content-Length: 0x3\r\n\r\nabc",
        f"GET / HTTP/1.1\r\n{HOST}Content-Length: 3 \u00b2\r\n\r\nabc",
        f"GET / HTTP/1.1\r\n{HOST}Content-Length: 99999999999\r\n\r\n",
        f"GET / HTTP/1.1\r\n{HOST}Content-Length : 3\r\n\r\nabc",
        f"GET / HTTP/1.1\r\n Host: localhost\r\n{HOST}\r\n",
        f"GET / HTTP/1.1\r\n{HOST}X-A: a\rX-B: b\r\n\r\n",
        f"GET /\r\n{HOST}\r\n",
        f"GET  / HTTP/1.1\r\n{HOST}\r\n",
        f"GET /a b HTTP/1.1\r\n{HOST}\r\n",
        f"GET /\tHTTP/1.1\r\n{HOST}\r\n",
        f"GET / HTTP/1.1 \r\n{HOST}\r\n",
        f"GET / HTTP/3.0\r\n{HOST}\r\n",
        f"GET / http/1.1\r\n{HOST}\r\n",
        f"GET / FTP/1.1\r\n{HOST}\r\n",
        f"G\u00cbT / HTTP/1.1\r\n{HOST}\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        "\x00\x00\x00\r\n\r\n",
    ],
)
def test_an_invalid_request_is_refused_and_nothing_after_it_is_read(server: Preview, data: str) -> None:
    smuggled = server.request("/data.txt")
    assert server.exchange(data.encode("latin-1") + smuggled) == REFUSED


@pytest.mark.parametrize(
    "headers",
    ["Content-Length: 28\r\n", "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 28\r\n"],
)
def test_the_body_of_a_get_is_not_read_as_a_request(server: Preview, headers: str) -> None:
    body = b"GET /nothing/ HTTP/1.1\r\n\r\n".ljust(28)
    raw = server.exchange(
        f"GET /data.txt HTTP/1.1\r\n{HOST}{headers}\r\n".encode() + body + server.request("/data.txt")
    )
    assert raw.count(b"HTTP/1.1 ") == 2
    assert b"404" not in raw


def test_a_body_that_is_too_large_is_not_read(server: Preview) -> None:
    raw = server.exchange(server.request("/", "Content-Length: 50000000", method="POST", body="a" * 1_000_000))
    assert raw in (REFUSED, b"")  # the system may drop the refusal if more is sent after it


def test_a_half_closed_connection_gets_its_answer_or_nothing(server: Preview) -> None:
    with closing(server.connected()) as connection:
        connection.sendall(server.request("/data.txt"))
        connection.shutdown(socket.SHUT_WR)
        received = all_of(connection)
        assert not received or received.endswith(b"\r\n\r\nData.")


def test_an_http_1_0_client_without_a_host_is_answered_once(server: Preview) -> None:
    reply = reply_in(server.exchange(b"GET /data.txt HTTP/1.0\r\n\r\n"))
    assert (reply.status, reply.body) == (200, b"Data.")
    assert discloses_nothing(reply, server)


def test_random_bytes_are_refused(server: Preview) -> None:
    noise = random.Random(4711)
    for size in (1, 10, 100, 1_000, 10_000) * 4:
        assert server.exchange(noise.randbytes(size) + b"\r\n\r\n") == REFUSED
