"""Tree processors that do a quick check before their work."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown, treeprocessors, util
from markdown.extensions import attr_list


class FastAttributeLists(attr_list.AttrListTreeprocessor):
    """The tree processor of attribute lists."""

    def run(self, doc: Element) -> None:
        """Turn attribute lists in texts into attributes."""
        if any("{" in text for text in doc.itertext()):
            super().run(doc)


class FastUnescape(treeprocessors.UnescapeTreeprocessor):
    """The tree processor that restores escaped characters.

    Until then, they are numbers between two control characters.
    """

    def run(self, root: Element) -> None:
        """Restore the characters in texts and attributes."""
        for element in root.iter():
            text, tail = element.text, element.tail
            if text and util.STX in text and element.tag != "code":
                element.text = self.unescape(text)
            if tail and util.STX in tail:
                element.tail = self.unescape(tail)
            for key, value in element.items():
                if value is not None and util.STX in value:
                    element.set(key, self.unescape(value))


class FastPrettify(treeprocessors.PrettifyTreeprocessor):
    """The tree processor of line ends between blocks.

    It asks the library only once for each tag name whether it is that of a block.
    """

    def run(self, root: Element) -> None:
        """Add line ends to the tree."""
        _end_lines(root, _BlockLevel(self.md))
        for line_break in root.iter("br"):
            tail = line_break.tail
            line_break.tail = f"\n{tail}" if tail and tail.strip() else "\n"
        for block in root.iter("pre"):
            code = block[0] if len(block) and block[0].tag == "code" else None
            if code is not None and not len(code) and code.text is not None:
                code.text = util.AtomicString(code.text.rstrip() + "\n")


def _end_lines(element: Element, is_block: _BlockLevel) -> None:
    tag = element.tag
    if is_block[tag] and tag not in ("code", "pre"):
        if len(element) and is_block[element[0].tag] and not (element.text and element.text.strip()):
            element.text = "\n"
        for child in element:
            if is_block[child.tag]:
                _end_lines(child, is_block)
    if not (element.tail and element.tail.strip()):
        element.tail = "\n"


class _BlockLevel(dict[Any, bool]):
    """By tag, whether the library counts it as a block; cached."""

    def __init__(self, converter: Markdown) -> None:
        self._converter = converter

    def __missing__(self, tag: Any) -> bool:
        self[tag] = answer = self._converter.is_block_level(tag)
        return answer
