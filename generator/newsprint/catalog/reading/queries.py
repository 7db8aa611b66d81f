"""What pages ask of the catalog, as plain functions from a connection to frozen values.

Everything is ordered by publication, then by path, so that ties never depend on the order of files or of insertion. A
*position* in a stream is such a pair.

``indexed`` leaves out of the stream ``all`` the stories whose canonical address is on another site.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from functools import lru_cache

import msgspec
from msgspec import Struct

from newsprint.catalog.streams import ALL
from newsprint.content.article import Article, Card, Instant, Standing
from newsprint.content.types import UNDATED, Content, Kind, is_dated, kind_of

Position = tuple[Instant, str]

_decode_card = lru_cache(maxsize=4096)(msgspec.msgpack.Decoder(Card).decode)
"""A card is shown by its own list pages and by the pages around it: the same object each time."""

_decode_article = msgspec.msgpack.Decoder(Article).decode
_decode_standing = {kind: msgspec.msgpack.Decoder(record).decode for kind, record in UNDATED.items()}
_INDEXED = " AND entry.name = ''"
_POSITIONS = """SELECT published, path FROM entry WHERE stream = ? AND (published, path) >= (?, ?){}
                ORDER BY published, path"""
_ENTRIES = "FROM entry JOIN article ON entry.article = article.id WHERE stream = ?"
_NEWEST_FIRST = "ORDER BY entry.published DESC, entry.path DESC"
_OLDEST_FIRST = "ORDER BY entry.published, entry.path"


class Stretch(Struct, frozen=True):
    """The first and the last position of a run of a stream, and how many articles it holds."""

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
    """At most ``limit`` entries of ``stream`` with their positions.

    The newest first, only those before a position if one is given; or from the position ``since`` on, the oldest first.
    """
    comparison, order = (">=", _OLDEST_FIRST) if since else ("<", _NEWEST_FIRST)
    position = since or before
    bound = f" AND (entry.published, entry.path) {comparison} (?, ?)" if position else ""
    query = f"SELECT entry.published, entry.path, card {_ENTRIES}{bound} {order} LIMIT ?"
    rows = connection.execute(query, (stream, *(position or ()), limit))
    return [((published, path), _decode_card(card)) for published, path, card in rows]


def oldest(connection: sqlite3.Connection, stream: str) -> Card | None:
    """The oldest card of ``stream``."""
    row = connection.execute(f"SELECT card {_ENTRIES} {_OLDEST_FIRST} LIMIT 1", (stream,)).fetchone()
    return _decode_card(row[0]) if row else None


def between(
    connection: sqlite3.Connection, stream: str, first: Position, last: Position, *, indexed: bool = False
) -> tuple[Card, ...]:
    """The cards of ``stream`` from ``first`` to ``last``, both included, the newest first."""
    condition = f"(entry.published, entry.path) BETWEEN (?, ?) AND (?, ?){_INDEXED if indexed else ''}"
    query = f"SELECT card {_ENTRIES} AND {condition} {_NEWEST_FIRST}"
    return tuple(_decode_card(row[0]) for row in connection.execute(query, (stream, *first, *last)))


def since(
    connection: sqlite3.Connection, stream: str, start: Instant, end: Instant, *, indexed: bool = False
) -> tuple[Card, ...]:
    """The cards of ``stream`` published from ``start`` up to, not including, ``end``, the newest first."""
    condition = f"entry.published >= ? AND entry.published < ?{_INDEXED if indexed else ''}"
    query = f"SELECT card {_ENTRIES} AND {condition} {_NEWEST_FIRST}"
    return tuple(_decode_card(row[0]) for row in connection.execute(query, (stream, start, end)))


def newest_within(
    connection: sqlite3.Connection, stream: str, start: Instant, end: Instant, *, indexed: bool = False
) -> Instant | None:
    """When the newest article of ``stream`` from ``start`` up to, not including, ``end`` was published, or None."""
    condition = f"stream = ? AND published >= ? AND published < ?{_INDEXED if indexed else ''}"
    query = f"SELECT max(published) FROM entry WHERE {condition}"
    newest: Instant | None = connection.execute(query, (stream, start, end)).fetchone()[0]
    return newest


def count(connection: sqlite3.Connection, stream: str, *, indexed: bool = False) -> int:
    """How many articles ``stream`` holds."""
    query = f"SELECT count(*) FROM entry WHERE stream = ?{_INDEXED if indexed else ''}"
    total: int = connection.execute(query, (stream,)).fetchone()[0]
    return total


def runs(connection: sqlite3.Connection, stream: str, size: int, *, indexed: bool = False) -> Iterator[Stretch]:
    """``stream`` cut into runs of ``size`` articles, the oldest first; the last run may be shorter.

    It jumps from run to run in the index.
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
    """The run ``number`` (from 1) of :func:`runs`, or None."""
    rows = connection.execute(
        "SELECT published, path FROM entry WHERE stream = ? ORDER BY published, path LIMIT ? OFFSET ?",
        (stream, size, (number - 1) * size),
    ).fetchall()
    return Stretch(rows[0], rows[-1], len(rows)) if rows and number > 0 else None


