"""Queries for aliases (old addresses) and for the addresses of scheduled articles."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from itertools import chain

from newsprint.catalog.reading import queries
from newsprint.content.records import Instant
from newsprint.content.types import UNDATED

_SCHEDULED = "NOT visible AND NOT draft AND published > (SELECT CAST(value AS INTEGER) FROM fact WHERE name = 'as of')"


def scheduled(connection: sqlite3.Connection) -> Iterator[tuple[str, str, Instant]]:
    """Yield URL path, path and instant of publication of every scheduled article, which appears without an edit."""
    yield from connection.execute(
        f"SELECT url, path, published FROM article WHERE {_SCHEDULED} ORDER BY published, path"
    )


def scheduled_aliases(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Yield every alias of a scheduled article, with the article's path."""
    yield from connection.execute(
        f"SELECT alias.url, path FROM article JOIN alias ON article = id WHERE {_SCHEDULED} ORDER BY alias.url, path"
    )


def aliases(connection: sqlite3.Connection, path: str | None = None) -> Iterator[tuple[str, str]]:
    """Yield every alias of a visible article, with the article's path; with ``path``, only of that article."""
    condition, values = (" AND path = ?", (path,)) if path is not None else ("", ())
    yield from connection.execute(
        f"""SELECT alias.url, path FROM alias JOIN article ON article = id
            WHERE visible{condition} ORDER BY alias.url, published, path""",
        values,
    )


def aliases_at(connection: sqlite3.Connection, urls: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield those of :func:`aliases` that are in ``urls``."""
    yield from connection.execute(
        """SELECT alias.url, path FROM alias JOIN article ON article = id
           WHERE visible AND alias.url IN (SELECT value FROM json_each(?)) ORDER BY alias.url, published, path""",
        (json.dumps(list(urls)),),
    )


def aliases_of_pages(connection: sqlite3.Connection, path: str | None = None) -> Iterator[tuple[str, str]]:
    """Yield every alias of a visible standing page or profile, with the page's path; with ``path``, only of that page.

    There are few such pages, so their aliases have no table.
    """
    if path is not None:
        found = queries.standing_of(connection, path)
        pages = iter((found,) if found else ())
    else:
        pages = chain.from_iterable(queries.undated(connection, each) for each in UNDATED)
    yield from sorted((alias, page.path) for page in pages for alias in page.aliases)
