"""Sitemaps: an index, shards of articles counted from the oldest, the list pages, and Google's news sitemap."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from newsprint.articles.article import Instant, last_change
from newsprint.catalog import queries
from newsprint.catalog.catalog import Catalog
from newsprint.catalog.next_change import NEWS_LIMIT, NEWS_SPAN
from newsprint.catalog.streams import ALL, NAMES
from newsprint.catalog.view import View
from newsprint.dates import from_microseconds, iso
from newsprint.languages import news_language
from newsprint.pages.frame import Frame
from newsprint.pages.grounds import DATA
from newsprint.pages.page import Page, PageKind, Streams
from newsprint.pages.stages import Role
from newsprint.pages.xml import HEAD, element, text
from newsprint.themes.theme import site_address

INDEX, NEWS = "sitemap.xml", "news-sitemap.xml"
SHARD_SIZE = 10_000
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS_NAMESPACE = "http://www.google.com/schemas/sitemap-news/0.9"
_SHARD = re.compile(r"/sitemaps/(articles|pages)-([1-9][0-9]{0,8})\.xml", re.ASCII)


class SitemapKind(PageKind):
    """``/sitemap.xml``, ``/sitemaps/articles-1.xml`` …, ``/sitemaps/pages-1.xml`` …, ``/news-sitemap.xml``.

    The lists and other pages among them are those that their kinds want to be listed: no frozen pages, no widgets.
    Stories whose canonical address is on another site are left out. The index lists no empty sitemap.
    """

    name = "sitemap"
    role = Role.MACHINE
    grounds = DATA

    def __init__(self, frame: Frame, others: Sequence[PageKind]) -> None:
        """``others`` are all other kinds, some of whose pages it lists."""
        super().__init__(frame)
        self._others = others

    def pages(self, catalog: Catalog) -> Iterator[Page]:
        """The index, the shards, the news sitemap."""
        for subject in (INDEX, ALL, NAMES, NEWS):
            yield from self.about(subject, catalog)

    def about(self, subject: str, catalog: Catalog) -> Iterator[Page]:
        """The shards of articles depend on all of these, those of pages on the names that there are."""
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
        """The sitemap at ``url``."""
        if url in ("/sitemap.xml", "/news-sitemap.xml") or _SHARD.fullmatch(url):
            return super().find(url, catalog)
        return None

    def render(self, page: Page, view: View) -> bytes:
        """The sitemap's XML (sitemaps.org protocol 0.9)."""
        if page.url == "/sitemap.xml":
            return self._index(view)
        if page.url == "/news-sitemap.xml":
            return self._news(view)
        return self._articles(page, view) if page.stretch else self._lists(page, view)

    def _index(self, view: View) -> bytes:
        """The sitemaps that list anything."""
        stories = view.size(ALL, indexed=True)
        urls = [f"/sitemaps/articles-{number}.xml" for number in range(1, _shards(stories) + 1)]
        urls += [f"/sitemaps/pages-{number}.xml" for number in range(1, _shards(len(self._listed(view.streams))) + 1)]
        urls += ["/news-sitemap.xml"] if view.holds(ALL, *_news_span(view), indexed=True) else []
        rows = "".join(f"<sitemap>{element('loc', self._frame.address(url)).strip()}</sitemap>\n" for url in urls)
        return f'{HEAD}<sitemapindex xmlns="{_NAMESPACE}">\n{rows}</sitemapindex>\n'.encode()

    def _articles(self, page: Page, view: View) -> bytes:
        assert page.stretch is not None
        rows = []
        for card in reversed(view.stretch(ALL, page.stretch, indexed=True)):
            changed = iso(from_microseconds(last_change(card)))
            rows.append(f"<url><loc>{text(self._frame.address(card.url))}</loc><lastmod>{changed}</lastmod></url>\n")
        return f'{HEAD}<urlset xmlns="{_NAMESPACE}">\n{"".join(rows)}</urlset>\n'.encode()

    def _lists(self, page: Page, view: View) -> bytes:
        urls = self._listed(view.streams)[(page.number - 1) * SHARD_SIZE : page.number * SHARD_SIZE]
        rows = "".join(f"<url><loc>{text(site_address(self._frame.config, url))}</loc></url>\n" for url in urls)
        return f'{HEAD}<urlset xmlns="{_NAMESPACE}">\n{rows}</urlset>\n'.encode()

    def _news(self, view: View) -> bytes:
        """Google's news sitemap: at most 1,000 stories of the 48 hours before the build's as-of instant."""
        site = self._frame.config.site
        rows = [
            f"<url><loc>{text(self._frame.address(card.url))}</loc><news:news><news:publication>"
            f"<news:name>{text(site.title)}</news:name>"
            f"<news:language>{news_language(card.lang or site.language)}</news:language>"
            f"</news:publication><news:publication_date>{iso(from_microseconds(card.published))}"
            f"</news:publication_date><news:title>{text(card.title)}</news:title></news:news></url>\n"
            for card in view.period(ALL, *_news_span(view), indexed=True)[:NEWS_LIMIT]
        ]
        head = f'{HEAD}<urlset xmlns="{_NAMESPACE}" xmlns:news="{_NEWS_NAMESPACE}">\n'
        return f"{head}{''.join(rows)}</urlset>\n".encode()

    def _listed(self, streams: Streams) -> list[str]:
        """The addresses, as pages link to them, that the other kinds want to be listed."""
        return [url for kind in self._others for url in kind.listed(streams)]


def _news_span(view: View) -> tuple[Instant, Instant]:
    """The first instant whose stories are news, and the first after the last one."""
    return view.as_of - NEWS_SPAN + 1, view.as_of + 1


def _shards(count: int) -> int:
    return -(-count // SHARD_SIZE)
