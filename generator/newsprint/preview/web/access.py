"""Who may ask the preview: this machine's own browser, for a page of the preview, and no other site through it."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

LOOPBACK = "127.0.0.1"


def is_loopback(host: str) -> bool:
    """Whether a server that listens on ``host`` is reached from this machine alone."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def is_known(host: str, listening: str) -> bool:
    """Whether ``host``, a Host header's value, names this server, which listens on ``listening``.

    A site whose name was made to lead here (DNS rebinding) still sends its own name. An address in figures cannot be
    made to lead anywhere else; of names only ``localhost`` and the one that was asked for are ours.
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if any(character in host for character in "/@?# \t"):
        return False
    if name in ("localhost", listening.lower()) or name.endswith(".localhost"):
        return True
    try:
        address = ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or not is_loopback(listening)


def is_same_origin(origin: str, host: str) -> bool:
    """Whether a page of ``origin`` (RFC 6454, 7) is a page of this server, whose Host header was ``host``."""
    return origin.lower() in (f"http://{host.lower()}", f"https://{host.lower()}")
