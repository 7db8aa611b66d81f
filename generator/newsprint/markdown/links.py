r"""Links and pictures: which stay, which are left to be resolved, and which lose their address.

A body is converted once and published in many places, so addresses that depend on the outlet are left as marks::

    \x1afile:TARGET\x1a    a file, relative to the article (percent-decoded but for %23, %25 and %3F; query and
                          fragment included)
    \x1aname:TARGET\x1a    a file, by its name alone (Hugo's ``ref``)
    \x1asite:/path\x1a     a path of the site (as written)
    \x1aset:CANDIDATES\x1a  the pictures of a ``srcset``, each of one of these kinds, or ``keep``

They stand in attribute values, HTML-escaped; :func:`resolve` puts addresses there. No text can hold the control
character U+001A.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import unquote

from newsprint.markdown.picture_sets import Addresses, candidates, resolved_set, written_set
from newsprint.markdown.shortcodes import NAME_SCHEME
from newsprint.markdown.tags import ADDRESSES, ATTRIBUTE, ATTRIBUTES, RAW_TEXT

MARK = "\x1a"
SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_TAG = re.compile(
    # The common case first, so that it costs no call: a link to another site, alone in its tag.
    r'<(?=[aisvxtnAISVXTN])(?!a href="(?:https?://|#)[^"<>{ ]*">)'
    rf"(?i:(?P<tag>a|img|source|video|audio)(?=[\s/])(?P<attributes>{ATTRIBUTES})>"
    rf"|(?P<raw>{RAW_TEXT})\b.*?(?:</(?P=raw)\s*>|\Z))",
    re.S,
)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060\ufeff]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_MEANT_AS_TEXT = re.compile(r"%(?=2[35]|3[fF])")
"""Before ``#``, ``%`` and ``?``: decoded, they would begin a fragment, an encoded character or a query."""

_PELICAN = re.compile(r"(?:\{|\||%7[bBcC])(?:filename|static|attach)(?:\}|\||%7[dDcC])(?=[^\x00-\x20])", re.I)
"""How Pelican says that an address is that of a file, with a slash in front of a path below the content folder."""

_PICTURE = "<img src="


class Found(NamedTuple):
    """What is found in the links of a text, in the order of the HTML.

    ``files`` and ``names`` are the targets of the marks of files, by path and by name, ``dropped`` the addresses that
    are taken out. An empty one is among these, though it stays. ``shown`` are those of ``files`` that the page shows,
    as it does a picture.
    """

    files: list[str]
    names: list[str]
    dropped: list[str]
    shown: set[str]


def mark_links(html: str) -> tuple[str, Found]:
    """``html`` with marks for what depends on the outlet, and what was found."""
    found = Found([], [], [], set())

    def replaced(match: re.Match[str]) -> str:
        return _marked_tag(match["tag"], match["attributes"], found) if match["tag"] else match[0]

    if "<a" in html or "src" in html or "<A" in html or "SRC" in html or "poster" in html:
        html = _TAG.sub(replaced, html)
    return html, found


def resolve(html: str, address: Addresses) -> str:
    """``html`` with every mark replaced by ``address(kind, target)``.

    Where the answer is None, a link loses its address and stays as text, and a picture is taken out.
    """
    before, *marked = html.split(f'"{MARK}')
    pieces = [before]
    leaving_out = False
    for each in marked:
        mark, after = each.split(f'{MARK}"', 1)
        if not leaving_out:
            kind, _, target = mark.partition(":")
            url = resolved_set(unescape(target), address) if kind == "set" else address(kind, unescape(target))
            if url is not None:
                pieces += f'"{escape(url)}"', after
                continue
            leaving_out = pieces[-1].endswith(_PICTURE)
            pieces[-1] = pieces[-1].rpartition("<" if leaving_out else " ")[0]
        if leaving_out:
            _, end, after = after.partition(">")
            leaving_out = not end  # a picture may have further addresses
        pieces.append(after)
    return "".join(pieces)


def classify(value: str) -> tuple[str, str]:
    """The kind of an address (an attribute's value, unescaped), and the target of its mark.

    The kind is ``keep``, ``drop``, ``file``, ``name`` or ``site``. An address whose scheme is hidden (by spaces,
    control characters or percent signs) is the address that a browser would make of it.
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


def _marked_tag(tag: str, written: str, found: Found) -> str:
    """One tag, written anew: every value in double quotes, the address first, which is where resolve() looks."""
    addresses: list[str] = []
    others: list[str] = []
    for match in ATTRIBUTE.finditer(written):
        name = match[1].lower()
        value = next((group for group in match.group(2, 3, 4) if group is not None), None)
        if name in ADDRESSES and value is not None:
            addresses += _marked_address(name, value, found)
        elif name == "srcset":
            others += _marked_set(unescape(value or ""), found)
        else:
            others.append(f" {match[1]}" if value is None else f' {match[1]}="{_quoted(value)}"')
    if tag.lower() == "img" and not addresses:
        return ""  # without its address, a picture is nothing
    end = " /" if written.endswith(" /") else ""
    return f"<{tag.lower()}{''.join(addresses)}{''.join(others)}{end}>"


def _marked_address(name: str, value: str, found: Found) -> list[str]:
    kind, target = classify(unescape(value))
    if kind == "drop" or not value.strip():
        found.dropped.append(unescape(value).strip())
    if kind == "drop":
        return []
    if kind == "keep":
        return [f' {name}="{_quoted(value.strip().replace(" ", "%20"))}"']
    if kind == "file":
        found.files.append(target)
        if name != "href":
            found.shown.add(target)
    elif kind == "name":
        found.names.append(target)
    return [f' {name}="{MARK}{kind}:{escape(target)}{MARK}"']


def _marked_set(srcset: str, found: Found) -> list[str]:
    """A list of pictures, of which each may lead to a file of the outlet."""
    marked = []
    for url, size in candidates(srcset):
        kind, target = classify(url)
        if kind in ("drop", "name"):
            found.dropped.append(url)
            continue
        if kind == "file":
            found.files.append(target)
            found.shown.add(target)
        marked.append((kind, target or url, size))
    if marked and all(kind == "keep" for kind, _, _ in marked):
        return [f' srcset="{_quoted(escape(srcset))}"']
    return [f' srcset="{MARK}set:{escape(written_set(marked))}{MARK}"'] if marked else []


def _quoted(value: str) -> str:
    return value.replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
