"""The values that templates get: flat and frozen, with everything computed, so that themes need no logic."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import chain
from typing import Any

from msgspec import Struct

from newsprint.base.bounded_cache import BoundedCache
from newsprint.base.dates import from_microseconds
from newsprint.base.languages import direction
from newsprint.base.names import name_slug
from newsprint.base.urls import encoded
from newsprint.catalog.reading.shown_pictures import ShownPicture
from newsprint.catalog.reading.view import media_url
from newsprint.catalog.streams import AUTHOR, SECTION, SERIES, TAG
from newsprint.config.editions import Edition
from newsprint.config.site import SiteConfig
from newsprint.content.records import Card, Instant, Picture
from newsprint.markdown.links.address_encoding import sound
from newsprint.media.renditions.recipes import LEAD, Recipe, Role, Use, crops_for, sizes_for
from newsprint.site.rendition_urls import rendition_url

STREAM_FOLDERS = {SECTION: "/", TAG: "/topics/", AUTHOR: "/authors/", SERIES: "/series/"}

_STORIES_KEPT = 4000
_NAMES_KEPT = 4000


class Link(Struct, frozen=True):
    """A name and the URL that it links to; ``key`` is the name's slug."""

    name: str
    url: str
    key: str = ""


class SectionLink(Link, frozen=True):
    """A section. ``kind`` is what it publishes: ``news``, ``opinion`` or ``reviews``.

    ``colour`` is as CSS writes it (``#a0b1c2``), or empty.
    """

    kind: str = "news"
    description: str = ""
    colour: str = ""


class Rendition(Struct, frozen=True):
    """One size and format of a picture. ``format`` is ``webp``, ``avif`` or ``jpg``, sizes are in pixels."""

    url: str
    format: str
    width: int
    height: int


class Image(Struct, frozen=True):
    """A picture with its URL. ``width`` and ``height`` are in pixels, 0 if they are unknown.

    ``renditions`` are its sizes and formats by role, the largest first. ``social`` is the rendition for networks, and
    ``crops`` are those of structured data. ``colour`` is the colour in its place while it loads, or empty.
    ``copyright`` is the notice in its metadata, if the outlet has that read, or empty.
    """

    url: str
    alt: str
    caption: str
    credit: str
    focus: str
    width: int
    height: int
    colour: str = ""
    copyright: str = ""
    renditions: Mapping[str, tuple[Rendition, ...]] = {}
    social: Rendition | None = None
    crops: tuple[Rendition, ...] = ()


class Story(Struct, frozen=True):
    """A card as templates see it. Dates are in the outlet's time zone."""

    url: str
    title: str
    teaser: str
    section: SectionLink
    date: datetime
    updated: datetime | None
    authors: tuple[Link, ...]
    kicker: str
    image: Image | None
    lang: str
    dir: str
    featured: bool


class FeedStory(Struct, frozen=True):
    """A story as feeds show it. ``summary`` and ``content`` are the source of HTML. Dates are in UTC."""

    id: str
    url: str
    title: str
    teaser: str
    summary: str
    content: str
    section: SectionLink
    date: datetime
    changed: datetime
    authors: tuple[Link, ...]
    tags: tuple[Link, ...]
    image: Image | None
    lang: str
    extra: Mapping[str, Any]


