"""Figures: a picture alone in its paragraph, with its caption and credit.

The caption is the picture's title, the credit its attribute ``credit``. For a picture of the outlet they are a slot,
``caption KIND TARGET CAPTION CREDIT``: without the picture, readers do not get its caption either. If the author wrote
no credit, the slot has none, and that of the picture's metadata is printed.

A picture in a ``<picture>`` of the author's becomes a slot ``fallback``, with the arguments of ``picture``: the author
chose its sizes and formats. That of a figure with the class ``wide`` becomes a slot ``wide``, because it needs larger
files.
"""

from __future__ import annotations

import re

from newsprint.markdown.captions import caption_html
from newsprint.markdown.slots import BETWEEN, MARK, slot
from newsprint.markdown.tags import ATTRIBUTE, ATTRIBUTES

_PICTURE = rf"<(?:{MARK}picture{BETWEEN}[^{MARK}]*+{MARK}|img(?=[\s/]){ATTRIBUTES})>"
_TOKEN = re.compile(
    rf"<(?P<end>/?)figure(?=[\s>])"
    rf"|(?:<(?P<block>p|li)(?P<attributes>(?=[\s>]){ATTRIBUTES})>\s*+|^)"
    rf"(?P<alone>(?P<link><a(?=[\s>]){ATTRIBUTES}>\s*+)?{_PICTURE}(?(link)\s*+(?i:</a>)))(?(block)\s*+</(?P=block)>|$)",
    re.M,
)
_IN_PICTURE = re.compile(
    rf"(<picture(?=[\s>]){ATTRIBUTES}>\s*+(?:<source(?=[\s/]){ATTRIBUTES}>\s*+)*)<{MARK}picture{BETWEEN}"
)
_ANY_PICTURE = re.compile(_PICTURE)
_ATTRIBUTE = re.compile(rf"\s*{ATTRIBUTE.pattern}")
_BLOCKS = "p|h[1-6]|[uo]l|li|blockquote|pre|table|figure|div|section|details|dl|hr"
_BLOCK_BEFORE = re.compile(rf"</(?:{_BLOCKS})>|<(?:blockquote|li|hr)\b[^<>]*>")
_BLOCK_AFTER = re.compile(rf"\s*(?:\Z|</?(?:{_BLOCKS})(?=[\s/>]))")
_LONGEST_TAG = 300
_OF_FIGURE = ("class", "lang", "dir")
"""The attributes of a picture that its figure gets."""

_OF_CAPTION = ("title", "credit")


def with_figures(html: str) -> tuple[str, list[str]]:
    """Return ``html`` with a figure for every picture that is alone, and the credits that are not printed (HTML).

    A picture is alone if it, or a link with it, is all of a paragraph or list item, or a block of its own. Pictures in
    a figure of the author's stay as they are. ``html`` has slots for pictures and links. Linear in its length.
    """
    depth = 0

    def replaced(match: re.Match[str]) -> str:
        nonlocal depth
        if match["end"] is not None:
            depth = max(0, depth + (-1 if match["end"] else 1))
        elif not depth and match["block"] == "li":
            return f"<li{match['attributes']}>{_figure('', match['alone'])}</li>"
        elif not depth and (match["block"] or _is_block(html, match)):
            return _figure(match["attributes"] or "", match["alone"])
        return match[0]

    html = _TOKEN.sub(replaced, html)
    if "<picture" in html:
        html = _IN_PICTURE.sub(rf"\1<{MARK}fallback{BETWEEN}", html)
    return _without_credits(html) if 'credit="' in html else (html, [])


def _figure(attributes: str, content: str) -> str:
    """Return a figure with the ``attributes`` of a paragraph; ``content`` is a picture, which may be in a link."""
    values: dict[str, str] = {}
    attributes = _without(attributes, _OF_FIGURE, values)
    of_paragraph = values.pop("class", "")
    picture = _ANY_PICTURE.search(content)
    assert picture is not None
    shown = _picture_without(picture[0], (*_OF_FIGURE, *_OF_CAPTION), values)
    if classes := f"{of_paragraph} {values.get('class', '')}".strip():
        values["class"] = classes
        if "wide" in classes.split():
            shown = shown.replace(f"{MARK}picture{BETWEEN}", f"{MARK}wide{BETWEEN}", 1)
    own = "".join(f' {name}="{values[name]}"' for name in _OF_FIGURE if values.get(name))
    before, after = content[: picture.start()], content[picture.end() :]
    return f"<figure{own}{attributes}>{before}{shown}{after}{_caption(shown, values)}</figure>"


def _caption(picture: str, values: dict[str, str]) -> str:
    """Return the caption of ``picture`` with the title and credit in ``values``, or the slot for it."""
    caption, credit = (" ".join(values.get(name, "").split()) for name in _OF_CAPTION)
    if not picture.startswith(f"<{MARK}"):
        return caption_html(caption, credit)
    _, kind, target, *_ = picture.split(BETWEEN)
    return f"<{slot('caption', kind, target, caption, *([credit] if 'credit' in values else []))}>"


def _is_block(html: str, match: re.Match[str]) -> bool:
    """Return whether the picture on a line of its own is between two blocks."""
    before = html[max(0, match.start() - _LONGEST_TAG) : match.start()].rstrip()
    tag = before[max(0, before.rfind("<")) :]
    return (not before or _BLOCK_BEFORE.fullmatch(tag) is not None) and bool(_BLOCK_AFTER.match(html, match.end()))


def _without_credits(html: str) -> tuple[str, list[str]]:
    """Return ``html`` with no credit on a picture, which HTML does not have, and these credits."""
    credits: list[str] = []

    def replaced(match: re.Match[str]) -> str:
        values: dict[str, str] = {}
        picture = _picture_without(match[0], ("credit",), values)
        credits.extend(credit for credit in values.values() if credit.strip())
        return picture

    return _ANY_PICTURE.sub(replaced, html), credits


def _picture_without(picture: str, names: tuple[str, ...], values: dict[str, str]) -> str:
    """Return ``picture``, an element or a slot, without the attributes ``names``; add them to ``values``."""
    if not picture.startswith(f"<{MARK}"):
        return f"<img{_without(picture[4:-1], names, values)}>"
    kind, address, target, pictures, *attributes = picture[2:-2].split(BETWEEN)
    left = [_without(written, names, values) for written in attributes]
    return f"<{slot(kind, address, target, pictures, *left)}>"


def _without(written: str, names: tuple[str, ...], values: dict[str, str]) -> str:
    """Return the attributes ``written`` without those called ``names``, which are added to ``values``."""

    def replaced(match: re.Match[str]) -> str:
        name, value = match[1].lower(), match[2]
        if name not in names or value is None:
            return match[0]
        values[name] = value
        return ""

    return _ATTRIBUTE.sub(replaced, written)
