"""The headers of each file: content type, cache control and content encoding."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fnmatch import translate
from functools import lru_cache

from newsprint.base.media_types import media_type
from newsprint.config.targets import HeaderRules, Patterns
from newsprint.deploy.built.shipment import BuiltFile
from newsprint.deploy.served_urls import is_fingerprinted
from newsprint.deploy.stores.store import Headers
from newsprint.kinds.stages import Role

FOREVER = "public, max-age=31536000, immutable"
"""The cache control of files whose names contain a digest (RFC 8246): changed bytes have another name."""

FILES = "public, max-age=3600"
"""The cache control of pictures and other files that are not pages: they can be replaced under the same name."""

_PAGE = "page.html"
_PAGES = ("text/html", "application/xml", "application/rss+xml", "application/atom+xml", "text/plain")
_COMPRESSIBLE = ("text/", "application/json", "application/xml", "image/svg+xml", "+xml", "+json")


def headers_for(rules: HeaderRules, files: Mapping[str, BuiltFile]) -> Callable[[str], Headers]:
    """Return a function that returns the headers of a path below the site.

    ``rules`` are those of newsprint.toml, ``files`` the files of the site. Every file that its kind of page does not
    declare an asset is cached as briefly as HTML, whatever its type.
    """
    cache, content_types = _ByPattern(rules.cache), _ByPattern(rules.content_types)

    @lru_cache(maxsize=1024)  # nearly all of a hundred thousand files have the name index.html
    def usual(name: str, cached: str | None) -> Headers:
        return _headers(media_type(name), cached, rules)

    def headers(path: str) -> Headers:
        name, cached = _name_of(path, files), cache.first(path) or _cache_control(path, files, rules)
        kind = content_types.first(path)
        return _headers(kind, cached, rules) if kind else usual(name, cached)

    def without_rules(path: str) -> Headers:
        return usual(_name_of(path, files), _cache_control(path, files, rules))

    return headers if rules.cache or rules.content_types else without_rules


def _name_of(path: str, files: Mapping[str, BuiltFile]) -> str:
    """Return the name that decides the content type of the file at ``path``."""
    file = files.get(path)
    return _PAGE if file and file.path else path.rpartition("/")[2]


def _cache_control(path: str, files: Mapping[str, BuiltFile], rules: HeaderRules) -> str | None:
    """Return the cache control of the file at ``path``; None if its content type decides."""
    if is_fingerprinted(path):
        return FOREVER
    file = files.get(path)
    if file and file.role is Role.RENDITION:
        return FOREVER
    return rules.page_cache if file and file.role is not Role.ASSET else None


class _ByPattern:
    """Patterns in the order of newsprint.toml; ``*`` matches anything, slashes too, and the first match counts."""

    def __init__(self, patterns: Patterns) -> None:
        self._rules = [(re.compile(translate(pattern.lstrip("/"))), value) for pattern, value in patterns.items()]

    def first(self, path: str) -> str | None:
        return next((value for pattern, value in self._rules if pattern.match(path)), None)


def _headers(content_type: str, cached: str | None, rules: HeaderRules) -> Headers:
    usual = rules.page_cache if content_type.startswith(_PAGES) else FILES
    encoding = "gzip" if rules.gzip and _is_compressible(content_type) else ""
    return Headers(content_type, cached or usual, encoding)


def _is_compressible(content_type: str) -> bool:
    plain = content_type.partition(";")[0]
    return plain.startswith(_COMPRESSIBLE[:4]) or plain.endswith(_COMPRESSIBLE[4:])