def first_since(connection: sqlite3.Connection, stream: str, start: Instant) -> Instant | None:
    """When the first article of ``stream`` at or after ``start`` was published, or None."""
    query = "SELECT min(published) FROM entry WHERE stream = ? AND published >= ?"
    first: Instant | None = connection.execute(query, (stream, start)).fetchone()[0]
    return first


def streams(connection: sqlite3.Connection, prefix: str) -> Iterator[str]:
    """The streams whose names start with ``prefix`` and that hold an article, in the order of their names."""
    stream, end = prefix, prefix + "\U0010ffff"
    while row := connection.execute(
        "SELECT stream FROM entry WHERE stream > ? AND stream < ? ORDER BY stream LIMIT 1", (stream, end)
    ).fetchone():
        stream = row[0]
        yield stream


def is_stream(connection: sqlite3.Connection, stream: str) -> bool:
    """Whether ``stream`` holds an article."""
    return connection.execute("SELECT 1 FROM entry WHERE stream = ?", (stream,)).fetchone() is not None


def name_of(connection: sqlite3.Connection, stream: str) -> str:
    """What the oldest article of ``stream`` calls it: a spelling that newer articles do not change."""
    row = connection.execute(
        "SELECT name FROM entry WHERE stream = ? ORDER BY published, path LIMIT 1", (stream,)
    ).fetchone()
    return row[0] if row else ""


def names_of(connection: sqlite3.Connection, stream: str) -> list[tuple[str, str]]:
    """Return each name of ``stream`` in its articles, with the path of the oldest that uses it, in that order."""
    return connection.execute(
        "SELECT name, path FROM (SELECT name, path, min(published) AS first FROM entry WHERE stream = ? GROUP BY name) "
        "ORDER BY first, path",
        (stream,),
    ).fetchall()


def articles(connection: sqlite3.Connection) -> Iterator[tuple[str, str, Instant]]:
    """URL, path and publication of every visible article, the oldest first."""
    yield from connection.execute(
        "SELECT url, article.path, article.published FROM entry JOIN article ON entry.article = article.id "
        "WHERE stream = ? ORDER BY entry.published, entry.path",
        (ALL,),
    )


def article(connection: sqlite3.Connection, path: str) -> Article | None:
    """The visible article of the file at ``path``."""
    row = connection.execute("SELECT record FROM article WHERE path = ? AND visible", (path,)).fetchone()
    return _decode_article(row[0]) if row else None


def address(connection: sqlite3.Connection, path: str) -> tuple[str, Instant] | None:
    """The URL path of the visible article of the file at ``path``, and its publication."""
    row = connection.execute("SELECT url, published FROM article WHERE path = ? AND visible", (path,)).fetchone()
    return (row[0], row[1]) if row else None


def article_at(connection: sqlite3.Connection, url: str) -> tuple[str, Instant] | None:
    """The path of the visible article at the URL path ``url``, and its publication."""
    row = connection.execute("SELECT path, published FROM article WHERE url = ? AND visible", (url,)).fetchone()
    return (row[0], row[1]) if row else None


def hidden(connection: sqlite3.Connection) -> Iterator[Article]:
    """Every article that readers do not see, in the order of publication."""
    for row in connection.execute("SELECT record FROM article WHERE NOT visible ORDER BY published, path"):
        yield _decode_article(row[0])


def hidden_at(connection: sqlite3.Connection, urls: Collection[str], as_of: Instant) -> list[Article]:
    """The articles at ``urls`` that readers would not see at ``as_of``, though a catalog with drafts shows them."""
    rows = connection.execute(
        """SELECT record FROM article WHERE url IN (SELECT value FROM json_each(?))
               AND (draft OR published > ? OR expires <= ?) ORDER BY url""",
        (json.dumps(list(urls)), as_of, as_of),
    )
    return [_decode_article(record) for (record,) in rows]


