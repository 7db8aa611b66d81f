"""Access to the preview: browsers may open its pages, but other sites may not read them through a browser."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

LOOPBACK = "127.0.0.1"


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach a server that listens on ``host``."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def is_known(host: str, listening: str) -> bool:
    """Return whether ``host``, the value of a Host header, names this server, which listens on ``listening``.

    This stops DNS rebinding: a hostile site's name may resolve to this machine, but the browser still sends that name.
    A numeric address cannot be rebound. Of names, only ``localhost`` (with its subdomains) and ``listening`` are ours.
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
    """Return whether ``origin`` (RFC 6454, 7) is this server's own, for a request with the Host header ``host``."""
    return origin.lower() in (f"http://{host.lower()}", f"https://{host.lower()}")
