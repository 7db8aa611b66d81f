"""Reading pages as a reader does: visible text in order, stories in lists, the widget. No class name of a theme."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from tests.support.outlets import Outlet

Make = Callable[[Mapping[str, str | bytes | None]], Outlet]
"""What the fixture ``outlet`` gives."""

_STORY = re.compile(r"/[a-z0-9-]+/\d{4}/\d{2}/\d{2}/[a-z0-9-]+/")


def visible_text(part: BeautifulSoup | Tag) -> str:
    """What stands on the page, white space folded, in the order of the source."""
    body = part.body if isinstance(part, BeautifulSoup) else part
    assert body is not None
    return " ".join(" ".join(body.stripped_strings).split())


def headings(part: Tag) -> list[str]:
    """The texts of all headings in their order."""
    return [visible_text(heading) for heading in part.find_all(re.compile("h[1-6]"))]


def stories(part: Tag) -> list[str]:
    """The URLs of the stories that ``part`` leads to, each once, in the order of the page."""
    links = (urlsplit(link["href"]).path for link in part.find_all("a", href=True))
    return list(dict.fromkeys(link for link in links if _STORY.fullmatch(link)))


def main(page: BeautifulSoup) -> Tag:
    """The page's main part."""
    found = page.find("main")
    assert isinstance(found, Tag)
    return found


def listed(page: BeautifulSoup) -> list[str]:
    """The stories that a list page shows as its own (its headlines), in their order."""
    return [url for heading in main(page).find_all(re.compile("h[2-4]")) for url in stories(heading)]


def widget(page: BeautifulSoup, heading: str = "Latest Contents") -> Tag:
    """The section of the page with that heading."""
    found = [part for part in page.find_all(re.compile("h[1-4]")) if visible_text(part) == heading]
    assert len(found) == 1, f"{len(found)} headings {heading!r}"
    section = found[0].find_parent(["section", "aside", "main"])
    assert isinstance(section, Tag)
    return section


def items(page: BeautifulSoup) -> list[Tag]:
    """The items of the page's Latest Contents widget."""
    return list(widget(page).find_all("li"))


def item_titles(page: BeautifulSoup) -> list[str]:
    """The headlines in the page's Latest Contents widget."""
    return [headings(item)[0] for item in items(page)]


def in_order(text: str, parts: Iterable[str]) -> None:
    """Assert that every part stands in ``text``, each after the one before it."""
    position = 0
    for part in parts:
        found = text.find(part, position)
        assert found >= 0, f"{part!r} is not in its place, or not there: {text[position : position + 300]!r}"
        position = found + len(part)


def without_version(page: bytes) -> bytes:
    """A page of the preview without the version of the outlet that it says it was made of."""
    return re.sub(rb'data-outlet="[0-9a-f]*"', b"", page)
