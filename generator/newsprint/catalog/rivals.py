"""Articles that claim the same address or the same name: one keeps it, and the others are held back and told."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from itertools import groupby

from newsprint.articles.sources import Kind
from newsprint.catalog.edition import Edition, listed
from newsprint.catalog.ledger import Ledger
from newsprint.catalog.store import NEVER, remove_article, store_articles
from newsprint.config import SiteConfig
from newsprint.errors import Problem


def hold_back_rivals(
    connection: sqlite3.Connection, config: SiteConfig, ledger: Ledger, edition: Edition, read: Collection[str]
) -> list[Problem]:
    """A problem for every article whose address or name another one has; it is held back, as files with mistakes are.

    The article that readers know at the address keeps it; among new ones the first by time, then path. Of rivals at
    least one is in ``read``, the paths of the files that this sync read: whoever was held back is read every time.
    """
    return _same_address(connection, config, ledger, edition, read) + _same_name(
        connection, config, ledger, edition, read
    )


def _same_address(
    connection: sqlite3.Connection, config: SiteConfig, ledger: Ledger, edition: Edition, read: Collection[str]
) -> list[Problem]:
    rows = connection.execute(
        """SELECT url, path, published FROM article WHERE url IN (
               SELECT claimed.url FROM article AS claimed JOIN article AS other USING (url)
               WHERE claimed.path IN (SELECT value FROM json_each(?)) AND other.path <> claimed.path)
           ORDER BY url""",
        listed(read),
    ).fetchall()
    root = config.content.root
    problems = []
    for url, group in groupby(rows, key=lambda row: row[0]):
        rivals = sorted((not ledger.knew(path, url), published, path) for _, path, published in group)
        for _, _, path in rivals[1:]:
            message = f"the address {url} is taken by {root}/{rivals[0][2]}"
            problems.append(
                Problem(f"{root}/{path}", 1, 0, message, "give one of the two another slug", code="same-address")
            )
            _hold_back(connection, path, ledger, edition)
    return problems


def _same_name(
    connection: sqlite3.Connection, config: SiteConfig, ledger: Ledger, edition: Edition, read: Collection[str]
) -> list[Problem]:
    """``storm.md`` and ``storm/index.md`` are one story to feeds, for a story may become a bundle: the file stays."""
    names = {name for path in read for name in (path.removesuffix(".md"), path.removesuffix("/index.md"))}
    rows = connection.execute(
        """SELECT bundle.path, file.path FROM json_each(?)
           JOIN article AS bundle ON bundle.path = value || '/index.md'
           JOIN article AS file ON file.path = value || '.md' ORDER BY bundle.path""",
        listed(names),
    ).fetchall()
    root = config.content.root
    for bundle, _ in rows:
        _hold_back(connection, bundle, ledger, edition)
    return [
        Problem(
            f"{root}/{bundle}",
            1,
            0,
            f"{root}/{file} is the same story by its name",
            "keep one, or rename one",
            code="same-address",
        )
        for bundle, file in rows
    ]


def _hold_back(connection: sqlite3.Connection, path: str, ledger: Ledger, edition: Edition) -> None:
    """Put the version back that readers know, if its address is still free; have the file read again the next time."""
    ledger.touched(path, Kind.ARTICLE)
    known = ledger.before(path)
    remove_article(connection, path)
    connection.execute("UPDATE source SET modified = ?, size = ?, digest = '' WHERE path = ?", (NEVER, NEVER, path))
    if known and not connection.execute("SELECT 1 FROM article WHERE url = ?", (known.url,)).fetchone():
        store_articles(connection, [known], edition)
