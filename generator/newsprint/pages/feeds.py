"""Feeds with full text: RSS 2.0 and Atom, for the outlet and for each section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from newsprint.articles.article import Article, last_change
from newsprint.articles.naming import story_name
from newsprint.catalog.catalog import Catalog
from newsprint.catalog.streams import ALL, SECTION
from newsprint.catalog.view import View
from newsprint.dates import from_microseconds, iso
from newsprint.languages import direction
from newsprint.pages.bodies import for_feed
from newsprint.pages.grounds import DATA
from newsprint.pages.page import Page, PageKind
from newsprint.pages.stages import Role
from newsprint.pages.xml import HEAD, element, rfc822, text
from newsprint.themes.theme import site_address
from newsprint.urls import encoded

_WITHIN_PAGE = re.compile(r'(<a\b[^<>]*? href=")#')
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


class FeedKind(PageKind):
    """``/rss.xml`` and ``/atom.xml``, and the same below each section."""

    name = "feed"
    role = Role.MACHINE
    grounds = DATA

    def pages(self, catalog: Catalog) -> Iterator[Page]:
        """The outlet's feeds, then the sections' in the order of the navigation."""
        sections = self._frame.config.sections.items()
        for folder, stream in [("/", ALL), *((section.url, SECTION + key) for key, section in sections)]:
            for name in ("rss.xml", "atom.xml"):
                yield Page(self.name, folder + name, subject=stream, source="a feed")

    def render(self, page: Page, view: View) -> bytes:
        """The newest stories with their whole text."""
        cards = view.latest(page.subject, self._frame.config.feeds.count)
        articles = [view.article(card.path) for card in cards]
        write = self._rss if page.url.endswith("rss.xml") else self._atom
        return write(page, articles, view).encode()

    def _rss(self, page: Page, articles: list[Article], view: View) -> str:
        """RSS 2.0 (RSS Advisory Board) with content:encoded and dc:creator.

        A description is HTML: its plain text is escaped once as HTML, and the HTML once more as XML.
        """
        site = self._frame.config.site
        built = max((from_microseconds(last_change(article)) for article in articles), default=None)
        return (
            f'{HEAD}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" '
            'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel>\n'
            + element("title", self._title(page))
            + element("link", self._home(page))
            + element("description", text(site.description or site.title))
            + element("language", site.language.lower())
            + (element("lastBuildDate", rfc822(built)) if built else "")
            + f'<atom:link href="{text(self._frame.address(page.url))}" rel="self" type="application/rss+xml"/>\n'
            + "".join(self._rss_item(article, view) for article in articles)
            + "</channel>\n</rss>\n"
        )

    def _rss_item(self, article: Article, view: View) -> str:
        return (
            "<item>\n"
            + element("title", article.title)
            + element("link", self._frame.address(article.url))
            + f'<guid isPermaLink="false">{text(self.identity(article))}</guid>\n'
            + element("pubDate", rfc822(from_microseconds(article.published)))
            + "".join(element("dc:creator", name) for name in article.authors)
            + "".join(element("category", name) for name in article.tags)
            + element("dc:language", article.lang)
            + element("description", text(article.teaser))
            + element("content:encoded", self._text(article, view))
            + "</item>\n"
        )

    def _atom(self, page: Page, articles: list[Article], view: View) -> str:
        """Atom (RFC 4287)."""
        site = self._frame.config.site
        updated = max((from_microseconds(last_change(article)) for article in articles), default=_EPOCH)
        return (
            f'{HEAD}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{text(site.language)}">\n'
            + element("id", self._frame.address(page.url))
            + element("title", self._title(page))
            + element("subtitle", site.description)
            + element("updated", iso(updated))
            + f'<link rel="self" type="application/atom+xml" href="{text(self._frame.address(page.url))}"/>\n'
            + f'<link rel="alternate" type="text/html" href="{text(self._home(page))}"/>\n'
            + f"<author>{element('name', site.title).strip()}</author>\n"
            + "".join(self._atom_entry(article, view) for article in articles)
            + "</feed>\n"
        )

    def _atom_entry(self, article: Article, view: View) -> str:
        language = f' xml:lang="{text(article.lang)}"' if article.lang else ""
        return (
            f"<entry{language}>\n"
            + element("id", self.identity(article))
            + element("title", article.title)
            + element("published", iso(from_microseconds(article.published)))
            + element("updated", iso(from_microseconds(last_change(article))))
            + f'<link rel="alternate" type="text/html" href="{text(self._frame.address(article.url))}"/>\n'
            + "".join(f"<author>{element('name', name).strip()}</author>\n" for name in article.authors)
            + "".join(f'<category term="{text(name)}"/>\n' for name in article.tags)
            + element("summary", article.teaser)
            + f'<content type="html">{text(self._text(article, view))}</content>\n'
            + "</entry>\n"
        )

    def identity(self, article: Article) -> str:
        """A tag URI (RFC 4151) made of the article's file: it survives a changed title, slug, date or section.

        A bundle (``storm/index.md``) has the identity of the file that it may have been before (``storm.md``).
        """
        name = story_name(article.path)
        return f"tag:{self._frame.config.feed_id},2000:{encoded(name)}"

    def _text(self, article: Article, view: View) -> str:
        """The body, after the picture that the page has beside it; footnotes and the like lead to the page."""
        image = self._frame.flat.image(article.image)
        page = text(self._frame.address(article.url))
        body = _WITHIN_PAGE.sub(lambda match: f"{match[1]}{page}#", for_feed(self._frame, article, view))
        if image is not None:
            address = site_address(self._frame.config, image.url)
            body = f'<p><img src="{text(address)}" alt="{text(image.alt)}"></p>\n{body}'
        language = article.lang or self._frame.config.site.language
        if direction(language) == "rtl":  # without dir, feed readers display the text from left to right
            return f'<div lang="{text(language)}" dir="rtl">\n{body}\n</div>'
        return body

    def _home(self, page: Page) -> str:
        return self._frame.address(page.url.rpartition("/")[0] + "/")

    def _title(self, page: Page) -> str:
        title = self._frame.config.site.title
        if page.subject == ALL:
            return title
        return f"{title}: {self._frame.config.sections[page.subject.removeprefix(SECTION)].name}"
