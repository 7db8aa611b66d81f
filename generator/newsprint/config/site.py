"""The outlet's configuration: frozen types, read from ``newsprint.toml``, with every problem found at once."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Meta, Struct

from newsprint.base import toml
from newsprint.base.errors import ConfigurationError, Problem, nearest
from newsprint.base.fields import FieldProblem, Text, convert, unknown_keys
from newsprint.base.files import contents
from newsprint.base.languages import language_hint, language_tag
from newsprint.base.urls import SLUG
from newsprint.config.content import ContentTable, content_problems, normalised_content
from newsprint.config.editions import Edition
from newsprint.config.embeds import EmbedsTable, embeds_problems, normalised_embeds
from newsprint.config.menu import MenuEntry, read_menu
from newsprint.config.organization import OrganizationTable, organization_problems
from newsprint.config.permalinks import PermalinksTable, permalink_problems
from newsprint.config.sections import Section, read_sections
from newsprint.config.target_tables import read_targets
from newsprint.config.targets import TargetSettings
from newsprint.problems.levels import Level, read_levels

FILE_NAME = "newsprint.toml"
_FEED_ID = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?"
)  # an authority name of RFC 4151, but no e-mail address
Count = Annotated[int, Meta(ge=1, le=1000)]


class SiteTable(Struct, frozen=True, kw_only=True):
    """``[site]``: title, address, language and look of the outlet.

    ``url`` has no slash at the end. ``icon`` is the path of a picture from the outlet's folder.
    """

    title: Text
    url: Text = "http://localhost:8000"
    description: str = ""
    language: Text = "en"
    timezone: Text = "UTC"
    theme: Text = "gazette"
    icon: str = ""

    @property
    def prefix(self) -> str:
        """Return the path under which the site is published: empty, or ``/repo`` for ``https://user.github.io/repo``."""
        return urlsplit(self.url).path

    @property
    def netloc(self) -> str:
        """Return the host name, with the port if there is one."""
        return urlsplit(self.url).netloc

    @property
    def host(self) -> str:
        """Return the host name, without the port."""
        return urlsplit(self.url).hostname or ""

    def below(self, path: str) -> str | None:
        """Return ``path``, a path of its host, without the site's prefix; None if it is outside the site."""
        return path.removeprefix(self.prefix) if f"{path}/".startswith(f"{self.prefix}/") else None

    @property
    def zone(self) -> ZoneInfo:
        """Return the outlet's time zone."""
        return ZoneInfo(self.timezone)


class ThemeTable(Struct, frozen=True, kw_only=True):
    """``[theme]``: the settings of the theme. They are checked when the theme, which declares them, is loaded."""

    settings: dict[str, Any] = {}


class MarkdownSettings(Struct, frozen=True, kw_only=True):
    """``[markdown]``: how body text becomes HTML."""

    engine: Literal["markdown", "commonmark"] = "markdown"
    extensions: tuple[str, ...] = ()
    raw_html: Literal["safe", "allowed"] = "safe"
    shortcodes: Literal["text", "drop"] = "text"
    smart: bool = True


class LatestTable(Struct, frozen=True, kw_only=True):
    """``[latest]``: the Latest Contents widget."""

    count: Count = 8
    teaser_words: Count = 15
    mode: Literal["live", "baked"] = "live"


class ListingTable(Struct, frozen=True, kw_only=True):
    """``[listing]``: the number of cards on a frozen page of an index."""

    page_size: Count = 20


class FeedsTable(Struct, frozen=True, kw_only=True):
    """``[feeds]``: the number of stories in a feed, and the domain in their ids."""

    count: Count = 20
    id: str | None = None


class MediaTable(Struct, frozen=True, kw_only=True):
    """``[media]``: pictures of stories. ``structured`` adds the crops that search engines show (1:1, 4:3, 16:9)."""

    structured: bool = False


class SiteConfig(Struct, frozen=True, kw_only=True):
    """All of ``newsprint.toml``, checked. ``sections`` and ``menu`` keep the order of the file."""

    site: SiteTable
    sections: dict[str, Section]
    menu: tuple[MenuEntry, ...] = ()
    organization: OrganizationTable = OrganizationTable()
    permalinks: PermalinksTable = PermalinksTable()
    markdown: MarkdownSettings = MarkdownSettings()
    latest: LatestTable = LatestTable()
    listing: ListingTable = ListingTable()
    feeds: FeedsTable = FeedsTable()
    content: ContentTable = ContentTable()
    media: MediaTable = MediaTable()
    embeds: EmbedsTable = EmbedsTable()
    theme: ThemeTable = ThemeTable()
    checks: dict[str, Level] = {}
    deploy: dict[str, TargetSettings] = {}

    @property
    def editions(self) -> tuple[Edition, ...]:
        """Return the language editions of the outlet: one."""
        return (Edition(self.site.language, self.site.title, self.site.description, self.sections),)

    def edition_of(self, language: str) -> Edition:
        """Return the edition for content in ``language``: the first one, if that language has none."""
        editions = self.editions
        return next((edition for edition in editions if edition.language == language), editions[0])

    @property
    def feed_id(self) -> str:
        """Return the domain in the ids of stories in feeds; if set, it stays when the site's address changes."""
        return self.feeds.id or self.site.host


_TABLES: dict[str, type[Struct]] = {
    "site": SiteTable,
    "organization": OrganizationTable,
    "permalinks": PermalinksTable,
    "markdown": MarkdownSettings,
    "latest": LatestTable,
    "listing": ListingTable,
    "feeds": FeedsTable,
    "content": ContentTable,
    "media": MediaTable,
    "embeds": EmbedsTable,
    "theme": ThemeTable,
}


