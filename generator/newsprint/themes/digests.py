"""The digests of a theme: of all of it, of what pages can show, and of what feeds, sitemaps and robots.txt can show.

A changed word or picture is no reason to print feeds again, and a changed feed is no reason to print all pages again,
unless a template of the one kind mentions something that belongs to the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Struct

from newsprint.base.files import digest
from newsprint.machine.versions import version_of
from newsprint.themes.assets import Asset
from newsprint.themes.lookup import MAX_TEMPLATE, ThemeFolder, files_in, read_text

_LIBRARIES = ("jinja2", "babel", "markupsafe")
_OF_PAGES = re.compile(
    r"""\.html\b|\bassets?\b|\bwords|\bfilter\s+date\b|\|\s*date\b|['"]date['"]"""
    r"|\bsite\b(?!\.(?:[a-z]+_)?(?:title|description|language|dir|timezone|url|sections|pages|mode|count|words)\b)"
)
"""Any mention of templates, assets, words or date formats of pages, in the template of a feed."""

_OF_FEEDS = re.compile(r"\.(?:xml|txt)\b")
"""Any mention of the template of a feed, in the template of a page."""


class Digests(Struct, frozen=True):
    """The digests of the whole ``theme``, and of what ``pages`` and ``feeds`` can show of it."""

    theme: str
    pages: str
    feeds: str


def digests_of(chain: tuple[ThemeFolder, ...], assets: Mapping[str, Asset], lacks: frozenset[str]) -> Digests:
    """Return the digests of the theme in the folders of ``chain``. Raises ThemeError.

    Sitemaps list no pages of the optional templates that it ``lacks``.
    """
    libraries = [f"{name} {version_of(name)}" for name in _LIBRARIES]
    words = [(f"@{place}/{name}", read_text(path, name)) for place, name, path in files_in(chain, "strings")]
    templates = [
        (f"@{place}/{name}", read_text(path, f"{chain[place].shown}/templates/{name}", MAX_TEMPLATE))
        for place, name, path in files_in(chain, "templates")
    ]
    named = [(asset.name, asset.integrity) for asset in assets.values()]
    # Templates with other endings may be included by both.
    pages = [(name, text) for name, text in templates if not name.endswith((".xml", ".txt"))]
    feeds = [(name, text) for name, text in templates if not name.endswith(".html")]
    theme = _digest(libraries, words, templates, named)
    return Digests(
        theme,
        theme if _mentions(_OF_FEEDS, pages) else _digest(libraries, words, pages, named),
        theme if _mentions(_OF_PAGES, feeds) else _digest(libraries, feeds, sorted(lacks)),
    )


def _digest(*parts: object) -> str:
    return digest(msgspec.json.encode(parts))


def _mentions(pattern: re.Pattern[str], templates: Iterable[tuple[str, str]]) -> bool:
    return any(pattern.search(text) for _, text in templates)
