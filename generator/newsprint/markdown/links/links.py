"""Links and pictures: which stay, which become slots, and which lose their address.

The slots (see :mod:`slots`) for addresses that depend on the outlet, each the value of an attribute, are::

    file TARGET     a file, relative to the article (percent-decoded but for %23, %25 and %3F; query and
                    fragment included)
    name TARGET     a file, by its name alone (Hugo's ``ref``)
    site /path      a path of the site (as written)
    set CANDIDATES  the pictures of a ``srcset``, each of one of these kinds or ``keep``

A whole picture of the outlet is one slot: ``picture KIND TARGET SET BEFORE AFTER``, with the kind and target of its
address, the candidates of its ``srcset`` if it has some, and its other attributes before and after the ``srcset``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import unquote

from newsprint.markdown.links.picture_sets import candidates, written_set
from newsprint.markdown.shortcodes import NAME_SCHEME
from newsprint.markdown.slots import slot
from newsprint.markdown.tags import ADDRESSES, ATTRIBUTE, ATTRIBUTES

SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_TAG = re.compile(
    # The common case first, so that it costs no call: a link to another site, as the only attribute of its tag.
    r'<(?=[aisvAISV])(?!a href="(?:https?://|#)[^"<>{ ]*">)'
    rf"(?i:(?P<tag>a|img|source|video|audio)(?=[\s/])(?P<attributes>{ATTRIBUTES})>)",
)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060\ufeff]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_MEANT_AS_TEXT = re.compile(r"%(?=2[35]|3[fF])")
"""The percent sign of an encoded ``#``, ``%`` or ``?``: decoded, these would start a fragment, an escape or a query."""

_PELICAN = re.compile(r"(?:\{|\||%7[bBcC])(?:filename|static|attach)(?:\}|\||%7[dDcC])(?=[^\x00-\x20])", re.I)
"""Pelican's prefix for the address of a file; a slash after it starts a path below the content folder."""


class FoundAddresses(NamedTuple):
    """The addresses in the links of a text, in the order of the HTML.

    ``files`` and ``names`` are the targets of the slots for files, by path and by name. ``dropped`` are the addresses
    that are removed, and empty addresses, which stay. ``shown`` are those of ``files`` that the page embeds, such as
    pictures, and ``linked`` those to which it links. ``without_alt`` are those of pictures without the attribute
    ``alt``, which only HTML can lack.
    """

    files: list[str]
    names: list[str]
    dropped: list[str]
    shown: set[str]
    linked: set[str]
    without_alt: list[str]


def nothing_found() -> FoundAddresses:
    """Return the addresses of a text without links."""
    return FoundAddresses([], [], [], set(), set(), [])


def add_link_slots(html: str) -> tuple[str, FoundAddresses]:
    """Return ``html`` with slots for addresses that depend on the outlet, and all addresses."""
    found = nothing_found()

    def replaced(match: re.Match[str]) -> str:
        return _tag_with_slots(match["tag"].lower(), match["attributes"], found)

    if "<a" in html or "src" in html or "<A" in html or "SRC" in html or "poster" in html:
        html = _TAG.sub(replaced, html)
    return html, found


def classify(value: str) -> tuple[str, str]:
    """Return the kind of an address, and the target of its slot.

    ``value`` is the unescaped value of an attribute. The kind is ``keep``, ``drop``, ``file``, ``name`` or ``site``.
    A scheme that is hidden by spaces, control characters or percent signs is read as a browser would read it.
    """
    url = value.strip()
    if not url or url.startswith(("#", "?", "//")):
        return "keep", ""
    if pelican := _PELICAN.match(url):
        return "file", _target(url[pelican.end() :])
    if url.startswith("{{") or url[:6].upper() == "%7B%7B":
        return "drop", ""
    target = unquote(url)
    if _CONTROL.search(target):
        return "drop", ""
    if url.startswith("/"):
        return "site", url
    if scheme := _SCHEME.match(_INVISIBLE.sub("", url)):
        name = scheme[1].lower()
        if name == NAME_SCHEME:
            return "name", target.partition(":")[2]
        return ("keep" if name in SCHEMES and url[: len(name)].lower() == name else "drop"), ""
    if _SCHEME.match(_INVISIBLE.sub("", target)):
        return "drop", ""
    return "file", _target(url)


