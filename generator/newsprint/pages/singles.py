"""Pages of which there is just one: ``404.html`` and ``robots.txt``."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsprint.catalog import queries
from newsprint.catalog.catalog import Catalog
from newsprint.catalog.view import View
from newsprint.pages.frame import Frame
from newsprint.pages.page import Page, among
from newsprint.themes.theme import site_address


class SingleKind:
    """A page at a fixed URL, written by a function of the view."""

    def __init__(self, name: str, url: str, write: Callable[[View], bytes]) -> None:
        self.name = name
        self._page = Page(name, url, subject=f"static{url}", source=f"the page {url}")
        self._write = write

    def pages(self, catalog: Catalog) -> Iterator[Page]:
        """The page, unless the outlet has a static file of its own for this URL."""
        if queries.source_kind(catalog.connection, self._page.subject) is None:
            yield self._page

    def about(self, subject: str, catalog: Catalog) -> Iterator[Page]:
        """The pages about ``subject``."""
        return among(self.pages(catalog), subject)

    def find(self, url: str, catalog: Catalog) -> Page | None:
        """The page if ``url`` is its own."""
        return next((page for page in self.pages(catalog) if page.url == url), None)

    def render(self, page: Page, view: View) -> bytes:
        """The page's bytes."""
        return self._write(view)


def not_found_kind(frame: Frame) -> SingleKind:
    """The page that stores and GitHub Pages show for an address that is not there."""

    def write(view: View) -> bytes:
        title = frame.theme.wording.words.get("not_found", "404")
        return frame.theme.render("404.html", frame.context(view, url="/404.html", title=title))

    return SingleKind("not found", "/404.html", write)


def robots_kind(frame: Frame) -> SingleKind:
    """``robots.txt`` (RFC 9309): everything may be read, and here is the sitemap."""

    def write(view: View) -> bytes:
        sitemap = site_address(frame.config, frame.flat.link("/sitemap.xml"))
        return f"User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n".encode()

    return SingleKind("robots", "/robots.txt", write)
