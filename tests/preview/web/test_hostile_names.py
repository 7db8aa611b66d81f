"""The preview answers only at names of this machine, and not at a foreign name that resolves to its address."""

from __future__ import annotations

import pytest

from tests.preview.previews import Preview
from tests.preview.servers import reply_in
from tests.preview.web.hostile_outlet import discloses_nothing

KNOWN = [
    "127.0.0.1",
    "127.0.0.1:1",
    "localhost",
    "LocalHost:8000",
    "[::1]",
    "[::1]:8000",
    "127.8.9.1",
    "site.localhost",
]
FOREIGN = [
    "evil.example",
    "evil.example:8000",
    "127.0.0.1.evil.example",
    "127.0.0.1.evil.example:8000",
    "localhost.evil.example",
    "evillocalhost",
    "localhost.",
    "0.0.0.0",
    "0.0.0.0:8000",
    "192.168.1.5",
    "8.8.8.8",
    "[::]",
    "[2001:db8::1]:8000",
    "[::1",
    "::1",
    "2130706433",
    "0x7f.1",
    "127.1",
    "127.0.0.01",
    "xn--lcalhost-54a",
    ":8000",
    "",
]
UNREADABLE = [
    "127.0.0.1:8000@evil.example",
    "evil.example@127.0.0.1",
    "127.0.0.1/evil.example",
    "127.0.0.1#evil.example",
    "127.0.0.1?evil.example",
    "127.0.0.1\\evil.example",
    "127.0.0.1 evil.example",
    "127.0.0.1, evil.example",
    "localhost:8000:evil{}",
    "l\xf6calhost",
]


@pytest.mark.parametrize("host", KNOWN)
def test_the_preview_answers_at_names_of_this_machine(server: Preview, host: str) -> None:
    assert server.ask("/", host=host).status == 200


@pytest.mark.parametrize("target", ["/", "/media/world/paper.pdf", "/_preview/preview.js", "/livereload", "/nothing/"])
@pytest.mark.parametrize(
    ("host", "status"), [*((host, 403) for host in FOREIGN), *((host, 400) for host in UNREADABLE)]
)
def test_a_foreign_host_name_is_refused(server: Preview, host: str, status: int, target: str) -> None:
    reply = server.ask(target, host=host)
    assert reply.status == status
    assert len(reply.body) < 100
    assert discloses_nothing(reply, server)


@pytest.mark.parametrize(
    "head",
    [
        "GET / HTTP/1.1\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n",
        "GET / HTTP/1.1\r\nHost: evil.example\r\nHost: localhost\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nhost: evil.example\r\n",
        "GET / HTTP/1.1\r\nHost : localhost\r\n",
    ],
)
def test_a_request_must_have_one_host(server: Preview, head: str) -> None:
    assert reply_in(server.exchange(f"{head}\r\n".encode())).status == 400


@pytest.mark.parametrize(
    "header", ["X-Forwarded-Host: localhost", "X-Forwarded-For: 127.0.0.1", "Forwarded: host=localhost"]
)
def test_headers_of_proxies_do_not_change_the_host(server: Preview, header: str) -> None:
    assert server.ask("/", header, host="evil.example").status == 403
