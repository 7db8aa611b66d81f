"""Drawings inside pages: an SVG that was made safe, as a part of the HTML, under a strict Content-Security-Policy.

A page may have no attribute ``style``, its ids are also those of the rest of the page, and its style sheet applies to
the classes of a drawing. So declarations become attributes, ids get a prefix, and classes are removed. What a browser
would show or say beside the drawing (titles, roles) is removed too: the page says what the drawing is.
"""

from __future__ import annotations

import re

from msgspec import Struct

from newsprint.media.drawings.presentation import is_attribute, is_needed
from newsprint.media.drawings.svg import SVG, XLINK, Element
from newsprint.media.drawings.svg_allowed import ANIMATIONS, PROPERTIES

MOST_BYTES = 8_192
"""The largest drawing for the inside of pages, in bytes: every page contains it again."""

_LEFT_OUT = frozenset(("title", "desc", "view", *ANIMATIONS, "mpath"))
_REMOVED = ("style", "class", "role", "tabindex", "focusable", "lang", "version", "zoomAndPan")
_HREFS = ("href", f"{{{XLINK}}}href")
_URL = re.compile(r"""url\(\s*(["']?)#([^()"'\\\s]*)\1\s*\)""", re.I)
_NO_NAME = re.compile(r"[^\w.-]")
_NUMBER = re.compile(r"\s*\+?([0-9]{1,6}(?:\.[0-9]{1,6})?)(?:px)?\s*")
_TEXT = {
    "direction": "ltr",
    "font-size": "16px",
    "font-style": "normal",
    "font-weight": "normal",
    "letter-spacing": "0",
}
"""How text is written in a drawing that does not say it. Inside of a page, it would be as in the text around it."""

_DEFAULT_SIZE = (300.0, 150.0)  # CSS 2.2, 10.3.2


class Drawing(Struct, frozen=True):
    """A drawing: its size, and its HTML.

    ``html`` is empty if it cannot be inside of pages: it is too large, or has styles that no attribute can say.
    """

    width: int
    height: int
    html: str


def drawing_of(clean: bytes, prefix: str) -> Drawing:
    """Return a drawing that :func:`newsprint.media.drawings.svg.drawn` made safe, with ``prefix`` before its ids."""
    from lxml import etree

    root = etree.fromstring(clean)
    width, height = _size(root)
    if not root.get("viewBox"):
        root.set("viewBox", f"0 0 {width:g} {height:g}")
    for name in ("id", "width", "height"):
        root.attrib.pop(name, None)
    whole = True
    for element in list(root.iter()):
        name = etree.QName(element).localname
        if name in _LEFT_OUT:
            _drop(element)
        else:
            whole = _declared(element, name) and whole
            _adapt(element, name, prefix)
    if root.find(f".//{{{SVG}}}text") is not None:
        for name, value in _TEXT.items():
            root.set(name, root.get(name, value))
    root.set("aria-hidden", "true")
    root.set("focusable", "false")
    etree.cleanup_namespaces(root)
    html = etree.tostring(root, encoding="unicode", with_tail=False).strip()
    fits = whole and len(html.encode()) <= MOST_BYTES
    return Drawing(max(1, round(width)), max(1, round(height)), html if fits else "")


def _size(root: Element) -> tuple[float, float]:
    """Return width and height: those of the attributes, or of the ``viewBox``."""
    box = [_NUMBER.fullmatch(part) for part in re.split(r"[\s,]+", str(root.get("viewBox") or "").strip())[2:4]]
    sides = [float(each[1]) for each in box if each]
    given = [_NUMBER.fullmatch(str(root.get(name) or "")) for name in ("width", "height")]
    if given[0] and given[1] and float(given[0][1]) > 0 and float(given[1][1]) > 0:
        return float(given[0][1]), float(given[1][1])
    return (sides[0], sides[1]) if len(sides) == 2 and all(sides) else _DEFAULT_SIZE


def _drop(element: Element) -> None:
    """Remove ``element``, but not the text after it."""
    parent = element.getparent()
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _declared(element: Element, name: str) -> bool:
    """Make attributes of the declarations of ``element``. Return whether nothing is lost."""
    whole = True
    for declaration in str(element.get("style") or "").split(";"):
        known, _, value = (part.strip() for part in declaration.partition("!")[0].partition(":"))
        if is_attribute(known, name):
            element.set(known, value)
        else:
            whole = whole and not is_needed(known, value)
    return whole


def _adapt(element: Element, name: str, prefix: str) -> None:
    for each in map(str, element.keys()):
        value = str(element.get(each))
        is_property = each in PROPERTIES and not is_attribute(each, name)
        if is_property or each in _REMOVED or each.startswith(("aria-", "{http://www.w3.org/XML/")):
            del element.attrib[each]
        elif each == "id":
            element.set(each, _named(value, prefix))
        elif each in _HREFS:
            element.set(each, f"#{_named(value.removeprefix('#'), prefix)}")
        elif "url(" in value.lower():
            element.set(each, _URL.sub(lambda match: f"url(#{_named(match[2], prefix)})", value))


def _named(identity: str, prefix: str) -> str:
    """Return the id of an element inside of a page: unlike any other, and with signs that HTML allows."""
    return prefix + _NO_NAME.sub("-", identity)
