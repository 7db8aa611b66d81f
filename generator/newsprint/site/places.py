"""The place where a text is published, from which its slots get their addresses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from msgspec import Struct

from newsprint.catalog.reading.view import View
from newsprint.content.types import Content
from newsprint.markdown.links.address_encoding import sound
from newsprint.site.frame import Frame
from newsprint.site.picture_element import body_picture, with_size
from newsprint.themes.theme import site_address


class Place(Struct, frozen=True):
    """The place where the text of ``content`` is published. ``outside`` is true for feeds: addresses are full ones."""

    frame: Frame
    view: View
    content: Content
    targets: Mapping[tuple[str, str], str]
    """The paths of the files that the links of the text lead to, by role and target."""

    outside: bool

    def address(self, kind: str, target: str) -> str | None:
        """Return the address of a slot's target; None if readers cannot open it, as a draft or story under embargo."""
        if kind == "site":
            return self.located(self.frame.values.link("") + sound(target))
        path = self.file(kind, target)
        url = self.view.address_of(path) if path else None
        if url is None:
            return None
        anchor = target.find("#")
        return self.located(self.frame.values.link(url) + (target[anchor:] if anchor >= 0 else ""))

    def with_sizes(self, image: str, kind: str, target: str, role: str | None) -> str:
        """Return the element ``image`` with width and height, and the sizes and formats of its picture in ``role``.

        None leaves the sizes and formats out; so does a place outside the site.
        """
        path = self.file(kind, target)
        if path is None:
            return image
        if role and not self.outside and (found := self.view.shown_picture(path)):
            return body_picture(image, found[0], role, self.frame.values)
        facts = self.view.picture_facts(path)
        return with_size(image, facts.width, facts.height) if facts else image

    def stored_credit(self, kind: str, target: str) -> str:
        """Return the credit in the metadata of the picture at a slot's target; "" if there is none."""
        path = self.file(kind, target)
        facts = self.view.picture_facts(path) if path else None
        return facts.credit if facts else ""

    def file(self, kind: str, target: str) -> str | None:
        """Return the path of the file at a slot's target, if it is a file of the outlet that exists."""
        return self.targets.get(("name" if kind == "name" else "link", target)) or None

    def located(self, link: str) -> str:
        """Return ``link`` (an address as on pages) for this place: with the site's address if it is ``outside``."""
        return site_address(self.frame.config, link) if self.outside else link


Slot: TypeAlias = Callable[[Place, list[str]], str | None]
"""Fills the slots of one kind: returns the value of an attribute or the HTML of an element, or None to leave it out.

The arguments are HTML. If the place is outside, the result must depend only on the configuration and on the view, not
on words of the theme: feeds are not printed again when those change.
"""
