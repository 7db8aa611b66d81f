r"""Attributes of pictures: ``![The pier.](pier.jpg){.wide credit="Ann Lee"}``.

Both engines get them from here. Before the conversion, a mark between two control characters, which no text contains,
takes the place of each list; after it, the picture before the mark gets the attributes. A picture without words for its
alternative text gets a mark too, because an engine writes ``alt=""`` in any case.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import NamedTuple

from newsprint.markdown.code import outside_code
from newsprint.markdown.tags import ATTRIBUTE, ATTRIBUTES

_GUARD = "\x1b"
_TEXT = r"[^\[\]\\]*+(?:(?:\\.|\[[^\[\]\\]*+(?:\\.[^\[\]\\]*+)*\])[^\[\]\\]*+)*"
_PLACE = r"<[^<>\n]*+>|(?!<)[^\s()\\]*+(?:(?:\\.|\([^\s()\\]*+(?:\\.[^\s()\\]*+)*\))[^\s()\\]*+)*"
_TITLE = r""""[^"\\]*+(?:\\.[^"\\]*+)*"|'[^'\\]*+(?:\\.[^'\\]*+)*'|\([^()\\]*+(?:\\.[^()\\]*+)*\)"""
_PICTURE = re.compile(
    rf"(?<!\\)!\[(?P<alt>{_TEXT})\](?:\(\s*+(?:{_PLACE})(?:\s++(?:{_TITLE}))?\s*+\)|\[[^\[\]]*+\])?"
    r"(?P<list>\{:?[ \t]*+[^{}\n]{1,2000}\})?",
    re.S,
)
_ITEM = re.compile(
    r"""[ \t]*+(?:\.(?P<class>[\w-]+)|\#(?P<id>[\w:.-]+)|(?P<name>[A-Za-z][\w-]*)="""
    r"""(?:"(?P<value>[^"]*)"|'(?P<single>[^']*)'|[“”„«](?P<curly>[^“”„«»]*)[“”»]|(?P<bare>[^\s"'“”„«»]+)))"""
    r"(?=[ \t]|\Z)"
)
_MARKED = re.compile(rf"<img(?P<written>(?=[\s/]){ATTRIBUTES})>{_GUARD}(?P<number>\d+){_GUARD}")
_MARK = re.compile(rf"{_GUARD}(\d+){_GUARD}")


class Listed(NamedTuple):
    """The attributes that a text gives one picture.

    ``written`` is their list in the text, ``place`` the position of the picture there.
    """

    written: str
    attributes: tuple[tuple[str, str], ...]
    place: int


def set_lists_aside(text: str) -> tuple[str, list[Listed]]:
    """Return ``text`` with marks instead of the attribute lists of its pictures, and these lists.

    Pictures without words for their alternative text get a mark in any case. Linear in the length of the text.
    """
    lists: list[Listed] = []
    if "![" not in text:
        return text, lists
    pieces: list[str] = []
    position = 0
    for match in outside_code(_PICTURE.finditer(text), text):
        attributes = _attributes(match["list"] or "")
        if attributes or not match["alt"].strip():
            end = match.start("list") if match["list"] else match.end()
            pieces += text[position:end], f"{_GUARD}{len(lists)}{_GUARD}"
            position = match.end() if attributes else end
            lists.append(Listed(match["list"] if attributes else "", attributes, match.start()))
    return "".join((*pieces, text[position:])), lists


def with_attributes(html: str, lists: list[Listed]) -> tuple[str, list[int]]:
    """Return ``html`` with the attributes of ``lists`` on its pictures, and the places of pictures without ``alt``.

    A list that no picture precedes becomes text again. A picture whose list has ``alt=""`` is a decoration.
    """
    if not lists:
        return html, []
    places: list[int] = []

    def replaced(match: re.Match[str]) -> str:
        listed = lists[int(match["number"])]
        values = {each[1].lower(): each[2] or "" for each in ATTRIBUTE.finditer(match["written"])}
        names = [name for name, _ in listed.attributes]
        if "alt" not in names and not values.get("alt", "").strip():
            places.append(listed.place)
        for name, value in listed.attributes:
            shown = escape(unescape(value))
            values[name] = f"{values[name]} {shown}" if name == "class" and name in values else shown
        written = "".join(f' {name}="{value}"' for name, value in values.items())
        return f"<img{written}{' /' if match['written'].endswith('/') else ''}>"

    html = _MARKED.sub(replaced, html)
    return _MARK.sub(lambda match: escape(lists[int(match[1])].written), html), places


def _attributes(written: str) -> tuple[tuple[str, str], ...]:
    """Return the names and values in an attribute list; nothing if it is none."""
    inner = written[1:-1].removeprefix(":").rstrip(" \t")
    found: list[tuple[str, str]] = []
    position = 0
    while position < len(inner):
        item = _ITEM.match(inner, position)
        if item is None:
            return ()
        position = item.end()
        if item["class"] or item["id"]:
            found.append(("class", item["class"]) if item["class"] else ("id", item["id"]))
        else:
            values = item.group("value", "single", "curly", "bare")
            found.append((item["name"].lower(), next(value for value in values if value is not None)))
    return tuple(found)
