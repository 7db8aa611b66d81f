"""The data that all pages of an edition share, and the variables that every template gets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from math import isfinite
from typing import Any

import msgspec
from msgspec import Struct

from newsprint import __version__
from newsprint.base.errors import near
from newsprint.base.files import digest
from newsprint.base.languages import direction
from newsprint.base.names import name_slug
from newsprint.catalog.database import Catalog
from newsprint.catalog.reading import queries
from newsprint.catalog.reading.queries import Position
from newsprint.catalog.reading.view import View
from newsprint.catalog.streams import ALL, AUTHOR, SECTION, TAG
from newsprint.config.editions import Edition
from newsprint.config.site import SiteConfig, ThemeTable
from newsprint.content.records import Card, Instant, Standing
from newsprint.content.types import FileType
from newsprint.media.renditions.recipes import REVISION
from newsprint.site.grounds import Ground
from newsprint.site.outlet_values import menu_of, organization_of
from newsprint.site.picture_element import PictureFunction
from newsprint.site.template_values import Link, Story, TemplateValues
from newsprint.themes.provided import Table, UseError
from newsprint.themes.theme import Templates, Theme, site_address
from newsprint.themes.wording import Wording

COMMON = ("site", "page.url", "page.canonical", "page.title", "page.description", "page.newest", "latest")
"""The variables that every template has. The names in ``site`` are the keys of the frame's table."""

_STREAMS = {"section": SECTION, "tag": TAG, "author": AUTHOR}
_MAX_LATEST = 1000
LatestFunction = Callable[..., tuple[Story, ...]]


class Frame(Struct, frozen=True):
    """The data that all pages of an edition share. A build makes one; if it changes, every page is printed again."""

    config: SiteConfig
    edition: Edition
    theme: Theme
    templates: Templates
    values: TemplateValues
    site: Table

    @property
    def wording(self) -> Wording:
        """The theme's words in the language of the edition."""
        return self.theme.wordings[self.edition.language]

    @property
    def grounds(self) -> dict[Ground, str]:
        """The digest of each ground. If one changes, the pages that depend on that ground are printed again."""
        config = self.config
        settings = msgspec.structs.replace(config, deploy={}, theme=ThemeTable())
        navigation = [(link.name, link.url) for link in self.site["pages"]]
        of_files = (config.content.root, config.markdown.raw_html, config.checks)
        return {
            Ground.THEME: self.theme.digests.pages,
            Ground.FEEDS: self.theme.digests.feeds,
            Ground.SETTINGS: self.theme.digests.settings,
            Ground.CONFIGURATION: digest(msgspec.json.encode(settings)),
            Ground.NAVIGATION: digest(msgspec.json.encode(navigation)),
            Ground.FILES: digest(msgspec.json.encode(of_files)),
            Ground.PICTURES: digest(msgspec.json.encode((REVISION, sorted(self.theme.roles.items()), config.media))),
            Ground.PROGRAM: __version__,
        }

    def context(
        self, view: View, *, url: str, title: str, description: str = "", newest: Instant | None = None, **more: Any
    ) -> dict[str, Any]:
        """Return the variables that every template has, and ``more``.

        ``newest`` is the publication of the newest story on the page; the masthead prints its date.
        """
        link = self.values.link(url)
        page = Table(
            url=link,
            canonical=site_address(self.config, link),
            title=title,
            description=description,
            newest=self.values.moment(newest) if newest is not None else None,
        )
        return {"site": self.site, "page": page, "latest": self.latest_in(view), **more}

    def address(self, url: str) -> str:
        """Return the full address of the page at the URL path ``url``."""
        return site_address(self.config, self.values.link(url))

    def latest_in(self, view: View, *, before: Position | None = None, without: str | None = None) -> LatestFunction:
        """Return the function ``latest(limit=, section=, tag=, author=, exclude=)`` of templates.

        It returns the newest stories, newest first; with ``before``, those before that position. The story of the file
        ``without`` is left out.
        """
        count = self.config.latest.count

        def latest(
            limit: int = count,
            section: str | None = None,
            tag: str | None = None,
            author: str | None = None,
            exclude: object = (),
        ) -> tuple[Story, ...]:
            stream = _stream(self.edition, section=section, tag=tag, author=author)
            wanted, excluded = _wanted(limit), set(_addresses(exclude))
            cards = view.latest(stream, wanted + len(excluded) + (1 if without else 0), before=before)
            stories = self.values.stories(tuple(card for card in cards if card.path != without))
            return tuple(story for story in stories if story.url not in excluded)[:wanted]

        return latest


