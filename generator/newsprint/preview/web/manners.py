"""What every answer of the preview has in common: who gets one, what it may be used for, and how little it tells."""

from __future__ import annotations

from typing import Any

from tornado.web import RequestHandler

from newsprint.preview.web.access import is_known

TEXT = "text/plain; charset=utf-8"
LONGEST_ADDRESS = 8000
"""So long an address every server has to understand (RFC 9110, 4.1)."""

MOST_HEADERS = 32 * 1024
"""So many bytes of headers are looked at: several times what browsers send."""

_METHODS = ("GET", "HEAD")
_HEADERS = {
    "Cache-Control": "no-store",  # what is only to be validated, browsers still show unasked when somebody goes back
    "Content-Security-Policy": "frame-ancestors 'self'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_WORDS = {
    400: "This address cannot be read.",
    403: "This preview answers only its own pages, under its own address.",
    404: "There is no such file.",
    405: "A preview can only be looked at.",
    414: "This address is too long.",
    431: "There are too many headers.",
}


class Handler(RequestHandler):
    """Answers whoever asks for this server by a name that is its own, with a request that changes nothing.

    Drafts are nobody else's: other sites may neither frame the answers, nor use them, nor learn from where a link led.
    The application's setting ``host`` is where the server listens.
    """

    def prepare(self) -> None:
        """Refuse what is not to be answered."""
        if not is_known(self.request.host, self.settings["host"]):
            self.send_error(403)
        elif self.request.method not in _METHODS:
            self.send_error(405)
        elif len(self.request.uri or "") > LONGEST_ADDRESS:
            self.send_error(414)
        elif sum(len(name) + len(value) for name, value in self.request.headers.get_all()) > MOST_HEADERS:
            self.send_error(431)

    def set_default_headers(self) -> None:
        """The headers of every answer; none says what the server is made of."""
        self.clear_header("Server")
        for name, value in _HEADERS.items():
            self.set_header(name, value)

    def write_error(self, status_code: int, **_details: Any) -> None:
        """What is said of a request that is refused or failed: nothing of how the preview works."""
        if status_code == 405:
            self.set_header("Allow", ", ".join(_METHODS))
        self.set_header("Content-Type", TEXT)
        self.finish(_WORDS.get(status_code, "This cannot be answered.") + "\n")


class UnreadableHandler(Handler):
    """For what is no address of a page: another server's, as one asks a proxy, or ``*``."""

    def get(self) -> None:
        """Refuse."""
        self.send_error(400)

    head = get
