"""Tree processors that look before they search."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from markdown.extensions import attr_list

from markdown import Markdown, treeprocessors, util


class LeanAttributeLists(attr_list.AttrListTreeprocessor):
    """Attribute lists."""

    def run(self, doc: Element) -> None:
        """Turn the attribute lists in texts into attributes."""
        if any("{" in text for text in doc.itertext()):
            super().run(doc)


class LeanUnescape(treeprocessors.UnescapeTreeprocessor):
    """Escaped characters, which stand in texts and attributes as numbers between two control characters."""

    def run(self, root: Element) -> None:
        """Put the characters themselves into the tree."""
        for element in root.iter():
            text, tail = element.text, element.tail
            if text and util.STX in text and element.tag != "code":
                element.text = self.unescape(text)
            if tail and util.STX in tail:
                element.tail = self.unescape(tail)
            for key, value in element.items():
                if value is not None and util.STX in value:
                    element.set(key, self.unescape(value))


class LeanPrettify(treeprocessors.PrettifyTreeprocessor):
    """Line ends between blocks, asking once for each name whether it is that of a block."""

    def run(self, root: Element) -> None:
        """Add line ends to the tree."""
        self._is_block = _BlockLevel(self.md)
        super().run(root)

    def _prettifyETree(self, elem: Element) -> None:
        is_block = self._is_block
        tag = elem.tag
        if is_block[tag] and tag not in ("code", "pre"):
            if len(elem) and is_block[elem[0].tag] and not (elem.text and elem.text.strip()):
                elem.text = "\n"
            for child in elem:
                if is_block[child.tag]:
                    self._prettifyETree(child)
        if not (elem.tail and elem.tail.strip()):
            elem.tail = "\n"


class _BlockLevel(dict[Any, bool]):
    """What the library says about a tag, remembered."""

    def __init__(self, converter: Markdown) -> None:
        self._converter = converter

    def __missing__(self, tag: Any) -> bool:
        self[tag] = answer = self._converter.is_block_level(tag)
        return answer