def make_frame(config: SiteConfig, theme: Theme, catalog: Catalog, before: Frame | None = None) -> Frame:
    """Return the frame of the outlet. Its navigation has the sections, and the standing pages of ``catalog``.

    ``before`` is the previous frame; its loaded templates are reused if theme and ``site`` are the same.
    """
    edition = config.editions[0]
    values = TemplateValues(config, edition, theme.roles)
    site = Table(
        title=edition.title,
        description=edition.description,
        language=edition.language,
        dir=direction(edition.language),
        timezone=config.site.timezone,
        url=values.link(edition.url("/")),
        sections=values.sections,
        menu=menu_of(config, values),
        pages=_standing_links(queries.undated(catalog.connection, FileType.STANDING), values),
        organization=organization_of(config, values, theme.pictures.get("organization.logo")),
        latest_url=values.link(edition.url("/latest/")),
        archive_url=values.link(edition.url("/archive/")),
        rss_url=values.link(edition.url("/rss.xml")),
        atom_url=values.link(edition.url("/atom.xml")),
        latest_mode=config.latest.mode,
        latest_count=config.latest.count,
        teaser_words=config.latest.teaser_words,
        date_patterns=dict(theme.wordings[edition.language].dates),
        icon=theme.pictures.get("site.icon"),
    )
    is_alike = before is not None and before.theme is theme and before.site == site
    templates = (
        before.templates
        if before is not None and is_alike
        else Templates(theme, edition.language, site=site, picture=PictureFunction(theme.roles))
    )
    return Frame(config, edition, theme, templates, values, site)


def _standing_links(pages: Iterable[Standing], values: TemplateValues) -> tuple[Link, ...]:
    return tuple(Link(page.title, values.link(page.url), page.url.strip("/")) for page in pages)


def _stream(edition: Edition, **named: object) -> str:
    """Return the name of the stream that the arguments of ``latest()`` select. Raises UseError."""
    given = {word: name for word, name in named.items() if name}
    if len(given) > 1:
        raise UseError("latest() takes only one of section, tag and author", "leave the others out")
    if not given:
        return edition.stream(ALL)
    ((word, name),) = given.items()
    if not isinstance(name, str):
        raise UseError(f"latest({word}=…) takes a name as text", f"for a Link, write its key: {word}.key")
    key = name if word == "section" else name_slug(name)
    if word == "section" and key not in edition.sections and (hint := near(name, edition.sections)):
        raise UseError(f'there is no section "{name}"', hint)  # without a hint, it may be a section of another outlet
    return edition.stream(_STREAMS[word] + key)


def _wanted(limit: object) -> int:
    """Return the number of stories for the ``limit`` of ``latest()``, from 0 to 1000. Raises UseError."""
    if not isinstance(limit, (int, float)) or not isfinite(limit):
        raise UseError("latest(limit=…) takes a number", "for example latest(limit=5)")
    return max(0, min(int(limit), _MAX_LATEST))


def _addresses(excluded: object) -> Iterator[str]:
    """Yield the addresses of a story, or of the stories in lists, nested ones too. Raises UseError."""
    if isinstance(excluded, Story):
        yield excluded.url
    elif isinstance(excluded, Iterable) and not isinstance(excluded, (str, Mapping)):
        for part in excluded:
            yield from _addresses(part)
    elif excluded is not None:
        raise UseError(
            "latest(exclude=…) takes stories and lists of stories", "for example latest(exclude=[lead, seconds])"
        )


def newest_of(cards: tuple[Card, ...]) -> Instant | None:
    """Return when the newest of ``cards`` was published: the date on the masthead of a list. None without cards."""
    return max((card.published for card in cards), default=None)
