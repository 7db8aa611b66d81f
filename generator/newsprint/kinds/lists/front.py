"""The front page: the lead, a block for each section, and the latest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from newsprint.catalog.database import Catalog
from newsprint.catalog.reading.view import View
from newsprint.catalog.streams import ALL, SECTION
from newsprint.content.records import Card
from newsprint.kinds.kind import Page, PageKind, Streams, TemplateVariables
from newsprint.kinds.stages import Role
from newsprint.site.frame import Frame, newest_of
from newsprint.themes.provided import Table

LEAD_CANDIDATES = 12
"""The number of newest stories of which the newest featured one leads; if none is featured, the newest leads."""

SECOND_LEADS = 4
BLOCK_STORIES = 4


class FrontKind(PageKind):
    """The one page at ``/``."""

    name = "front"
    role = Role.FRONT
    templates: ClassVar[TemplateVariables] = {
        "front.html": ("lead", "seconds", "blocks", "blocks[].section", "blocks[].stories"),
    }

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._page = Page(self.name, frame.edition.url("/"), source="the front page")

    def pages(self, catalog: Catalog) -> Iterator[Page]:
        """Yield the front page, always."""
        yield self._page

    def listed(self, streams: Streams) -> Iterable[str]:
        """Return the address of the front page."""
        return (self._frame.values.link(self._page.url),)

    def render(self, page: Page, view: View) -> bytes:
        """Return the page: lead, second leads, and a block for each section with stories. No story appears twice."""
        frame, values = self._frame, self._frame.values
        newest = view.latest(frame.edition.stream(ALL), LEAD_CANDIDATES)
        lead = next((card for card in newest if card.featured), newest[0] if newest else None)
        seconds = tuple(card for card in newest if card is not lead)[:SECOND_LEADS]
        shown = {card.path for card in (lead, *seconds) if card}
        blocks = []
        for key in frame.edition.sections:
            cards = self._block(key, shown, view)
            if cards:
                blocks.append(Table(section=values.section(key), stories=values.stories(cards)))
        context = frame.context(
            view,
            url=page.url,
            title=frame.edition.title,
            description=frame.edition.description,
            newest=newest_of(newest),
            lead=values.story(lead) if lead else None,
            seconds=values.stories(seconds),
            blocks=blocks,
        )
        return frame.templates.render("front.html", context)

    def _block(self, key: str, shown: set[str], view: View) -> tuple[Card, ...]:
        cards = view.latest(self._frame.edition.stream(SECTION + key), BLOCK_STORIES + SECOND_LEADS + 1)
        return tuple(card for card in cards if card.path not in shown)[:BLOCK_STORIES]
