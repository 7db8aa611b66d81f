"""The queries of pages: plain functions that take a connection and return frozen values.

Articles are ordered by publication, then by path, so ties never depend on the order of files or of insertion. A
*position* in a stream is such a pair. Instants are microseconds since 1970, UTC.

With ``indexed``, stories whose canonical URL is on another site are left out of the stream ``all``.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from functools import lru_cache

import msgspec
from msgspec import Struct

from newsprint.catalog.streams import ALL
from newsprint.content.records import Article, Card, Instant, Standing
from newsprint.content.types import UNDATED, Content, FileType, file_type_of, is_dated

Position = tuple[Instant, str]

_decode_card = lru_cache(maxsize=4096)(msgspec.msgpack.Decoder(Card).decode)
"""Cached, since the same card is shown on several list pages and on the pages of the stories around it."""

_decode_article = msgspec.msgpack.Decoder(Article).decode
_decode_standing = {each: msgspec.msgpack.Decoder(record).decode for each, record in UNDATED.items()}
_INDEXED = " AND entry.name = ''"
_POSITIONS = """SELECT published, path FROM entry WHERE stream = ? AND (published, path) >= (?, ?){}
                ORDER BY published, path"""
_ENTRIES = "FROM entry JOIN article ON entry.article = article.id WHERE stream = ?"
_NEWEST_FIRST = "ORDER BY entry.published DESC, entry.path DESC"
_OLDEST_FIRST = "ORDER BY entry.published, entry.path"


class Stretch(Struct, frozen=True):
    """A run of consecutive articles of a stream: its first and last position, and the number of articles."""

    first: Position
    last: Position
    size: int


def entries(
    connection: sqlite3.Connection,
    stream: str,
    limit: int,
    *,
    before: Position | None = None,
    since: Position | None = None,
) -> list[tuple[Position, Card]]:
    """Return at most ``limit`` entries of ``stream``, each as its position and its card.

    Without ``since``, they are the newest entries (with ``before``, the newest before that position), newest first.
    With ``since``, they are the entries from that position on, oldest first.
    """
    comparison, order = (">=", _OLDEST_FIRST) if since else ("<", _NEWEST_FIRST)
    position = since or before
    bound = f" AND (entry.published, entry.path) {comparison} (?, ?)" if position else ""
    query = f"SELECT entry.published, entry.path, card {_ENTRIES}{bound} {order} LIMIT ?"
    rows = connection.execute(query, (stream, *(position or ()), limit))
    return [((published, path), _decode_card(card)) for published, path, card in rows]


def oldest(connection: sqlite3.Connection, stream: str) -> Card | None:
    """Return the oldest card of ``stream``, or None."""
    row = connection.execute(f"SELECT card {_ENTRIES} {_OLDEST_FIRST} LIMIT 1", (stream,)).fetchone()
    return _decode_card(row[0]) if row else None


def between(
    connection: sqlite3.Connection, stream: str, first: Position, last: Position, *, indexed: bool = False
) -> tuple[Card, ...]:
    """Return the cards of ``stream`` from ``first`` to ``last``, both included, newest first."""
    condition = f"(entry.published, entry.path) BETWEEN (?, ?) AND (?, ?){_INDEXED if indexed else ''}"
    query = f"SELECT card {_ENTRIES} AND {condition} {_NEWEST_FIRST}"
    return tuple(_decode_card(row[0]) for row in connection.execute(query, (stream, *first, *last)))


def since(
    connection: sqlite3.Connection, stream: str, start: Instant, end: Instant, *, indexed: bool = False
) -> tuple[Card, ...]:
    """Return the cards of ``stream`` published from ``start`` up to, not including, ``end``, newest first."""
    condition = f"entry.published >= ? AND entry.published < ?{_INDEXED if indexed else ''}"
    query = f"SELECT card {_ENTRIES} AND {condition} {_NEWEST_FIRST}"
    return tuple(_decode_card(row[0]) for row in connection.execute(query, (stream, start, end)))


def newest_within(
    connection: sqlite3.Connection, stream: str, start: Instant, end: Instant, *, indexed: bool = False
) -> Instant | None:
    """Return when the newest article of ``stream`` from ``start`` to ``end`` (not included) was published, or None."""
    condition = f"stream = ? AND published >= ? AND published < ?{_INDEXED if indexed else ''}"
    query = f"SELECT max(published) FROM entry WHERE {condition}"
    newest: Instant | None = connection.execute(query, (stream, start, end)).fetchone()[0]
    return newest


def count(connection: sqlite3.Connection, stream: str, *, indexed: bool = False) -> int:
    """Return the number of articles in ``stream``."""
    query = f"SELECT count(*) FROM entry WHERE stream = ?{_INDEXED if indexed else ''}"
    total: int = connection.execute(query, (stream,)).fetchone()[0]
    return total


def runs(connection: sqlite3.Connection, stream: str, size: int, *, indexed: bool = False) -> Iterator[Stretch]:
    """Yield ``stream`` in runs of ``size`` articles, oldest first; the last run may be shorter.

    This needs one search of the index per run.
    """
    positions = _POSITIONS.format(_INDEXED if indexed else "")
    following = connection.execute(f"{positions} LIMIT 1", (stream, -(2**63), "")).fetchone()
    while following:
        first = following
        rows = connection.execute(f"{positions} LIMIT 2 OFFSET ?", (stream, *first, size - 1)).fetchall()
        if rows:
            yield Stretch(first, rows[0], size)
        else:
            rest = connection.execute(positions, (stream, *first)).fetchall()
            yield Stretch(first, rest[-1], len(rest))
        following = rows[1] if len(rows) > 1 else None


def run(connection: sqlite3.Connection, stream: str, size: int, number: int) -> Stretch | None:
    """Return the run ``number`` (from 1) of :func:`runs`, or None."""
    rows = connection.execute(
        "SELECT published, path FROM entry WHERE stream = ? ORDER BY published, path LIMIT ? OFFSET ?",
        (stream, size, (number - 1) * size),
    ).fetchall()
    return Stretch(rows[0], rows[-1], len(rows)) if rows and number > 0 else None


def first_since(connection: sqlite3.Connection, stream: str, start: Instant) -> Instant | None:
    """Return when the first article of ``stream`` at or after ``start`` was published, or None."""
    query = "SELECT min(published) FROM entry WHERE stream = ? AND published >= ?"
    first: Instant | None = connection.execute(query, (stream, start)).fetchone()[0]
    return first


def streams(connection: sqlite3.Connection, prefix: str) -> Iterator[str]:
    """Yield the names of all streams that start with ``prefix`` and have an article, sorted."""
    stream, end = prefix, prefix + "\U0010ffff"
    while row := connection.execute(
        "SELECT stream FROM entry WHERE stream > ? AND stream < ? ORDER BY stream LIMIT 1", (stream, end)
    ).fetchone():
        stream = row[0]
        yield stream


def is_stream(connection: sqlite3.Connection, stream: str) -> bool:
    """Return whether ``stream`` has an article."""
    return connection.execute("SELECT 1 FROM entry WHERE stream = ?", (stream,)).fetchone() is not None


def name_of(connection: sqlite3.Connection, stream: str) -> str:
    """Return the name of ``stream`` as its oldest article spells it, so that newer articles do not change it."""
    row = connection.execute(
        "SELECT name FROM entry WHERE stream = ? ORDER BY published, path LIMIT 1", (stream,)
    ).fetchone()
    return row[0] if row else ""


def names_of(connection: sqlite3.Connection, stream: str) -> list[tuple[str, str]]:
    """Return each spelling of the name of ``stream``, oldest first, with the path of the oldest article with it."""
    return connection.execute(
        "SELECT name, path FROM (SELECT name, path, min(published) AS first FROM entry WHERE stream = ? GROUP BY name) "
        "ORDER BY first, path",
        (stream,),
    ).fetchall()


def articles(connection: sqlite3.Connection) -> Iterator[tuple[str, str, Instant]]:
    """Yield URL path, path and instant of publication of every visible article, oldest first."""
    yield from connection.execute(
        "SELECT url, article.path, article.published FROM entry JOIN article ON entry.article = article.id "
        "WHERE stream = ? ORDER BY entry.published, entry.path",
        (ALL,),
    )


def article(connection: sqlite3.Connection, path: str) -> Article | None:
    """Return the visible article of the file at ``path``, or None."""
    row = connection.execute("SELECT record FROM article WHERE path = ? AND visible", (path,)).fetchone()
    return _decode_article(row[0]) if row else None


def address(connection: sqlite3.Connection, path: str) -> tuple[str, Instant] | None:
    """Return URL path and instant of publication of the visible article of the file at ``path``, or None."""
    row = connection.execute("SELECT url, published FROM article WHERE path = ? AND visible", (path,)).fetchone()
    return (row[0], row[1]) if row else None


def article_at(connection: sqlite3.Connection, url: str) -> tuple[str, Instant] | None:
    """Return path and instant of publication of the visible article at the URL path ``url``, or None."""
    row = connection.execute("SELECT path, published FROM article WHERE url = ? AND visible", (url,)).fetchone()
    return (row[0], row[1]) if row else None


def hidden(connection: sqlite3.Connection) -> Iterator[Article]:
    """Yield every article that readers do not see, in the order of publication."""
    for row in connection.execute("SELECT record FROM article WHERE NOT visible ORDER BY published, path"):
        yield _decode_article(row[0])


def hidden_at(connection: sqlite3.Connection, urls: Collection[str], as_of: Instant) -> list[Article]:
    """Return the articles at ``urls`` that readers do not see at ``as_of``, even if the catalog shows drafts."""
    rows = connection.execute(
        """SELECT record FROM article WHERE url IN (SELECT value FROM json_each(?))
               AND (draft OR published > ? OR expires <= ?) ORDER BY url""",
        (json.dumps(list(urls)), as_of, as_of),
    )
    return [_decode_article(record) for (record,) in rows]


def drafts(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield the paths of all stories, standing pages and profiles that are drafts."""
    for (path,) in connection.execute(
        "SELECT path FROM article WHERE draft UNION ALL SELECT path FROM standing WHERE draft"
    ):
        yield path


