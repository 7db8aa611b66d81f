"""Where a preview listens, and what is said where nobody can."""

from __future__ import annotations

import errno
import re
import socket
from contextlib import closing

import pytest

from newsprint.base.errors import NewsprintError, UsageError
from newsprint.preview.web import listening
from newsprint.preview.web.listening import PORTS, address_of, listen, refusal


def taken() -> socket.socket:
    """A socket that listens at a port above which there are others."""
    for port in range(20_000, 60_000, 7):
        try:
            return socket.create_server(("127.0.0.1", port))
        except OSError:
            continue
    raise AssertionError("every port is taken")


def test_it_listens_at_the_port_that_was_asked_for_or_the_next_free_one() -> None:
    with taken() as other:
        wanted = other.getsockname()[1]
        sockets, port = listen("127.0.0.1", wanted)
        for each in sockets:
            with closing(each):
                assert each.getsockname() == ("127.0.0.1", port)
    assert wanted < port < wanted + PORTS


def test_it_does_not_look_for_a_free_port_forever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "PORTS", 1)
    with taken() as other, pytest.raises(NewsprintError) as raised:
        listen("127.0.0.1", other.getsockname()[1])
    assert re.fullmatch(r"the port \d+ is taken \(choose another with --port\)", str(raised.value))


@pytest.mark.parametrize(
    ("host", "message"),
    [
        ("", "--host needs a name or an address"),
        ("two words", "--host two words: no such host name"),
        ("a..example", "--host a..example: no such host name"),
        ("a" * 300, f"--host {'a' * 300}: no such host name"),
        ("http://localhost", "--host http://localhost: no such host name"),
        ("a\0b", "--host a\0b: no such host name"),
        ("192.0.2.1", "--host 192.0.2.1: this computer does not have this address"),
    ],
)
def test_where_nobody_can_listen_is_said_in_words(host: str, message: str) -> None:
    with pytest.raises(UsageError) as raised:
        listen(host, 20_000)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (
            PermissionError(errno.EACCES, "Permission denied"),
            "--port 80: this system reserves the ports below 1024 (try --port 8000)",
        ),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution"), "--host x: no such host name"),
        (OSError(errno.EADDRNOTAVAIL, "Cannot assign"), "--host x: this computer does not have this address"),
        (OSError(errno.ENETDOWN, "Network is down"), "--host x: cannot listen at this address (Network is down)"),
    ],
)
def test_each_reason_has_its_own_words(error: Exception, message: str) -> None:
    assert refusal(error, "x", 80) == message


def test_a_port_that_is_kept_from_us_is_no_reason_to_try_its_neighbours(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def denied(host: str, port: int) -> list[socket.socket]:
        tried.append(port)
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(listening, "_bound", denied)
    with pytest.raises(UsageError):
        listen("127.0.0.1", 80)
    with pytest.raises(NewsprintError):
        listen("127.0.0.1", 65530)
    assert tried == [80, *range(65530, 65536)]


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("localhost", "http://localhost:8000"),
        ("::1", "http://[::1]:8000"),
        ("192.168.1.5", "http://192.168.1.5:8000"),
        ("0.0.0.0", "http://localhost:8000"),
        ("::", "http://localhost:8000"),
    ],
)
def test_the_address_is_one_that_a_browser_opens(host: str, address: str) -> None:
    assert address_of(host, 8000) == address
