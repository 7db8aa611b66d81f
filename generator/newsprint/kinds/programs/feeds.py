"""Feeds with full text: RSS 2.0 and Atom, for the outlet and for each section."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from newsprint.base.dates import from_microseconds
from newsprint.catalog.database import Catalog
from newsprint.catalog.reading.view import View
from newsprint.catalog.streams import ALL, SECTION
from newsprint.content.records import last_change
from newsprint.kinds.kind import Page, PageKind, TemplateVariables
from newsprint.kinds.programs.feed_stories import feed_story
from newsprint.kinds.stages import Role
from newsprint.site.grounds import FEED
from newsprint.themes.sandbox.xml import xml_text


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
        """Yield the outlet's feeds, then those of the sections in the order of the navigation."""
        edition = self._frame.edition
        folders = [(edition.url("/"), ALL), *((edition.index(key), SECTION + key) for key in edition.sections)]
        for folder, stream in folders:
            for name in self.templates:
                yield Page(self.name, folder + name, subject=edition.stream(stream), source="a feed")

    def render(self, page: Page, view: View) -> bytes:
        """Return the newest stories with their full text. Raises ThemeError."""
        frame = self._frame
        cards = view.latest(page.subject, frame.config.feeds.count)
        articles = [view.article(card.path) for card in cards]
        edition = frame.edition
        section = frame.values.section_of(page.subject)
        context = frame.context(
            view,
            url=page.url,
            title=f"{edition.title}: {section.name}" if section else edition.title,
            description=edition.description,
            section=section,
            home=frame.address(page.url.rpartition("/")[0] + "/"),
            summary=xml_text(edition.description or edition.title),
            changed=max((from_microseconds(last_change(article)) for article in articles), default=None),
            stories=tuple(feed_story(frame, article, view) for article in articles),
        )
        return frame.templates.render(page.url.rpartition("/")[2], context)
