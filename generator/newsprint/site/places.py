"""Where a text is published, as the slots of its body see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from newsprint.catalog.reading.view import View
from newsprint.content.types import Content
from newsprint.markdown.links.sound_addresses import sound
from newsprint.site.frame import Frame
from newsprint.themes.theme import site_address


@dataclass(frozen=True, slots=True)
class Place:
    """Where the text of ``content`` is published; ``outside`` if its readers are not on the site."""

    frame: Frame
    view: View
    content: Content
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
"""Fills the slots of a kind: gives the value of an attribute or the HTML of an element; None for nothing.

Arguments are HTML. Where the place is outside, what is given depends on the configuration and on what is read by the
view, and on no word of the theme: feeds are not printed again for those.
"""
