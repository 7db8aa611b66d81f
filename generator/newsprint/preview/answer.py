"""From the address that a browser asks for to what it gets."""

from __future__ import annotations

import posixpath
from typing import TypeAlias
from urllib.parse import unquote_to_bytes

from msgspec import Struct

from newsprint.errors import Problem, ProblemsError
from newsprint.media_types import media_type
from newsprint.pages.page import Page
from newsprint.preview.mistakes import mistakes_page
from newsprint.preview.notes import Notes, notes_of
from newsprint.preview.outlet import LiveOutlet
from newsprint.preview.prints import Print, print_of, with_script
from newsprint.urls import encoded, file_of, path_mistake

NOT_FOUND = "/404.html"
HTML = media_type("index.html")

UNREADY = 503
"""The status of every answer as long as the outlet is being read."""

Rendered: TypeAlias = "bytes | tuple[Problem, ...]"


class Answer(Struct, frozen=True):
    """What a browser gets: ``location`` is where a redirect leads; ``page`` is the print of an HTML page."""

    status: int
    media_type: str
    body: bytes = b""
    location: str = ""
    page: Print | None = None


def answer(outlet: LiveOutlet, address: str) -> Answer:
    """What is at ``address``, the path of a URL as the browser sent it, still percent-encoded."""
    url = _decoded(address)
    if url is None:
        return Answer(400, "text/plain; charset=utf-8", b"This address cannot be read.\n")
    prefix = outlet.config.site.prefix
    if prefix and not url.startswith(f"{prefix}/"):
        return _redirect(f"{prefix}/") if url in ("/", prefix) else _not_found(outlet, url)
    return _at(outlet, url.removeprefix(prefix))


def _decoded(address: str) -> str | None:
    try:
        url = unquote_to_bytes(address).decode("utf-8")
    except UnicodeDecodeError:
        return None
    return url if path_mistake(url) is None else None


def _at(outlet: LiveOutlet, url: str) -> Answer:
    if outlet.general_problems and _is_html(url):
        return _mistaken(outlet, url, outlet.general_problems)
    page = outlet.find(url) or _at_index(outlet, url)
    if page is not None:
        return _answered(outlet, page, url)
    if not url.endswith("/") and outlet.find(f"{url}/"):
        return _redirect(outlet.config.site.prefix + encoded(f"{url}/"))
    if (moved := outlet.moved(url)) is not None:
        return _redirect(outlet.config.site.prefix + encoded(moved))
    return _not_found(outlet, url)


def _at_index(outlet: LiveOutlet, url: str) -> Page | None:
    """The page of a folder, asked for by the name of its file."""
    return outlet.find(url.removesuffix("index.html")) if url.endswith("/index.html") else None


def _answered(outlet: LiveOutlet, page: Page, url: str, status: int = 200) -> Answer:
    kind = media_type(file_of(page.url))
    rendered = _rendered(outlet, page)
    if isinstance(rendered, tuple):
        return _mistaken(outlet, url, rendered)
    if kind != HTML:
        return Answer(status, kind, rendered)
    outlet.remember(page)
    return _shown(outlet, rendered, notes_of(outlet, page, rendered), status)


def _rendered(outlet: LiveOutlet, page: Page) -> Rendered:
    """The bytes of ``page``, or the mistakes on account of which there are none."""
    if problems := outlet.problems_of(page):
        return problems
    try:
        return outlet.render(page)
    except ProblemsError as error:
        return error.problems
    except (LookupError, OSError, ValueError) as error:  # its file went, or is being written: another change follows
        return (Problem(page.source, 0, 0, f"cannot be read at the moment: {error}"),)


def _not_found(outlet: LiveOutlet, url: str) -> Answer:
    """The theme's own page for what is not there."""
    page = outlet.find(NOT_FOUND)
    if page is None or not _is_html(url):
        return Answer(404, "text/plain; charset=utf-8", b"There is no such page.\n")
    return _answered(outlet, page, url, 404)


def _mistaken(outlet: LiveOutlet, url: str, problems: tuple[Problem, ...]) -> Answer:
    body = mistakes_page(outlet, problems)
    return _shown(outlet, body, Notes(problems=len(outlet.problems)), 500)


def _shown(outlet: LiveOutlet, body: bytes, notes: Notes, status: int) -> Answer:
    printed = print_of(body, notes, outlet.style_sheets)
    return Answer(status, HTML, with_script(body, printed, notes), page=printed)


def _redirect(location: str) -> Answer:
    return Answer(302, "text/plain; charset=utf-8", b"", location)


def _is_html(url: str) -> bool:
    return posixpath.splitext(url)[1].lower() in ("", ".html", ".htm")
