"""The frozen types of articles and pages, and of the cards that lists show.

All instants are microseconds since 1970 in UTC (see :mod:`newsprint.base.dates`): exact, ordered, and cheap to store.
All texts are plain text in Unicode's NFC; they are escaped where they are printed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import Struct

Instant = int


class Picture(Struct, frozen=True, kw_only=True):
    """A picture of an article.

    ``file`` is the picture's path below the content folder, ``src`` the address of a picture elsewhere (``https://``);
    exactly one of them is set. ``width`` and ``height`` are in pixels, 0 if unknown. ``focus`` is the point that a
    crop must keep, as CSS writes it (``50% 20%``). ``digest`` is that of the file's bytes, empty if the picture has no
    renditions; ``colour`` is the colour in its place while it loads (``#a0b1c2``), or empty.
    ``credit`` is what the author wrote, else what the picture's metadata says, if the outlet has that read; None if
    neither names one. ``copyright`` is from the metadata, or empty.
    """

    file: str = ""
    src: str = ""
    alt: str = ""
    caption: str = ""
    credit: str | None = None
    focus: str = ""
    width: int = 0
    height: int = 0
    digest: str = ""
    colour: str = ""
    copyright: str = ""


class Correction(Struct, frozen=True, kw_only=True):
    """One correction of a story: when it was made, and what was wrong."""

    date: Instant
    text: str


class Article(Struct, frozen=True, kw_only=True):
    """One story, read from its content file and checked.

    ``path`` is relative to the content folder, with forward slashes. ``url`` is its URL path, which starts with a
    slash. ``published`` is the instant from which readers may see it: its date, or the end of its embargo if that is
    later. Streams are ordered by ``published``, then by path.
    """

    path: str
    url: str
    title: str
    section: str
    date: Instant
    published: Instant
    teaser: str = ""
    updated: Instant | None = None
    expires: Instant | None = None
    draft: bool = False
    embargo: Instant | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    series: str = ""
    kicker: str = ""
    dateline: str = ""
    image: Picture | None = None
    lang: str = ""
    edition: str = ""  # the key of its edition
    corrections: tuple[Correction, ...] = ()
    aliases: tuple[str, ...] = ()
    canonical: str = ""
    featured: bool = False
    template: str = ""  # empty: that of its section
    allow: tuple[str, ...] = ()  # codes of problems that the story turns off
    holding: tuple[str, ...] = ()  # header lines that may hold it back
    extra: dict[str, Any] = {}
    body: str = ""  # digest of the body's text and language
    words: int = 0
    opens_with_teaser: bool = False  # the text starts with the words of the teaser

    def __reduce__(self) -> tuple[Callable[[bytes], Article], tuple[bytes]]:
        """Pickle the article as one record: workers return many, and this is faster than field by field."""
        return _of_record, (_encode(self),)


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Article).decode


def _of_record(record: bytes) -> Article:
    return _decode(record)


class Card(Struct, frozen=True, kw_only=True):
    """The few fields of an article that lists need."""

    path: str
    url: str
    title: str
    teaser: str
    section: str
    date: Instant
    published: Instant
    updated: Instant | None
    authors: tuple[str, ...]
    kicker: str
    image: Picture | None
    lang: str
    featured: bool


def card_of(article: Article) -> Card:
    """Return the card of ``article``."""
    return Card(
        path=article.path,
        url=article.url,
        title=article.title,
        teaser=article.teaser,
        section=article.section,
        date=article.date,
        published=article.published,
        updated=article.updated,
        authors=article.authors,
        kicker=article.kicker,
        image=article.image,
        lang=article.lang,
        featured=article.featured,
    )


def last_change(story: Article | Card) -> Instant:
    """Return the instant of the last change of ``story`` that readers saw."""
    return max(story.published, story.updated or story.published)


class Standing(Struct, frozen=True, kw_only=True):
    """An author's profile (``content/authors/jane-doe.md``), or what a standing page has in common with it.

    The records of further undated types are subclasses of it: see :mod:`newsprint.content.types`.
    """

    path: str
    url: str
    title: str
    teaser: str = ""
    image: Picture | None = None
    lang: str = ""
    draft: bool = False
    aliases: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    holding: tuple[str, ...] = ()
    body: str = ""


class StandingPage(Standing, frozen=True, kw_only=True):
    """A standing page. ``template`` is the name of one of the theme's templates for pages; empty for the usual one."""

    template: str = ""
