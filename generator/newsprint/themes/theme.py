"""The theme as pages use it: templates, words and assets in one frozen handle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import UndefinedError

from newsprint.config import SiteConfig
from newsprint.files import digest
from newsprint.themes.assets import Asset, load_assets
from newsprint.themes.lookup import find_theme
from newsprint.themes.templates import ThemeEnvironment, make_environment, render, sources
from newsprint.themes.wording import Wording, load_wording
from newsprint.urls import encoded

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Theme:
    """A loaded theme, for one configuration. ``digest`` names everything that its pages can show of it."""

    digest: str
    environment: ThemeEnvironment
    wording: Wording
    assets: Mapping[str, Asset]

    def share(self, **variables: Any) -> None:
        """Let every template see ``variables``, macros that are imported without context too.

        They must not change by themselves; with other ones, nothing that macros gave is remembered.
        """
        known = self.environment.globals
        if any(name in known and known[name] != value for name, value in variables.items()):
            assert self.environment.cache is not None
            self.environment.cache.clear()
        known.update(variables)

    def render(self, template: str, context: Mapping[str, Any]) -> bytes:
        """The template filled with ``context``, as UTF-8. Raises ThemeError with template and line."""
        return render(self.environment, template, context).encode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class AssetLink:
    """An asset as templates see it: where it is, and its integrity."""

    url: str
    integrity: str

    def __str__(self) -> str:
        return self.url


def load_theme(outlet: Path, config: SiteConfig) -> Theme:
    """The theme that ``config`` names, for the outlet in the folder ``outlet``. Raises ThemeError."""
    chain = find_theme(outlet, config.site.theme)
    wording = load_wording(chain, config.site.language)
    assets = load_assets(chain)
    environment = make_environment(chain)
    prefix = config.site.prefix

    def asset(name: str) -> AssetLink:
        found = assets.get(name)
        if found is None:
            raise LookupError(f'there is no asset "{name}" in the theme')
        return AssetLink(prefix + encoded(found.url), found.integrity)

    def formatted_date(moment: date | datetime, format_name: str = "published") -> str:
        if format_name not in wording.dates:
            raise LookupError(f'the theme\'s strings have no date format "{format_name}"')
        return wording.date(moment, format_name)

    environment.globals.update(asset=asset, words=_Words(wording.words))
    environment.filters.update(date=formatted_date, cut=cut, absolute=lambda path: site_address(config, path), iso=iso)
    return Theme(_digest_of(environment, wording, assets), environment, wording, assets)


def _digest_of(environment: ThemeEnvironment, wording: Wording, assets: Mapping[str, Asset]) -> str:
    libraries = [f"{name} {version(name)}" for name in ("jinja2", "babel", "markupsafe")]
    words = [sorted(wording.words.items()), sorted(wording.dates.items())]
    templates = [(name, text) for name, text in sources(environment)]
    named = [(asset.name, asset.integrity) for asset in assets.values()]
    return digest(msgspec.json.encode([libraries, words, templates, named]))


class _Words(dict[str, str]):
    """Words by name; a missing one is a mistake with its name and not an empty place on the page."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__(words)

    def __missing__(self, name: str) -> str:
        # A LookupError would be swallowed: Jinja takes it for an attribute that is not there.
        raise UndefinedError(f'the theme\'s strings have no word "{name}"')


def cut(text: str, words: int) -> str:
    """``text`` cut after so many words and closed with ``…``; as it is if it is not longer."""
    parts = text.split()
    return text if len(parts) <= words else " ".join(parts[:words]).rstrip(".,;:–—-") + ELLIPSIS


def site_address(config: SiteConfig, path: str) -> str:
    """The full address of a link as templates have it (the site's prefix included); full addresses stay as they are."""
    if "://" in path:
        return path
    return config.site.url.removesuffix(config.site.prefix) + path


def iso(moment: datetime) -> str:
    """``moment`` for a machine, to the second and with its offset (RFC 3339)."""
    return moment.isoformat(timespec="seconds")
