"""A loaded theme as pages use it: words and assets, which are data, and templates, which are rendered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from newsprint.base.dates import iso, rfc822
from newsprint.base.errors import Problem, ThemeError, near, suggestion
from newsprint.base.urls import encoded
from newsprint.config.declared import NOTHING, Declared
from newsprint.config.site import SiteConfig
from newsprint.media.renditions.recipes import Role
from newsprint.themes.assets import Asset, load_assets
from newsprint.themes.block_declarations import load_blocks, template_of
from newsprint.themes.digests import Digests, digests_of
from newsprint.themes.lookup import ThemeFolder, files_in, find_theme, with_fallbacks
from newsprint.themes.picture_roles import load_roles
from newsprint.themes.problems.misplaced import check_files
from newsprint.themes.problems.unread_parts import unread_parts
from newsprint.themes.provided import Provided, UseError, own_names
from newsprint.themes.settings.chosen import Settings, chosen_settings
from newsprint.themes.settings.declarations import load_settings
from newsprint.themes.settings.outlet_pictures import OutletPicture
from newsprint.themes.template_folders import PAGES, STORIES, names_in, unknown_templates
from newsprint.themes.wording import Wording, load_wording, untranslated

if TYPE_CHECKING:
    # Only for types: importing Jinja takes time, so it waits until a template is rendered.
    from newsprint.themes.sandbox.sandbox import ThemeEnvironment

ELLIPSIS = "…"


class Theme(Struct, frozen=True):
    """A loaded theme for one configuration.

    ``digests`` identify the content of the theme, ``wordings`` are its words and date formats by language, one for each
    edition. ``warnings`` are problems of the theme itself. ``make_environment`` loads the templates for an edition's
    language. ``roles`` are those of pictures. ``lacks`` names the optional templates that the theme does not have.
    ``declared`` is what it declares to authors, and ``block_feeds`` names its blocks with a form of their own in feeds.
    ``pictures`` are those that other parts of newsprint.toml name, by key: ``site.icon``.
    """

    digests: Digests
    make_environment: Callable[[str], ThemeEnvironment]
    wordings: Mapping[str, Wording]
    assets: Mapping[str, Asset]
    roles: Mapping[str, Role]
    warnings: tuple[Problem, ...] = ()
    lacks: frozenset[str] = frozenset()
    declared: Declared = NOTHING
    block_feeds: frozenset[str] = frozenset()
    pictures: Mapping[str, OutletPicture] = {}


class Templates:
    """The templates of a theme in one language.

    The variables in ``shared`` are available in all templates, and in macros that are imported without context.
    Templates are loaded when the first one is rendered, because most builds print few pages, some none. Results of
    macros are remembered for the life of this object, so the shared values must not change.
    """

    def __init__(self, theme: Theme, language: str, **shared: Any) -> None:
        self._make_environment = partial(theme.make_environment, language)
        self.shared = shared

    @cached_property
    def environment(self) -> ThemeEnvironment:
        """The Jinja environment with the templates and the shared variables."""
        environment = self._make_environment()
        environment.globals.update(self.shared)
        environment.fields = environment.fields.union(*(own_names(value) for value in self.shared.values()))
        return environment

    def render(self, template: str, context: Mapping[str, Any]) -> bytes:
        """Return ``template`` rendered with ``context``, as UTF-8. Raises ThemeError with template and line."""
        from newsprint.themes.templates import render

        problems = self.environment.problems
        try:
            page = render(self.environment, template, context)
        except ThemeError as error:
            raise ThemeError([*problems, *error.problems]) from error
        if problems:
            raise ThemeError(problems)
        return page.encode("utf-8", "replace")


class AssetLink(Struct, frozen=True):
    """An asset as templates see it: its URL and its Subresource Integrity value. It prints its URL."""

    url: str
    integrity: str

    def __str__(self) -> str:
        return self.url


def load_theme(outlet: Path, config: SiteConfig, provided: Provided) -> Theme:
    """Return the theme that ``config`` names, for the outlet in the folder ``outlet``. Raises ThemeError.

    ``provided`` describes the variables that pages pass to its templates.
    """
    chain = find_theme(outlet, config.site.theme)
    check_files(outlet, config.site.theme, chain)
    wordings = {edition.language: load_wording(chain, edition.language) for edition in config.editions}
    if wrong := [*unread_parts(chain), *unknown_templates(outlet, config, chain)]:
        raise ThemeError(wrong)
    chosen = chosen_settings(load_settings(chain), outlet, config)
    assets, roles, declared = load_assets(chain, chosen.properties), load_roles(chain), declared_by(chain, config)
    theme = config.site.theme
    warnings = tuple(
        untranslated(outlet, each.language, theme, chain) for each in wordings.values() if not each.is_translated
    )
    chain = with_fallbacks(chain, provided.fallbacks)
    templates = {name for _, name, _ in files_in(chain, "templates")}
    lacks = provided.optional - templates
    digests = digests_of(chain, assets, roles, lacks, chosen.digest)
    assets |= chosen.assets
    environment = partial(_environment_of, chain, provided, config, wordings, assets, chosen.values)
    feeds = frozenset(name for name in declared.blocks if template_of(name, for_feed=True) in templates)
    return Theme(
        digests=digests,
        make_environment=environment,
        wordings=wordings,
        assets=assets,
        roles=roles,
        warnings=(*warnings, *chosen.warnings),
        lacks=lacks,
        declared=declared,
        block_feeds=feeds,
        pictures=chosen.pictures,
    )


def declared_by(chain: tuple[ThemeFolder, ...], config: SiteConfig) -> Declared:
    """Return what the theme in the folders of ``chain``, with ``config``, declares to authors. Raises ThemeError."""
    return Declared(
        load_blocks(chain),
        templates=names_in(STORIES, chain),
        page_templates=names_in(PAGES, chain),
        hosts=config.embeds.allow,
    )


def _environment_of(
    chain: tuple[ThemeFolder, ...],
    provided: Provided,
    config: SiteConfig,
    wordings: Mapping[str, Wording],
    assets: Mapping[str, Asset],
    settings: Settings,
    language: str,
) -> ThemeEnvironment:
    """Return an environment for ``language`` with the functions and filters that every theme has."""
    from newsprint.themes.problems.unshown_blocks import unshown_parts
    from newsprint.themes.templates import make_environment

    environment = make_environment(chain, provided)
    environment.problems = tuple(unshown_parts(environment, chain))
    prefix, wording = config.site.prefix, wordings[language]

    def asset(name: str) -> AssetLink:
        found = assets.get(name) if isinstance(name, str) else None
        if found is None:
            raise UseError(*_no_asset(name, assets))
        return AssetLink(prefix + encoded(found.url), found.integrity)

    @lru_cache(maxsize=256)
    def wording_in(lang: str) -> Wording:
        return load_wording(chain, lang, wording) if lang else wording

    @lru_cache(maxsize=256)
    def words_in(lang: str) -> _Words:
        return _Words(wording_in(lang).words)

    def formatted_date(moment: date | datetime, format: str = "published", lang: str = "") -> str:
        if not isinstance(moment, date):
            raise TypeError  # problems/explaining.py turns this into a message that names the value
        if wording.dates.get(format) is None:
            message = f'the theme\'s strings have no date format "{format}"'
            raise UseError(message, suggestion(str(format), wording.dates))
        return wording_in(lang).date(moment, format)

    environment.globals.update(asset=asset, latest=_no_latest, settings=settings)
    environment.globals.update(words=words_in(""), words_in=words_in)
    environment.filters.update(date=formatted_date, cut=cut, absolute=lambda path: site_address(config, path))
    environment.filters.update(iso=iso, rfc822=rfc822)
    return environment


def _no_asset(name: object, assets: Mapping[str, Asset]) -> tuple[str, str]:
    if not isinstance(name, str):
        return "asset() takes the name of a file in the theme's assets", 'for example asset("style.css")'
    return f'there is no asset "{name}" in the theme', near(name, assets) or "add it to the theme's assets folder"


def _no_latest(*_: object, **__: object) -> None:
    """Raise UseError: this is ``latest`` where a template has no page. Pages pass their own ``latest``."""
    raise UseError(
        "latest() depends on the page, which this macro does not see",
        "import the macro with context, or pass it the stories",
    )


class _Words(dict[str, str]):
    """Words by name. A missing word raises UseError with its name, instead of printing nothing."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__(words)

    def __missing__(self, name: str) -> str:
        hint = near(name, self) or "add it under [words] in its strings"
        raise UseError(f'the theme\'s strings have no word "{name}"', hint)


def cut(text: str, words: int) -> str:
    """Return the first ``words`` words of ``text`` with ``…`` at the end; all of ``text`` if it is not longer."""
    parts = text.split()
    return text if len(parts) <= words else " ".join(parts[:words]).rstrip(".,;:–—-") + ELLIPSIS


def site_address(config: SiteConfig, path: str) -> str:
    """Return the full address for ``path``, a link as templates have it: with the site's prefix.

    Full addresses are returned unchanged.
    """
    if "://" in path:
        return path
    return config.site.url.removesuffix(config.site.prefix) + path
