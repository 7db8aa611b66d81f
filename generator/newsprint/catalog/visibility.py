"""What readers see at an instant: the streams of visible articles.

Whether one story is visible is decided by :func:`newsprint.content.states.state_of`. Queries here select by the same
rule the few stories that time may have shown or hidden.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from newsprint.catalog.database import Catalog
from newsprint.catalog.streams import ALL, streams_of
from newsprint.catalog.sync.change_log import MOST, ChangeLog
from newsprint.content.records import Article, Instant, card_of
from newsprint.content.states import State, state_of
from newsprint.content.types import Content

Numbered = tuple[int, Article]
"""An article with its number in the catalog."""

END_OF_TIME = 2**63 - 1
AS_OF = "as of"
DRAFTS = "drafts"
WITH_PATHS = "path IN (SELECT value FROM json_each(?))"
"""An SQL condition for many paths at once; its value is made by :func:`listed`."""

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Article).decode


class Visibility(Struct, frozen=True):
    """The outlet as of an instant; with ``drafts`` all content is visible."""

    as_of: Instant
    drafts: bool

    def shows(self, content: Content) -> bool:
        """Return whether readers see ``content``."""
        return self.drafts or state_of(content, self.as_of) is State.PUBLISHED

    @property
    def horizon(self) -> Instant:
        """Return the last instant whose corrections and updates are shown."""
        return END_OF_TIME if self.drafts else self.as_of

    def seen(self, article: Article) -> Article:
        """Return ``article`` without the corrections and the update that are still to come.

        Those dated before the article's publication are always shown.
        """
        known = max(self.horizon, article.published)
        late = article.updated is not None and article.updated > known
        if not late and all(correction.date <= known for correction in article.corrections):
            return article
        corrections = tuple(correction for correction in article.corrections if correction.date <= known)
        return replace(article, updated=None if late else article.updated, corrections=corrections)


def events_of(article: Article) -> set[Instant]:
    """Return the instants of corrections and updates at which ``article`` changes while readers see it."""
    instants = {correction.date for correction in article.corrections}
    if article.updated is not None:
        instants.add(article.updated)
    end = END_OF_TIME if article.expires is None else article.expires
    return {instant for instant in instants if article.published < instant < end}


def listed(paths: Iterable[str]) -> tuple[str]:
    """Return ``paths`` as the value for :data:`WITH_PATHS`."""
    return (json.dumps(list(paths)),)


def articles_where(connection: sqlite3.Connection, condition: str, values: tuple[object, ...] = ()) -> list[Numbered]:
    """Return the articles in the catalog, visible or not, that meet the SQL ``condition``."""
    rows = connection.execute(f"SELECT id, record FROM article WHERE {condition}", values)
    return [(identity, _decode(record)) for identity, record in rows]


def add_to_streams(connection: sqlite3.Connection, articles: Iterable[Numbered]) -> None:
    """Add ``articles`` to their streams."""
    rows = [
        (stream, article.published, article.path, identity, name)
        for identity, article in articles
        for stream, name in streams_of(article).items()
    ]
    rows.sort()  # in the order of the table, which makes inserting them faster
    connection.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", rows)


def remove_from_streams(connection: sqlite3.Connection, articles: Iterable[Numbered]) -> None:
    """Remove ``articles`` from their streams; those that are not there are ignored."""
    rows = [(stream, article.published, article.path) for _, article in articles for stream in streams_of(article)]
    connection.executemany("DELETE FROM entry WHERE stream = ? AND published = ? AND path = ?", rows)


def visibility_of(catalog: Catalog) -> Visibility | None:
    """Return the visibility for which ``catalog`` was last updated; None if it never was."""
    as_of = catalog.fact(AS_OF)
    return Visibility(int(as_of), catalog.fact(DRAFTS) == "True") if as_of is not None else None


def apply_visibility(catalog: Catalog, visibility: Visibility, log: ChangeLog) -> None:
    """Show and hide articles in ``catalog`` according to ``visibility``. Call it inside a transaction."""
    connection = catalog.connection
    noted = {AS_OF: str(visibility.as_of), DRAFTS: str(visibility.drafts)}
    if all(catalog.fact(name) == value for name, value in noted.items()):
        return
    if catalog.fact(AS_OF) != noted[AS_OF]:
        log.time_passed(visibility.as_of)
    if (earlier := visibility_of(catalog)) is not None:
        _update_events(connection, earlier, visibility, log)
    appearing = [each for each in _may_appear(connection, visibility) if visibility.shows(each[1])]
    _set_visible(connection, appearing, log, visible=True)
    if not visibility.drafts:
        disappearing = [each for each in _may_disappear(connection, visibility) if not visibility.shows(each[1])]
        _set_visible(connection, disappearing, log)
    undated = "SELECT path FROM standing WHERE hidden <> (draft AND NOT ?)"
    for (path,) in connection.execute(undated, (visibility.drafts,)).fetchall():
        log.touched(path)
    connection.execute("UPDATE standing SET hidden = draft AND NOT ?", (visibility.drafts,))
    for name, value in noted.items():
        catalog.note(name, value)


def _update_events(connection: sqlite3.Connection, earlier: Visibility, visibility: Visibility, log: ChangeLog) -> None:
    """Show the corrections and updates between the horizons of two visibilities, or hide them again."""
    horizons = sorted((earlier.horizon, visibility.horizon))
    articles = articles_where(connection, "id IN (SELECT article FROM event WHERE at > ? AND at <= ?)", tuple(horizons))
    if len(articles) > MOST:
        log.print_everything()
    for identity, article in articles:
        before, after = earlier.seen(article), visibility.seen(article)
        if before.updated != after.updated:
            connection.execute("UPDATE article SET card = ? WHERE id = ?", (_encode(card_of(after)), identity))
        if earlier.shows(article) and visibility.shows(article):
            log.changed_by_time(before, after)


def _may_appear(connection: sqlite3.Connection, visibility: Visibility) -> list[Numbered]:
    """Return the hidden articles that may now be visible. Expired ones, which may be many, are left out."""
    if visibility.drafts:
        return articles_where(connection, "NOT visible")
    condition = "NOT visible AND NOT draft AND published <= ? AND (expires IS NULL OR expires > ?)"
    return articles_where(connection, condition, (visibility.as_of, visibility.as_of))


def _may_disappear(connection: sqlite3.Connection, visibility: Visibility) -> list[Numbered]:
    """Return the visible articles that may now be hidden, found by indexes, so that a large archive costs no more."""
    condition = """visible AND id IN (
        SELECT article FROM entry WHERE stream = ? AND published > ?
        UNION ALL SELECT id FROM article WHERE expires <= ?
        UNION ALL SELECT id FROM article WHERE draft)"""
    return articles_where(connection, condition, (ALL, visibility.as_of, visibility.as_of))


def _set_visible(
    connection: sqlite3.Connection, articles: list[Numbered], log: ChangeLog, *, visible: bool = False
) -> None:
    for _, article in articles:
        log.touched(article.path)
    (add_to_streams if visible else remove_from_streams)(connection, articles)
    rows = [(visible, identity) for identity, _ in articles]
    connection.executemany("UPDATE article SET visible = ? WHERE id = ?", rows)
