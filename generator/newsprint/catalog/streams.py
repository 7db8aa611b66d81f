"""Streams, reads, changes, and the rule for which reads a change hits.

A stream is a name: ``all``, ``section/world``, ``tag/long-pier``, ``author/imogen-farrant``, ``series/the-long-pier``.
A file that pages read beside the streams of articles (a picture, a profile, the target of a link) is also a stream,
``file/pictures/ferry.webp``, in which everything happens at the instant 0. So are an author's profile, by the slug of
the name (``profile/``), and the set of all streams of one kind (``names/tag/``). The stream ``clock`` is for time: a
build notes its own instant in it, and a page reads those instants at which the page would be different. No page
reads the stream ``shown``. Its changes only name subjects: after an edit, the files that the article shows, or showed
before, are listed again, because they may have to be published or removed.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from msgspec import Struct

from newsprint.base.names import name_slug
from newsprint.config.editions import stream_of
from newsprint.content.records import Article, Instant, card_of

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
    """How much of a stretch a page shows, or a change concerns. Each level includes the one before it."""

    MEMBERSHIP = 1  # which articles there are, and when they were published
    CARD = 2  # also their cards
    BODY = 3  # also their texts


class Read(Struct, frozen=True, order=True):
    """A stretch of a stream that a page read: from ``since`` to ``until``, both included; None is an open end."""

    stream: str
    since: Instant | None
    until: Instant | None
    sensitivity: Sensitivity


class Change(Struct, frozen=True, order=True):
    """A change in ``stream`` at the instant ``at``.

    Its ``weight`` is MEMBERSHIP if an article was added, removed or moved, CARD if its card changed, BODY if only its
    text did. ``path`` is the content file that caused it.
    """

    stream: str
    at: Instant
    weight: Sensitivity
    path: str


def hits(change: Change, read: Read) -> bool:
    """Return whether ``change`` makes a page with ``read`` out of date."""
    within = (read.since is None or read.since <= change.at) and (read.until is None or change.at <= read.until)
    return change.stream == read.stream and within and change.weight <= read.sensitivity


def changes_between(before: Article | None, after: Article | None) -> set[Change]:
    """Return the changes when the visible article ``before`` becomes ``after``; None is a hidden article."""
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
    """Return the changes when only the text of ``article`` is shown differently; none for a hidden article (None)."""
    if article is None:
        return set()
    return {Change(stream, article.published, Sensitivity.BODY, article.path) for stream in streams_of(article)}


def _weight_between(before: Article | None, after: Article | None) -> Sensitivity:
    return Sensitivity.CARD if not before or not after or card_of(before) != card_of(after) else Sensitivity.BODY


def _names_change(stream: str, path: str) -> Change:
    """Return the change when ``stream`` gets or loses an article, which may be its first or last one."""
    return Change(NAMES + stream.partition("/")[0] + "/", 0, Sensitivity.MEMBERSHIP, path)


def names_read(prefix: str) -> Read:
    """Return the read of a page that asks which streams have names that start with ``prefix``."""
    return Read(NAMES + prefix, None, None, Sensitivity.MEMBERSHIP)


def _address_changes(before: Article | None, after: Article | None) -> set[Change]:
    """Return the changes for pages that link to an article: its address changed, or it became visible or hidden."""
    if (before.url if before else None) == (after.url if after else None):
        return set()
    return {file_change(article.path) for article in (before, after) if article}


def file_change(path: str) -> Change:
    """Return the change when the content file at ``path`` appears, disappears or changes."""
    return Change(FILE + path, 0, Sensitivity.MEMBERSHIP, path)


def file_read(path: str) -> Read:
    """Return the read of a page that uses the content file at ``path``, or found that it is missing."""
    return Read(FILE + path, None, None, Sensitivity.MEMBERSHIP)


def profile_change(slug: str) -> Change:
    """Return the change when the profile of the author with this slug appears, disappears or changes."""
    return Change(PROFILE + slug, 0, Sensitivity.MEMBERSHIP, f"authors/{slug}.md")


def profile_read(slug: str) -> Read:
    """Return the read of a page that uses the profile of the author with this slug, or found that it is missing."""
    return Read(PROFILE + slug, None, None, Sensitivity.MEMBERSHIP)


def clock_change(as_of: Instant) -> Change:
    """Return the change when the outlet is shown as of another instant, ``as_of``."""
    return Change(CLOCK, as_of, Sensitivity.MEMBERSHIP, "")


def shown_change(path: str) -> Change:
    """Return the change when an article or page that shows (or showed) the file at ``path`` is edited."""
    return Change(SHOWN, 0, Sensitivity.MEMBERSHIP, path)


def subjects_of(change: Change) -> Iterator[str]:
    """Yield the subjects whose pages ``change`` may add, remove or move to another address.

    They are the content file that caused it and the stream whose articles changed. A profile has a page for its author;
    the name of a new or empty stream is added to the sitemap or removed from it.
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
    """Return the streams of ``article``, each with its name as the article spells it.

    In the stream ``all`` this is the article's canonical URL, if that is on another site. The stream ``all`` has the
    stories of all editions. The other streams, and a second ``all``, are those of the article's edition.
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
