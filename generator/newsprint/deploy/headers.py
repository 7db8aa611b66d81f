"""What each file is served with: its content type, how long it may be kept, and whether it travels compressed."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from fnmatch import translate
from functools import lru_cache

from newsprint.deploy.stores.store import Headers
from newsprint.media_types import media_type
from newsprint.targets import HeaderRules, Patterns

FOREVER = "public, max-age=31536000, immutable"
"""For names that hold the digest of what is in them (RFC 8246): another content has another name."""

FILES = "public, max-age=3600"
"""For pictures and other files that are no pages: their names stay when they are replaced."""

_PAGE = "page.html"
_FINGERPRINTED = re.compile(r"assets/.*\.[0-9a-f]{10}\.\w+")
_PAGES = ("text/html", "application/xml", "application/rss+xml", "application/atom+xml", "text/plain")
_SHRINKS = ("text/", "application/json", "application/xml", "image/svg+xml", "+xml", "+json")


def headers_for(rules: HeaderRules, pages: Container[str] = ()) -> Callable[[str], Headers]:
    """A function that gives the headers of the file at a path below the site, by ``rules``.

    ``pages`` are the paths of HTML pages whose names do not say so.
    """
    cache, content_types = _ByPattern(rules.cache), _ByPattern(rules.content_types)

    @lru_cache(maxsize=1024)  # of a hundred thousand files nearly all are called index.html
    def usual(name: str, fingerprinted: bool) -> Headers:
        return _headers(media_type(name), None, rules, fingerprinted=fingerprinted)

    def headers(path: str) -> Headers:
        name, fingerprinted = _name_of(path, pages), is_fingerprinted(path)
        kind, kept = content_types.first(path), cache.first(path)
        if kind is None and kept is None:
            return usual(name, fingerprinted)
        return _headers(kind or media_type(name), kept, rules, fingerprinted=fingerprinted)

    def without_rules(path: str) -> Headers:
        return usual(_name_of(path, pages), is_fingerprinted(path))

    return headers if rules.cache or rules.content_types else without_rules


def _name_of(path: str, pages: Container[str]) -> str:
    """The name that tells what is in the file at ``path``."""
    return _PAGE if path in pages else path.rpartition("/")[2]


def is_fingerprinted(path: str) -> bool:
    """Whether the file at ``path`` is an asset of a theme whose name holds its digest."""
    return path.startswith("assets/") and _FINGERPRINTED.fullmatch(path) is not None


class _ByPattern:
    """Patterns in the order of the file: ``*`` stands for anything, slashes included; the first that fits counts."""

    def __init__(self, patterns: Patterns) -> None:
        self._rules = [(re.compile(translate(pattern.lstrip("/"))), value) for pattern, value in patterns.items()]

    def first(self, path: str) -> str | None:
        return next((value for pattern, value in self._rules if pattern.match(path)), None)


def _headers(content_type: str, kept: str | None, rules: HeaderRules, *, fingerprinted: bool) -> Headers:
    usual = rules.page_cache if content_type.startswith(_PAGES) else FILES
    encoding = "gzip" if rules.gzip and _shrinks(content_type) else ""
    return Headers(content_type, kept or (FOREVER if fingerprinted else usual), encoding)


def _shrinks(content_type: str) -> bool:
    plain = content_type.partition(";")[0]
    return plain.startswith(_SHRINKS[:4]) or plain.endswith(_SHRINKS[4:])
