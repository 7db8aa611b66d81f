"""Request pages of the desk without a server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from bs4 import BeautifulSoup

from newsprint.preview.desk.desk import desk_answer
from newsprint.preview.pages.answer import Answer
from tests.preview.live import Live, live
from tests.support.outlets import AS_OF, Outlet, article

STATES = {
    "content/a-draft.md": article("A draft", draft=True, tags=["Long pier"]),
    "content/b-embargoed.md": article("Bound", date="2024-12-20", embargo="2024-12-24 06:00", authors=["Jo Café"]),
    "content/c-scheduled.md": article("Coming", date="2024-12-25 09:30", body="one two three"),
    "content/d-published.md": article("Done", date="2024-12-20 08:00", section="sport", authors=["Ann Quay"]),
    "content/e-expired.md": article("Ended", date="2024-12-01", expires="2024-12-10 12:00"),
    "content/f-leaving.md": article("Fading", date="2024-12-02", expires="2024-12-24 18:00"),
}
"""An article in each state."""


class Desk:
    """The desk of a preview."""

    def __init__(self, live: Live) -> None:
        self.live = live

    def ask(self, path: str = "/_desk/", query: str = "") -> Answer:
        return desk_answer(self.live.outlet, path, query)

    def page(self, path: str = "/_desk/", query: str = "") -> BeautifulSoup:
        """Return the page at ``path``, parsed; its status must be 200."""
        answer = self.ask(path, query)
        assert answer.status == 200, answer
        return BeautifulSoup(answer.body, "lxml")

    def list(self, **fields: str) -> BeautifulSoup:
        """Return the list of articles for these fields of the query string."""
        return self.page(query=urlencode(fields))

    def titles(self, **fields: str) -> list[str]:
        return titles(self.list(**fields))


@contextmanager
def desk_of(outlet: Outlet, as_of: str = AS_OF, **options: Any) -> Iterator[Desk]:
    """Yield the desk of ``outlet``, which has been read; ``options`` are those of a Request."""
    with live(outlet, as_of, **options) as preview:
        yield Desk(preview)


def titles(page: BeautifulSoup) -> list[str]:
    """Return the headlines in the list."""
    return [text(each) for each in page.select(".story-title")]


def states(page: BeautifulSoup) -> dict[str, str]:
    """Return the state of each article in the list, by headline."""
    return {
        text(row.select_one(".story-title")): " ".join(text(part) for part in row.select_one(".column-state").children)
        for row in page.select(".stories tbody tr")
    }


def choices(page: BeautifulSoup) -> dict[str, int]:
    """Return the states that can be chosen, with their numbers of articles."""
    found = (re.fullmatch(r"(.+) ([\d,]+)", text(each)) for each in page.select(".choices a"))
    return {match[1]: int(match[2].replace(",", "")) for match in found if match}


def link(page: BeautifulSoup, name: str) -> str:
    """Return the query string of the link ``name``."""
    found = next(each for each in page.select("a") if text(each).split(" ")[0] == name)
    return str(found["href"]).partition("?")[2]


def text(element: Any) -> str:
    """Return the text of ``element`` with single spaces."""
    return " ".join(element.get_text(" ").split())
