r"""Blocks in the HTML of a text: from the marks of an engine to slots.

A block becomes an element ``<np-block n="0">``, so that all steps of the conversion see what is inside it, and at the
end two slots around its content::

    <\x1ablock\x1dNUMBER\x1dNAME\x1dARGUMENT\x1dVALUE…\x1a> … <\x1aend\x1a>
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from newsprint.base.errors import Problem
from newsprint.markdown.blocks.block_arguments import FILES
from newsprint.markdown.blocks.block_lines import ENDING, OPENING
from newsprint.markdown.blocks.marked_text import Block, Marked
from newsprint.markdown.limits import BodyError
from newsprint.markdown.links.links import FoundAddresses
from newsprint.markdown.slots import slot

ELEMENT = "np-block"
"""The name of the element, and of the attribute of a ``<div>`` that stands for it while authors' HTML is sanitised."""

_WRITTEN = re.compile(ELEMENT, re.I)
_MARKS = re.compile("\x1b[ne]\\d+\x1b")
_DIV = re.compile(rf'<(?P<end>/?)div(?=[\s>])(?: {ELEMENT}="(?P<number>\d+)")?[^<>]*>')
_ELEMENT = re.compile(rf'<(?P<end>/?){ELEMENT}(?: n="(?P<number>\d+)")?>')


def with_divs(html: str, marked: Marked) -> str:
    """Return the HTML of an engine with a ``<div np-block>`` for each block: a sanitiser closes it where it must end.

    Raise BodyError if the engine changed the marks. What an author wrote of such elements becomes text.
    """
    if _MARKS.findall(html) != list(marked.marks):
        message = "the blocks of this text cannot be read"
        hint = "delete entities such as &#27; and abbreviations such as *[n0], or check the Markdown extensions"
        raise BodyError(Problem("", 0, 0, message, hint, code="block"))
    html = _WRITTEN.sub(lambda match: match[0].replace("-", "&#45;"), html)
    html = OPENING.sub(lambda match: f'<div {ELEMENT}="{match[1]}">', html)
    return ENDING.sub("</div>", html)


def with_elements(html: str) -> str:
    """Return ``html`` with an element ``<np-block>`` for each ``<div np-block>``. Every element is closed."""
    open_divs: list[bool] = []

    def replaced(match: re.Match[str]) -> str:
        if not match["end"]:
            open_divs.append(match["number"] is not None)
            return f'<{ELEMENT} n="{match["number"]}">' if match["number"] else match[0]
        return f"</{ELEMENT}>" if open_divs and open_divs.pop() else match[0]

    html = _DIV.sub(replaced, html)
    return html + f"</{ELEMENT}>" * sum(open_divs)


def with_slots(html: str, blocks: Sequence[Block], found: FoundAddresses) -> str:
    """Return ``html`` with slots for its elements, and add the files that ``blocks`` name to ``found``."""
    for block in blocks:
        _note_files(block, found)

    def replaced(match: re.Match[str]) -> str:
        if match["end"]:
            return f"<{slot('end')}>"
        number = int(match["number"])
        values = (escape(text) for value in blocks[number].values for text in (value.name, value.value))
        return f"<{slot('block', str(number + 1), blocks[number].name, *values)}>"

    return _ELEMENT.sub(replaced, html)


def _note_files(block: Block, found: FoundAddresses) -> None:
    for value in block.values:
        if value.type in FILES:
            found.files.append(value.value)
            (found.linked if value.type == "document" else found.shown).add(value.value)
