"""The list of all articles for the preview's desk: one small row for each, so that a query can read them all.

An article's own row is large, and most of it must be decoded. These rows have only the values by which articles are
sorted, filtered, searched and counted. Readers' pages do not use them.
"""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

import msgspec
from msgspec import Struct

from newsprint.content.records import Article, Instant
from newsprint.content.states import State

MOST_WORDS = 8
"""The largest number of words in a search; further words are ignored."""

STATE = """CASE WHEN draft THEN 'draft' WHEN expires <= :now THEN 'expired' WHEN published <= :now THEN 'published'
           WHEN embargoed THEN 'embargoed' ELSE 'scheduled' END"""
"""The state of an article as of ``:now``, in SQL: the same as :func:`newsprint.content.states.state_of` returns."""

EVERYTHING = "TRUE"

_decode = msgspec.msgpack.Decoder(Article).decode
_WITH_PATHS = "id IN (SELECT id FROM article WHERE path IN (SELECT value FROM json_each(:paths)))"


class Order(StrEnum):
    """The value by which articles are sorted; equal ones are sorted by headline, then by path."""

    DATE = "date"
    TITLE = "title"
    SECTION = "section"
    STATE = "state"
    WORDS = "words"


_KEYS = {
    Order.DATE: "published",
    Order.TITLE: "text",
    Order.SECTION: "section",
    Order.STATE: STATE,
    Order.WORDS: "words",
}


class Wanted(Struct, frozen=True):
    """A filter for articles: all of its conditions must be met; an empty one (or None) is always met.

    ``search`` is words, or parts of words, of the headline, the path, the authors and the tags. ``paths`` are files
    below the content folder.
    """

    search: str = ""
    state: State | None = None
    section: str = ""
    author: str = ""
    tag: str = ""
    paths: tuple[str, ...] | None = None


class Sorting(Struct, frozen=True):
    """The order of a list of articles."""

    order: Order = Order.DATE
    descending: bool = True

    @property
    def key(self) -> str:
        """Return the SQL expression to sort by."""
        return _KEYS[self.order]


class Place(Struct, frozen=True):
    """The place of a page in a list: after the article of a file, before one, or at the end; else at the start."""

    after: str = ""
    before: str = ""
    end: bool = False


class ListPage(Struct, frozen=True):
    """A page of a list: its articles, each with its file's path on disk, and the number of articles before them."""

    articles: tuple[tuple[Article, str], ...] = ()
    skipped: int = 0


