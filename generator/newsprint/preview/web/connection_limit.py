"""The limit of connections: the system's limit of open files, less those that are needed to make pages."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.iostream import IOStream

WANTED = 4096
"""The limit of open files to ask for; on some systems programs start with 256."""

_RESERVED = 64


class BoundedServer(HTTPServer):
    """A server that closes connections above its limit, and keeps serving the others."""

    def initialize(self, *arguments: Any, **named: Any) -> None:
        """Take the arguments of an HTTPServer."""
        super().initialize(*arguments, **named)
        self._limit = _raised_limit(WANTED) - _RESERVED

    def handle_stream(self, stream: IOStream, address: tuple[object, ...]) -> None:
        """Serve a connection, or close it if too many files are open.

        Systems give a new file the lowest free number, so the number of its descriptor shows how many are open.
        """
        if stream.socket.fileno() >= self._limit:
            stream.close()
        else:
            super().handle_stream(stream, address)


def _raised_limit(wanted: int) -> int:
    """Raise this process's limit of open files to ``wanted`` if it is lower. Return the limit that applies."""
    try:
        import resource
    except ImportError:  # Windows, which has no such limit
        return wanted
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = resource.RLIM_INFINITY
    more = wanted if hard == unlimited else min(wanted, hard)
    if soft == unlimited or soft >= more:
        return wanted if soft == unlimited else soft
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (more, hard))
        return more
    return soft
