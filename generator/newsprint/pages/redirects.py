"""Redirects: a small page at every old address of an article that leads to where it is now."""

from __future__ import annotations

from collections.abc import Iterator

from newsprint.catalog import old_and_coming
from newsprint.catalog.catalog import Catalog
from newsprint.catalog.view import View
from newsprint.pages.frame import Frame
from newsprint.pages.grounds import TEMPLATE
from newsprint.pages.page import Page
from newsprint.pages.stages import Role
from newsprint.urls import redirect_address


class RedirectKind:
    """One page for every alias of a visible article."""

    name = "redirect"
    role = Role.MACHINE
    grounds = TEMPLATE

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def pages(self, catalog: Catalog) -> Iterator[Page]:
        """The aliases in the order of their URLs; one that an article gives with and without its slash is one."""
        return self._pages(old_and_coming.aliases(catalog.connection))

    def scheduled(self, catalog: Catalog) -> Iterator[Page]:
        """The aliases of articles that appear by the passing of time alone."""
        return self._pages(old_and_coming.scheduled_aliases(catalog.connection))

    def about(self, subject: str, catalog: Catalog) -> Iterator[Page]:
        """The aliases of the visible article of this file."""
        return self._pages(old_and_coming.aliases(catalog.connection, subject))

    def find(self, url: str, catalog: Catalog) -> Page | None:
        """The redirect at ``url``."""
        spellings = [url, url.removesuffix("/")] if url.endswith("/") else [url]
        pages = self._pages(old_and_coming.aliases_at(catalog.connection, spellings))
        return next((page for page in pages if page.url == url), None)

    def render(self, page: Page, view: View) -> bytes:
        """A page that leads on by itself, and by a link."""
        card = view.card(page.subject)
        context = self._frame.context(view, url=card.url, title=card.title)
        return self._frame.theme.render("redirect.html", context)

    def _pages(self, aliases: Iterator[tuple[str, str]]) -> Iterator[Page]:
        for url, path in dict.fromkeys((redirect_address(alias), path) for alias, path in aliases):
            source = f"an alias of {self._frame.config.content.root}/{path}"
            yield Page(self.name, url, subject=path, source=source)
