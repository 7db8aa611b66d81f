"""The kind of a line of Markdown: a list item, a quote, a heading, a rule, or text.

In these lines the library has replaced tabs, fenced code and HTML. For text as the author wrote it, see
:mod:`newsprint.markdown.comments.containers`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from markdown import util

# fmt: off
HTML_BLOCKS = (
    "address|article|aside|blockquote|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption"
    "|figure|footer|form|h[1-6]|header|hr|iframe|legend|li|link|main|menu|menuitem|nav|ol|optgroup|option|p|param"
    "|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul|pre|script|style|textarea"
)
# fmt: on
_RULE = r"(?:\*[ ]*){3,}$|(?:-[ ]*){3,}$|(?:_[ ]*){3,}$"
_STRUCTURE = (
    rf"[ ]{{0,3}}(?:>|\#{{1,6}}(?:[ ]|$)|[-+*](?:[ ]|$)|\d{{1,9}}[.)](?:[ ]|$)|=+[ ]*$|{_RULE}"
    rf"|\|?[ ]*:?-[-:| ]*$|{util.STX}wzxhzdk:|[ ]</?(?:{HTML_BLOCKS})\b)"
)
_AT_START = re.compile(_STRUCTURE, re.M | re.I)
_AT_LINE = re.compile(rf"\n{_STRUCTURE}", re.M | re.I)

QUOTE = re.compile(r"[ ]{0,3}>[ ]?")
_ITEM = re.compile(r"([ ]{0,3})([-+*]|(\d{1,9})([.)]))(?=[ ]|$)([ ]*)")
RULE = re.compile(rf"[ ]{{0,3}}(?:{_RULE})")
HEADING = re.compile(r"[ ]{0,3}(\#{1,6})(?:[ ]+(.*?))??(?:(?:^|[ ])[ ]*\#+)?[ ]*$")
UNDERLINE = re.compile(r"[ ]{0,3}(?:(=+)|-+)[ ]*$")
DEFINITION = re.compile(r"[ ]{0,3}\*?\[[^\]]*\]:")
STASHED = re.compile(rf"[ ]{{0,3}}{util.STX}wzxhzdk:\d+{util.ETX}[ ]*$")
HTML = re.compile(rf"[ ]{{0,3}}</?(?:{HTML_BLOCKS})(?=[\s>/]|$)", re.I)


class Item(NamedTuple):
    """The start of a list item."""

    indent: str
    """The spaces before the lines of the item."""

    number: str
    """The number of a numbered item, else ""."""

    kind: str
    """The bullet, or the delimiter after the number: it is the same for all items of a list."""

    may_interrupt: bool
    """Whether it may follow a line of a paragraph."""

    text: str


def may_have_structure(block: str) -> bool:
    """Return whether a line of ``block`` could be more than a line of a paragraph."""
    return _AT_START.match(block) is not None or ("\n" in block and _AT_LINE.search(block) is not None)


def item_in(line: str) -> Item | None:
    """Return the list item that ``line`` starts, or None."""
    mark = _ITEM.match(line)
    if mark is None or RULE.match(line):
        return None
    before, sign, number, delimiter, blanks = mark.groups()
    rest = line[mark.end() :]
    width = len(blanks) if rest and len(blanks) <= 4 else 1
    indent = " " * (len(before) + len(sign) + width)
    may_interrupt = bool(rest) and (not number or int(number) == 1)
    text = " " * (len(blanks) - width) + rest if rest else ""
    return Item(indent, number or "", delimiter or sign, may_interrupt, text)


def starts_block(rest: str) -> bool:
    """Return whether a line without its containers' markers starts a block.

    Otherwise it continues a paragraph.
    """
    if rest.startswith("    "):
        return False
    if QUOTE.match(rest) or RULE.match(rest) or HTML.match(rest) or STASHED.match(rest):
        return True
    return item_in(rest) is not None or HEADING.match(rest) is not None
