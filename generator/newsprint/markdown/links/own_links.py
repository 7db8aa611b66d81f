"""The anchors of a text, and the pages of the site that it links to."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from newsprint.markdown.slots import BETWEEN, MARK

_ID = re.compile(r"""\s(?:id|name)\s*=\s*(?:"([^"]+)"|'([^']+)'|([^\s"'<>=`]+))""", re.I)
_LOCAL = re.compile(r'\shref="#([^"]+)"')
_OF_SITE = re.compile(
    rf'(href="|src="|poster="|<{MARK}(?:picture|wide|fallback){BETWEEN}){MARK}?site{BETWEEN}([^{MARK}{BETWEEN}]*)'
)
TOP = frozenset(("", "top"))
"""The anchors that every page has, in upper or lower case (HTML, 7.4.6.4)."""


class OwnLinks(NamedTuple):
    """The anchors and links of one text.

    ``anchors`` are its ids, and ``missing`` are the anchors that it links to in itself but does not have. ``pages`` are
    the addresses of pages and files of the site, as written, each once, and whether the text embeds them.
    """

    anchors: tuple[str, ...]
    missing: tuple[str, ...]
    pages: tuple[tuple[str, bool], ...]


def own_links(html: str, host: str) -> OwnLinks:
    """Return the anchors and links of ``html``, a converted text.

    ``host`` is the site's host, with its port.
    """
    anchors = tuple(dict.fromkeys(unescape("".join(found)) for found in _ID.findall(html)))
    local = dict.fromkeys(map(unescape, _LOCAL.findall(html))) if 'href="#' in html else {}
    missing = tuple(name for name in local if not has_anchor(anchors, name))
    found: dict[str, bool] = {}
    if f"site{BETWEEN}" in html:
        found |= {unescape(address): before != 'href="' for before, address in _OF_SITE.findall(html)}
    if host and host in html:
        absolute = re.compile(rf'\s(href|src|poster)="((?:https?:)?//{re.escape(host)}(?:[/?#][^"]*)?)"', re.I)
        found |= {unescape(address): name != "href" for name, address in absolute.findall(html)}
    return OwnLinks(anchors, missing, tuple(found.items()))


def has_anchor(anchors: tuple[str, ...], name: str) -> bool:
    """Return whether a link to ``#name`` has a target in a text with these ``anchors``.

    Text fragments always count.
    """
    return name.lower() in TOP or name.startswith(":~:") or name in anchors or unquote(name) in anchors
