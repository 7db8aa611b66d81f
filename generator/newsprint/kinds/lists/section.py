"""Section pages: the indexes, and the frozen pages below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from newsprint.catalog.database import Catalog
from newsprint.catalog.reading.view import View
from newsprint.catalog.streams import SECTION
from newsprint.kinds.kind import Page, PageKind, Streams, TemplateVariables
from newsprint.kinds.lists.listing import cards_of, find_in_listing, listing_pages, turning
from newsprint.kinds.stages import Role
from newsprint.site.frame import newest_of
from newsprint.themes.template_folders import SECTIONS, template_in


class SectionKind(PageKind):
    """The pages of every declared section, even if it has no story yet."""

    name = "section"
    role = Role.LIST
    templates: ClassVar[TemplateVariables] = {
        "section.html": ("section", "stories", "turning", "feed_url", "archive_url"),
    }

    def pages(self, catalog: Catalog) -> Iterator[Page]:
        """Yield the sections' pages in the order of the navigation, each index before its frozen pages."""
        for key in self._frame.edition.sections:
            yield from self._listing(key, catalog)

    def about(self, subject: str, catalog: Catalog) -> Iterator[Page]:
        """Yield the index and the frozen pages of the section with this stream."""
        key = self._frame.edition.key_of(subject, SECTION)
        if key is not None and key in self._frame.edition.sections:
            yield from self._listing(key, catalog)

    def find(self, url: str, catalog: Catalog) -> Page | None:
        """Return the section page at ``url``, or None."""
        edition, size = self._frame.edition, self._frame.config.listing.page_size
        listings = (
            find_in_listing(self.name, edition.stream(SECTION + key), base, _source(key), url, catalog, size)
            for key, base in ((key, edition.index(key)) for key in edition.sections)
            if url.startswith(base)
        )
        return next(filter(None, listings), None)

    def listed(self, streams: Streams) -> Iterable[str]:
        """Return the addresses of the indexes."""
        return (link.url for link in self._frame.values.sections)

    def render(self, page: Page, view: View) -> bytes:
        """Return the index or a frozen page."""
        frame = self._frame
        section = frame.values.section(frame.edition.key_of(page.subject, SECTION) or "")
        base = frame.edition.index(section.key)
        cards = cards_of(page, view, frame.config.listing.page_size)
        context = frame.context(
            view,
            url=page.url,
            title=section.name,
            description="" if page.number else section.description,
            newest=newest_of(cards),
            section=section,
            stories=frame.values.stories(cards),
            turning=turning(page, base, view, frame),
            feed_url=frame.values.link(f"{base}rss.xml"),
            archive_url=frame.values.link(f"{base}archive/"),
        )
        name = frame.edition.sections[section.key].template
        return frame.templates.render(template_in(SECTIONS, name), context)

    def _listing(self, key: str, catalog: Catalog) -> Iterator[Page]:
        edition, size = self._frame.edition, self._frame.config.listing.page_size
        stream = edition.stream(SECTION + key)
        return listing_pages(self.name, stream, edition.index(key), _source(key), catalog, size)


def _source(key: str) -> str:
    return f'section "{key}" of newsprint.toml'
