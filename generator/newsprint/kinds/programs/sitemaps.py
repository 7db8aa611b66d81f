"""Sitemaps: an index, shards of articles counted from the oldest, the list pages, and Google's news sitemap."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, ClassVar

from newsprint.base.dates import from_microseconds, iso
from newsprint.base.languages import news_language
from newsprint.catalog.database import Catalog
from newsprint.catalog.reading import queries
from newsprint.catalog.reading.next_change import NEWS_LIMIT, NEWS_SPAN
from newsprint.catalog.reading.queries import Stretch
from newsprint.catalog.reading.view import View
from newsprint.catalog.streams import ALL, NAMES
from newsprint.content.records import last_change
from newsprint.kinds.kind import Page, PageKind, Streams, TemplateVariables
from newsprint.kinds.stages import Role
from newsprint.site.frame import Frame
from newsprint.site.grounds import FEED
from newsprint.themes.provided import Table
from newsprint.themes.theme import site_address

INDEX, NEWS = "sitemap.xml", "news-sitemap.xml"
SHARD_SIZE = 10_000
_SHARD = re.compile(r"/sitemaps/(articles|pages)-([1-9][0-9]{0,8})\.xml", re.ASCII)


class SitemapKind(PageKind):
    """``/sitemap.xml``, ``/sitemaps/articles-1.xml`` …, ``/sitemaps/pages-1.xml`` …, ``/news-sitemap.xml``.

    Besides articles they list the pages that each kind wants listed, but no frozen pages and no widget pages. Stories
    whose canonical address is on another site are left out. The index lists no empty sitemap.
    """

    name = "sitemap"
    role = Role.MACHINE
    grounds = FEED
    templates: ClassVar[TemplateVariables] = {
        "sitemap-index.xml": ("sitemaps",),
        "sitemap.xml": ("urls", "urls[].address", "urls[].changed"),
        "news-sitemap.xml": ("stories", "stories[].address", "stories[].title", "stories[].language", "stories[].date"),
    }

    def __init__(self, frame: Frame, others: Sequence[PageKind]) -> None:
        """Create the kind; ``others`` are all other kinds, some of whose pages the sitemaps list."""
        super().__init__(frame)
        self._others = others

    def pages(self, catalog: Catalog) -> Iterator[Page]:
        """Yield the index, the shards and the news sitemap."""
        for subject in (INDEX, ALL, NAMES, NEWS):
            yield from self.about(subject, catalog)

    def about(self, subject: str, catalog: Catalog) -> Iterator[Page]:
        """Yield this subject's sitemaps: shards of articles depend on all articles, those of pages on the names."""
        page = partial(Page, self.name, subject=subject, source="the sitemap")
        if subject in (INDEX, NEWS):
            yield page(f"/{subject}")
        elif subject == ALL:
            for number, stretch in enumerate(queries.runs(catalog.connection, ALL, SHARD_SIZE, indexed=True), 1):
                yield page(f"/sitemaps/articles-{number}.xml", stretch=stretch, number=number)
        elif subject == NAMES:
            streams = partial(queries.streams, catalog.connection)
            for number in range(1, _shards(len(self._listed(streams))) + 1):
                yield page(f"/sitemaps/pages-{number}.xml", number=number)

    def find(self, url: str, catalog: Catalog) -> Page | None:
        """Return the sitemap at ``url``, or None."""
        if url in (f"/{INDEX}", f"/{NEWS}") or _SHARD.fullmatch(url):
            return super().find(url, catalog)
        return None

    def render(self, page: Page, view: View) -> bytes:
        """Return the sitemap's XML (sitemaps.org protocol 0.9). Raises ThemeError."""
        if page.url == f"/{INDEX}":
            return self._printed("sitemap-index.xml", page, view, sitemaps=self._sitemaps(view))
        if page.url == f"/{NEWS}":
            return self._printed("news-sitemap.xml", page, view, stories=self._news(view))
        urls = self._articles(page.stretch, view) if page.stretch else self._lists(page, view)
        return self._printed("sitemap.xml", page, view, urls=urls)

    def _printed(self, template: str, page: Page, view: View, **variables: Any) -> bytes:
        frame = self._frame
        context = frame.context(view, url=page.url, title=frame.config.site.title, **variables)
        return frame.templates.render(template, context)

    def _sitemaps(self, view: View) -> tuple[str, ...]:
        """Return the addresses of the sitemaps that are not empty."""
        stories = view.size(ALL, indexed=True)
        urls = [f"/sitemaps/articles-{number}.xml" for number in range(1, _shards(stories) + 1)]
        urls += [f"/sitemaps/pages-{number}.xml" for number in range(1, _shards(len(self._listed(view.streams))) + 1)]
        urls += [f"/{NEWS}"] if view.has_recent(ALL, NEWS_SPAN, indexed=True) else []
        return tuple(map(self._frame.address, urls))

    def _articles(self, stretch: Stretch, view: View) -> tuple[Table, ...]:
        return tuple(
            Table(address=self._frame.address(card.url), changed=iso(from_microseconds(last_change(card))))
            for card in reversed(view.stretch(ALL, stretch, indexed=True))
        )

    def _lists(self, page: Page, view: View) -> tuple[Table, ...]:
        urls = self._listed(view.streams)[(page.number - 1) * SHARD_SIZE : page.number * SHARD_SIZE]
        return tuple(Table(address=site_address(self._frame.config, url), changed="") for url in urls)

    def _news(self, view: View) -> tuple[Table, ...]:
        """Return the stories of Google's news sitemap: at most 1,000 of the 48 hours before the as-of instant."""
        return tuple(
            Table(
                address=self._frame.address(card.url),
                title=card.title,
                language=news_language(card.lang or self._frame.config.site.language),
                date=from_microseconds(card.published),
            )
            for card in view.recent(ALL, NEWS_SPAN, indexed=True)[:NEWS_LIMIT]
        )

    def _listed(self, streams: Streams) -> list[str]:
        """Return the addresses, as pages link to them, that the other kinds want listed."""
        return [url for kind in self._others for url in kind.listed(streams)]


def _shards(count: int) -> int:
    return -(-count // SHARD_SIZE)
