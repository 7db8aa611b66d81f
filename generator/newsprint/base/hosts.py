"""Names of hosts, and hosts that readers cannot reach: placeholders, and those of one machine or one network."""

from __future__ import annotations

import socket
import unicodedata
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

IPAddress = IPv4Address | IPv6Address

_PLACEHOLDERS = (
    "example",  # RFC 2606 and RFC 6761
    "example.com",
    "example.net",
    "example.org",
    "invalid",
    "localhost",
    "localdomain",
    "test",
)
_PRIVATE = ("alt", "corp", "home", "home.arpa", "internal", "intranet", "lan", "local", "private")
_DOCUMENTATION = tuple(
    map(ip_network, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"))
)


def is_placeholder(host: str) -> bool:
    """Return whether ``host`` is for examples only, or is the reader's own machine: no site can have it."""
    host = _plain(host)
    if address := _address(host):
        documented = any(address in network for network in _DOCUMENTATION)
        return documented or address.is_loopback or address.is_unspecified
    return not host.strip(".") or _is_below(host, _PLACEHOLDERS)


def is_private(host: str) -> bool:
    """Return whether ``host`` can be reached only inside a network, such as that of an office, or not at all."""
    if is_placeholder(host):
        return True
    host = _plain(host)
    if address := _address(host):
        return address.is_multicast or not address.is_global
    return "." not in host.strip(".") or _is_below(host, _PRIVATE)


def _plain(host: str) -> str:
    """Return ``host`` as a browser reads it: full-width letters and dots become ordinary ones (UTS 46)."""
    return unicodedata.normalize("NFKC", host).replace("。", ".")


def _is_below(host: str, names: tuple[str, ...]) -> bool:
    dotted = "." + host.strip(".").lower()
    return any(dotted.endswith(f".{name}") for name in names)


def _address(host: str) -> IPAddress | None:
    """Return ``host`` as an IP address, also from short forms that browsers accept (``127.1``, ``0x7f000001``).

    None if it is a name.
    """
    try:
        address = ip_address(host.strip("[]"))
    except ValueError:
        if not host.strip(".").rpartition(".")[2][:1].isdigit():  # no top-level domain begins with a digit
            return None
        try:
            return IPv4Address(socket.inet_aton(host.strip(".")))
        except (OSError, ValueError):
            return None
    return getattr(address, "ipv4_mapped", None) or address
