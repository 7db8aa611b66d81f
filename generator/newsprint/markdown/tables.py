"""Tables: able to scroll on a phone, and aligned by classes (a strict content security policy forbids styles)."""

from __future__ import annotations

import re

_SIDES = "left|right|center|justify"
_CELL = re.compile(
    rf"""<(t[hd])([^<>]*?)\s(?:align="({_SIDES})"|style="text-align:\s*({_SIDES});?")([^<>]*)>""",
)
_CLASS = re.compile(r'\sclass="([^"]*)"')
_OPEN = '<div class="table-scroll" tabindex="0"><table'
_CLOSE = "</table></div>"


def wrap_tables(html: str) -> str:
    """``html`` with every table in a ``<div class="table-scroll">`` that the keyboard can reach."""
    if "<table" not in html:
        return html
    if "align" in html:
        html = _CELL.sub(_aligned, html)
    return html.replace("<table", _OPEN).replace("</table>", _CLOSE)


def _aligned(match: re.Match[str]) -> str:
    tag, attributes, name = match[1], match[2] + match[5], f"align-{match[3] or match[4]}"
    if written := _CLASS.search(attributes):
        attributes = attributes[: written.start()] + attributes[written.end() :]
        name = f"{written[1]} {name}"
    return f'<{tag}{attributes} class="{name}">'