def body(connection: sqlite3.Connection, name: str) -> str:
    """Return the HTML of the body whose text has the digest ``name``; empty if there is none."""
    row = connection.execute("SELECT html FROM body WHERE digest = ?", (name,)).fetchone()
    return row[0] if row else ""


def undated(
    connection: sqlite3.Connection, file_type: FileType, *, path: str | None = None, url: str | None = None
) -> Iterator[Standing]:
    """Yield the records of the visible files of an undated ``file_type``, in the order of their paths.

    With ``path`` (below the content folder), only of that file; with ``url``, only of files with that URL path.
    """
    of_one = " AND path = :path" if path is not None else " AND url = :url" if url is not None else ""
    query = f"SELECT record FROM standing WHERE kind = :kind AND NOT hidden{of_one} ORDER BY path"
    for row in connection.execute(query, {"kind": file_type.value, "path": path, "url": url}):
        yield _decode_standing[file_type](row[0])


def standing_of(connection: sqlite3.Connection, path: str) -> Standing | None:
    """Return the record of the visible file at ``path``, or None; also None for a type of content with dates."""
    file_type = file_type_of(path)
    return next(undated(connection, file_type, path=path), None) if file_type in UNDATED else None


def content(connection: sqlite3.Connection, path: str) -> Content | None:
    """Return the visible article or record of the file at ``path``, which is of a type of content; else None."""
    return article(connection, path) if is_dated(path) else standing_of(connection, path)


