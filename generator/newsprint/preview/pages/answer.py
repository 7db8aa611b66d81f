"""Answers to browsers: from a requested address to a page, a file, a redirect or an error."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote_to_bytes

from msgspec import Struct

from newsprint.base.errors import Problem, ProblemsError, ThemeError
from newsprint.base.media_types import media_type
from newsprint.base.urls import PAGE_ENDINGS, encoded, path_problem
from newsprint.config.site import FILE_NAME
from newsprint.kinds.file_work import FileWork
from newsprint.kinds.kind import Page
from newsprint.kinds.registry import KINDS
from newsprint.kinds.stages import Role
from newsprint.preview.outlet import THEMES, LiveOutlet
from newsprint.preview.pages.expected import problems_expected_at
from newsprint.preview.pages.fingerprints import Fingerprint, fingerprint_of, with_script
from newsprint.preview.pages.own_pages import screen
from newsprint.preview.pages.page_notes import Notes, notes_of
from newsprint.preview.pages.problem_page import BUILT_IN, problem_page
from newsprint.preview.picture_pool import Made
from newsprint.preview.web.handler import TEXT

NOT_FOUND = "/404.html"
_INDEX = "index.html"
_NO_CONTENT = (FILE_NAME, f"{THEMES}/", f"{BUILT_IN}{THEMES}/")
"""The first parts of the paths of problems that are not about content."""
HTML = media_type("index.html")

UNREADY = 503
"""The HTTP status of every answer while the outlet is being read."""


class Answer(Struct, frozen=True):
    """An answer to a browser. ``location`` is the target of a redirect; ``page`` is the fingerprint of an HTML page.

    A ``lasting`` answer stays right: at its address there will never be something else.
    """

    status: int
    media_type: str
    body: bytes = b""
    location: str = ""
    page: Fingerprint | None = None
    lasting: bool = False


class Unfinished(Struct, frozen=True):
    """An answer for which ``work`` has to be done, in any thread. Its result goes to :func:`finished`.

    ``version`` is that of the outlet when the work was found.
    """

    page: Page
    work: FileWork
    version: str


def answer(outlet: LiveOutlet, address: str) -> Answer | Unfinished:
    """Return the answer at ``address``, a URL path as the browser sent it, still percent-encoded."""
    try:
        url = unquote_to_bytes(address).decode("utf-8")
    except UnicodeError:
        return Answer(400, HTML, _message(outlet, "This address is invalid", "A part of it may be missing."))
    prefix = outlet.config.site.prefix
    if prefix and not url.startswith(f"{prefix}/"):
        return _redirect(f"{prefix}/") if url in ("/", prefix) else _not_found(outlet, url)
    return _at(outlet, url.removeprefix(prefix))


def finished(outlet: LiveOutlet, begun: Unfinished, made: Made) -> Answer:
    """Return the answer ``begun`` with what its work ``made``, and note the problems of the picture for the desk."""
    if not isinstance(made, bytes) and begun.version == outlet.version:  # else its file may have changed
        outlet.note_picture(begun.page, made)
    return _given(outlet, begun.page, made)


def _at(outlet: LiveOutlet, url: str) -> Answer | Unfinished:
    if outlet.general_problems and _is_html(url):
        return _problem_answer(outlet, outlet.general_problems)
    if path_problem(url) is not None:
        return _not_found(outlet, url)
    page = _page_at(outlet, url)
    if page is not None:
        return _answered(outlet, page)
    for other in _other_spellings(url):
        if _page_at(outlet, other):
            return _redirect(outlet.config.site.prefix + encoded(other))
    if (moved := outlet.stories.moved(url, outlet.connection)) is not None:
        return _redirect(outlet.config.site.prefix + encoded(moved))
    return _not_found(outlet, url)


def _other_spellings(url: str) -> tuple[str, ...]:
    """Return the addresses that web servers try next if nothing is at ``url``: the folder, or without ``.html``."""
    without = url.removesuffix(".html")
    return (without,) if without != url else () if url.endswith("/") else (f"{url}/",)


def _page_at(outlet: LiveOutlet, url: str) -> Page | None:
    """Return the page at ``url``, or None. A folder's address and that of its ``index.html`` give the same page."""
    other = f"{url}{_INDEX}" if url.endswith("/") else url.removesuffix(_INDEX)
    return outlet.find(url) or (outlet.find(other) if other.endswith(("/", f"/{_INDEX}")) else None)


