"""What tells of a hidden story, and of visible content as well: it is no sign of a leak.

An embargoed story quotes a published one; a draft is the next version of a story that everybody reads; two stories have
one title.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence

import msgspec

from newsprint.articles.states import State
from newsprint.config import SiteConfig
from newsprint.deploy.leaks.finder import Finder
from newsprint.deploy.leaks.needles import Needle, Role
from newsprint.urls import file_of

_ARTICLES = """SELECT record, CAST(html AS BLOB) FROM article LEFT JOIN body ON body.digest = article.body
               WHERE visible AND path NOT IN (SELECT value FROM json_each(?))"""
_STANDING = """SELECT record, CAST(html AS BLOB) FROM standing LEFT JOIN body ON body.digest = standing.body
               WHERE NOT hidden AND path NOT IN (SELECT value FROM json_each(?))"""
_PAGES = (
    """SELECT file FROM page WHERE subject NOT LIKE 'static/%' AND subject NOT IN (SELECT value FROM json_each(?))"""
)


def without_public(
    needles: Sequence[Needle], hidden: Collection[str], connection: sqlite3.Connection, config: SiteConfig
) -> list[Needle]:
    """Those of ``needles`` that only hidden stories have; ``hidden`` are the paths of all of these.

    Words that visible content says are public. An address or slug is if a page of other content has it. A visible
    story that links to a hidden one by hand makes that public only if it had expired: readers had it before.

    It reads every visible text once. Raises what a damaged catalog does.
    """
    finder = Finder(needles)
    paths = json.dumps(sorted(hidden))
    public: set[tuple[Role, str]] = set()
    for text in _texts(connection, paths, config):
        for needle in finder.found(text):
            if needle.role is Role.WORDS or needle.story.state is State.EXPIRED:
                public.add((needle.role, needle.words))
    for (file,) in connection.execute(_PAGES, (paths,)):
        for needle in finder.found(f"/{file}".encode()):
            if needle.role is Role.SLUG or (needle.role is Role.ADDRESS and file_of(needle.words) == file):
                public.add((needle.role, needle.words))
    return [needle for needle in needles if (needle.role, needle.words) not in public]


def _texts(connection: sqlite3.Connection, paths: str, config: SiteConfig) -> Iterator[bytes]:
    """All that readers are told: records and bodies of content, and what the site and its sections are called."""
    yield msgspec.json.encode([config.site, config.sections])
    for query in (_ARTICLES, _STANDING):
        for record, html in connection.execute(query, (paths,)):
            yield record
            yield html or b""
