"""The outlet's configuration: frozen types, read from ``newsprint.toml`` with every mistake found at once."""

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
from newsprint.base.fields import FieldMistake, Text, convert, unknown_keys
from newsprint.base.files import contents
from newsprint.base.languages import language_hint, language_tag
from newsprint.base.urls import SLUG
from newsprint.config.content import ContentTable, content_mistakes, normalised_content
from newsprint.config.editions import Edition
from newsprint.config.permalinks import PermalinksTable, permalink_mistakes
from newsprint.config.sections import Section, read_sections
from newsprint.config.target_tables import read_targets
from newsprint.config.targets import TargetSettings
from newsprint.problems.levels import Level, read_levels

FILE_NAME = "newsprint.toml"
_FEED_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")  # an authority of RFC 4151 without an address
Count = Annotated[int, Meta(ge=1, le=1000)]


class SiteTable(Struct, frozen=True, kw_only=True):
    """``[site]``: who the outlet is. ``url`` has no slash at its end."""

    title: Text
    url: Text = "http://localhost:8000"
    description: str = ""
    language: Text = "en"
    timezone: Text = "UTC"
    theme: Text = "gazette"

    @property
    def prefix(self) -> str:
        """The path under which the site is published: empty, or ``/repo`` for ``https://user.github.io/repo``."""
        return urlsplit(self.url).path

    @property
    def netloc(self) -> str:
        """The host's name, with the port if there is one."""
        return urlsplit(self.url).netloc

    @property
    def host(self) -> str:
        """The host's name, without the port."""
        return urlsplit(self.url).hostname or ""

    def below(self, path: str) -> str | None:
        """The part of ``path``, a path of its host, that is below the site; None if it is not of the site."""
        return path.removeprefix(self.prefix) if f"{path}/".startswith(f"{self.prefix}/") else None

    @property
    def zone(self) -> ZoneInfo:
        """The outlet's time zone."""
        return ZoneInfo(self.timezone)


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
    """``[listing]``: how many cards a frozen page of an index holds."""

    page_size: Count = 20


class FeedsTable(Struct, frozen=True, kw_only=True):
    """``[feeds]``: the number of stories in a feed, and the domain in their ids."""

    count: Count = 20
    id: str | None = None


