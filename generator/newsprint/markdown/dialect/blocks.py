"""Quotes, lists, headings and rules as in CommonMark, read line by line in one pass.

Python-Markdown reads blocks between blank lines, and indentation in steps of four spaces. Authors expect that a list
may follow a paragraph directly, that the content of an item is indented like its text, and that a word directly after
``#`` is a hashtag. So this module reads lines as CommonMark does. The content directly in one quote, one item or the
text itself (paragraphs, tables, notes, the blocks of extensions) is passed on to the library's processors.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import blockprocessors

from newsprint.markdown.dialect.lines import (
    DEFINITION,
    HEADING,
    HTML,
    QUOTE,
    RULE,
    STASHED,
    UNDERLINE,
    Item,
    item_in,
    may_have_structure,
    starts_block,
)
from newsprint.markdown.dialect.lists import Container, List, finish
from newsprint.markdown.dialect.table_starts import is_table_start


class Leaf(str):
    """A block whose structure has been read: text for the other processors."""

    __slots__ = ()


class Structure(blockprocessors.BlockProcessor):
    """The block processor for quotes, lists, headings and rules."""

    def test(self, parent: Element, block: str) -> bool:
        """Return whether a line of ``block`` could be more than text."""
        return may_have_structure(block) and not isinstance(block, Leaf)

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make elements of the first block, and of later blocks that continue its containers."""
        reader = _Reader(self.parser, parent)
        is_first = True
        while blocks and (is_first or reader.is_open):
            lines = blocks[0].split("\n")
            if not is_first:
                reader.read("")
                if lines[0].strip() and not reader.continues(lines[0]):
                    break  # another processor may want it
            blocks.pop(0)
            is_first = False
            for line in lines:
                reader.read(line)
        if rest := reader.end():
            blocks[:0] = _leaves(rest)


def _leaves(text: str) -> list[str]:
    """Return the blocks of ``text``.

    A blank line is kept only where it may be part of code.
    """
    blocks = (block if block.startswith("\n    ") else block.strip("\n") for block in text.split("\n\n"))
    return [Leaf(block) for block in blocks]


