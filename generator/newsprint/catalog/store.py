"""Writing rows: what a content file becomes in the catalog's tables."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import msgspec

from newsprint.articles.article import Article, card_of
from newsprint.articles.sources import Source
from newsprint.catalog.intake import Taken
from newsprint.catalog.ledger import Ledger
from newsprint.catalog.names import Names
from newsprint.catalog.streams import streams_of

NEVER = -1
"""In place of a time and a size: whatever the file is the next time, it is looked at again."""

encode = msgspec.msgpack.Encoder().encode


def store(connection: sqlite3.Connection, outcome: Taken, names: Names, ledger: Ledger) -> None:
    """Note what was taken in of a file without mistakes."""
    path, content = outcome.source.path, outcome.content
    note_source(connection, outcome.source, outcome.digest)
    if content is None:
        return  # touched, but the same
    if outcome.html is not None and outcome.facts is not None:
        body = (content.body, outcome.html, encode(outcome.facts))
        connection.execute("INSERT OR REPLACE INTO body VALUES (?, ?, ?)", body)
    _store_references(connection, outcome, names, ledger)
    if isinstance(content, Article):
        store_article(connection, content)
    else:
        row = (path, outcome.source.kind.value, content.url, content.draft, content.body, encode(content))
        connection.execute("INSERT OR REPLACE INTO standing VALUES (?, ?, ?, ?, 1, ?, ?)", row)


def _store_references(connection: sqlite3.Connection, outcome: Taken, names: Names, ledger: Ledger) -> None:
    path = outcome.source.path
    rows = {
        (path, reference.role, reference.written, reference.path, names.meant(reference))
        for reference in outcome.references
    }
    before = set(connection.execute("SELECT * FROM reference WHERE source = ?", (path,)))
    if rows != before:
        connection.execute("DELETE FROM reference WHERE source = ?", (path,))
        connection.executemany("INSERT OR REPLACE INTO reference VALUES (?, ?, ?, ?, ?)", rows)
        ledger.retargeted(path)


def hold_back(connection: sqlite3.Connection, source: Source, *, forget: bool) -> None:
    """Have ``source`` read again the next time; ``forget`` its earlier version too if other settings read that."""
    if forget:
        remove(connection, source.path)
    note_source(connection, replace(source, modified=NEVER, size=NEVER), "")


def note_source(connection: sqlite3.Connection, source: Source, name: str) -> None:
    """Note a file as it was seen, with the digest ``name`` of what was read of it, or none."""
    row = (source.path, source.kind.value, source.name_on_disk, source.modified, source.size, name)
    connection.execute("INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?, ?, ?)", row)


def store_article(connection: sqlite3.Connection, article: Article) -> None:
    """Note an article in place of its earlier version, hidden until the streams are made."""
    connection.execute("DELETE FROM article WHERE path = ?", (article.path,))
    identity = connection.execute(
        "INSERT INTO article VALUES (NULL, ?, ?, ?, ?, ?, 0, ?, ?, ?)",
        (
            article.path,
            article.url,
            article.published,
            article.expires,
            article.draft,
            article.body,
            encode(card_of(article)),
            encode(article),
        ),
    ).lastrowid
    streams = [(identity, stream, name) for stream, name in streams_of(article).items()]
    connection.executemany("INSERT INTO membership VALUES (?, ?, ?)", streams)
    connection.executemany("INSERT INTO alias VALUES (?, ?)", [(identity, alias) for alias in article.aliases])


def remove(connection: sqlite3.Connection, path: str) -> None:
    """Forget the file at ``path`` and what it held."""
    for statement in (
        "DELETE FROM source WHERE path = ?",
        "DELETE FROM article WHERE path = ?",
        "DELETE FROM standing WHERE path = ?",
        "DELETE FROM reference WHERE source = ?",
    ):
        connection.execute(statement, (path,))


def drop_unused_bodies(connection: sqlite3.Connection) -> None:
    """Forget the bodies of texts that no file has any more."""
    connection.execute(
        "DELETE FROM body WHERE digest NOT IN (SELECT body FROM article UNION SELECT body FROM standing)"
    )
