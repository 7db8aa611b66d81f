"""The theme of an outlet, with the variables that templates get from every kind of page."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from newsprint.config.site import SiteConfig
from newsprint.kinds.kind import PageKind
from newsprint.kinds.lists.listing import Turning
from newsprint.kinds.registry import KINDS
from newsprint.site.frame import COMMON
from newsprint.site.grounds import Ground
from newsprint.site.outlet_values import Organization, Policy
from newsprint.site.printed_blocks import Embed, MediaFile
from newsprint.site.template_values import FeedStory, Image, Link, Rendition, SectionLink, Story
from newsprint.themes.provided import Provided
from newsprint.themes.settings.outlet_pictures import OutletPicture
from newsprint.themes.theme import AssetLink, Theme, load_theme

TYPES = (
    Story,
    FeedStory,
    Link,
    SectionLink,
    Organization,
    Policy,
    Image,
    Rendition,
    Turning,
    AssetLink,
    MediaFile,
    Embed,
    OutletPicture,
)
"""The types of the values that templates get, beside text, numbers, moments, lists and tables."""


def outlet_theme(folder: Path, config: SiteConfig) -> Theme:
    """Return the theme of the outlet in ``folder``, as ``config`` names it. Raises ThemeError."""
    return load_theme(folder, config, provided_by(KINDS.values()))


def provided_by(kinds: Iterable[type[PageKind]]) -> Provided:
    """Return what pages of these ``kinds`` give to a theme.

    If a theme has no template for files that programs read (such as feeds), Newsprint's own is the fallback, because
    these files look alike everywhere.
    """
    templates = [(name, names, kind) for kind in kinds for name, names in kind.templates.items()]
    return Provided(
        templates={name: names for name, names, _ in templates},
        common=COMMON,
        types=TYPES,
        fallbacks=frozenset(name for name, _, kind in templates if Ground.FEEDS in kind.grounds),
        optional=frozenset(name for name, _, kind in templates if kind.optional),
    )
