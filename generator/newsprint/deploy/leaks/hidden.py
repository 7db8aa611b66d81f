"""The stories that readers may not see when a build is shipped: drafts, embargoed ones, expired ones."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import msgspec
from msgspec import Struct

from newsprint.catalog.streams import ALL
from newsprint.content.article import Article, Instant, Standing
from newsprint.content.states import State, state_of

MOST_EXPIRED = 1000
"""Of the stories that expired before the build, only so many that did so last are looked for: readers saw them all."""

_HIDDEN = """SELECT record, html FROM article LEFT JOIN body ON body.digest = article.body WHERE article.id IN (
    SELECT id FROM article WHERE draft
    UNION SELECT id FROM article WHERE NOT visible AND published > :build
    UNION SELECT article FROM entry WHERE stream = :all AND published > :build
    UNION SELECT id FROM article WHERE expires > :build AND expires <= :now
    UNION SELECT id FROM (SELECT id FROM article WHERE expires <= :build ORDER BY expires DESC, id LIMIT :most)
) ORDER BY path"""
_DRAFTS = "SELECT record, html FROM standing LEFT JOIN body ON body.digest = standing.body WHERE draft ORDER BY path"

_decode_article = msgspec.msgpack.Decoder(Article).decode
_decode_standing = msgspec.msgpack.Decoder(Standing).decode


class HiddenStory(Struct, frozen=True):
    """What readers may not see: the path below the content folder, its state, and what it says.

    ``address``, ``section`` and ``title`` are empty for standing pages and profiles: what those are called, every site
    says. ``html`` is the body, its links still marks.
    """

    path: str
    state: State
    html: str
    teaser: str = ""
    title: str = ""
    address: str = ""
    section: str = ""


def hidden_stories(connection: sqlite3.Connection, as_of: Instant, now: Instant) -> Iterator[HiddenStory]:
    """What readers may not see as of a build, or at the time ``now`` of its deploy. Raises what a damaged catalog does.

    A story that expired between the two is among them, so that no old build brings it back.
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
    for record, html in connection.execute(_DRAFTS):
        page = _decode_standing(record)
        yield HiddenStory(path=page.path, state=State.DRAFT, html=html or "", teaser=page.teaser)
