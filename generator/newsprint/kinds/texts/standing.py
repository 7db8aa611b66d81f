"""Standing pages: about, contact and the other files in ``content/pages/``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from markupsafe import Markup

from newsprint.base.languages import direction
from newsprint.catalog.reading.view import View
from newsprint.content.records import StandingPage
from newsprint.content.types import FileType
from newsprint.kinds.kind import Page, Streams, TemplateVariables
from newsprint.kinds.texts.undated import UndatedKind
from newsprint.site.bodies import for_page
from newsprint.themes.provided import Table
from newsprint.themes.template_folders import PAGES, template_in


class StandingKind(UndatedKind):
    """One page for every file in ``content/pages/`` that readers may see."""

    name = "standing"
    files = FileType.STANDING
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

    def listed(self, streams: Streams) -> Iterable[str]:
        """Return the addresses of all standing pages, as in the navigation."""
        return (link.url for link in self._frame.site["pages"])

    def render(self, page: Page, view: View) -> bytes:
        """Return the page with its title and text."""
        frame, standing = self._frame, view.undated(page.subject, StandingPage)
        context = frame.context(
            view,
            url=standing.url,
            title=standing.title,
            description=standing.teaser,
            standing=Table(
                title=standing.title,
                teaser=standing.teaser,
                image=frame.values.image(standing.image),
                lang=standing.lang,
                dir=direction(standing.lang) if standing.lang else "",
                body=Markup(for_page(frame, standing, view)),
            ),
        )
        return frame.templates.render(template_in(PAGES, standing.template), context)
