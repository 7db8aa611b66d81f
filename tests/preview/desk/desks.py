"""The desk of an outlet, asked without a server."""

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
from tests.support.outlets import AS_OF, Outlet


class Desk:
    """The desk of a preview."""

    def __init__(self, live: Live) -> None:
        self.live = live

    def ask(self, path: str = "/_desk/", query: str = "") -> Answer:
        return desk_answer(self.live.outlet, path, query)

    def page(self, path: str = "/_desk/", query: str = "") -> BeautifulSoup:
        """The page at ``path``, which must be there."""
        answer = self.ask(path, query)
        assert answer.status == 200, answer
        return BeautifulSoup(answer.body, "lxml")

    def list(self, **fields: str) -> BeautifulSoup:
        """The list that a browser gets with these fields of the query string."""
        return self.page(query=urlencode(fields))

    def titles(self, **fields: str) -> list[str]:
        return titles(self.list(**fields))


@contextmanager
def desk_of(outlet: Outlet, as_of: str = AS_OF, **options: Any) -> Iterator[Desk]:
    """The desk of ``outlet``, which was read; ``options`` are those of a Request."""
    with live(outlet, as_of, **options) as preview:
        yield Desk(preview)


def titles(page: BeautifulSoup) -> list[str]:
    """The headlines in the list."""
    return [text(each) for each in page.select(".story-title")]


def states(page: BeautifulSoup) -> dict[str, str]:
    """What the list says of the state of each article."""
    return {
        text(row.select_one(".story-title")): " ".join(text(part) for part in row.select_one(".column-state").children)
        for row in page.select(".stories tbody tr")
    }


def choices(page: BeautifulSoup) -> dict[str, int]:
    """The states that can be chosen, and how many articles are in each."""
    found = (re.fullmatch(r"(.+) ([\d,]+)", text(each)) for each in page.select(".choices a"))
    return {match[1]: int(match[2].replace(",", "")) for match in found if match}


def link(page: BeautifulSoup, name: str) -> str:
    """The query string to which the link ``name`` leads."""
    found = next(each for each in page.select("a") if text(each).split(" ")[0] == name)
    return str(found["href"]).partition("?")[2]


def text(element: Any) -> str:
    return " ".join(element.get_text(" ").split())
