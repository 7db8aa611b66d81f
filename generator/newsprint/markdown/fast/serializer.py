"""The library's serializer of trees, without checks that the tree of a text never needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import HTML_EMPTY, Element, QName

from markdown import serializers

# Looked up here, so that the import of this module fails if the library lacks one of them.
_library: Any = serializers
_AMPERSAND = _library.RE_AMP
_BOOLEAN = _library.BOOLEAN_ATTRIBUTES["html"]
_AS_WRITTEN = ("script", "style")


def to_html(root: Element) -> str:
    """Return the HTML of a tree, exactly as the library's ``to_html_string`` does."""
    pieces: list[str] = []
    write = pieces.append
    waiting: list[Element | str] = [root]  # from the last to the first
    while waiting:
        element = waiting.pop()
        if isinstance(element, str):
            write(element)
            continue
        tag: Any = element.tag
        if not isinstance(tag, str):  # a comment, a qualified name, or None
            write(serializers.to_html_string(element))
            continue
        attributes = element.items()
        write(f"<{tag}{_attributes(attributes)}>" if attributes else f"<{tag}>")
        if text := element.text:
            write(text if tag.lower() in _AS_WRITTEN else _escaped(text))
        end = "" if tag.lower() in HTML_EMPTY else f"</{tag}>"
        if tail := element.tail:
            end += _escaped(tail)
        if len(element):
            waiting.append(end)
            waiting += reversed(element)
        else:
            write(end)
    return "".join(pieces)


def _attributes(items: Iterable[tuple[Any, Any]]) -> str:
    pieces = []
    for key, value in sorted(items):
        name = key.text if isinstance(key, QName) else key
        if value is None:
            pieces.append(f" {name}")
            continue
        written = _escaped_attribute(value.text if isinstance(value, QName) else value)
        pieces.append(f" {name}" if name == written and name in _BOOLEAN else f' {name}="{written}"')
    return "".join(pieces)


def _escaped(text: str) -> str:
    if "&" in text:  # the ampersand of an entity stays
        text = _AMPERSAND.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text


def _escaped_attribute(text: str) -> str:
    return _escaped(text).replace('"', "&quot;")