def drafts(connection: sqlite3.Connection) -> Iterator[str]:
    """The files of all stories, pages and profiles that are drafts."""
    for (path,) in connection.execute(
        "SELECT path FROM article WHERE draft UNION ALL SELECT path FROM standing WHERE draft"
    ):
        yield path


def body(connection: sqlite3.Connection, name: str) -> str:
    """The HTML of the body whose text has the digest ``name``."""
    row = connection.execute("SELECT html FROM body WHERE digest = ?", (name,)).fetchone()
    return row[0] if row else ""


def undated(
    connection: sqlite3.Connection, kind: Kind, *, path: str | None = None, url: str | None = None
) -> Iterator[Standing]:
    """What is kept of the visible files of a ``kind`` without dates, in the order of their paths.

    Of all, or of the one at ``path`` below the content folder, or of those that claim the URL path ``url``.
    """
    of_one = " AND path = :path" if path is not None else " AND url = :url" if url is not None else ""
    query = f"SELECT record FROM standing WHERE kind = :kind AND NOT hidden{of_one} ORDER BY path"
    for row in connection.execute(query, {"kind": kind.value, "path": path, "url": url}):
        yield _decode_standing[kind](row[0])


def standing_of(connection: sqlite3.Connection, path: str) -> Standing | None:
    """What is kept of the visible file at ``path`` that has no date."""
    kind = kind_of(path)
    return next(undated(connection, kind, path=path), None) if kind in UNDATED else None


def content(connection: sqlite3.Connection, path: str) -> Content | None:
    """What readers see of the file at ``path``, which is of a type of content."""
    return article(connection, path) if is_dated(path) else standing_of(connection, path)


def targets(connection: sqlite3.Connection, source: str) -> dict[tuple[str, str], str]:
    """For the links of the file ``source``: role and address as written, to the path of the file that it means."""
    rows = connection.execute("SELECT role, written, target FROM reference WHERE source = ?", (source,))
    return {(role, written): target for role, written, target in rows}


def source_kind(connection: sqlite3.Connection, path: str) -> str | None:
    """The kind of the content file at ``path``, or None if there is none."""
    row = connection.execute("SELECT kind FROM source WHERE path = ?", (path,)).fetchone()
    return row[0] if row else None


def name_on_disk(connection: sqlite3.Connection, path: str) -> str | None:
    """How the file system spells the content file at ``path``."""
    row = connection.execute("SELECT on_disk FROM source WHERE path = ?", (path,)).fetchone()
    return row[0] if row else None


_SHIPPED = """SELECT DISTINCT target FROM reference JOIN source ON target = source.path
              WHERE source.kind = 'file' AND reference.source IN (
                  SELECT path FROM article WHERE visible UNION ALL SELECT path FROM standing WHERE NOT hidden)"""


def media(connection: sqlite3.Connection) -> Iterator[str]:
    """The files that a visible article, a standing page or a profile shows or links to."""
    for row in connection.execute(f"{_SHIPPED} ORDER BY target"):
        yield row[0]


def is_media(connection: sqlite3.Connection, path: str) -> bool:
    """Whether :func:`media` has the file at ``path``."""
    row = connection.execute(
        """SELECT 1 FROM reference JOIN source ON target = source.path WHERE target = ? AND kind = 'file' AND (
               EXISTS (SELECT 1 FROM article WHERE path = reference.source AND visible)
               OR EXISTS (SELECT 1 FROM standing WHERE path = reference.source AND NOT hidden))""",
        (path,),
    ).fetchone()
    return row is not None


def users_of(connection: sqlite3.Connection, path: str) -> list[str]:
    """The content files that show or link to the file at ``path``, in order."""
    rows = connection.execute("SELECT DISTINCT source FROM reference WHERE target = ? ORDER BY source", (path,))
    return [source for (source,) in rows]


def static_files(connection: sqlite3.Connection) -> Iterator[str]:
    """The files below ``static/``, which are served as they are."""
    below = "path > 'static/' AND path < 'static0'"  # 0 is what follows the slash: only these rows are looked at
    for row in connection.execute(f"SELECT path FROM source WHERE {below} AND kind = 'static' ORDER BY path"):
        yield row[0]
