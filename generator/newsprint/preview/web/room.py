"""Room for connections: as many as the system lets one program have, less what is needed to make pages."""

from __future__ import annotations

from contextlib import suppress

from tornado.httpserver import HTTPServer
from tornado.iostream import IOStream

WANTED = 4096
"""So many open files are asked for; some systems start programs with 256."""

_KEPT = 64


class BoundedServer(HTTPServer):
    """A server that closes connections for which it has no room, and goes on serving the others."""

    def initialize(self, *arguments: object, **named: object) -> None:
        """The arguments are an HTTPServer's."""
        super().initialize(*arguments, **named)  # type: ignore[arg-type]  # handed on as they came
        self._room = _open_files(WANTED) - _KEPT

    def handle_stream(self, stream: IOStream, address: tuple[object, ...]) -> None:
        """Serve a connection. Systems number open files from the lowest that is free, so the number says how many."""
        if stream.socket.fileno() >= self._room:
            stream.close()
        else:
            super().handle_stream(stream, address)


def _open_files(wanted: int) -> int:
    """How many files may be open, after as many as are ``wanted`` were asked for."""
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
