"""The host names and origins that a preview accepts."""

from __future__ import annotations

import pytest

from newsprint.preview.web.access import is_known, is_loopback, is_same_origin

LOOPBACK = ("127.0.0.1", "localhost", "::1")
NETWORK = ("0.0.0.0", "::", "192.168.1.5", "studio.example")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "::1", "localhost", "LOCALHOST"])
def test_a_host_that_only_this_machine_can_reach_is_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host",
    [
        "0.0.0.0",
        "::",
        "192.168.1.5",
        "10.0.0.1",
        "studio.example",
        "",
        "127.0.0.1.example",
        "localhost.example",
        "127.1",
    ],
)
def test_any_other_host_is_not_loopback(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize("listening", [*LOOPBACK, *NETWORK])
@pytest.mark.parametrize(
    "host",
    ["localhost", "localhost:8000", "LOCALHOST", "127.0.0.1", "127.0.0.1:1", "[::1]", "[::1]:8000", "a.localhost"],
)
def test_names_of_this_machine_are_always_known(host: str, listening: str) -> None:
    assert is_known(host, listening)


@pytest.mark.parametrize("listening", [*LOOPBACK, *NETWORK])
@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "studio.example.evil.example",
        "evilstudio.example",
        "evillocalhost",
        "",
        ":8000",
        "127.0.0.1@evil.example",
        "evil.example@127.0.0.1",
        "127.0.0.1/a",
        "127.0.0.1?a",
        "127.0.0.1#a",
        "127.0.0.1 a",
        "127.0.0.1\ta",
        "2130706433",
        "0x7f000001",
        "127.1",
        "127.0.0.01",
        "\u0661\u0662\u0667.0.0.1",
        "[::1",
        "::1]",
        "[localhost]",
        "[]",
        "[v1.a]",
    ],
)
def test_foreign_host_names_are_never_known(host: str, listening: str) -> None:
    assert not is_known(host, listening)


@pytest.mark.parametrize(
    "host", ["192.168.1.5", "192.168.1.5:8000", "8.8.8.8", "0.0.0.0:8000", "[2001:db8::1]:8000", "[::]"]
)
def test_ip_addresses_are_known_only_to_a_server_for_the_network(host: str) -> None:
    assert not any(is_known(host, listening) for listening in LOOPBACK)
    assert all(is_known(host, listening) for listening in NETWORK)


@pytest.mark.parametrize("host", ["studio.example", "STUDIO.example:8000"])
def test_the_name_given_as_host_is_known(host: str) -> None:
    assert is_known(host, "studio.example")
    assert is_known(host, "Studio.Example")
    assert not is_known(host, "0.0.0.0")


@pytest.mark.parametrize(
    ("origin", "host", "same"),
    [
        ("http://localhost:8000", "localhost:8000", True),
        ("https://localhost:8000", "localhost:8000", True),
        ("HTTP://LocalHost:8000", "localhost:8000", True),
        ("http://localhost", "LOCALHOST", True),
        ("http://[::1]:8000", "[::1]:8000", True),
        ("http://localhost:8001", "localhost:8000", False),
        ("http://localhost", "localhost:8000", False),
        ("http://127.0.0.1:8000", "localhost:8000", False),
        ("http://localhost:8000/", "localhost:8000", False),
        ("http://a@localhost:8000", "localhost:8000", False),
        ("http://localhost:8000.evil.example", "localhost:8000", False),
        ("http://evil.example", "localhost:8000", False),
        ("http://evil.example, http://localhost:8000", "localhost:8000", False),
        ("ws://localhost:8000", "localhost:8000", False),
        ("file://localhost:8000", "localhost:8000", False),
        ("localhost:8000", "localhost:8000", False),
        ("//localhost:8000", "localhost:8000", False),
        ("null", "localhost:8000", False),
        ("", "localhost:8000", False),
        ("", "", False),
        ("http://[", "localhost:8000", False),
    ],
)
def test_only_a_page_of_this_server_has_the_same_origin(origin: str, host: str, same: bool) -> None:
    assert is_same_origin(origin, host) is same
