"""Making SVG drawings safe: readers get a new tree with only the elements and attributes that are allowed."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from msgspec import Struct

from newsprint.media.drawings import svg_allowed as allowed
from newsprint.media.drawings.svg_sheet import Sheet, read_sheet
from newsprint.media.refusal import RefusedFileError

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
_HREFS = ("href", f"{{{XLINK}}}href")
_SPACES = {f"{{{XML}}}space", f"{{{XML}}}lang"}
_OWN_URL = re.compile(r"""url\(\s*(["']?)#[^()"'\\\s]*\1\s*\)""", re.I)
_LOADS = re.compile(r"(?:url|src|image|image-set|element|expression)\s*\(|script:|data:|//|[\\@<]|/\*", re.I)
_NAMES = ("id", "class", "role", "lang")
_COPIED = {*_HREFS, *_SPACES, "style", *allowed.TEXTS, *allowed.ATTRIBUTES, *allowed.STATES}
_MAX_BYTES = 20 * 2**20
_MAX_WARNINGS = 5
Element: TypeAlias = Any  # lxml's, which has no public name


class Removed(Struct, frozen=True):
    """Something visible that was removed from a drawing: what it was, and its line."""

    what: str
    line: int


def drawn(data: bytes) -> tuple[bytes, tuple[Removed, ...]]:
    """Return the drawing in ``data`` with only allowed elements and attributes, and what readers may miss.

    Raises RefusedFileError if it is too large, is not well-formed XML, or has no <svg> at its root.
    """
    root = _parsed(data)
    cleaner = _Cleaner(plain=not root.tag.startswith("{"))
    if cleaner.name(root) != "svg":
        raise RefusedFileError("picture-unreadable", "the drawing has no <svg> at its root", "save it again as SVG")
    return cleaner.cleaned(root), tuple(cleaner.removed.values())[:_MAX_WARNINGS]


def _parsed(data: bytes) -> Element:
    from lxml import etree

    if len(data) > _MAX_BYTES:
        message = f"the drawing is too large: {len(data):,} bytes; the limit is {_MAX_BYTES // 2**20} MB"
        raise RefusedFileError("picture-too-large", message, "simplify it, or use a PNG")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data.lstrip(), parser)
    except etree.XMLSyntaxError as error:
        reason = str(error.msg).partition(", line ")[0][:200]
        raise RefusedFileError(
            "picture-unreadable",
            f"the drawing is not well-formed XML: {reason}",
            "save it again as SVG",
            error.lineno or 0,
        ) from error
    except ValueError as error:
        raise RefusedFileError("picture-unreadable", "the drawing cannot be read", "save it again as SVG") from error


class _Cleaner:
    """Copies the allowed parts of a tree. ``plain`` says that names without a namespace are those of SVG."""

    def __init__(self, *, plain: bool) -> None:
        self.removed: dict[str, Removed] = {}
        self._plain = plain
        self._sheet = Sheet({}, whole=True)
        self._styled = 0

    def cleaned(self, root: Element) -> bytes:
        """Return the copy of ``root`` as UTF-8."""
        from lxml import etree

        styles = [each for each in root.iter() if self.name(each) == "style"]
        plain = all(each.get("media", "all") in ("all", "screen") for each in styles)
        self._sheet = read_sheet("\n".join(each.text or "" for each in styles)) if plain else Sheet({}, whole=False)
        copy = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG, "xlink": XLINK})
        self._fill(copy, root)
        etree.cleanup_namespaces(copy)
        return bytes(etree.tostring(copy, encoding="utf-8")) + b"\n"

    def name(self, element: Element) -> str:
        """Return the name of an SVG element; empty for any other."""
        tag = element.tag
        if not isinstance(tag, str):  # an entity
            return ""
        namespace, _, local = tag.rpartition("}")
        return local if namespace == f"{{{SVG}" or (self._plain and not namespace) else ""

    def _fill(self, copy: Element, element: Element) -> None:
        self._copy_attributes(copy, element)
        self._copy_children(copy, element)

    def _copy_children(self, copy: Element, element: Element) -> None:
        from lxml import etree

        _append(copy, element.text)
        for child in element:
            name = self.name(child)
            if name in allowed.UNWRAPPED:
                self._copy_children(copy, child)
            elif name in allowed.ELEMENTS and self._is_harmless(name, child):
                self._fill(etree.SubElement(copy, f"{{{SVG}}}{name}"), child)
            elif (
                not (name == "style" and self._sheet.whole)
                and name not in allowed.INVISIBLE
                and self.name(element) != "switch"
            ):
                self._note_removed(f"<{name}>" if name else "", child)
            _append(copy, child.tail)

    def _is_harmless(self, name: str, element: Element) -> bool:
        """Return whether an element is no animation, or one that only changes an allowed attribute."""
        return name not in allowed.ANIMATIONS or element.get("attributeName", "x") in allowed.ATTRIBUTES

    def _copy_attributes(self, copy: Element, element: Element) -> None:
        classes = str(element.get("class") or "").split()
        if declared := self._sheet.declarations(self.name(element), str(element.get("id") or ""), classes):
            self._set_style(copy, f"{declared};{element.get('style') or ''}", element)
        for name in map(str, element.keys()):
            if name.lower().startswith("on"):
                self._note_removed("a script", element)
                continue
            if name not in _COPIED:  # checked before the value, for which lxml searches all attributes
                continue
            value = str(element.get(name))
            if name in _HREFS:
                if value.strip().startswith("#"):
                    copy.set(name, value.strip())
                else:
                    self._note_removed("a reference to another file", element)
            elif name == "style":
                if not copy.get(name):
                    self._set_style(copy, value, element)
            elif name in allowed.TEXTS or name in _SPACES or name in _NAMES or _is_safe(value):
                copy.set(name, value)
            else:
                self._note_removed("a reference to another file", element)

    def _set_style(self, copy: Element, value: str, element: Element) -> None:
        self._styled += len(value)
        if self._styled > _MAX_BYTES:  # each element gets a copy of its rules
            message = "the drawing is too large: its style sheet has long rules for very many elements"
            raise RefusedFileError("picture-too-large", message, "simplify it, or use a PNG")
        if style := self._style(value, element):
            copy.set("style", style)

    def _style(self, value: str, element: Element) -> str:
        kept = []
        for declaration in value.split(";"):
            name, colon, words = declaration.partition(":")
            if not colon or name.strip().lower() not in allowed.PROPERTIES:
                continue  # drawing programs write their own properties
            if _is_safe(words):
                kept.append(f"{name.strip().lower()}:{words.strip()}")
            else:
                self._note_removed("a reference to another file", element)
        return ";".join(kept)

    def _note_removed(self, what: str, element: Element) -> None:
        if what:
            self.removed.setdefault(what, Removed(what, element.sourceline or 0))


def _is_safe(value: str) -> bool:
    return not _LOADS.search(_OWN_URL.sub("", value))


def _append(copy: Element, text: str | None) -> None:
    """Add ``text`` after the present content of ``copy``."""
    if not text:
        return
    last = next(copy.iterchildren(reversed=True), None)  # len() would count all children each time
    if last is not None:
        last.tail = (last.tail or "") + text
    else:
        copy.text = (copy.text or "") + text
