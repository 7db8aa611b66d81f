"""Needles of hidden stories that visible content contains too: they are no sign of a leak.

Examples: an embargoed story quotes a published one; a draft is the next version of a published story; two stories have
the same title.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator

import msgspec

from newsprint.base.urls import page_file
from newsprint.catalog.streams import ALL
from newsprint.config.site import SiteConfig
from newsprint.content.states import State
from newsprint.deploy.leaks.needles import Needle, NeedleRole

_ARTICLES = """SELECT article.record, CAST(html AS BLOB) FROM entry JOIN article ON entry.article = article.id
               LEFT JOIN body ON body.digest = article.body
               WHERE stream = ? AND entry.path NOT IN (SELECT value FROM json_each(?))
               ORDER BY entry.published DESC, entry.path DESC"""
_STANDING = """SELECT record, CAST(html AS BLOB) FROM standing LEFT JOIN body ON body.digest = standing.body
               WHERE NOT hidden AND path NOT IN (SELECT value FROM json_each(?))"""
_PAGES = """SELECT 1 FROM page WHERE subject NOT LIKE 'static/%' AND subject NOT IN (SELECT value FROM json_each(?))"""


def is_public(
    needle: Needle,
    forms: Collection[bytes],
    hidden: Collection[str],
    connection: sqlite3.Connection,
    config: SiteConfig,
) -> bool:
    """Return whether visible content contains ``needle`` too.

    ``forms`` are all spellings of the needle, ``hidden`` the paths of all hidden stories.

    Words are public if visible content contains them, an address or slug if a page of other content has it. If a
    visible story links to a hidden one by hand, the address is public only if the hidden one has expired, because
    readers have seen that before.

    The newest texts are searched first, because common phrases of a site are found there; for words that are not public
    every text is searched. Raises one of :data:`newsprint.catalog.database.DAMAGE` if the catalog is damaged.
    """
    paths = json.dumps(sorted(hidden))
    if needle.role is NeedleRole.ADDRESS and _has_page(connection, paths, "file = ?", page_file(needle.words)):
        return True
    if needle.role is NeedleRole.SLUG and _has_page(connection, paths, "instr('/' || file, ?)", needle.words):
        return True
    if needle.role is NeedleRole.WORDS or needle.story.state is State.EXPIRED:
        return any(form in text for text in _texts(connection, paths, config) for form in forms)
    return False


def _has_page(connection: sqlite3.Connection, paths: str, condition: str, value: str) -> bool:
    return connection.execute(f"{_PAGES} AND {condition} LIMIT 1", (paths, value)).fetchone() is not None


def _texts(connection: sqlite3.Connection, paths: str, config: SiteConfig) -> Iterator[bytes]:
    """Yield all visible text: the settings that pages print, then records and bodies of content."""
    yield msgspec.json.encode([config.site, config.sections, config.menu, config.organization])
    for query, values in ((_STANDING, (paths,)), (_ARTICLES, (ALL, paths))):
        for record, html in connection.execute(query, values):
            yield record
            yield html or b""
