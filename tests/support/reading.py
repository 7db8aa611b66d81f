"""Read pages as a reader does: visible text in order, stories in lists, the widget. No class name of a theme."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from tests.support.outlets import Outlet

Make = Callable[[Mapping[str, str | bytes | None]], Outlet]
"""The type of the fixture ``outlet``."""

_STORY = re.compile(r"/[a-z0-9-]+/\d{4}/\d{2}/\d{2}/[a-z0-9-]+/")


def visible_text(part: BeautifulSoup | Tag) -> str:
    """Return the text of the page in source order, with white space collapsed."""
    body = part.body if isinstance(part, BeautifulSoup) else part
    assert body is not None
    return " ".join(" ".join(body.stripped_strings).split())


def headings(part: Tag) -> list[str]:
    """Return the texts of all headings in their order."""
    return [visible_text(heading) for heading in part.find_all(re.compile("h[1-6]"))]


def stories(part: Tag) -> list[str]:
    """Return the URLs of the stories that ``part`` links to, each once, in the order of the page."""
    links = (urlsplit(link["href"]).path for link in part.find_all("a", href=True))
    return list(dict.fromkeys(link for link in links if _STORY.fullmatch(link)))


def main(page: BeautifulSoup) -> Tag:
    """Return the page's ``<main>``."""
    found = page.find("main")
    assert isinstance(found, Tag)
    return found


def listed(page: BeautifulSoup) -> list[str]:
    """Return the URLs of the stories whose headlines a list page shows, in their order."""
    return [url for heading in main(page).find_all(re.compile("h[2-4]")) for url in stories(heading)]


def widget(page: BeautifulSoup, heading: str = "Latest Contents") -> Tag:
    """Return the section of the page with that heading."""
    found = [part for part in page.find_all(re.compile("h[1-4]")) if visible_text(part) == heading]
    assert len(found) == 1, f"{len(found)} headings {heading!r}"
    section = found[0].find_parent(["section", "aside", "main"])
    assert isinstance(section, Tag)
    return section


def items(page: BeautifulSoup) -> list[Tag]:
    """Return the items of the page's Latest Contents widget."""
    return list(widget(page).find_all("li"))


def item_titles(page: BeautifulSoup) -> list[str]:
    """Return the headlines in the page's Latest Contents widget."""
    return [headings(item)[0] for item in items(page)]


def in_order(text: str, parts: Iterable[str]) -> None:
    """Assert that ``text`` contains every part, each after the one before it."""
    position = 0
    for part in parts:
        found = text.find(part, position)
        assert found >= 0, f"{part!r} is missing or in the wrong order: {text[position : position + 300]!r}"
        position = found + len(part)


def without_version(page: bytes) -> bytes:
    """Return a page of the preview without the version of the outlet it was rendered from."""
    return re.sub(rb'data-outlet="[0-9a-f]*"', b"", page)
