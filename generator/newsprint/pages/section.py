"""Section indexes, and the frozen pages below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsprint.catalog.catalog import Catalog
from newsprint.catalog.streams import SECTION
from newsprint.catalog.view import View
from newsprint.pages.frame import newest_of
from newsprint.pages.listing import cards_of, find_in_listing, listing_pages, turning
from newsprint.pages.page import Page, PageKind, Streams
from newsprint.pages.stages import Role


class SectionKind(PageKind):
    """The index of every declared section, also of one that has no story yet."""

    name = "section"
    role = Role.LIST
    templates = ("section.html",)

    def pages(self, catalog: Catalog) -> Iterator[Page]:
        """The sections in the order of the navigation, each index before its frozen pages."""
        for key in self._frame.config.sections:
            yield from self._listing(key, catalog)

    def about(self, subject: str, catalog: Catalog) -> Iterator[Page]:
        """The index and the frozen pages of the section whose stream this is."""
        key = subject.removeprefix(SECTION)
        if subject.startswith(SECTION) and key in self._frame.config.sections:
            yield from self._listing(key, catalog)

    def find(self, url: str, catalog: Catalog) -> Page | None:
        """The section's page at ``url``."""
        size = self._frame.config.listing.page_size
        listings = (
            find_in_listing(self.name, SECTION + key, section.url, _source(key), url, catalog, size)
            for key, section in self._frame.config.sections.items()
            if url.startswith(section.url)
        )
        return next(filter(None, listings), None)

    def listed(self, streams: Streams) -> Iterable[str]:
        """The indexes."""
        return (self._frame.flat.link(section.url) for section in self._frame.config.sections.values())

    def render(self, page: Page, view: View) -> bytes:
        """The index or one frozen page."""
        frame, key = self._frame, page.subject.removeprefix(SECTION)
        section, cards = frame.config.sections[key], cards_of(page, view, frame.config.listing.page_size)
        context = frame.context(
            view,
            url=page.url,
            title=section.name,
            edition=newest_of(cards),
            section=frame.flat.section(key),
            stories=frame.flat.stories(cards),
            turning=turning(page, section.url, view, frame),
            feed_url=frame.flat.link(f"{section.url}rss.xml"),
            archive_url=frame.flat.link(f"{section.url}archive/"),
        )
        return frame.theme.render("section.html", context)

    def _listing(self, key: str, catalog: Catalog) -> Iterator[Page]:
        size = self._frame.config.listing.page_size
        base = self._frame.config.sections[key].url
        return listing_pages(self.name, SECTION + key, base, _source(key), catalog, size)


def _source(key: str) -> str:
    return f'section "{key}" of newsprint.toml'