def find_outlet(start: Path) -> Path:
    """Return the nearest folder with a ``newsprint.toml``: ``start`` or one above it. Raise ConfigurationError."""
    for folder in [start, *start.parents]:
        if os.path.lexists(folder / FILE_NAME):
            return folder
    raise ConfigurationError([_no_outlet(f"{start} or above it")])


def read_config(folder: Path) -> SiteConfig:
    """Return the configuration of the outlet in ``folder``.

    Raise ConfigurationError with every problem and its line.
    """
    try:
        text = contents(folder / FILE_NAME).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigurationError(
            [Problem(FILE_NAME, 0, 0, "not UTF-8", "save it as UTF-8", code="configuration")]
        ) from error
    except FileNotFoundError as error:
        raise ConfigurationError([_no_outlet(str(folder))]) from error
    except OSError as error:
        raise ConfigurationError(
            [Problem(FILE_NAME, 0, 0, f"cannot be read: {error.strerror}", code="configuration")]
        ) from error
    return parse_config(text)


def _no_outlet(place: str) -> Problem:
    hint = "start an outlet with: newsprint init DIR"
    return Problem(FILE_NAME, 0, 0, f"no {FILE_NAME} in {place}", hint, code="configuration")


def parse_config(text: str) -> SiteConfig:
    """Return the configuration in ``text`` (TOML).

    Raise ConfigurationError with every problem and its line.
    """
    try:
        data = toml.load(text)
    except toml.TomlError as error:
        raise ConfigurationError([error.problem.at(FILE_NAME)]) from error
    config, problems = _checked(_normalised(data))
    if config is None or problems:
        raise ConfigurationError(_placed(problem, text) for problem in problems)
    return config


def _normalised(data: dict[str, Any]) -> dict[str, Any]:
    """Return ``data`` with one spelling of addresses, folders, hosts and languages, and with lists for single names."""
    site = data.get("site")
    if isinstance(site, dict):
        texts = {key: value for key, value in site.items() if isinstance(value, str)}
        tidied = {"url": texts.get("url", "").rstrip("/"), "language": language_tag(texts.get("language", ""))}
        data = {**data, "site": site | {key: value for key, value in tidied.items() if value}}
    content = data.get("content")
    if isinstance(content, dict):
        data = {**data, "content": normalised_content(content)}
    embeds = data.get("embeds")
    if isinstance(embeds, dict):
        data = {**data, "embeds": normalised_embeds(embeds)}
    return data


def _placed(problem: FieldProblem, text: str) -> Problem:
    line, column = toml.position_of(text, problem.key)
    return Problem(FILE_NAME, line, column, problem.message, problem.hint, problem.code)


def _checked(data: dict[str, Any]) -> tuple[SiteConfig | None, list[FieldProblem]]:
    problems = unknown_keys(data, tuple(field.name for field in msgspec.structs.fields(SiteConfig)))
    tables: dict[str, Any] = {}
    for name, kind in _TABLES.items():
        table = data.get(name, {})
        if not isinstance(table, dict):
            problems.append(FieldProblem(name, f'"{name}" must be a table', f"write [{name}]"))
            continue
        problems += unknown_keys(table, tuple(field.name for field in msgspec.structs.fields(kind)), prefix=f"{name}.")
        tables[name], found = convert(table, kind, prefix=f"{name}.")
        problems += found
    sections, found = read_sections(data.get("sections", {}))
    problems += found
    menu, found = read_menu(data.get("menu", []))
    problems += found
    targets, found = read_targets(data.get("deploy", {}))
    problems += found
    levels, found = read_levels(data.get("checks", {}))
    problems += found
    if problems:
        return None, problems
    config = SiteConfig(**tables, sections=sections, menu=menu, deploy=targets, checks=levels)
    return config, _value_problems(config)


def _value_problems(config: SiteConfig) -> list[FieldProblem]:
    """Return the problems that types cannot find: zones, languages, URLs, patterns, references between tables."""
    problems = []
    if message := _url_problem(config.site.url):
        problems.append(FieldProblem("site.url", f'"site.url" {message}', "for example: https://gazette.example"))
    if not _zone_exists(config.site.timezone):
        problems.append(_unknown_zone(config.site.timezone))
    if not language_tag(tag := config.site.language):
        problems.append(FieldProblem("site.language", f'unknown language "{tag[:40]}"', language_hint(tag)))
    if not SLUG.fullmatch(config.site.theme.replace("_", "-").lower()):
        problems.append(FieldProblem("site.theme", f'"{config.site.theme}" cannot be the name of a theme\'s folder'))
    problems += organization_problems(config.organization)
    problems += permalink_problems(config.permalinks, config.sections)
    if config.feeds.id is not None and not _FEED_ID.fullmatch(config.feeds.id):
        message = f'"feeds.id" cannot be "{config.feeds.id[:80]}"'
        problems.append(
            FieldProblem("feeds.id", message, "use a domain, such as that of the site's first address: gazette.example")
        )
    return problems + content_problems(config.content, config.sections) + embeds_problems(config.embeds)


def _url_problem(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        has_host = bool(parts.hostname) and parts.port != 0  # ValueError for a port that is not a number
    except ValueError as error:
        return f"is not a URL: {error}"
    if parts.scheme not in ("http", "https") or not has_host:
        return "must start with https:// (or http://) and a host"
    if parts.query or parts.fragment or parts.username or any(character.isspace() for character in url):
        return "must contain only scheme, host and path"
    return None


def _zone_exists(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _unknown_zone(name: str) -> FieldProblem:
    from zoneinfo import available_timezones

    proper = {zone.lower(): zone for zone in available_timezones()}
    meant = nearest(name, proper)
    hint = f'did you mean "{proper[meant]}"?' if meant else "for example: Europe/London"
    return FieldProblem("site.timezone", f'unknown time zone "{name}"', hint)
