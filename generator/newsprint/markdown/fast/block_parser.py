"""The library's block parser, which skips processors that a block gives no work.

A skipped processor would have no effect: either its ``test`` fails, or it takes the block from the list, checks it,
and puts it back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from string import ascii_letters
from xml.etree.ElementTree import Element, ElementTree

from markdown import blockparser
from markdown import blockprocessors as library
from markdown.extensions.abbr import AbbrBlockprocessor
from markdown.extensions.footnotes import FootnoteBlockProcessor
from markdown.extensions.sane_lists import SaneOListProcessor, SaneUListProcessor
from markdown.extensions.tables import TableProcessor

from newsprint.markdown.dialect.blocks import Structure
from newsprint.markdown.dialect.lines import may_have_structure

_DIGITS = frozenset("0123456789")
_MARKS = frozenset("-*_")
Test = Callable[[str, str], bool]


def _starts_with_digit(block: str, first: str) -> bool:
    # `\d` matches the digits of all scripts.
    return first in _DIGITS or not first.isascii()


def _may_contain_rule(block: str, first: str) -> bool:
    # A line of at least three equal marks, and perhaps spaces.
    if first not in _MARKS and "\n" not in block:
        return False
    return block.count("-") > 2 or block.count("*") > 2 or block.count("_") > 2


CAN_APPLY: dict[type[library.BlockProcessor], Test] = {
    Structure: lambda block, first: may_have_structure(block),
    # Each test gets the block, and its first character that is not a space ("" if there is none).
    library.EmptyBlockProcessor: lambda block, first: not first or first == "\n",
    library.ListIndentProcessor: lambda block, first: block[:1] == " ",
    library.CodeBlockProcessor: lambda block, first: block[:1] == " ",
    # A row of two columns has a bar, and so has each row of a table of one column.
    TableProcessor: lambda block, first: "|" in block,
    # A heading starts with its mark, at the start of a line.
    library.HashHeaderProcessor: lambda block, first: first == "#" or "\n#" in block,
    # The line below the heading starts with its mark.
    library.SetextHeaderProcessor: lambda block, first: "\n=" in block or "\n-" in block,
    library.HRProcessor: _may_contain_rule,
    # The first line has to be an item.
    library.OListProcessor: _starts_with_digit,
    SaneOListProcessor: _starts_with_digit,
    library.UListProcessor: lambda block, first: first in ("*", "+", "-"),
    SaneUListProcessor: lambda block, first: first in ("*", "+", "-"),
    library.BlockQuoteProcessor: lambda block, first: first == ">" or (">" in block and "\n" in block),
    FootnoteBlockProcessor: lambda block, first: "[^" in block and "]:" in block,
    AbbrBlockprocessor: lambda block, first: "*[" in block,
    library.ReferenceProcessor: lambda block, first: "]:" in block,
}
"""By class, a test whether a processor of exactly this class could take a block; all other processors always run."""


_STARTS_OF_PROSE = frozenset(f"{ascii_letters}\"'(")


def is_prose(block: str) -> bool:
    """Return whether ``block`` is a line that fails all tests in :data:`CAN_APPLY`.

    Most blocks are, and one check here is much faster than all tests.
    """
    return (
        block[:1] in _STARTS_OF_PROSE
        and "\n" not in block
        and "|" not in block
        and "[" not in block
        and "]" not in block
    )


Candidates = Sequence[tuple[Test | None, library.BlockProcessor]]


class FastBlockParser(blockparser.BlockParser):
    """Parses each block with the processors that could take it."""

    _candidates: Candidates = ()
    _paragraph: library.BlockProcessor | None = None
    """The processor for a line of prose, if no other processor has to be tried."""

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:
        """Return the tree of a document. The processors are looked up once."""
        self._candidates = self._look_up()
        always_asked = [processor for can_apply, processor in self._candidates if can_apply is None]
        is_alone = [type(processor) for processor in always_asked] == [library.ParagraphProcessor]
        self._paragraph = always_asked[0] if is_alone else None
        return super().parseDocument(lines)

    def _look_up(self) -> Candidates:
        return [(CAN_APPLY.get(type(processor)), processor) for processor in self.blockprocessors]

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:
        """Make elements of ``blocks`` below ``parent``, and empty the list."""
        candidates = self._candidates or self._look_up()
        while blocks:
            block = blocks[0]
            if self._paragraph is not None and is_prose(block):
                self._paragraph.run(parent, blocks)
                continue
            first = block.lstrip(" ")[:1]
            for can_apply, processor in candidates:
                if can_apply is not None and not can_apply(block, first):
                    continue
                if processor.test(parent, block):
                    if processor.run(parent, blocks) is not False:
                        break
                    block = blocks[0]
                    first = block.lstrip(" ")[:1]
