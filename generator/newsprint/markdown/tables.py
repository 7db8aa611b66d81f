"""Tables that scroll on a phone and are aligned by classes.

A strict content security policy forbids aligning them by styles.
"""

from __future__ import annotations

import re
from html import escape

from newsprint.markdown.tags import ATTRIBUTES

_SIDES = "left|right|center|justify"
_CELL = re.compile(
    rf"""<(t[hd])([^<>]*?)\s(?:align="({_SIDES})"|style="text-align:\s*({_SIDES});?")([^<>]*)>""",
)
_CLASS = re.compile(r'\sclass="([^"]*)"')
_TABLE = re.compile(rf"(?P<open><table(?=[\s/>]){ATTRIBUTES}>)|</table\s*>")
_WRAPPER = '<div class="table-scroll">'


def wrap_tables(html: str) -> str:
    """Return ``html`` with every table in a ``<div class="table-scroll">``."""
    if "<table" not in html:
        return html
    if "align" in html:
        html = _CELL.sub(_aligned, html)
    return _TABLE.sub(_wrapped, html)


def name_tables(html: str, word: str) -> str:
    """Return ``html`` with every scrolling table as a region that the keyboard can reach.

    ``word`` is the label of a table; several tables are numbered.
    """
    before, *tables = html.split(_WRAPPER)
    pieces = [before]
    for number, table in enumerate(tables, 1):
        label = escape(f"{word} {number}" if len(tables) > 1 else word)
        pieces += f'<div class="table-scroll" role="region" aria-label="{label}" tabindex="0">', table
    return "".join(pieces)


def _wrapped(match: re.Match[str]) -> str:
    return _WRAPPER + match[0] if match["open"] else f"{match[0]}</div>"


def _aligned(match: re.Match[str]) -> str:
    tag, attributes, name = match[1], match[2] + match[5], f"align-{match[3] or match[4]}"
    if written := _CLASS.search(attributes):
        attributes = attributes[: written.start()] + attributes[written.end() :]
        name = f"{written[1]} {name}"
    return f'<{tag}{attributes} class="{name}">'
