"""Feeds with full text: RSS 2.0 and Atom, for the outlet and for each section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from newsprint.articles.article import Article, last_change
from newsprint.articles.naming import story_name
from newsprint.catalog.catalog import Catalog
from newsprint.catalog.streams import ALL, AUTHOR, SECTION, TAG
from newsprint.catalog.view import View
from newsprint.dates import from_microseconds
from newsprint.languages import direction
from newsprint.pages.bodies import for_feed
from newsprint.pages.flat import FeedStory
from newsprint.pages.grounds import FEED
from newsprint.pages.page import Page, PageKind, TemplateVariables
from newsprint.pages.stages import Role
from newsprint.themes.theme import site_address
from newsprint.themes.xml import xml_text
from newsprint.urls import encoded

_WITHIN_PAGE = re.compile(r'(<a\b[^<>]*? href=")#')


class FeedKind(PageKind):
    """``/rss.xml`` and ``/atom.xml``, and the same below each section."""

    name = "feed"
    role = Role.MACHINE
    grounds = FEED
    templates: ClassVar[TemplateVariables] = {
        "rss.xml": ("section", "home", "summary", "changed", "stories"),
        "atom.xml": ("section", "home", "summary", "changed", "stories"),
    }

    def pages(self, catalog: Catalog) -> Iterator[Page]:
        """The outlet's feeds, then the sections' in the order of the navigation."""
        edition = self._frame.edition
        folders = [(edition.url("/"), ALL), *((edition.index(key), SECTION + key) for key in edition.sections)]
        for folder, stream in folders:
            for name in self.templates:
                yield Page(self.name, folder + name, subject=edition.stream(stream), source="a feed")

    def render(self, page: Page, view: View) -> bytes:
        """The newest stories with their whole text. Raises ThemeError."""
        frame = self._frame
        cards = view.latest(page.subject, frame.config.feeds.count)
        articles = [view.article(card.path) for card in cards]
        edition = frame.edition
        key = edition.key_of(page.subject, SECTION)
        section = None if key is None else frame.flat.section(key)
        context = frame.context(
            view,
            url=page.url,
            title=f"{edition.title}: {section.name}" if section else edition.title,
            description=edition.description,
            section=section,
            home=frame.address(page.url.rpartition("/")[0] + "/"),
            summary=xml_text(edition.description or edition.title),
            changed=max((from_microseconds(last_change(article)) for article in articles), default=None),
            stories=tuple(self._story(article, view) for article in articles),
        )
        return frame.templates.render(page.url.rpartition("/")[2], context)

    def _story(self, article: Article, view: View) -> FeedStory:
        """``article`` as feeds show it. Some readers take a description for HTML, so the summary is that."""
        flat = self._frame.flat
        return FeedStory(
            id=self.identity(article),
            url=flat.link(article.url),
            title=article.title,
            teaser=article.teaser,
            summary=xml_text(article.teaser),
            content=self._text(article, view),
            section=flat.section(article.section),
            date=from_microseconds(article.published),
            changed=from_microseconds(last_change(article)),
            authors=tuple(flat.named(AUTHOR, name) for name in article.authors),
            tags=tuple(flat.named(TAG, name) for name in article.tags),
            image=flat.image(article.image),
            lang=article.lang,
            extra=article.extra,
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
        page = xml_text(self._frame.address(article.url))
        body = _WITHIN_PAGE.sub(lambda match: f"{match[1]}{page}#", for_feed(self._frame, article, view))
        if image is not None:
            address = site_address(self._frame.config, image.url)
            body = f'<p><img src="{xml_text(address)}" alt="{xml_text(image.alt)}"></p>\n{body}'
        language = article.lang or self._frame.edition.language
        if direction(language) == "rtl":  # without dir, feed readers display the text from left to right
            return f'<div lang="{xml_text(language)}" dir="rtl">\n{body}\n</div>'
        return body
