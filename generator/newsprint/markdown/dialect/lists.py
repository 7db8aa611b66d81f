"""Lists and their items: loose ones (with paragraphs), tight ones, and tasks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

_TASK = re.compile(r"\[([ xX])\](?=[ \n])")


class List:
    """A list to which another item may be added."""

    def __init__(self, element: Element, kind: str) -> None:
        self.element = element
        self.kind = kind
        self.is_loose = False
        self.has_blank = False
        """Whether the last line of its last item was blank."""

    def begin_item(self) -> None:
        """Record that another item follows."""
        self.is_loose |= self.has_blank
        self.has_blank = False


class Container:
    """A quote, a list item, or the text itself: its element, and the lines directly in it."""

    def __init__(self, element: Element, *, is_quote: bool = False, indent: str = "", of: List | None = None) -> None:
        self.element = element
        self.is_quote = is_quote
        self.indent = indent
        self.lines: list[str] = []
        self.open_list: List | None = None
        self.is_empty = True
        self.has_blank = False
        """Whether its last line was blank, and not in a block that continues."""

        self._list = of

    def begin_block(self) -> None:
        """Record that a block, other than an item of the last list, starts directly in it."""
        if self.has_blank and self._list and not self.is_empty:
            self._list.is_loose = True
        self.has_blank = False
        self.is_empty = False
        self.open_list = None

    def note_blank(self) -> None:
        """Record a blank line in it."""
        self.has_blank = True
        if self.open_list:
            self.open_list.has_blank = True

    def note_text(self) -> None:
        """Record a line in it, or in a block that is open in it."""
        self.has_blank = False
        if self.open_list:
            self.open_list.has_blank = False


def finish(lists: Iterable[List]) -> None:
    """Add the check boxes of task lists, and remove the paragraphs in tight lists."""
    for each in lists:
        for item in each.element:
            if len(item) and item[0].tag == "p":
                _make_task(item[0])
            if not each.is_loose:
                _unwrap(item)


def _make_task(paragraph: Element) -> None:
    """Turn ``[ ]`` or ``[x]`` at the start of an item into a check box."""
    text = paragraph.text or ""
    if not (box := _TASK.match(text)):
        return
    attributes = {"type": "checkbox", "disabled": "disabled"}
    if box[1] != " ":
        attributes["checked"] = "checked"
    made = Element("input", attributes)
    made.tail, paragraph.text = text[box.end() :], None
    paragraph.insert(0, made)


def _unwrap(item: Element) -> None:
    """Replace the paragraphs of ``item`` by their content."""
    children = list(item)
    if not any(child.tag == "p" for child in children):
        return
    for child in children:
        item.remove(child)
    for child in children:
        if child.tag != "p" or child.attrib:
            item.append(child)
            continue
        _append_text(item, child.text or "")
        for inner in child:
            item.append(inner)


def _append_text(item: Element, text: str) -> None:
    if not len(item):
        item.text = f"{item.text}\n{text}" if item.text else text
        return
    last = item[-1]
    last.tail = f"{last.tail or ''}\n{text}"
