"""What all answers of the preview have in common: checks of the request, security headers, short error texts."""

from __future__ import annotations

from typing import Any

from tornado.web import RequestHandler

from newsprint.preview.web.access import is_known

TEXT = "text/plain; charset=utf-8"
LONGEST_ADDRESS = 8000
"""The longest address that is answered: every server should support this length (RFC 9110, 4.1)."""

MOST_HEADERS = 32 * 1024
"""The limit for the headers of a request, in bytes: several times what browsers send."""

_METHODS = ("GET", "HEAD")
_HEADERS = {
    "Cache-Control": "no-store",  # with "no-cache", the Back button still shows the old page without asking
    "Content-Security-Policy": "frame-ancestors 'self'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_MESSAGES = {
    400: "This address is invalid.",
    403: "The preview answers only its own pages, at its own address.",
    404: "There is no such file.",
    405: "The preview is read-only.",
    414: "This address is too long.",
    431: "The headers of this request are too large.",
}


class Handler(RequestHandler):
    """Answers read-only requests (GET, HEAD) that address the server by one of its own names.

    Drafts are private: other sites may not frame or use the answers, and do not learn which page linked to them. The
    application's setting ``host`` is where the server listens.
    """

    def prepare(self) -> None:
        """Refuse requests for another host, with another method, or that are too long."""
        if not is_known(self.request.host, self.settings["host"]):
            self.send_error(403)
        elif self.request.method not in _METHODS:
            self.send_error(405)
        elif len(self.request.uri or "") > LONGEST_ADDRESS:
            self.send_error(414)
        elif sum(len(name) + len(value) for name, value in self.request.headers.get_all()) > MOST_HEADERS:
            self.send_error(431)

    def set_default_headers(self) -> None:
        """Set the headers of every answer. None of them names the server software."""
        self.clear_header("Server")
        for name, value in _HEADERS.items():
            self.set_header(name, value)

    def write_error(self, status_code: int, **_details: Any) -> None:
        """Answer a refused or failed request, without details of how the preview works."""
        if status_code == 405:
            self.set_header("Allow", ", ".join(_METHODS))
        self.set_header("Content-Type", TEXT)
        self.finish(_MESSAGES.get(status_code, "This request cannot be answered.") + "\n")


class UnreadableHandler(Handler):
    """For request targets that are not a path: another server's URL, as sent to a proxy, or ``*``."""

    def get(self) -> None:
        """Refuse."""
        self.send_error(400)

    head = get
