"""Ports for the servers that tests start."""

from __future__ import annotations

import random
import socket
from itertools import islice

_BELOW = range(15_000, 32_000)
"""The system assigns ports above these to outgoing connections: one of these stays free until it is used."""


def free_ports(count: int) -> list[int]:
    """Return ``count`` different ports of this machine on which nothing listens."""
    ports = random.Random().sample(
        _BELOW, len(_BELOW)
    )  # not the seed of the tests: several test processes search for ports
    return list(islice(filter(_is_free, ports), count))


def free_port() -> int:
    """Return a port of this machine on which nothing listens."""
    return free_ports(1)[0]


def _is_free(port: int) -> bool:
    """Return whether nothing listens on ``port``."""
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True
