"""Articles that claim the same address or the same name: one keeps it, and the others are held back and told."""

from __future__ import annotations

import sqlite3

from newsprint.articles.sources import Kind
from newsprint.catalog.ledger import Ledger
from newsprint.catalog.store import remove
from newsprint.config import SiteConfig
from newsprint.errors import Problem


def hold_back_rivals(connection: sqlite3.Connection, config: SiteConfig, ledger: Ledger) -> list[Problem]:
    """Of the articles with one URL the first (by time, then path) keeps it; the others are held back."""
    rows = connection.execute(
        """SELECT url, path FROM article WHERE url IN (SELECT url FROM article GROUP BY url HAVING count(*) > 1)
           ORDER BY url, published, path"""
    ).fetchall()
    first: dict[str, str] = {}
    problems = []
    for url, path in rows:
        if url not in first:
            first[url] = path
            continue
        root = config.content.root
        message = f"the address {url} is taken by {root}/{first[url]}"
        problems.append(Problem(f"{root}/{path}", 1, 0, message, "give one of the two another slug"))
        ledger.touched(path, Kind.ARTICLE)
        remove(connection, path)
    return problems + _twins(connection, config, ledger)


def _twins(connection: sqlite3.Connection, config: SiteConfig, ledger: Ledger) -> list[Problem]:
    """``storm.md`` and ``storm/index.md`` are one story to feeds, for a story may become a bundle: the file stays."""
    rows = connection.execute(
        """SELECT bundle.path, file.path FROM article AS bundle JOIN article AS file
           ON file.path = substr(bundle.path, 1, length(bundle.path) - length('/index.md')) || '.md'
           WHERE bundle.path LIKE '%/index.md' ORDER BY bundle.path"""
    ).fetchall()
    problems = []
    for bundle, file in rows:
        message = f"{config.content.root}/{file} is the same story by its name"
        problems.append(Problem(f"{config.content.root}/{bundle}", 1, 0, message, "keep one of the two, or rename one"))
        ledger.touched(bundle, Kind.ARTICLE)
        remove(connection, bundle)
    return problems
