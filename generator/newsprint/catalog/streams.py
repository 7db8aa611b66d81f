"""Streams, what a page reads of them, what changes in them, and the rule that says which reads a change hits.

A stream is a name: ``all``, ``section/world``, ``tag/long-pier``, ``author/imogen-farrant``, ``series/the-long-pier``.
A file that pages read beside the streams (a picture, a profile, the target of a link) is a stream of its own,
``file/pictures/ferry.webp``, in which everything happens at the instant 0; so are an author's profile, by the slug of
the name, and the names that a kind of stream has (``names/tag/``). In ``clock`` time passes: a build notes its own
instant there, and a page reads there the instants at which it is another. No page reads ``shown``, in which the files
stand that an edited article shows, or did before.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from msgspec import Struct

from newsprint.base.names import name_slug
from newsprint.config.editions import stream_of
from newsprint.content.article import Article, Instant, card_of

ALL = "all"
SECTION = "section/"
TAG = "tag/"
AUTHOR = "author/"
SERIES = "series/"
FILE = "file/"
PROFILE = "profile/"
NAMES = "names/"
CLOCK = "clock"
SHOWN = "shown"


class Sensitivity(IntEnum):
    """How much of a stretch a page shows, and how much of it a change touches; each includes the one before it."""

    MEMBERSHIP = 1  # which articles there are, and when they were published
    CARD = 2  # and their cards
    BODY = 3  # and their texts


class Read(Struct, frozen=True, order=True):
    """A stretch of a stream that a page read: from ``since`` to ``until``, both included, None for open ends."""

    stream: str
    since: Instant | None
    until: Instant | None
    sensitivity: Sensitivity


class Change(Struct, frozen=True, order=True):
    """Something happened in ``stream`` at the instant ``at``.

    An article came, went or moved (MEMBERSHIP), its card is another, or only its text is. ``path`` is the content file
    that did it.
    """

    stream: str
    at: Instant
    weight: Sensitivity
    path: str


def hits(change: Change, read: Read) -> bool:
    """Whether a page that made ``read`` is out of date after ``change``."""
    within = (read.since is None or read.since <= change.at) and (read.until is None or change.at <= read.until)
    return change.stream == read.stream and within and change.weight <= read.sensitivity


def changes_between(before: Article | None, after: Article | None) -> set[Change]:
    """What happens in the streams when the visible article ``before`` becomes ``after``; None is a hidden article."""
    some = before or after
    if some is None or before == after:
        return set()
    then = streams_of(before) if before else {}
    now = streams_of(after) if after else {}
    changes = set()
    for article, streams, others in ((before, then, now), (after, now, then)):
        if article is None:
            continue
        moved = before is None or after is None or before.published != after.published or before.path != after.path
        for stream, name in streams.items():
            weight = Sensitivity.MEMBERSHIP if moved or others.get(stream) != name else _weight_between(before, after)
            changes.add(Change(stream, article.published, weight, article.path))
    return (
        changes
        | _address_changes(before, after)
        | {_names_change(stream, some.path) for stream in then.keys() ^ now.keys()}
    )


def text_changes(article: Article | None) -> set[Change]:
    """The changes of an article whose text alone is shown differently; of a hidden one (None) there are none."""
    if article is None:
        return set()
    return {Change(stream, article.published, Sensitivity.BODY, article.path) for stream in streams_of(article)}


def _weight_between(before: Article | None, after: Article | None) -> Sensitivity:
    return Sensitivity.CARD if not before or not after or card_of(before) != card_of(after) else Sensitivity.BODY


def _names_change(stream: str, path: str) -> Change:
    """A stream of this kind got or lost an article: it may be its first or last."""
    return Change(NAMES + stream.partition("/")[0] + "/", 0, Sensitivity.MEMBERSHIP, path)


def names_read(prefix: str) -> Read:
    """A page read which streams there are whose names start with ``prefix``."""
    return Read(NAMES + prefix, None, None, Sensitivity.MEMBERSHIP)


def _address_changes(before: Article | None, after: Article | None) -> set[Change]:
    """Links to an article change when its address does, or when readers begin or cease to see it."""
    if (before.url if before else None) == (after.url if after else None):
        return set()
    return {file_change(article.path) for article in (before, after) if article}


def file_change(path: str) -> Change:
    """The content file at ``path`` is there, gone, or holds something else."""
    return Change(FILE + path, 0, Sensitivity.MEMBERSHIP, path)


def file_read(path: str) -> Read:
    """A page read the content file at ``path``, or found that it is not there."""
    return Read(FILE + path, None, None, Sensitivity.MEMBERSHIP)


def profile_change(slug: str) -> Change:
    """The profile of the author whose name has this slug is there, gone, or says something else."""
    return Change(PROFILE + slug, 0, Sensitivity.MEMBERSHIP, f"authors/{slug}.md")


def profile_read(slug: str) -> Read:
    """A page read the profile of an author, or found that there is none."""
    return Read(PROFILE + slug, None, None, Sensitivity.MEMBERSHIP)


def clock_change(as_of: Instant) -> Change:
    """The outlet is seen as of another instant, ``as_of``."""
    return Change(CLOCK, as_of, Sensitivity.MEMBERSHIP, "")


def shown_change(path: str) -> Change:
    """An article or page that shows the file at ``path`` is another, or did show it before."""
    return Change(SHOWN, 0, Sensitivity.MEMBERSHIP, path)


def subjects_of(change: Change) -> Iterator[str]:
    """The subjects of the pages that may come, go or get another place with ``change``.

    They are the content file that did it and the stream whose articles are others. A profile makes a page for its
    author; a name that comes or goes is listed in the sitemap.
    """
    if change.path:
        yield change.path
    if change.stream.startswith(PROFILE):
        yield AUTHOR + change.stream.removeprefix(PROFILE)
    elif change.stream.startswith(NAMES):
        yield NAMES
    elif change.weight is Sensitivity.MEMBERSHIP and not change.stream.startswith((FILE, SHOWN, CLOCK)):
        yield change.stream


def streams_of(article: Article) -> dict[str, str]:
    """The streams that ``article`` belongs to, with the name by which it calls each.

    In the stream of all, its name is its canonical address, if that is on another site. That stream has the stories of
    all editions; the others, and one more of all, are those of its own edition.
    """
    streams = {ALL: article.canonical, SECTION + article.section: ""}
    streams.update((TAG + name_slug(tag), tag) for tag in article.tags)
    streams.update((AUTHOR + name_slug(author), author) for author in article.authors if name_slug(author))
    if article.series:
        streams[SERIES + name_slug(article.series)] = article.series
    if article.edition:
        streams = {stream_of(article.edition, stream): name for stream, name in streams.items()}
        streams[ALL] = article.canonical
    return streams