def _answered(outlet: LiveOutlet, page: Page, status: int = 200) -> Answer | Unfinished:
    rendered = _rendered(outlet, page)
    if isinstance(rendered, FileWork):
        return Unfinished(page, rendered, outlet.version)
    return _given(outlet, page, rendered, status)


def _given(outlet: LiveOutlet, page: Page, made: Made, status: int = 200) -> Answer:
    """Return the answer for ``page`` of which these bytes were ``made``, or which has these problems."""
    kind = media_type(page.file)
    if isinstance(made, tuple):
        return _problem_answer(outlet, made, page)
    if kind != HTML:
        return Answer(status, kind, made, lasting=KINDS[page.kind].role is Role.RENDITION)
    outlet.stories.remember(page)
    return _shown(outlet, made, notes_of(outlet, page, made), status)


def _rendered(outlet: LiveOutlet, page: Page) -> Made | FileWork:
    """Return the bytes of ``page``, the work that makes them, or the problems because of which it has none."""
    if problems := outlet.problems_of(page):
        return problems
    try:
        return outlet.work(page) or outlet.render(page)
    except ThemeError as error:
        outlet.note(page, error)
        return error.problems
    except ProblemsError as error:
        return error.problems
    except (LookupError, OSError, ValueError) as error:  # its file was deleted, or is being saved: a change follows
        return (Problem(page.source, 0, 0, f"cannot be read at the moment: {error}", code="unreadable-file"),)


def _not_found(outlet: LiveOutlet, url: str) -> Answer | Unfinished:
    """Return the problems of a story that would be there; else the theme's page for missing pages."""
    if not _is_html(url):
        return Answer(404, TEXT, b"There is no such file.\n")
    if not outlet.request.published and (problems := problems_expected_at(outlet, url)):
        return _problem_answer(outlet, problems)
    if page := outlet.find(NOT_FOUND):
        return _answered(outlet, page, 404)
    body = _message(outlet, "There is no such page", "It appears here as soon as it exists.")
    return _shown(outlet, body, Notes(), 404)


def _message(outlet: LiveOutlet, heading: str, text: str) -> bytes:
    site = outlet.config.site
    return screen("message.html", title=site.title, heading=heading, text=text, home=f"{site.prefix}/")


def _problem_answer(outlet: LiveOutlet, problems: tuple[Problem, ...], page: Page | None = None) -> Answer:
    """Return the answer about ``problems``, instead of ``page`` if that is known. It also counts problems elsewhere.

    A preview of what readers see shows nothing from content files: the lines may be from a hidden story.
    """
    if outlet.request.published:
        problems = tuple(problem for problem in problems if problem.path.startswith(_NO_CONTENT))
        if not problems:
            text = "A file that it is made from has a problem. See the terminal where the preview runs."
            return _shown(outlet, _message(outlet, "This page cannot be shown", text), Notes(), 500)
    return _shown(outlet, problem_page(outlet, problems, page), Notes(), 500)


def _shown(outlet: LiveOutlet, body: bytes, notes: Notes, status: int) -> Answer:
    fingerprint = fingerprint_of(body, notes, outlet.style_sheets, outlet.version)
    return Answer(status, HTML, with_script(body, fingerprint, notes), page=fingerprint)


def _redirect(location: str) -> Answer:
    return Answer(302, TEXT, b"", location)


def _is_html(url: str) -> bool:
    """Return whether ``url`` may be a page: its name has no ending, a page's ending, or one that is not all letters."""
    ending = posixpath.splitext(url)[1].lower()
    return ending in ("", *PAGE_ENDINGS) or not ending[1:].isalpha()
