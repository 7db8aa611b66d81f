"""Stable pagination: frozen pages numbered from the oldest, and an index with the newest stories.

With pages of twenty, ``/world/page/1/`` always shows the first twenty stories ever; the index shows the newest twenty
to thirty-nine. So a new story changes the index and, one time in twenty, adds one page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from newsprint.catalog.database import Catalog
from newsprint.catalog.reading import queries
from newsprint.catalog.reading.queries import Stretch
from newsprint.catalog.reading.view import View
from newsprint.content.records import Card
from newsprint.kinds.kind import Page
from newsprint.site.frame import Frame

_FROZEN = re.compile(r"page/([1-9][0-9]{0,8})/", re.ASCII)


class Turning(Struct, frozen=True):
    """Links from a page of a listing to the pages beside it, as in the page's HTML; None where there is no page."""

    newer: str | None
    older: str | None
    number: int  # 0 for the index


def frozen_count(total: int, size: int) -> int:
    """Return how many frozen pages of ``size`` articles a listing of ``total`` articles has."""
    return max(0, total // size - 1)


def listing_pages(kind: str, stream: str, base: str, source: str, catalog: Catalog, size: int) -> Iterator[Page]:
    """Yield the index of ``stream`` at the URL path ``base``, and the frozen pages below it."""
    yield Page(kind, base, subject=stream, source=source)
    frozen = frozen_count(queries.count(catalog.connection, stream), size)
    if frozen:
        stretches = islice(queries.runs(catalog.connection, stream, size), frozen)
        for number, stretch in enumerate(stretches, 1):
            yield _frozen_page(kind, stream, base, source, stretch, number, frozen)


def find_in_listing(
    kind: str, stream: str, base: str, source: str, url: str, catalog: Catalog, size: int
) -> Page | None:
    """Return the page of the listing at ``url``, or None."""
    if url == base:
        return Page(kind, base, subject=stream, source=source)
    match = _FROZEN.fullmatch(url.removeprefix(base))
    if match is None:
        return None
    number, frozen = int(match[1]), frozen_count(queries.count(catalog.connection, stream), size)
    stretch = queries.run(catalog.connection, stream, size, number) if number <= frozen else None
    return _frozen_page(kind, stream, base, source, stretch, number, frozen) if stretch else None


def _frozen_page(kind: str, stream: str, base: str, source: str, stretch: Stretch, number: int, frozen: int) -> Page:
    return Page(
        kind,
        page_url(base, number),
        subject=stream,
        source=source,
        stretch=stretch,
        number=number,
        newest=number == frozen,
        at=stretch.last[0],
    )


def page_url(base: str, number: int) -> str:
    """Return the URL path of the frozen page ``number`` of the listing at ``base``."""
    return f"{base}page/{number}/"


def cards_of(page: Page, view: View, size: int) -> tuple[Card, ...]:
    """Return the cards that ``page`` of a listing shows, newest first."""
    if page.stretch:
        return view.stretch(page.subject, page.stretch)
    total = view.size(page.subject)
    return view.latest(page.subject, total - frozen_count(total, size) * size)


def turning(page: Page, base: str, view: View, frame: Frame) -> Turning:
    """Return the links to the pages beside ``page``.

    A frozen page does not say how many pages there are, or each would change with every new one. It links to the page
    after it, and the newest frozen page links to the index.
    """
    if not page.number:
        frozen = frozen_count(view.size(page.subject), frame.config.listing.page_size)
        return Turning(None, frame.values.link(page_url(base, frozen)) if frozen else None, 0)
    newer = base if page.newest else page_url(base, page.number + 1)
    older = frame.values.link(page_url(base, page.number - 1)) if page.number > 1 else None
    return Turning(frame.values.link(newer), older, page.number)