class TemplateValues:
    """Converts cards and pictures of the catalog to the values that templates get, for one edition."""

    def __init__(self, config: SiteConfig, edition: Edition, roles: Mapping[str, Role]) -> None:
        self.roles = roles
        self._edition = edition
        self._structured = config.media.structured
        self._prefix = config.site.prefix
        self._zone = config.site.zone
        self._stories: BoundedCache[str, tuple[Card, Story]] = BoundedCache(_STORIES_KEPT)
        self._named: BoundedCache[tuple[str, str], Link] = BoundedCache(_NAMES_KEPT)
        self._sections = {key: self._section(key) for key in edition.sections}
        self.sections = tuple(self._sections.values())

    def link(self, url: str) -> str:
        """Return the URL path ``url`` as a link in HTML: with the site's prefix, percent-encoded."""
        return self._prefix + encoded(url)

    def moment(self, instant: Instant) -> datetime:
        """Return ``instant`` in the outlet's time zone."""
        return from_microseconds(instant).astimezone(self._zone)

    def section(self, key: str) -> SectionLink:
        """Return the link to the section ``key``, with its name and the address of its index."""
        return self._sections.get(key) or self._section(key)

    def section_of(self, stream: str) -> SectionLink | None:
        """Return the link to the section whose stream is ``stream``; None if it is not the stream of a section."""
        key = self._edition.key_of(stream, SECTION)
        return None if key is None else self.section(key)

    def _section(self, key: str) -> SectionLink:
        url, section = self.link(self._edition.index(key)), self._edition.sections.get(key)
        if section is None:
            return SectionLink(key, url, key)
        return SectionLink(section.name, url, key, section.kind, section.description, section.colour)

    def named(self, prefix: str, name: str) -> Link:
        """Return the link to the page of the tag, author or series ``name``. Links are cached: most names recur."""
        link = self._named.get((prefix, name))
        if link is None:
            key = name_slug(name)
            link = Link(name, self.link(self._edition.url(f"{STREAM_FOLDERS[prefix]}{key}/")) if key else "", key)
            self._named.keep((prefix, name), link)
        return link

    def image(self, picture: Picture | None, use: Use = LEAD) -> Image | None:
        """Return ``picture`` with the address at which it is published; None stays None.

        ``use`` says what it is used for: its roles follow from that.
        """
        if picture is None:
            return None
        crops = self._crops(picture, use) if picture.digest else ()
        return Image(
            url=self.link(media_url(picture.file)) if picture.file else sound(picture.src),
            alt=picture.alt,
            caption=picture.caption,
            credit=picture.credit or "",
            copyright=picture.copyright,
            focus=picture.focus,
            width=picture.width,
            height=picture.height,
            colour=picture.colour,
            renditions=self.renditions(picture.file, picture, use) if picture.digest else {},
            social=crops[0] if crops else None,
            crops=crops[1:],
        )

    def renditions(self, path: str, picture: Picture | ShownPicture, use: Use) -> dict[str, tuple[Rendition, ...]]:
        """Return the sizes and formats of the ``picture`` at ``path`` by role, as its ``use`` has them."""
        roles = {name: role for name, role in self.roles.items() if role.use == use}
        sizes = {name: sizes_for(picture.width, picture.height, role) for name, role in roles.items()}
        found = {each: self._rendition(path, picture.digest, each) for each in {*chain.from_iterable(sizes.values())}}
        return {name: tuple(found[each] for each in recipes) for name, recipes in sizes.items()}

    def _crops(self, picture: Picture, use: Use) -> tuple[Rendition, ...]:
        if not any(role.social and role.use == use for role in self.roles.values()):
            return ()
        recipes = crops_for(picture.width, picture.height, picture.focus, structured=self._structured)
        return tuple(self._rendition(picture.file, picture.digest, each) for each in recipes)

    def _rendition(self, path: str, digest: str, recipe: Recipe) -> Rendition:
        return Rendition(self.link(rendition_url(path, digest, recipe)), recipe.format, recipe.width, recipe.height)

    def story(self, card: Card) -> Story:
        """Return ``card`` as templates see it. The last ones are cached: widgets show the same few on many pages."""
        kept = self._stories.get(card.path)
        if kept is not None and (kept[0] is card or kept[0] == card):
            return kept[1]
        return self._stories.keep(card.path, (card, self._story(card)))[1]

    def _story(self, card: Card) -> Story:
        return Story(
            url=self.link(card.url),
            title=card.title,
            teaser=card.teaser,
            section=self.section(card.section),
            date=self.moment(card.published),
            updated=self.moment(card.updated) if card.updated is not None else None,
            authors=tuple(self.named(AUTHOR, name) for name in card.authors),
            kicker=card.kicker,
            image=self.image(card.image),
            lang=card.lang,
            dir=direction(card.lang) if card.lang else "",
            featured=card.featured,
        )

    def stories(self, cards: tuple[Card, ...]) -> tuple[Story, ...]:
        """Return ``cards`` as templates see them."""
        return tuple(self.story(card) for card in cards)
