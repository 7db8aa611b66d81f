"""Store content files in the tables of the catalog, one batch of files at a time."""

from __future__ import annotations

import posixpath
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from newsprint.base.urls import address_key
from newsprint.catalog.checks.file_links import Row, reference_rows
from newsprint.catalog.checks.page_links import note_page_links
from newsprint.catalog.link_targets import Names
from newsprint.catalog.reading.overview import note_overview
from newsprint.catalog.sync.change_log import ChangeLog
from newsprint.catalog.sync.pictures import note_pictures
from newsprint.catalog.sync.warnings import forget_warnings, note_warnings
from newsprint.catalog.visibility import (
    WITH_PATHS,
    Visibility,
    add_to_streams,
    articles_where,
    events_of,
    listed,
    remove_from_streams,
)
from newsprint.content.files.sources import Source
from newsprint.content.records import Article, card_of
from newsprint.content.types import as_article, is_dated

if TYPE_CHECKING:
    from newsprint.catalog.sync.ingest import IngestedFile

READ_AGAIN = -1
"""Instead of a time and a size that a file can have, so that the next sync reads the file again."""

HELD_BACK = "!"
"""Prefix of the digest of a file that is held back, which is not the digest of the version in the catalog."""

encode = msgspec.msgpack.Encoder().encode


def store(
    connection: sqlite3.Connection,
    outcomes: Sequence[IngestedFile],
    names: Names,
    log: ChangeLog,
    visibility: Visibility,
) -> None:
    """Store files without errors, in place of their earlier versions."""
    note_sources(connection, ((outcome.source, outcome.digest) for outcome in outcomes))
    changed = [outcome for outcome in outcomes if outcome.content is not None]  # the others have the same contents
    _store_bodies(connection, changed)
    _store_references(connection, changed, names, log)
    store_articles(connection, [found for outcome in changed if (found := as_article(outcome.content))], visibility)
    _store_standing(connection, [outcome for outcome in changed if not is_dated(outcome.source.path)], visibility)
    note_page_links(connection, ((outcome.source.path, outcome.page_links) for outcome in changed))
    note_pictures(connection, (picture for outcome in changed for picture in outcome.pictures))
    note_warnings(connection, ((outcome.source.path, outcome.problems) for outcome in changed))


def _store_bodies(connection: sqlite3.Connection, outcomes: list[IngestedFile]) -> None:
    rows = [
        (outcome.content.body, outcome.html, encode(outcome.facts))
        for outcome in outcomes
        if outcome.content is not None and outcome.html is not None
    ]
    connection.executemany("INSERT OR IGNORE INTO body (digest, html, facts) VALUES (?, CAST(? AS TEXT), ?)", rows)


