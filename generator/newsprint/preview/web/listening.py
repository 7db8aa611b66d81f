"""Where a preview listens: the address that was asked for, and its port or the next free one."""

from __future__ import annotations

import errno
import socket
from contextlib import ExitStack

from newsprint.base.errors import NewsprintError, UsageError

PORTS = 20
"""So many ports are tried, from the one that was asked for."""

WAITING = 1024
"""So many connections the system keeps for us until we take them."""

_EVERYWHERE = ("0.0.0.0", "::")
_RESERVED = 1024
_NOT_HERE = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)


def listen(host: str, port: int) -> tuple[list[socket.socket], int]:
    """Sockets that listen at ``host``, and their port: ``port``, or if it is taken the next free one.

    Raises UsageError if nobody can listen there, and NewsprintError if too many ports are taken.
    """
    if not host:
        raise UsageError("--host needs a name or an address")
    last = min(port + PORTS, 65536) - 1
    for candidate in range(port, last + 1):
        try:
            return _bound(host, candidate), candidate
        except (OSError, ValueError) as error:
            if not _is_taken(error, candidate):
                raise UsageError(refusal(error, host, candidate)) from error
    ports = f"the ports from {port} to {last} are all taken" if last > port else f"the port {port} is taken"
    raise NewsprintError(f"{ports} (--port takes another)")


def _bound(host: str, port: int) -> list[socket.socket]:
    """Sockets at all addresses of ``host`` that this computer has. Raises OSError, ValueError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    missing: OSError | None = None
    with ExitStack() as stack:
        sockets = []
        for family, address in dict.fromkeys((family, address) for family, _, _, _, address in found):
            try:
                bound = stack.enter_context(socket.create_server(address, family=family, backlog=WAITING))
            except OSError as error:
                if error.errno not in _NOT_HERE:
                    raise
                missing = error
            else:
                bound.setblocking(False)
                sockets.append(bound)
        if missing and not sockets:
            raise missing
        stack.pop_all()
        return sockets


def refusal(error: Exception, host: str, port: int) -> str:
    """Why nobody can listen at ``host`` and ``port``, in words for who asked for it."""
    if isinstance(error, socket.gaierror | ValueError):
        return f"--host {host}: there is no such name"
    if isinstance(error, OSError) and error.errno == errno.EADDRNOTAVAIL:
        return f"--host {host}: this is no address of this computer"
    if isinstance(error, PermissionError):
        return f"--port {port}: this system keeps the ports below {_RESERVED} to itself (try --port 8000)"
    return f"--host {host}: nobody can listen there ({getattr(error, 'strerror', None) or error})"


def address_of(host: str, port: int) -> str:
    """The address (scheme, name, port) at which a browser on this machine finds who listens at ``host``."""
    name = "localhost" if host in _EVERYWHERE else f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}"


def _is_taken(error: Exception, port: int) -> bool:
    """Whether another port may do. Where a system hands out ranges of ports, it denies those that are handed out."""
    taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
    return taken or (isinstance(error, PermissionError) and port >= _RESERVED)
