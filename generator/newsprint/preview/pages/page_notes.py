"""The preview's notes on a page: whether readers see it, which links lead to hidden stories, how many problems."""

from __future__ import annotations

import html
import re
from datetime import datetime
from urllib.parse import unquote

from msgspec import Struct

from newsprint.base.dates import from_microseconds
from newsprint.base.urls import encoded
from newsprint.catalog.reading import queries
from newsprint.content.records import Article, Instant
from newsprint.content.states import State, state_of
from newsprint.kinds.kind import Page
from newsprint.kinds.registry import KINDS
from newsprint.kinds.stages import Role
from newsprint.preview.outlet import LiveOutlet

_HREF = re.compile(rb"""\shref\s*=\s*(?:"([^"]*)|'([^']*)|([^\s"'>]+))""", re.IGNORECASE)
_AFTER_PATH = re.compile("[?#]")


class Mark(Struct, frozen=True):
    """A hidden story that the page links to: its ``url`` as in the link, and the text to show beside the link."""

    url: str
    label: str


class Notes(Struct, frozen=True):
    """The notes on a page. ``ribbon`` is a text about the page's story if it is hidden; ``state`` is its state."""

    ribbon: str = ""
    state: str = ""
    marks: tuple[Mark, ...] = ()
    problems: int = 0


def notes_of(outlet: LiveOutlet, page: Page, body: bytes) -> Notes:
    """Return the notes on ``page``, whose bytes are ``body``. A preview of what readers see has none."""
    if outlet.request.published:
        return Notes()
    problems = len(outlet.problems)
    marks = _marks(outlet, page, body)
    article = queries.article(outlet.connection, page.subject) if KINDS[page.kind].role is Role.STORY else None
    state = state_of(article, outlet.now) if article else State.PUBLISHED
    if article is None or state is State.PUBLISHED:
        return Notes(marks=marks, problems=problems)
    return Notes(_ribbon(article, state, outlet), state.value, marks, problems)


def _marks(outlet: LiveOutlet, page: Page, body: bytes) -> tuple[Mark, ...]:
    """Return a mark for each hidden story that the page links to, except the page's own story."""
    prefix = outlet.config.site.prefix
    paths = {_path(b"".join(quoted)) for quoted in _HREF.findall(body)}
    urls = {path.removeprefix(prefix) for path in paths if path.startswith(f"{prefix}/")}
    hidden = queries.hidden_at(outlet.connection, urls, outlet.now)
    return tuple(
        Mark(prefix + encoded(each.url), state_of(each, outlet.now).value) for each in hidden if each.url != page.url
    )


def _path(href: bytes) -> str:
    """Return the path in ``href``, the value of an attribute in a page."""
    return unquote(_AFTER_PATH.split(html.unescape(href.decode("utf-8", "replace")), maxsplit=1)[0])


def _ribbon(article: Article, state: State, outlet: LiveOutlet) -> str:
    match state:
        case State.DRAFT:
            return "Draft: readers do not see it until “draft” is removed"
        case State.EMBARGOED:
            return f"Embargoed until {_when(article.published, outlet)}"
        case State.SCHEDULED:
            return f"Scheduled for {_when(article.published, outlet)}"
        case _:
            return f"Expired on {_when(article.expires or article.published, outlet)}"


def _when(instant: Instant, outlet: LiveOutlet) -> str:
    """Return ``instant`` in the outlet's time zone, with the zone's abbreviation or its offset from UTC."""
    moment: datetime = from_microseconds(instant).astimezone(outlet.config.site.zone)
    zone = f"{moment:%Z}"
    return f"{moment.day} {moment:%B %Y, %H:%M} {zone if zone.isalpha() else f'UTC{zone}'}"
