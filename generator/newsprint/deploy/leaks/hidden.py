"""The stories that readers may not see when a build is shipped: drafts, embargoed ones, expired ones."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import msgspec
from msgspec import Struct

from newsprint.catalog.streams import ALL
from newsprint.content.records import Article, Instant
from newsprint.content.states import State, state_of
from newsprint.content.types import TYPES, ContentType, FileType

MOST_EXPIRED = 1000
"""The most stories expired before the build that are searched for, latest first: readers have seen them already."""

_HIDDEN = """SELECT record, html FROM article LEFT JOIN body ON body.digest = article.body WHERE article.id IN (
    SELECT id FROM article WHERE draft
    UNION SELECT id FROM article WHERE NOT visible AND published > :build
    UNION SELECT article FROM entry WHERE stream = :all AND published > :build
    UNION SELECT id FROM article WHERE expires > :build AND expires <= :now
    UNION SELECT id FROM (SELECT id FROM article WHERE expires <= :build ORDER BY expires DESC, id LIMIT :most)
) ORDER BY path"""
_DRAFTS = """SELECT kind, record, html FROM standing LEFT JOIN body ON body.digest = standing.body
    WHERE draft ORDER BY path"""

_decode_article = msgspec.msgpack.Decoder(Article).decode


class HiddenStory(Struct, frozen=True):
    """A story, page or profile that readers may not see.

    ``path`` is below the content folder. ``address`` and ``title`` are empty for types whose names are too common to
    search for (``is_secret`` in :class:`~newsprint.content.types.ContentType`), ``section`` for all undated types.
    ``html`` is the body, with unfilled slots for its links; ``texts`` are the values of keys that only its type has.
    """

    path: str
    state: State
    html: str
    teaser: str = ""
    title: str = ""
    address: str = ""
    section: str = ""
    texts: tuple[str, ...] = ()


def hidden_stories(connection: sqlite3.Connection, as_of: Instant, now: Instant) -> Iterator[HiddenStory]:
    """Yield what readers may not see as of a build (``as_of``) or of its deploy (``now``).

    This includes a story that expired between the two, so that an old build does not publish it again. Raises one of
    :data:`newsprint.catalog.database.DAMAGE` if the catalog is damaged.
    """
    instants = {"build": min(as_of, now), "now": max(as_of, now), "all": ALL, "most": MOST_EXPIRED}
    for record, html in connection.execute(_HIDDEN, instants):
        article = _decode_article(record)
        state = state_of(article, now)
        yield HiddenStory(
            path=article.path,
            state=state if state is not State.PUBLISHED else state_of(article, as_of),
            html=html or "",
            teaser=article.teaser,
            title=article.title,
            address=article.url,
            section=article.section,
        )
    for file_type, record, html in connection.execute(_DRAFTS):
        yield _draft(TYPES[FileType(file_type)], record, html or "")


def _draft(of: ContentType, record: bytes, html: str) -> HiddenStory:
    """Return the draft of an undated type that ``record`` contains."""
    page = msgspec.msgpack.decode(record, type=of.record)
    values = [getattr(page, key) for key in of.own_keys]
    texts = [text for value in values for text in (value if isinstance(value, tuple) else (value,))]
    return HiddenStory(
        path=page.path,
        state=State.DRAFT,
        html=html,
        teaser=page.teaser,
        title=page.title if of.is_secret else "",
        address=page.url if of.is_secret else "",
        texts=tuple(text for text in texts if isinstance(text, str)),
    )
