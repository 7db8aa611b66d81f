"""The bodies of texts as pages and feeds have them: with their slots filled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape, unescape
from typing import TypeAlias

from newsprint.articles.types import Content
from newsprint.catalog.view import View
from newsprint.languages import direction
from newsprint.markdown.code_direction import left_to_right_code
from newsprint.markdown.picture_sets import resolved_set
from newsprint.markdown.slots import MARK, fill
from newsprint.markdown.sound_addresses import sound
from newsprint.markdown.tables import name_tables
from newsprint.pages.frame import Frame
from newsprint.themes.theme import site_address


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text is published; ``outside`` if its readers are not on the site."""

    frame: Frame
    view: View
    targets: Mapping[tuple[str, str], str]
    """The files that the links of the text mean, by role and target."""

    outside: bool

    def address(self, kind: str, target: str) -> str | None:
        """The address of what a slot leads to, or None if readers cannot open it: a draft, a story under embargo."""
        if kind == "site":
            return self.located(self.frame.flat.link("") + sound(target))
        path = self.targets.get(("name" if kind == "name" else "link", target))
        url = self.view.address_of(path) if path else None
        if url is None:
            return None
        mark = target.find("#")
        return self.located(self.frame.flat.link(url) + (target[mark:] if mark >= 0 else ""))

    def located(self, link: str) -> str:
        """``link``, as pages have it, for the readers here."""
        return site_address(self.frame.config, link) if self.outside else link


Slot: TypeAlias = Callable[[Place, list[str]], str | None]
"""Fills the slots of a kind: gives the value of an attribute or the HTML of an element; None for nothing."""


def for_page(frame: Frame, content: Content, view: View) -> str:
    """The body of ``content`` for a page, as HTML."""
    html = _filled(frame, content, view, outside=False)
    return name_tables(html, frame.wording.words.get("table", "Table"))


def for_feed(frame: Frame, content: Content, view: View) -> str:
    """The body of ``content`` for readers outside the site, as HTML."""
    return _filled(frame, content, view, outside=True)


def _filled(frame: Frame, content: Content, view: View, *, outside: bool) -> str:
    html = view.body(content)
    if MARK in html:
        slots, place = FEED if outside else PAGE, Place(frame, view, view.targets(content.path), outside)
        html = fill(html, lambda kind, arguments: slots[kind](place, arguments))
    if 'dir="rtl"' in html or direction(content.lang or frame.edition.language) == "rtl":
        html = left_to_right_code(html)
    return html


def _address_of(kind: str) -> Slot:
    """A link, or a picture or film that is no element of its own. Without an address it stays as text."""
    return lambda place, arguments: place.address(kind, unescape(arguments[0]))


def _set(place: Place, arguments: list[str]) -> str | None:
    return resolved_set(unescape(arguments[0]), place.address)


def _picture(place: Place, arguments: list[str]) -> str | None:
    """A picture; nothing without its address."""
    kind, target, pictures, before, after = arguments
    address = place.address(kind, unescape(target))
    if address is None:
        return None
    srcset = _set(place, [pictures]) if pictures else None
    others = f'{before} srcset="{escape(srcset)}"{after}' if srcset else f"{before}{after}"
    return f'<img src="{escape(address)}"{others}>'


PAGE: Mapping[str, Slot] = {
    "file": _address_of("file"),
    "name": _address_of("name"),
    "site": _address_of("site"),
    "set": _set,
    "picture": _picture,
}
"""How pages fill each kind of slot."""

FEED: Mapping[str, Slot] = PAGE
"""How feeds do: their readers have neither the style sheet nor the scripts of the site."""