class _Reader:
    """Reads lines in their order and keeps track of the open containers."""

    def __init__(self, parser: Any, parent: Element) -> None:
        self._parser = parser
        self._root = Container(parent)
        self._open: list[Container] = []
        self._lists: list[List] = []
        self._leaf = ""
        """The kind of the last line in the innermost container: "paragraph", "code", "table", "html" or ""."""

        self._start = 0
        """The index in the lines of the innermost container at which the paragraph or HTML starts."""

    @property
    def is_open(self) -> bool:
        return bool(self._open) or self._root.open_list is not None

    @property
    def _inner(self) -> Container:
        return self._open[-1] if self._open else self._root

    def continues(self, line: str) -> bool:
        """Return whether a line after a blank one continues an open container or the last list."""
        if self._open and self._matched(line)[0]:
            return True
        item = item_in(line) if self._root.open_list else None
        return item is not None and self._root.open_list is not None and item.kind == self._root.open_list.kind

    def end(self) -> str:
        """Close all containers, and return the last lines, which are outside any container."""
        self._close(0)
        if self._leaf == "html":
            self._end_html()
        rest = "\n".join(self._root.lines)
        self._root.lines = []
        finish(self._lists)
        return rest

    def read(self, line: str) -> None:
        """Read the next line."""
        matched, rest = self._matched(line)
        is_whole = matched == len(self._open)
        if not rest.strip():
            self._read_blank(matched)
            return
        if self._leaf == "html" and is_whole:
            self._inner.lines.append(rest)
            return
        is_text = self._leaf == "paragraph"
        if not is_whole and is_text and not starts_block(rest):
            self._inner.lines.append(rest.lstrip(" "))  # a lazy line: it continues the paragraph
            return
        rest = self._open_containers(matched, rest, is_text and is_whole)
        self._read_leaf(rest, is_text and self._leaf == "paragraph")

    def _matched(self, line: str) -> tuple[int, str]:
        """Return how many of the open containers a line is in, and the line without their markers."""
        for number, container in enumerate(self._open):
            if container.is_quote:
                mark = QUOTE.match(line)
                if mark is None:
                    return number, line
                line = line[mark.end() :]
            elif not line.strip():
                if container.is_empty:
                    return number, line
            elif line.startswith(container.indent):
                line = line[len(container.indent) :]
            else:
                return number, line
        return len(self._open), line

    def _read_blank(self, matched: int) -> None:
        self._close(matched)
        if self._leaf == "html":
            self._end_html()
        if self._leaf != "code":
            self._leaf = ""
        self._inner.lines.append("")
        for container in [*reversed(self._open), self._root]:
            if container.is_quote:
                break
            container.note_blank()

    def _open_containers(self, matched: int, rest: str, interrupts: bool) -> str:
        """Close and open containers as the line requires, and return the rest of the line."""
        is_new = False
        while True:
            if not is_new and rest.startswith("    "):
                break
            if quote := QUOTE.match(rest):
                self._close(matched)
                self._begin_block()
                self._push(Container(SubElement(self._inner.element, "blockquote"), is_quote=True))
                rest = rest[quote.end() :]
            elif item := item_in(rest):
                if interrupts and not is_new and not item.may_interrupt:
                    break
                self._close(matched)
                rest = self._begin_item(item)
            else:
                break
            is_new, matched = True, len(self._open)
            if not rest.strip() or rest.startswith("    "):
                break
        self._close(matched)
        return rest

    def _begin_item(self, item: Item) -> str:
        container = self._inner
        if container.open_list is None or container.open_list.kind != item.kind:
            self._begin_block()
            element = SubElement(container.element, "ol" if item.number else "ul")
            if item.number and int(item.number) != 1:
                element.set("start", str(int(item.number)))
            container.open_list = List(element, item.kind)
            self._lists.append(container.open_list)
        else:
            self._flush()
            container.open_list.begin_item()
            container.has_blank = False
        self._push(Container(SubElement(container.open_list.element, "li"), indent=item.indent, of=container.open_list))
        return item.text

    def _push(self, container: Container) -> None:
        self._open.append(container)
        self._leaf = ""

    def _begin_block(self) -> None:
        """Start a block directly in the innermost container."""
        self._flush()
        self._inner.begin_block()

    def _close(self, number: int) -> None:
        """Close the containers from ``number`` on."""
        if len(self._open) > number:
            while len(self._open) > number:
                self._flush()
                self._open.pop()
            self._leaf = ""

    def _flush(self) -> None:
        """Let the library parse the lines directly in the innermost container."""
        if self._leaf == "html":
            self._end_html()
        lines = self._inner.lines
        if lines:
            self._inner.lines = []
            if any(lines):
                self._parser.parseBlocks(self._inner.element, _leaves("\n".join(lines)))

    # The content of containers

    def _read_leaf(self, rest: str, is_text: bool) -> None:
        container = self._inner
        for outer in [self._root, *self._open[:-1]] if self._open else ():
            outer.note_text()
        if not rest.strip():
            return  # an empty list item, or an empty line of a quote
        if rest.startswith("    ") and not is_text:
            if self._leaf != "code":
                container.begin_block()
            self._leaf = "code"
            container.lines.append(rest)
        elif is_text and (underline := UNDERLINE.match(rest)) and self._make_heading_of_paragraph(underline):
            self._leaf = ""
        elif heading := HEADING.match(rest):
            self._begin_block()
            SubElement(container.element, f"h{len(heading[1])}").text = (heading[2] or "").strip()
            self._leaf = ""
        elif RULE.match(rest):
            self._begin_block()
            SubElement(container.element, "hr")
            self._leaf = ""
        elif STASHED.match(rest):
            container.begin_block()
            container.lines += "", rest.strip(), ""
            self._leaf = ""
        elif HTML.match(rest):
            container.begin_block()
            self._leaf, self._start = "html", len(container.lines)
            container.lines.append(rest)
        else:
            self._read_text(rest, is_text)
        if not self._open:
            return
        container.note_text()

    def _read_text(self, rest: str, is_text: bool) -> None:
        container = self._inner
        if is_text and is_table_start(container.lines[-1], rest):
            if len(container.lines) - 1 > self._start:
                container.lines.insert(-1, "")
            self._leaf = "table"
        elif not is_text and self._leaf != "table":
            container.begin_block()
            self._leaf, self._start = "paragraph", len(container.lines)
        container.lines.append(rest)

    def _make_heading_of_paragraph(self, underline: re.Match[str]) -> bool:
        container = self._inner
        lines = container.lines[self._start :]
        if DEFINITION.match(lines[0]):
            return False
        del container.lines[self._start :]
        self._flush()
        heading = SubElement(container.element, "h1" if underline[1] else "h2")
        heading.text = "\n".join(line.strip(" ") for line in lines)
        return True

    def _end_html(self) -> None:
        """Store a block of raw HTML in the library's stash, as the library itself does."""
        lines = self._inner.lines
        html = "\n".join(lines[self._start :]).lstrip(" ")
        lines[self._start :] = ["", self._parser.md.htmlStash.store(html), ""]
        self._leaf = ""
