"""What the preview says on top of a page: that readers do not see it, what links lead to such stories, mistakes."""

from __future__ import annotations

import html
import re
from datetime import datetime
from urllib.parse import unquote

from msgspec import Struct

from newsprint.articles.article import Article, Instant
from newsprint.articles.states import State, state_of
from newsprint.catalog import queries
from newsprint.dates import from_microseconds
from newsprint.pages.page import Page
from newsprint.preview.outlet import LiveOutlet
from newsprint.urls import encoded

_HREF = re.compile(rb'\shref="(/[^"#?]*)')


class Mark(Struct, frozen=True):
    """A hidden story that the page links to: ``url`` as the link has it, and what to write beside it."""

    url: str
    label: str


class Notes(Struct, frozen=True):
    """What the preview adds to a page. ``ribbon`` is about the story that it shows, if readers do not see it."""

    ribbon: str = ""
    state: str = ""
    marks: tuple[Mark, ...] = ()
    problems: int = 0


def notes_of(outlet: LiveOutlet, page: Page, body: bytes) -> Notes:
    """The notes on ``page``, whose bytes are ``body``. A preview of what readers see has none but for mistakes."""
    problems = len(outlet.problems)
    if outlet.request.published:
        return Notes(problems=problems)
    now, prefix = outlet.now, outlet.config.site.prefix
    addresses = {unquote(html.unescape(found.decode("utf-8", "replace"))) for found in _HREF.findall(body)}
    urls = {address.removeprefix(prefix) for address in addresses if address.startswith(f"{prefix}/")}
    hidden = queries.hidden_at(outlet.connection, urls, now)
    marks = [Mark(prefix + encoded(each.url), state_of(each, now).value) for each in hidden if each.url != page.url]
    article = queries.article(outlet.connection, page.subject) if page.kind == "article" else None
    if article is None or state_of(article, now) is State.PUBLISHED:
        return Notes(marks=tuple(sorted(marks, key=lambda mark: mark.url)), problems=problems)
    return Notes(_ribbon(article, now, outlet), state_of(article, now).value, tuple(marks), problems)


def _ribbon(article: Article, now: Instant, outlet: LiveOutlet) -> str:
    match state_of(article, now):
        case State.DRAFT:
            return "Draft: not published until “draft” is taken out"
        case State.EMBARGOED:
            return f"Embargoed until {_when(article.published, outlet)}"
        case State.SCHEDULED:
            return f"Scheduled for {_when(article.published, outlet)}"
        case _:
            return f"Expired on {_when(article.expires or now, outlet)}"


def _when(instant: Instant, outlet: LiveOutlet) -> str:
    moment: datetime = from_microseconds(instant).astimezone(outlet.config.site.zone)
    return f"{moment.day} {moment:%B %Y, %H:%M %Z}"
