"""The sockets of a preview: at the requested address, on the requested port or the next free one."""

from __future__ import annotations

import errno
import socket
from contextlib import ExitStack

from newsprint.base.errors import NewsprintError, UsageError

PORTS = 20
"""Number of ports to try, from the requested one upwards."""

WAITING = 1024
"""Number of connections that may wait to be accepted (the backlog)."""

_EVERYWHERE = ("0.0.0.0", "::")
_RESERVED = 1024
_NOT_HERE = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)


def listen(host: str, port: int) -> tuple[list[socket.socket], int]:
    """Return sockets that listen at ``host``, and their port: ``port``, or the next free one if it is taken.

    Raises UsageError if nothing can listen there, and NewsprintError if none of :data:`PORTS` ports is free.
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
    raise NewsprintError(f"{ports} (choose another with --port)")


def _bound(host: str, port: int) -> list[socket.socket]:
    """Return a socket for each address of ``host`` that this computer has. Raises OSError, ValueError."""
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
    """Return a message for the user about why the preview cannot listen at ``host`` and ``port``."""
    if isinstance(error, socket.gaierror | ValueError):
        return f"--host {host}: no such host name"
    if isinstance(error, OSError) and error.errno == errno.EADDRNOTAVAIL:
        return f"--host {host}: this computer does not have this address"
    if isinstance(error, PermissionError):
        return f"--port {port}: this system reserves the ports below {_RESERVED} (try --port 8000)"
    return f"--host {host}: cannot listen at this address ({getattr(error, 'strerror', None) or error})"


def address_of(host: str, port: int) -> str:
    """Return the URL (scheme, name, port) at which a browser on this machine reaches a server at ``host``."""
    name = "localhost" if host in _EVERYWHERE else f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}"


def _is_taken(error: Exception, port: int) -> bool:
    """Return whether another port may be free.

    Some systems reserve ranges of ports for programs, and deny permission for a port in such a range.
    """
    taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
    return taken or (isinstance(error, PermissionError) and port >= _RESERVED)
