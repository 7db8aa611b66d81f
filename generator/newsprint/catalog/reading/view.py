"""The catalog as pages see it: a view answers queries and records every stretch that it read."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from newsprint.base.errors import Problem
from newsprint.base.files import below, contents
from newsprint.catalog.database import Catalog
from newsprint.catalog.reading import queries, shown_pictures
from newsprint.catalog.reading.card_cache import CardCache
from newsprint.catalog.reading.months import Month, months
from newsprint.catalog.reading.queries import Position, Stretch
from newsprint.catalog.reading.shown_pictures import PictureFacts, ShownPicture
from newsprint.catalog.streams import ALL, AUTHOR, CLOCK, Read, Sensitivity, file_read, names_read, profile_read
from newsprint.catalog.visibility import visibility_of
from newsprint.config.site import SiteConfig
from newsprint.content.files.left_out import STATIC
from newsprint.content.records import Article, Card, Instant, Standing, card_of
from newsprint.content.types import TYPES, Content, file_type_of
from newsprint.machine.state import STATE_FOLDER
from newsprint.media.renditions.cache import RenditionCache

Kept = TypeVar("Kept", bound=Standing)


class View:
    """The outlet as one page sees it.

    Make a new view for each page: ``reads`` has the stretches that this page read, ``warnings`` its warnings. Pages
    that are printed together share a ``card_cache`` and a cache of ``renditions``.
    """

    def __init__(
        self,
        catalog: Catalog,
        config: SiteConfig,
        folder: Path,
        as_of: Instant,
        card_cache: CardCache | None = None,
        renditions: RenditionCache | None = None,
    ) -> None:
        self.config = config
        self.reads: set[Read] = set()
        self.warnings: set[Problem] = set()
        self._as_of = as_of
        self._catalog = catalog
        self._connection = catalog.connection
        self._card_cache = card_cache or CardCache(catalog.connection)
        self._folder = folder
        self._renditions = renditions or kept_renditions(folder)

    def warn(self, problem: Problem) -> None:
        """Report the warning ``problem`` in every build, until the page is printed without it."""
        self.warnings.add(problem)

    def latest(self, stream: str, limit: int, *, before: Position | None = None) -> tuple[Card, ...]:
        """Return the newest ``limit`` cards of ``stream`` (before a position, if one is given), newest first."""
        cards = self._card_cache.newest(stream, limit, before)
        since = cards[-1].published if cards and len(cards) == limit else None
        self._read(stream, since, before[0] if before else None, Sensitivity.CARD)
        return cards

    def neighbours(self, stream: str, position: Position) -> tuple[Card | None, Card | None]:
        """Return the card before and the card after ``position`` in ``stream``, each None if there is none."""
        before = next(iter(self._card_cache.newest(stream, 1, position)), None)
        after = next(iter(self._card_cache.oldest(stream, 1, position)), None)
        since, until = before.published if before else None, after.published if after else None
        self._read(stream, since, until, Sensitivity.CARD)
        return before, after

    def stretch(self, stream: str, stretch: Stretch, *, indexed: bool = False) -> tuple[Card, ...]:
        """Return the cards of a run of ``stream``, newest first; ``indexed`` as in :mod:`queries`."""
        cards = queries.between(self._connection, stream, stretch.first, stretch.last, indexed=indexed)
        self._read(stream, stretch.first[0], stretch.last[0], Sensitivity.CARD)
        return cards

    def period(self, stream: str, start: Instant, end: Instant) -> tuple[Card, ...]:
        """Return the cards of ``stream`` published from ``start`` up to, not including, ``end``, newest first."""
        self._read(stream, start, end - 1, Sensitivity.CARD)
        return queries.since(self._connection, stream, start, end)

    def recent(self, stream: str, span: int, *, indexed: bool = False) -> tuple[Card, ...]:
        """Return the cards of ``stream`` of the last ``span`` microseconds up to the build's instant, newest first.

        The page is printed again when an article enters or leaves the span, and not whenever time passes.
        """
        start = self._as_of - span + 1
        cards = queries.since(self._connection, stream, start, self._as_of + 1, indexed=indexed)
        self._read(stream, start, None, Sensitivity.CARD)
        self._read_clock(stream, cards[-1].published + span if cards else None)
        return cards

    def has_recent(self, stream: str, span: int, *, indexed: bool = False) -> bool:
        """Return whether :meth:`recent` returns any card."""
        start = self._as_of - span + 1
        newest = queries.newest_within(self._connection, stream, start, self._as_of + 1, indexed=indexed)
        self._read(stream, start, None, Sensitivity.MEMBERSHIP)
        self._read_clock(stream, newest + span if newest is not None else None)
        return newest is not None

    def size(self, stream: str, *, indexed: bool = False) -> int:
        """Return the number of articles in ``stream``."""
        self._read(stream, None, None, Sensitivity.MEMBERSHIP)
        return queries.count(self._connection, stream, indexed=indexed)

    def months(self, stream: str) -> list[Month]:
        """Return the months, in the outlet's time zone, in which ``stream`` has an article, oldest first."""
        self._read(stream, None, None, Sensitivity.MEMBERSHIP)
        return list(months(self._connection, stream, self.config.site.zone))

    def streams(self, prefix: str) -> list[str]:
        """Return the names of all streams that start with ``prefix`` and have an article, sorted."""
        self.reads.add(names_read(prefix))
        return list(queries.streams(self._connection, prefix))

    def name_of(self, stream: str) -> str:
        """Return the name of ``stream``: the title of the author's profile, or the spelling in its oldest article."""
        if stream.startswith(AUTHOR) and (profile := self.profile(stream.removeprefix(AUTHOR))):
            return profile.title
        oldest = queries.oldest(self._connection, stream)
        self._read(stream, None, oldest.published if oldest else None, Sensitivity.MEMBERSHIP)
        return queries.name_of(self._connection, stream)

    def names_of(self, stream: str) -> list[tuple[str, str]]:
        """Return each spelling of the name of ``stream``, with the path of the oldest article that uses it."""
        self._read(stream, None, None, Sensitivity.MEMBERSHIP)
        return queries.names_of(self._connection, stream)

    def article(self, path: str) -> Article:
        """Return the visible article of the file at ``path``. Raises LookupError if there is none."""
        article = queries.article(self._connection, path)
        if article is None:
            raise LookupError(path)
        self._read(ALL, article.published, article.published, Sensitivity.BODY)
        return self._seen(article)

    def card(self, path: str) -> Card:
        """Return the card of the visible article of the file at ``path``. Raises LookupError if there is none."""
        article = queries.article(self._connection, path)
        if article is None:
            raise LookupError(path)
        self._read(ALL, article.published, article.published, Sensitivity.CARD)
        return card_of(self._seen(article))

    def standing(self, path: str) -> Standing:
        """Return the visible standing page of the file at ``path``. Raises LookupError if there is none."""
        return self.undated(path, Standing)

    def undated(self, path: str, record: type[Kept]) -> Kept:
        """Return the visible ``record`` of the file at ``path``. Raises LookupError if it has none of this type."""
        found = queries.standing_of(self._connection, path)
        if not isinstance(found, record):
            raise LookupError(path)
        self.reads.add(file_read(path))
        return found

    def profile(self, slug: str) -> Standing | None:
        """Return the visible profile of the author whose name has this slug, or None."""
        self.reads.add(profile_read(slug))
        return self._card_cache.profile(slug)

    def body(self, content: Content) -> str:
        """Return the HTML of the body of an article or page; its links are not resolved yet."""
        return queries.body(self._connection, content.body)

    def address_of(self, path: str) -> str | None:
        """Return the URL path of the content file at ``path``, or None if readers cannot open it."""
        self.reads.add(file_read(path))
        if file_type_of(path) in TYPES:
            content = queries.content(self._connection, path)
            return content.url if content else None
        return media_url(path) if queries.source_type(self._connection, path) else None

    def file_size(self, path: str) -> int:
        """Return the size of the content file at ``path`` in bytes; 0 if there is no such file."""
        self.reads.add(file_read(path))
        return queries.size_of(self._connection, path)

    def targets(self, path: str) -> dict[tuple[str, str], str]:
        """Return the links of the file at ``path``: (role, address as written) to the path of the target, or empty."""
        return queries.targets(self._connection, path)

    def file(self, path: str) -> bytes:
        """Return the bytes of the content file at ``path``.

        Raises LookupError if the catalog does not know it, OSError, and ValueError if it is outside the content folder.
        """
        return contents(self.place_of(path))

    def place_of(self, path: str) -> Path:
        """Return the place on the disk of the content file at ``path``. Raises LookupError, ValueError."""
        name = queries.name_on_disk(self._connection, path)
        if name is None:
            raise LookupError(path)
        self.reads.add(file_read(path))
        return below(self._folder / self.config.content.root, name)

    @property
    def renditions(self) -> RenditionCache:
        """The renditions that were encoded before."""
        return self._renditions

    def shown_picture(self, path: str) -> tuple[ShownPicture, ...]:
        """Return the picture at ``path`` if visible texts show it; at most one."""
        self.reads.add(file_read(path))
        return tuple(shown_pictures.shown(self._connection, path))

    def picture_facts(self, path: str) -> PictureFacts | None:
        """Return what pages print of the picture at ``path``, also an animation; None if it was not measured."""
        self.reads.add(file_read(path))
        return shown_pictures.facts(self._connection, path)

    def users_of(self, path: str) -> list[str]:
        """Return the paths of the content files that show or link to the file at ``path``, in order."""
        return queries.users_of(self._connection, path)

    def _seen(self, article: Article) -> Article:
        """Return ``article`` without corrections and updates that are still to come.

        This reads no clock: when one of them is due, a sync notes a change of the article.
        """
        if article.updated is None and not article.corrections:
            return article
        visibility = visibility_of(self._catalog)
        return visibility.seen(article) if visibility else article

    def _read_clock(self, stream: str, until: Instant | None) -> None:
        """Read the clock: the result for ``stream`` is valid from the build's instant up to, not including, ``until``.

        If a build with drafts shows an article of ``stream`` before its time, the result is valid only until that time.
        """
        coming = queries.first_since(self._connection, stream, self._as_of + 1)
        self._read(CLOCK, None, self._as_of - 1, Sensitivity.MEMBERSHIP)
        if ends := [instant for instant in (coming, until) if instant is not None]:
            self._read(CLOCK, min(ends), None, Sensitivity.MEMBERSHIP)

    def _read(self, stream: str, since: Instant | None, until: Instant | None, sensitivity: Sensitivity) -> None:
        self.reads.add(Read(stream, since, until, sensitivity))


def kept_renditions(folder: Path) -> RenditionCache:
    """Return the cache of renditions of the outlet in ``folder``."""
    return RenditionCache(folder / STATE_FOLDER / "renditions")


def media_url(path: str) -> str:
    """Return the URL path at which the content file at ``path``, a picture or document, is served."""
    return path.removeprefix("static") if path.startswith(STATIC) else f"/media/{path}"
