"""The small pages of the Latest Contents widget, from which the widget in every article is updated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from newsprint.catalog.database import Catalog
from newsprint.catalog.reading.view import View
from newsprint.catalog.streams import ALL, SECTION
from newsprint.kinds.kind import Page, PageKind, TemplateVariables
from newsprint.kinds.stages import Role
from newsprint.site.frame import newest_of


class LatestKind(PageKind):
    """``/latest/`` for the outlet and ``/latest/{section}/`` for each section.

    A widget page has one story more than the widget shows, because the widget leaves out the article that it is in.
    """

    name = "latest"
    role = Role.LIST
    templates: ClassVar[TemplateVariables] = {"latest.html": ("section", "stories")}

    def pages(self, catalog: Catalog) -> Iterator[Page]:
        """Yield the outlet's page, then those of the sections in the order of the navigation."""
        yield self._page(None)
        for key in self._frame.edition.sections:
            yield self._page(key)

    def render(self, page: Page, view: View) -> bytes:
        """Return the page with the newest stories of its stream."""
        frame = self._frame
        cards = view.latest(page.subject, frame.config.latest.count + 1)
        section = frame.values.section_of(page.subject)
        title = section.name if section else frame.edition.title
        context = frame.context(
            view,
            url=page.url,
            title=title,
            newest=newest_of(cards),
            section=section,
            stories=frame.values.stories(cards),
        )
        return frame.templates.render("latest.html", context)

    def _page(self, key: str | None) -> Page:
        edition = self._frame.edition
        path, name = (f"/latest/{edition.sections[key].path}/", SECTION + key) if key else ("/latest/", ALL)
        return Page(self.name, edition.url(path), subject=edition.stream(name), source="the Latest Contents widget")
