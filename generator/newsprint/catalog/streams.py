"""Streams and what a page reads of them.

A stream is a name: ``all``, ``section/world``, ``tag/long-pier``, ``author/imogen-farrant``, ``series/the-long-pier``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from newsprint.articles.article import Article, Instant
from newsprint.urls import slugify

ALL = "all"
SECTION = "section/"
TAG = "tag/"
AUTHOR = "author/"
SERIES = "series/"


class Sensitivity(IntEnum):
    """How much of a stretch a page shows; each includes the one before it."""

    MEMBERSHIP = 1  # which articles there are, and when they were published
    CARD = 2  # and their cards
    BODY = 3  # and their texts


@dataclass(frozen=True, order=True, slots=True)
class Read:
    """A stretch of a stream that a page read: from ``since`` to ``until``, both included, None for open ends."""

    stream: str
    since: Instant | None
    until: Instant | None
    sensitivity: Sensitivity


def streams_of(article: Article) -> dict[str, str]:
    """The streams that ``article`` belongs to, with the name by which it calls each."""
    streams = {ALL: "", SECTION + article.section: ""}
    streams.update((TAG + slugify(tag), tag) for tag in article.tags)
    streams.update((AUTHOR + slugify(author), author) for author in article.authors if slugify(author))
    if article.series:
        streams[SERIES + slugify(article.series)] = article.series
    return streams