def _store_references(
    connection: sqlite3.Connection, outcomes: list[IngestedFile], names: Names, log: ChangeLog
) -> None:
    before: dict[str, set[Row]] = defaultdict(set)
    paths = listed(outcome.source.path for outcome in outcomes)
    for row in connection.execute(
        "SELECT * FROM reference WHERE source IN (SELECT value FROM json_each(?)) ORDER BY source", paths
    ):
        before[row[0]].add(Row(*row))
    for outcome in outcomes:
        path = outcome.source.path
        rows = reference_rows(outcome, names)
        if rows != before[path]:
            connection.execute("DELETE FROM reference WHERE source = ?", (path,))
            connection.executemany("INSERT INTO reference VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
            log.retargeted(path)


def store_articles(connection: sqlite3.Connection, articles: Sequence[Article], visibility: Visibility) -> None:
    """Store articles in place of their earlier versions; add them to their streams if ``visibility`` shows them."""
    _withdraw(connection, [article.path for article in articles])
    highest = connection.execute("SELECT max(id) FROM article").fetchone()[0] or 0
    numbered = list(enumerate(articles, highest + 1))
    rows = [
        (
            identity,
            article.path,
            article.url,
            address_key(article.url),
            article.published,
            article.expires,
            article.draft,
            visibility.shows(article),
            article.body,
            encode(card_of(visibility.seen(article))),
            encode(article),
        )
        for identity, article in numbered
    ]
    connection.executemany("INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    note_overview(connection, numbered)
    add_to_streams(connection, [each for each in numbered if visibility.shows(each[1])])
    aliases = [(identity, alias) for identity, article in numbered for alias in article.aliases]
    connection.executemany("INSERT INTO alias VALUES (?, ?)", aliases)
    events = [(identity, instant) for identity, article in numbered for instant in events_of(article)]
    connection.executemany("INSERT INTO event VALUES (?, ?)", events)


def _store_standing(connection: sqlite3.Connection, outcomes: list[IngestedFile], visibility: Visibility) -> None:
    _spare_bodies(connection, "standing", (outcome.source.path for outcome in outcomes))
    rows = [
        (
            content.path,
            outcome.source.file_type.value,
            content.url,
            content.draft,
            not visibility.shows(content),
            content.body,
            encode(content),
        )
        for outcome in outcomes
        if (content := outcome.content)
    ]
    connection.executemany("INSERT OR REPLACE INTO standing VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def hold_back(connection: sqlite3.Connection, source: Source, read: str, *, forget: bool) -> None:
    """Have ``source`` read again by the next sync; with ``forget``, also delete its earlier version.

    ``read`` is the digest of the file.
    """
    forget_warnings(connection, [source.path])
    if forget:
        remove(connection, source.path)
    note_sources(
        connection, [(msgspec.structs.replace(source, modified=READ_AGAIN, size=READ_AGAIN), HELD_BACK + read)]
    )


def note_sources(connection: sqlite3.Connection, sources: Iterable[tuple[Source, str]]) -> None:
    """Store the state of files from a scan, each with the digest of its contents; empty if it was not read."""
    rows = [
        (
            source.path,
            source.file_type.value,
            source.name_on_disk,
            source.modified,
            source.size,
            source.changed,
            source.inode,
            read,
            posixpath.basename(source.path),
        )
        for source, read in sources
    ]
    connection.executemany("INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def remove(connection: sqlite3.Connection, path: str) -> None:
    """Delete the file at ``path`` and its content from the catalog."""
    remove_article(connection, path)
    forget_warnings(connection, [path])
    _spare_bodies(connection, "standing", [path])
    for statement in (
        "DELETE FROM source WHERE path = ?",
        "DELETE FROM standing WHERE path = ?",
        "DELETE FROM reference WHERE source = ?",
        "DELETE FROM page_link WHERE source = ?",
        "DELETE FROM picture WHERE path = ?",
    ):
        connection.execute(statement, (path,))


def remove_article(connection: sqlite3.Connection, path: str) -> None:
    """Delete the article of the file at ``path`` from the catalog, but not the file."""
    _withdraw(connection, [path])


def _withdraw(connection: sqlite3.Connection, paths: list[str]) -> None:
    articles = articles_where(connection, WITH_PATHS, listed(paths))
    _spare_bodies(connection, "article", paths)
    remove_from_streams(connection, articles)
    numbers = [(identity,) for identity, _ in articles]
    connection.executemany("DELETE FROM alias WHERE article = ?", numbers)
    connection.executemany("DELETE FROM event WHERE article = ?", numbers)
    connection.executemany("DELETE FROM overview WHERE id = ?", numbers)
    connection.executemany("DELETE FROM article WHERE id = ?", numbers)


def _spare_bodies(connection: sqlite3.Connection, table: str, paths: Iterable[str]) -> None:
    connection.execute(f"INSERT OR IGNORE INTO spare SELECT body FROM {table} WHERE {WITH_PATHS}", listed(paths))


def drop_unused_bodies(connection: sqlite3.Connection) -> None:
    """Delete the bodies that no article or page has any more."""
    connection.execute(
        """DELETE FROM body WHERE digest IN (
            SELECT body FROM spare WHERE body NOT IN (SELECT body FROM standing)
                AND NOT EXISTS (SELECT 1 FROM article WHERE article.body = spare.body))"""
    )
    connection.execute("DELETE FROM spare")
