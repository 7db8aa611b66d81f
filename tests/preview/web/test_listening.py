"""The host and port at which a preview listens, and the messages if that is impossible."""

from __future__ import annotations

import errno
import re
import socket
from contextlib import closing

import pytest

from newsprint.base.errors import NewsprintError, UsageError
from newsprint.preview.web import listening
from newsprint.preview.web.listening import PORTS, address_of, listen, refusal


def taken_port() -> socket.socket:
    """Return a socket that listens at a port, with higher ports to try after it."""
    for port in range(20_000, 60_000, 7):
        try:
            return socket.create_server(("127.0.0.1", port))
        except OSError:
            continue
    raise AssertionError("every port is taken")


def test_the_preview_listens_at_the_given_port_or_the_next_free_one() -> None:
    with taken_port() as other:
        wanted = other.getsockname()[1]
        sockets, port = listen("127.0.0.1", wanted)
        for each in sockets:
            with closing(each):
                assert each.getsockname() == ("127.0.0.1", port)
    assert wanted < port < wanted + PORTS


def test_the_search_for_a_free_port_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "PORTS", 1)
    with taken_port() as other, pytest.raises(NewsprintError) as raised:
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
def test_an_impossible_host_is_reported(host: str, message: str) -> None:
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
def test_each_reason_not_to_listen_has_a_message(error: Exception, message: str) -> None:
    assert refusal(error, "x", 80) == message


def test_a_port_without_permission_is_not_replaced_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
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
def test_the_address_can_be_opened_in_a_browser(host: str, address: str) -> None:
    assert address_of(host, 8000) == address
