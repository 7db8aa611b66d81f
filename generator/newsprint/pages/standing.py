"""Standing pages: about, contact and whatever else lies in ``content/pages/``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from markupsafe import Markup

from newsprint.articles.article import Standing
from newsprint.articles.types import Kind
from newsprint.catalog import queries
from newsprint.catalog.catalog import Catalog
from newsprint.catalog.view import View
from newsprint.languages import direction
from newsprint.pages.bodies import for_page
from newsprint.pages.page import Page, PageKind, Streams, TemplateVariables
from newsprint.pages.stages import Role
from newsprint.themes.provided import Table


class StandingKind(PageKind):
    """One page for every file in ``content/pages/`` that readers may see."""

    name = "standing"
    role = Role.STORY
    templates: ClassVar[TemplateVariables] = {
        "standing.html": (
            "standing.title",
            "standing.teaser",
            "standing.image",
            "standing.lang",
            "standing.dir",
            "standing.body",
        ),
    }

    def pages(self, catalog: Catalog) -> Iterator[Page]:
        """The pages in the order of their files' paths."""
        for standing in queries.standing(catalog.connection, Kind.STANDING):
            yield self._page(standing)

    def about(self, subject: str, catalog: Catalog) -> Iterator[Page]:
        """The standing page of this file."""
        standing = queries.standing_of(catalog.connection, subject)
        if standing and queries.source_kind(catalog.connection, subject) == Kind.STANDING:
            yield self._page(standing)

    def listed(self, streams: Streams) -> Iterable[str]:
        """All of them: the navigation has them too."""
        return (link.url for link in self._frame.site["pages"])

    def render(self, page: Page, view: View) -> bytes:
        """The page's title and text."""
        frame, standing = self._frame, view.standing(page.subject)
        context = frame.context(
            view,
            url=standing.url,
            title=standing.title,
            description=standing.teaser,
            standing=Table(
                title=standing.title,
                teaser=standing.teaser,
                image=frame.flat.image(standing.image),
                lang=standing.lang,
                dir=direction(standing.lang) if standing.lang else "",
                body=Markup(for_page(frame, standing, view)),
            ),
        )
        return frame.templates.render("standing.html", context)

    def _page(self, standing: Standing) -> Page:
        source = f"{self._frame.config.content.root}/{standing.path}"
        return Page(self.name, standing.url, subject=standing.path, source=source, chosen=True)
