"""All articles at a glance: one small row for each, so that what is asked of all of them is answered in one pass.

An article's own row is large, and most of what it holds has to be decoded. Here is only what articles are sorted,
filtered, searched and counted by. Readers' pages have no use for it; whoever looks after the articles has.
"""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

import msgspec
from msgspec import Struct

from newsprint.content.article import Article, Instant
from newsprint.content.states import State

MOST_WORDS = 8
"""So many words of a search are heeded."""

STATE = """CASE WHEN draft THEN 'draft' WHEN expires <= :now THEN 'expired' WHEN published <= :now THEN 'published'
           WHEN embargoed THEN 'embargoed' ELSE 'scheduled' END"""
"""The state as of ``:now``, in SQL: what :func:`newsprint.content.states.state_of` tells."""

EVERYTHING = "TRUE"

_decode = msgspec.msgpack.Decoder(Article).decode
_WITH_PATHS = "id IN (SELECT id FROM article WHERE path IN (SELECT value FROM json_each(:paths)))"


class Order(StrEnum):
    """What articles are sorted by; equals by headline, then by path."""

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
    """Which articles are wanted: those that meet all of this. What is empty (or None) excludes none.

    ``search`` has words, which may be parts of words, of the headline, the path, the authors and the tags. ``paths``
    are files below the content folder.
    """

    search: str = ""
    state: State | None = None
    section: str = ""
    author: str = ""
    tag: str = ""
    paths: tuple[str, ...] | None = None


class Sorting(Struct, frozen=True):
    """How articles are sorted."""

    order: Order = Order.DATE
    descending: bool = True

    @property
    def key(self) -> str:
        """What they are sorted by, in SQL."""
        return _KEYS[self.order]


class Place(Struct, frozen=True):
    """Where a page of a list begins or ends: after the article of a file, before one, at the end; else at the start."""

    after: str = ""
    before: str = ""
    end: bool = False


class Shown(Struct, frozen=True):
    """A page of a list: its articles, each with the name of its file on the disk, and how many stand before them."""

    articles: tuple[tuple[Article, str], ...] = ()
    skipped: int = 0


def folded(text: str) -> str:
    """``text`` without regard to case and accents: as it is sorted and searched for."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def note_overview(connection: sqlite3.Connection, articles: Iterable[tuple[int, Article]]) -> None:
    """Note ``articles``, each with its number in the catalog."""
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
    """How many of the ``wanted`` articles are in each state as of ``now``, whichever state is wanted."""
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
    """How many articles are ``wanted``."""
    condition, values = _condition(wanted, now)
    total: int = connection.execute(f"SELECT count(*) FROM overview WHERE {condition}", values).fetchone()[0]
    return total


def known(connection: sqlite3.Connection, paths: Iterable[str]) -> set[str]:
    """Those of the files at ``paths`` that are articles."""
    rows = connection.execute(
        "SELECT path FROM article WHERE path IN (SELECT value FROM json_each(?))", (json.dumps(list(paths)),)
    )
    return {path for (path,) in rows}


def shown(
    connection: sqlite3.Connection,
    wanted: Wanted,
    now: Instant,
    *,
    sorting: Sorting,
    place: Place,
    limit: int,
    total: int,
) -> Shown:
    """The page at ``place`` of the list of all ``total`` ``wanted`` articles; the first one if nothing is there.

    A page holds up to ``limit`` articles. It costs the same wherever it is: it is found by the article next to it.
    """
    condition, values = _condition(wanted, now)
    key = sorting.key if condition == EVERYTHING else f"+{sorting.key}"  # among few of many an index only hinders
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
        return Shown(articles, total - len(articles) if place.end else 0)
    first = _position(connection, sorting, articles[0][0].path, now)
    assert first is not None, "it was found"
    values["key"], values["text"] = first
    before = f"({key}, text) {'>' if sorting.descending else '<'} (:key, :text)"
    skipped = connection.execute(f"SELECT count(*) FROM overview WHERE {condition} AND {before}", values).fetchone()[0]
    return Shown(articles, skipped)


def _articles(connection: sqlite3.Connection, identities: list[int]) -> tuple[tuple[Article, str], ...]:
    """The articles of these numbers, in this order, each with the name of its file on the disk."""
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
    """Where the article of the file at ``path`` stands when articles are sorted like this."""
    row: tuple[str | int, str] | None = connection.execute(
        f"SELECT {sorting.key}, text FROM overview WHERE id = (SELECT id FROM article WHERE path = :path)",
        {"path": path, "now": now},
    ).fetchone()
    return row


def _text(article: Article) -> str:
    """Headline, path, authors and tags of ``article``, each on a line that ends with a line feed.

    So it sorts by headline, then by path, and a whole name can be looked for between two line feeds.
    """
    return folded(
        "\n".join((article.title, article.path, *map(_author, article.authors), *map(_tag, article.tags), ""))
    )


def _author(name: str) -> str:
    return f"@{name}"


def _tag(name: str) -> str:
    return f"#{name}"


def _condition(wanted: Wanted, now: Instant) -> tuple[str, dict[str, str | int]]:
    """What rows of the overview have to meet, and the values in it. ``instr`` knows no wildcards."""
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
