"""The digests of a theme: of all of it, of the part for pages, and of the part for feeds, sitemaps and robots.txt.

Feeds are not printed again after a change to a word or picture, and pages are not after a change to a feed's template,
unless a template of one kind mentions something of the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Struct

from newsprint.base.files import digest
from newsprint.machine.versions import version_of
from newsprint.media.renditions.recipes import Role
from newsprint.themes.assets import Asset
from newsprint.themes.block_declarations import FEED_ENDING
from newsprint.themes.lookup import MAX_TEMPLATE, ThemeFolder, files_in, read_text

_LIBRARIES = ("jinja2", "babel", "markupsafe")
_PARTS_OF_PAGES = re.compile(
    r"""\.html\b|\bassets?\b|\bsettings\b|\bpicture\(|\b(?:renditions|social|crops)\b|\bwords|\bfilter\s+date\b|\|\s*date\b|['"]date['"]"""
    r"|\bsite\b(?!\.(?:[a-z]+_)?(?:title|description|language|dir|timezone|url|sections|pages|mode|count|words)\b)"
)
"""Matches a mention of templates, assets, pictures, words or date formats of pages in the template of a feed."""

_PARTS_OF_FEEDS = re.compile(r"\.(?:xml|txt)\b")
"""Matches a mention of a feed's template in the template of a page."""


class Digests(Struct, frozen=True):
    """The digests of the whole ``theme``, and of the parts of it that ``pages`` and ``feeds`` can show.

    That of ``settings`` is not part of ``pages``, which are out of date if either changes.
    """

    theme: str
    pages: str
    feeds: str
    settings: str


def digests_of(
    chain: tuple[ThemeFolder, ...],
    assets: Mapping[str, Asset],
    roles: Mapping[str, Role],
    lacks: frozenset[str],
    settings: str,
) -> Digests:
    """Return the digests of the theme in the folders of ``chain``. Raises ThemeError.

    ``settings`` is the digest of its settings, as the outlet has set them. ``roles`` are those of pictures: pages have
    their sizes, and addresses that follow from them. ``lacks`` names the missing optional templates. It is part of the
    digest of feeds, because sitemaps do not list the pages of those templates.
    """
    libraries = [f"{name} {version_of(name)}" for name in _LIBRARIES]
    words = [(f"@{place}/{name}", read_text(path, name)) for place, name, path in files_in(chain, "strings")]
    templates = [
        (f"@{place}/{name}", read_text(path, f"{chain[place].shown}/templates/{name}", MAX_TEMPLATE))
        for place, name, path in files_in(chain, "templates")
    ]
    named = [(asset.name, asset.written) for asset in assets.values()], sorted(roles.items())
    # Templates with other endings may be included by pages and by feeds.
    pages = [(name, text) for name, text in templates if not name.endswith((".xml", ".txt"))]
    feeds = [(name, text) for name, text in templates if not name.endswith(".html") or name.endswith(FEED_ENDING)]
    files = _digest(libraries, words, templates, named)
    theme = _digest(files, settings)
    return Digests(
        theme,
        files if _mentions(_PARTS_OF_FEEDS, pages) else _digest(libraries, words, pages, named),
        theme if _mentions(_PARTS_OF_PAGES, feeds) else _digest(libraries, feeds, sorted(lacks)),
        settings,
    )


def _digest(*parts: object) -> str:
    return digest(msgspec.json.encode(parts))


def _mentions(pattern: re.Pattern[str], templates: Iterable[tuple[str, str]]) -> bool:
    return any(pattern.search(text) for _, text in templates)