class SiteConfig(Struct, frozen=True, kw_only=True):
    """All of ``newsprint.toml``, checked. ``sections`` keeps the order of the file."""

    site: SiteTable
    sections: dict[str, Section]
    permalinks: PermalinksTable = PermalinksTable()
    markdown: MarkdownSettings = MarkdownSettings()
    latest: LatestTable = LatestTable()
    listing: ListingTable = ListingTable()
    feeds: FeedsTable = FeedsTable()
    content: ContentTable = ContentTable()
    checks: dict[str, Level] = {}
    deploy: dict[str, TargetSettings] = {}

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The language editions of the outlet: one."""
        return (Edition(self.site.language, self.site.title, self.site.description, self.sections),)

    def edition_of(self, language: str) -> Edition:
        """The edition of what is written in ``language``: the first one, if there is none for it."""
        editions = self.editions
        return next((edition for edition in editions if edition.language == language), editions[0])

    @property
    def feed_id(self) -> str:
        """The domain in the ids of stories in feeds, which stays the same when the address of the site changes."""
        return self.feeds.id or self.site.host


_TABLES: dict[str, type[Struct]] = {
    "site": SiteTable,
    "permalinks": PermalinksTable,
    "markdown": MarkdownSettings,
    "latest": LatestTable,
    "listing": ListingTable,
    "feeds": FeedsTable,
    "content": ContentTable,
}


def find_outlet(start: Path) -> Path:
    """The nearest folder that holds ``newsprint.toml``: ``start`` or one above it. Raises ConfigurationError."""
    for folder in [start, *start.parents]:
        if os.path.lexists(folder / FILE_NAME):
            return folder
    raise ConfigurationError([_no_outlet(f"{start} or above it")])


def read_config(folder: Path) -> SiteConfig:
    """The configuration of the outlet in ``folder``. Raises ConfigurationError with every mistake and its line."""
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
    """The configuration that ``text`` (TOML) describes. Raises ConfigurationError with every mistake and its line."""
    try:
        data = toml.load(text)
    except toml.TomlError as error:
        raise ConfigurationError([error.problem.at(FILE_NAME)]) from error
    config, mistakes = _checked(_normalised(data))
    if config is None or mistakes:
        raise ConfigurationError(_placed(mistake, text) for mistake in mistakes)
    return config


def _normalised(data: dict[str, Any]) -> dict[str, Any]:
    """Accept other spellings: slashes at the end of addresses and folders, language tags, a name in place of a list."""
    site = data.get("site")
    if isinstance(site, dict):
        texts = {key: value for key, value in site.items() if isinstance(value, str)}
        tidied = {"url": texts.get("url", "").rstrip("/"), "language": language_tag(texts.get("language", ""))}
        data = {**data, "site": site | {key: value for key, value in tidied.items() if value}}
    content = data.get("content")
    if isinstance(content, dict):
        data = {**data, "content": normalised_content(content)}
    return data


def _placed(mistake: FieldMistake, text: str) -> Problem:
    line, column = toml.place_of(text, mistake.key)
    return Problem(FILE_NAME, line, column, mistake.message, mistake.hint, mistake.code)


def _checked(data: dict[str, Any]) -> tuple[SiteConfig | None, list[FieldMistake]]:
    mistakes = unknown_keys(data, tuple(field.name for field in msgspec.structs.fields(SiteConfig)))
    tables: dict[str, Any] = {}
    for name, kind in _TABLES.items():
        table = data.get(name, {})
        if not isinstance(table, dict):
            mistakes.append(FieldMistake(name, f'"{name}" must be a table', f"write [{name}]"))
            continue
        mistakes += unknown_keys(table, tuple(field.name for field in msgspec.structs.fields(kind)), prefix=f"{name}.")
        tables[name], found = convert(table, kind, prefix=f"{name}.")
        mistakes += found
    sections, found = read_sections(data.get("sections", {}))
    mistakes += found
    targets, found = read_targets(data.get("deploy", {}))
    mistakes += found
    levels, found = read_levels(data.get("checks", {}))
    mistakes += found
    if mistakes:
        return None, mistakes
    config = SiteConfig(**tables, sections=sections, deploy=targets, checks=levels)
    return config, _value_mistakes(config)


def _value_mistakes(config: SiteConfig) -> list[FieldMistake]:
    """What types alone cannot tell: zones, languages, URLs, patterns, references between tables."""
    mistakes = []
    if message := _url_mistake(config.site.url):
        mistakes.append(FieldMistake("site.url", f'"site.url" {message}', "for example: https://gazette.example"))
    if not _zone_exists(config.site.timezone):
        mistakes.append(_unknown_zone(config.site.timezone))
    if not language_tag(tag := config.site.language):
        mistakes.append(FieldMistake("site.language", f'unknown language "{tag[:40]}"', language_hint(tag)))
    if not SLUG.fullmatch(config.site.theme.replace("_", "-").lower()):
        mistakes.append(FieldMistake("site.theme", f'"{config.site.theme}" cannot be the name of a theme\'s folder'))
    mistakes += permalink_mistakes(config.permalinks, config.sections)
    if config.feeds.id is not None and not _FEED_ID.fullmatch(config.feeds.id):
        message = f'"feeds.id" cannot be "{config.feeds.id[:80]}"'
        mistakes.append(
            FieldMistake("feeds.id", message, "use a domain, such as that of the site's first address: gazette.example")
        )
    return mistakes + content_mistakes(config.content, config.sections)


def _url_mistake(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        has_host = bool(parts.hostname) and parts.port != 0  # ValueError for a port that is no number
    except ValueError as error:
        return f"is not a URL: {error}"
    if parts.scheme not in ("http", "https") or not has_host:
        return "must start with https:// (or http://) and a host"
    if parts.query or parts.fragment or parts.username or any(character.isspace() for character in url):
        return "must be just scheme, host and path"
    return None


def _zone_exists(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _unknown_zone(name: str) -> FieldMistake:
    from zoneinfo import available_timezones

    proper = {zone.lower(): zone for zone in available_timezones()}
    meant = nearest(name, proper)
    hint = f'did you mean "{proper[meant]}"?' if meant else "for example: Europe/London"
    return FieldMistake("site.timezone", f'unknown time zone "{name}"', hint)
