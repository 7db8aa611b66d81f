"""The bodies of texts with their slots filled, for pages and for feeds."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape, unescape

from newsprint.base.languages import direction
from newsprint.catalog.reading.view import View
from newsprint.content.types import Content
from newsprint.markdown.captions import caption_html
from newsprint.markdown.links.picture_sets import resolved_set
from newsprint.markdown.slots import MARK
from newsprint.markdown.tables import name_tables
from newsprint.markdown.typography.code_direction import left_to_right_code
from newsprint.media.renditions.recipes import BODY
from newsprint.site.frame import Frame
from newsprint.site.picture_element import WIDE
from newsprint.site.places import Place, Slot
from newsprint.site.printed_blocks import filled


def for_page(frame: Frame, content: Content, view: View) -> str:
    """Return the body of ``content`` for a page, as HTML."""
    html = _filled(frame, content, view, outside=False)
    return name_tables(html, frame.wording.words.get("table", "Table"))


def for_feed(frame: Frame, content: Content, view: View) -> str:
    """Return the body of ``content`` for readers outside the site, as HTML with full addresses."""
    return _filled(frame, content, view, outside=True)


def _filled(frame: Frame, content: Content, view: View, *, outside: bool) -> str:
    html = view.body(content)
    if MARK in html:
        slots, place = FEED if outside else PAGE, Place(frame, view, content, view.targets(content.path), outside)
        html = filled(html, place, lambda kind, arguments: slots[kind](place, arguments))
    if 'dir="rtl"' in html or direction(content.lang or frame.edition.language) == "rtl":
        html = left_to_right_code(html)
    return html


def _address_of(kind: str) -> Slot:
    """Return a function that fills an attribute with the address of a link, picture or film.

    Without an address, the attribute is left out: a link becomes plain text.
    """
    return lambda place, arguments: place.address(kind, unescape(arguments[0]))


def _set(place: Place, arguments: list[str]) -> str | None:
    return resolved_set(unescape(arguments[0]), place.address)


def _picture(place: Place, arguments: list[str]) -> str | None:
    """Return the element of a picture; None if readers cannot open its file."""
    return _image(place, arguments, BODY)


def _wide(place: Place, arguments: list[str]) -> str | None:
    """Return the same for a picture that is wider than the text."""
    return _image(place, arguments, WIDE)


def _fallback(place: Place, arguments: list[str]) -> str | None:
    """Return the same for a picture in a ``<picture>`` of the author's, who chose its other sizes and formats."""
    return _image(place, arguments, None)


def _image(place: Place, arguments: list[str], role: str | None) -> str | None:
    kind, target, pictures, before, after = arguments
    address = place.address(kind, unescape(target))
    if address is None:
        return None
    srcset = _set(place, [pictures]) if pictures else None
    others = f'{before} srcset="{escape(srcset)}"{after}' if srcset else f"{before}{after}"
    image = f'<img src="{escape(address)}"{others}>'
    return place.with_sizes(image, kind, unescape(target), None if srcset else role)


def _caption(place: Place, arguments: list[str]) -> str | None:
    """Return the caption of a picture with its credit; None if it has neither, or if readers cannot open its file."""
    kind, target, caption, *credits = arguments
    if place.address(kind, unescape(target)) is None:
        return None
    credit = credits[0] if credits else escape(place.stored_credit(kind, unescape(target)), quote=False)
    return caption_html(caption, credit) or None


PAGE: Mapping[str, Slot] = {
    "file": _address_of("file"),
    "name": _address_of("name"),
    "site": _address_of("site"),
    "set": _set,
    "picture": _picture,
    "wide": _wide,
    "caption": _caption,
    "fallback": _fallback,
}
"""The function that fills each kind of slot on pages."""

FEED: Mapping[str, Slot] = {**PAGE}
"""The same for feeds, whose readers have neither the style sheet nor the scripts of the site."""
