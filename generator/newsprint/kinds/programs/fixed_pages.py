"""Kinds with a single page: ``404.html`` and ``robots.txt``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from newsprint.catalog.database import Catalog
from newsprint.catalog.reading import queries
from newsprint.catalog.reading.view import View
from newsprint.kinds.kind import Page, PageKind, TemplateVariables
from newsprint.kinds.stages import Role
from newsprint.site.frame import Frame
from newsprint.site.grounds import FEED


class SingleKind(PageKind):
    """A page at the fixed address ``url``."""

    url: ClassVar[str]
    role = Role.MACHINE

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._page = Page(self.name, self.url, subject=f"static{self.url}", source=f"the page {self.url}")

    def pages(self, catalog: Catalog) -> Iterator[Page]:
        """Yield the page, unless the outlet has its own static file for this URL."""
        if queries.source_type(catalog.connection, self._page.subject) is None:
            yield self._page


class NotFoundKind(SingleKind):
    """The page that stores and GitHub Pages show for a missing address."""

    name = "not found"
    templates: ClassVar[TemplateVariables] = {"404.html": ()}
    url = "/404.html"

    def render(self, page: Page, view: View) -> bytes:
        """Return the page's bytes. Raises ThemeError."""
        frame = self._frame
        title = frame.wording.words.get("not_found", "404")
        return frame.templates.render("404.html", frame.context(view, url=self.url, title=title))


class RobotsKind(SingleKind):
    """``robots.txt`` (RFC 9309), which allows everything and links to the sitemap."""

    name = "robots"
    templates: ClassVar[TemplateVariables] = {"robots.txt": ("sitemap",)}
    url = "/robots.txt"
    grounds = FEED

    def render(self, page: Page, view: View) -> bytes:
        """Return the file's bytes. Raises ThemeError."""
        frame = self._frame
        sitemap = frame.address("/sitemap.xml")
        context = frame.context(view, url=self.url, title=frame.config.site.title, sitemap=sitemap)
        return frame.templates.render("robots.txt", context)
