"""Addresses other than those of visible stories: old ones, and those of scheduled stories."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from itertools import chain

from newsprint.catalog.reading import queries
from newsprint.content.article import Instant
from newsprint.content.types import UNDATED

_SCHEDULED = "NOT visible AND NOT draft AND published > (SELECT CAST(value AS INTEGER) FROM fact WHERE name = 'as of')"


def scheduled(connection: sqlite3.Connection) -> Iterator[tuple[str, str, Instant]]:
    """URL, path and publication of every scheduled article, which appears without an edit."""
    yield from connection.execute(
        f"SELECT url, path, published FROM article WHERE {_SCHEDULED} ORDER BY published, path"
    )


def scheduled_aliases(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Every alias of such an article, with its path."""
    yield from connection.execute(
        f"SELECT alias.url, path FROM article JOIN alias ON article = id WHERE {_SCHEDULED} ORDER BY alias.url, path"
    )


def aliases(connection: sqlite3.Connection, path: str | None = None) -> Iterator[tuple[str, str]]:
    """Every alias of a visible article, or of the one of the file at ``path``, with the article's path."""
    condition, values = (" AND path = ?", (path,)) if path is not None else ("", ())
    yield from connection.execute(
        f"""SELECT alias.url, path FROM alias JOIN article ON article = id
            WHERE visible{condition} ORDER BY alias.url, published, path""",
        values,
    )


def aliases_at(connection: sqlite3.Connection, urls: Collection[str]) -> Iterator[tuple[str, str]]:
    """Those of :func:`aliases` that are spelt in one of these ways."""
    yield from connection.execute(
        """SELECT alias.url, path FROM alias JOIN article ON article = id
           WHERE visible AND alias.url IN (SELECT value FROM json_each(?)) ORDER BY alias.url, published, path""",
        (json.dumps(list(urls)),),
    )


def aliases_of_pages(connection: sqlite3.Connection, path: str | None = None) -> Iterator[tuple[str, str]]:
    """Every alias of a visible standing page or profile, or of the one of the file at ``path``, with that file's path.

    There are few such files, so their aliases have no table.
    """
    if path is not None:
        found = queries.standing_of(connection, path)
        pages = iter((found,) if found else ())
    else:
        pages = chain.from_iterable(queries.undated(connection, kind) for kind in UNDATED)
    yield from sorted((alias, page.path) for page in pages for alias in page.aliases)
