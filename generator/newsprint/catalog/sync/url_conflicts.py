"""Articles with the same address or the same name: one keeps it, the others are held back and reported."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from itertools import groupby

from newsprint.base.errors import Problem
from newsprint.base.urls import address_key
from newsprint.catalog.sync.change_log import ChangeLog
from newsprint.catalog.sync.storing import READ_AGAIN, remove_article, store_articles
from newsprint.catalog.visibility import Visibility, articles_where, listed
from newsprint.config.site import SiteConfig
from newsprint.content.files.naming import story_name, without_ending

_OF_NAME = """(article.path > {0} || '.' AND article.path < {0} || '/'
               OR article.path > {0} || '/index.' AND article.path < {0} || '/index/')"""  # "/" is what follows the dot


def hold_back_conflicts(
    connection: sqlite3.Connection, config: SiteConfig, log: ChangeLog, visibility: Visibility, read: Collection[str]
) -> list[Problem]:
    """Hold back every article whose address or name another article has, and return a problem for each.

    The article that was already published at the address keeps it; among new ones, the first by publication, then path.
    ``read`` has the paths of the files that this sync read. It has at least one of each group of conflicting articles:
    a file that is held back is read by every sync.
    """
    return _same_address(connection, config, log, visibility, read) + _same_name(
        connection, config, log, visibility, read
    )


def _same_address(
    connection: sqlite3.Connection, config: SiteConfig, log: ChangeLog, visibility: Visibility, read: Collection[str]
) -> list[Problem]:
    rows = connection.execute(
        """SELECT place, url, path, published FROM article WHERE place IN (
               SELECT claimed.place FROM article AS claimed JOIN article AS other USING (place)
               WHERE claimed.path IN (SELECT value FROM json_each(?)) AND other.path <> claimed.path)
           ORDER BY place""",
        listed(read),
    ).fetchall()
    root = config.content.root
    problems = []
    for _, group in groupby(rows, key=lambda row: row[0]):
        claimants = sorted((not log.was_known_at(path, url), published, path, url) for _, url, path, published in group)
        _, _, first, taken = claimants[0]
        for _, _, path, url in claimants[1:]:
            message = f"the address {url} is taken by {root}/{first}"
            if url != taken:
                message += f", at {taken}: some disks and servers treat these two as the same"
            problems.append(
                Problem(f"{root}/{path}", 1, 0, message, "give one of the two another slug", code="same-address")
            )
            _hold_back(connection, path, log, visibility)
    return problems


def _same_name(
    connection: sqlite3.Connection, config: SiteConfig, log: ChangeLog, visibility: Visibility, read: Collection[str]
) -> list[Problem]:
    """Hold back stories that have the same name, and return a problem for each.

    ``storm.md``, ``storm.markdown`` and ``storm/index.md`` are the same story to feeds and to links. Of a file and a
    bundle, the file is kept: it may be a story that is being turned into a bundle.
    """
    root = config.content.root
    problems = []
    for name in _shared_names(connection, read):
        rows = connection.execute(f"SELECT path, url FROM article WHERE {_OF_NAME.format(':name')}", {"name": name})
        same = [
            (without_ending(path) != name, not log.was_known_at(path, url), path)
            for path, url in rows
            if name in _names(path)
        ]
        first, *others = sorted(same) or [(False, False, "")]
        for _, _, path in others:
            message = f"{root}/{first[2]} has the same story name"
            problems.append(
                Problem(f"{root}/{path}", 1, 0, message, "delete or rename one of the two", code="same-address")
            )
            _hold_back(connection, path, log, visibility)
    return problems


def _names(path: str) -> tuple[str, str]:
    """Return the names of the story at ``path``. A bundle also has the name of its file, which may become a bundle."""
    return story_name(path), without_ending(path)


def _shared_names(connection: sqlite3.Connection, read: Collection[str]) -> list[str]:
    """Return the names of the stories in ``read`` that several stories may have."""
    rows = connection.execute(
        f"""SELECT value FROM json_each(?) CROSS JOIN article ON {_OF_NAME.format("value")}
            GROUP BY value HAVING count(*) > 1 ORDER BY value""",
        listed({name for path in read for name in _names(path)}),
    )
    return [name for (name,) in rows]


def _hold_back(connection: sqlite3.Connection, path: str, log: ChangeLog, visibility: Visibility) -> None:
    """Restore the published version of the article, if its address is free and the new version is not hidden.

    The file is read again by the next sync.
    """
    log.touched(path)
    known = log.before(path)
    hidden = any(not visibility.shows(article) for _, article in articles_where(connection, "path = ?", (path,)))
    remove_article(connection, path)
    connection.execute(
        "UPDATE source SET modified = ?, size = ?, digest = '' WHERE path = ?", (READ_AGAIN, READ_AGAIN, path)
    )
    if known is None or hidden:
        return
    if not connection.execute("SELECT 1 FROM article WHERE place = ?", (address_key(known.url),)).fetchone():
        store_articles(connection, [known], visibility)