def folded(text: str) -> str:
    """Return ``text`` without differences of case and accents, for sorting and searching."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def note_overview(connection: sqlite3.Connection, articles: Iterable[tuple[int, Article]]) -> None:
    """Add rows for ``articles``, each given with its number in the catalog."""
    rows = [
        (
            identity,
            article.published,
            article.published > article.date,
            article.expires,
            article.draft,
            article.section,
            article.words,
            _text(article),
        )
        for identity, article in articles
    ]
    connection.executemany("INSERT INTO overview VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def count_states(connection: sqlite3.Connection, wanted: Wanted, now: Instant) -> dict[State, int]:
    """Return the number of ``wanted`` articles in each state as of ``now``, ignoring the wanted state."""
    condition, values = _condition(msgspec.structs.replace(wanted, state=None), now)
    row = connection.execute(
        f"""SELECT count(*) FILTER (WHERE draft),
                count(*) FILTER (WHERE NOT draft AND expires <= :now),
                count(*) FILTER (WHERE NOT draft AND published > :now AND embargoed AND ifnull(expires > :now, 1)),
                count(*) FILTER (WHERE NOT draft AND published > :now AND NOT embargoed AND ifnull(expires > :now, 1)),
                count(*)
            FROM overview WHERE {condition}""",
        values,
    ).fetchone()
    counts = dict(zip((State.DRAFT, State.EXPIRED, State.EMBARGOED, State.SCHEDULED), row, strict=False))
    return {**counts, State.PUBLISHED: row[4] - sum(row[:4])}


def count(connection: sqlite3.Connection, wanted: Wanted, now: Instant) -> int:
    """Return the number of ``wanted`` articles, with their states as of ``now``."""
    condition, values = _condition(wanted, now)
    total: int = connection.execute(f"SELECT count(*) FROM overview WHERE {condition}", values).fetchone()[0]
    return total


def known(connection: sqlite3.Connection, paths: Iterable[str]) -> set[str]:
    """Return those of ``paths`` that are the files of articles."""
    rows = connection.execute(
        "SELECT path FROM article WHERE path IN (SELECT value FROM json_each(?))", (json.dumps(list(paths)),)
    )
    return {path for (path,) in rows}


def list_page(
    connection: sqlite3.Connection,
    wanted: Wanted,
    now: Instant,
    *,
    sorting: Sorting,
    place: Place,
    limit: int,
    total: int,
) -> ListPage:
    """Return the page at ``place`` of the list of ``wanted`` articles, of which there are ``total``.

    If the article given by ``place`` does not exist, return the first page. A page has at most ``limit`` articles. It
    is found by the article next to it, so the cost is the same everywhere in the list.
    """
    condition, values = _condition(wanted, now)
    key = sorting.key if condition == EVERYTHING else f"+{sorting.key}"  # "+": with a filter, an index only costs time
    beside = _position(connection, sorting, place.after or place.before, now)
    backwards = place.end or (beside is not None and not place.after)
    falling = sorting.descending is not backwards
    bound = ""
    if beside is not None:
        bound = f"AND ({key}, text) {'<' if falling else '>'} (:key, :text)"
        values["key"], values["text"] = beside
    direction = "DESC" if falling else "ASC"
    rows = connection.execute(
        f"""SELECT id FROM overview WHERE {condition} {bound}
            ORDER BY {key} {direction}, text {direction} LIMIT :limit""",
        {**values, "limit": limit},
    ).fetchall()
    articles = _articles(connection, [identity for (identity,) in (reversed(rows) if backwards else rows)])
    if not articles or beside is None:
        return ListPage(articles, total - len(articles) if place.end else 0)
    first = _position(connection, sorting, articles[0][0].path, now)
    assert first is not None, "it was found"
    values["key"], values["text"] = first
    before = f"({key}, text) {'>' if sorting.descending else '<'} (:key, :text)"
    skipped = connection.execute(f"SELECT count(*) FROM overview WHERE {condition} AND {before}", values).fetchone()[0]
    return ListPage(articles, skipped)


def _articles(connection: sqlite3.Connection, identities: list[int]) -> tuple[tuple[Article, str], ...]:
    """Return the articles with these numbers, in this order, each with its file's path on disk."""
    rows = connection.execute(
        """SELECT id, record, on_disk FROM article JOIN source USING (path)
           WHERE id IN (SELECT value FROM json_each(?))""",
        (json.dumps(identities),),
    )
    found = {identity: (_decode(record), name) for identity, record, name in rows}
    return tuple(found[identity] for identity in identities)


def _position(
    connection: sqlite3.Connection, sorting: Sorting, path: str, now: Instant
) -> tuple[str | int, str] | None:
    """Return the values by which the article of the file at ``path`` is sorted, or None if it does not exist."""
    row: tuple[str | int, str] | None = connection.execute(
        f"SELECT {sorting.key}, text FROM overview WHERE id = (SELECT id FROM article WHERE path = :path)",
        {"path": path, "now": now},
    ).fetchone()
    return row


def _text(article: Article) -> str:
    """Return headline, path, authors and tags of ``article``, folded, each followed by a line feed.

    So the text sorts by headline, then by path, and a whole name can be searched for between two line feeds.
    """
    return folded(
        "\n".join((article.title, article.path, *map(_author, article.authors), *map(_tag, article.tags), ""))
    )


def _author(name: str) -> str:
    return f"@{name}"


def _tag(name: str) -> str:
    return f"#{name}"


def _condition(wanted: Wanted, now: Instant) -> tuple[str, dict[str, str | int]]:
    """Return the SQL condition for ``wanted`` rows, and its values. It uses ``instr``, which has no wildcards."""
    conditions = []
    values: dict[str, str | int] = {"now": now}
    texts = wanted.search.split()[:MOST_WORDS]
    texts += [f"\n{_author(wanted.author)}\n"] if wanted.author else []
    texts += [f"\n{_tag(wanted.tag)}\n"] if wanted.tag else []
    for number, text in enumerate(texts):
        conditions.append(f"instr(text, :text{number})")
        values[f"text{number}"] = folded(text)
    if wanted.section:
        conditions.append("section = :section")
        values["section"] = wanted.section
    if wanted.state:
        conditions.append(f"{STATE} = :state")
        values["state"] = wanted.state.value
    if wanted.paths is not None:
        conditions.append(_WITH_PATHS)
        values["paths"] = json.dumps(wanted.paths)
    return " AND ".join(conditions) or EVERYTHING, values