def targets(connection: sqlite3.Connection, source: str) -> dict[tuple[str, str], str]:
    """Return the links of the file ``source``: (role, address as written) to the path of the target, or empty."""
    rows = connection.execute("SELECT role, written, target FROM reference WHERE source = ?", (source,))
    return {(role, written): target for role, written, target in rows}


def source_type(connection: sqlite3.Connection, path: str) -> str | None:
    """Return the type of the content file at ``path``, or None if there is no such file."""
    row = connection.execute("SELECT kind FROM source WHERE path = ?", (path,)).fetchone()
    return row[0] if row else None


def size_of(connection: sqlite3.Connection, path: str) -> int:
    """Return the size of the content file at ``path`` in bytes; 0 if there is no such file."""
    row = connection.execute("SELECT size FROM source WHERE path = ?", (path,)).fetchone()
    return row[0] if row else 0


def name_on_disk(connection: sqlite3.Connection, path: str) -> str | None:
    """Return the path of the content file at ``path`` as the file system spells it, or None if it does not exist."""
    row = connection.execute("SELECT on_disk FROM source WHERE path = ?", (path,)).fetchone()
    return row[0] if row else None


_SHIPPED = """SELECT target, max(linked) FROM reference JOIN source ON target = source.path
              WHERE source.kind = 'file' AND reference.source IN (
                  SELECT path FROM article WHERE visible UNION ALL SELECT path FROM standing WHERE NOT hidden)"""


def media(connection: sqlite3.Connection) -> Iterator[tuple[str, bool]]:
    """Yield the files that a visible article, standing page or profile shows or links to: the path, and if it links."""
    for path, linked in connection.execute(f"{_SHIPPED} GROUP BY target ORDER BY target"):
        yield path, bool(linked)


def media_at(connection: sqlite3.Connection, path: str) -> bool | None:
    """Return whether a visible text links to ``path``, as :func:`media` yields it; None if it does not yield it."""
    (linked,) = connection.execute(
        """SELECT max(linked) FROM reference JOIN source ON target = source.path
           WHERE target = ? AND kind = 'file' AND (
               EXISTS (SELECT 1 FROM article WHERE path = reference.source AND visible)
               OR EXISTS (SELECT 1 FROM standing WHERE path = reference.source AND NOT hidden))""",
        (path,),
    ).fetchone()
    return None if linked is None else bool(linked)


def users_of(connection: sqlite3.Connection, path: str) -> list[str]:
    """Return the paths of the content files that show or link to the file at ``path``, in order."""
    rows = connection.execute("SELECT DISTINCT source FROM reference WHERE target = ? ORDER BY source", (path,))
    return [source for (source,) in rows]


def static_files(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield the paths of the files below ``static/``, which are published unchanged, in order."""
    below = "path > 'static/' AND path < 'static0'"  # "0" follows "/": a search of the index for these rows only
    for row in connection.execute(f"SELECT path FROM source WHERE {below} AND kind = 'static' ORDER BY path"):
        yield row[0]