def _target(url: str) -> str:
    return unquote(_MEANT_AS_TEXT.sub("%25", url))


def _tag_with_slots(tag: str, written: str, found: FoundAddresses) -> str:
    """Return a tag with slots: every value in double quotes, the address first."""
    if tag == "img":
        return _picture(written, found)
    addresses, others = list[str](), list[str]()
    for name, value in _attributes(written):
        if name.lower() in ADDRESSES and value is not None:
            addresses += _address_with_slot(name.lower(), value, found)
        elif name.lower() == "srcset":
            kept, pictures = _set(unescape(value or ""), found)
            others.append(kept or (f' srcset="{slot("set", pictures)}"' if pictures else ""))
        else:
            others.append(_attribute(name, value))
    return f"<{tag}{''.join(addresses)}{''.join(others)}{_end(written)}>"


def _picture(written: str, found: FoundAddresses) -> str:
    """Return a picture as a tag or a slot.

    Return "" if it has no address, or one that is removed.
    """
    kind, target, pictures, has_alt = "drop", "", "", False
    parts = list[str](), list[str]()
    for name, value in _attributes(written):
        has_alt = has_alt or name.lower() == "alt"
        if name.lower() == "src" and value is not None:
            kind, target = _recorded("src", value, found)
        elif name.lower() == "srcset":
            kept, pictures = _set(unescape(value or ""), found)
            parts[0].append(kept)
        else:
            parts[bool(pictures)].append(_attribute(name, value))
    before, after = "".join(parts[0]), f"{''.join(parts[1])}{_end(written)}"
    if kind == "drop":
        return ""
    if not has_alt:
        found.without_alt.append(target)
    if kind == "keep":
        srcset = f' srcset="{slot("set", pictures)}"' if pictures else ""
        return f'<img src="{target}"{before}{srcset}{after}>'
    return f"<{slot('picture', kind, escape(target), pictures, before, after)}>"


def _attributes(written: str) -> Iterator[tuple[str, str | None]]:
    """Yield the names of attributes and their values, HTML-escaped."""
    for match in ATTRIBUTE.finditer(written):
        yield match[1], next((group for group in match.group(2, 3, 4) if group is not None), None)


def _attribute(name: str, value: str | None) -> str:
    return f" {name}" if value is None else f' {name}="{_quoted(value)}"'


def _end(written: str) -> str:
    return " /" if written.endswith(" /") else ""


def _address_with_slot(name: str, value: str, found: FoundAddresses) -> list[str]:
    kind, target = _recorded(name, value, found)
    if kind == "drop":
        return []
    return [f' {name}="{target if kind == "keep" else slot(kind, escape(target))}"']


def _recorded(name: str, value: str, found: FoundAddresses) -> tuple[str, str]:
    """Return the kind of an address, and its target, or its value if it stays.

    Add the address to ``found``.
    """
    kind, target = classify(unescape(value))
    if kind == "drop" or not value.strip():
        found.dropped.append(unescape(value).strip())
    if kind == "keep":
        return kind, _quoted(value.strip().replace(" ", "%20"))
    if kind == "file":
        found.files.append(target)
        (found.linked if name == "href" else found.shown).add(target)
    elif kind == "name":
        found.names.append(target)
    return kind, target


def _set(srcset: str, found: FoundAddresses) -> tuple[str, str]:
    """Return the attribute for a ``srcset`` that stays, or the candidates for a slot.

    The other value is "". Both are "" if no picture is left. Each picture may be a file of the outlet.
    """
    pictures = []
    for url, size in candidates(srcset):
        kind, target = classify(url)
        if kind in ("drop", "name"):
            found.dropped.append(url)
            continue
        if kind == "file":
            found.files.append(target)
            found.shown.add(target)
        pictures.append((kind, target or url, size))
    if pictures and all(kind == "keep" for kind, _, _ in pictures):
        return f' srcset="{_quoted(escape(srcset))}"', ""
    return "", escape(written_set(pictures))


def _quoted(value: str) -> str:
    return value.replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
