"""Outlets with a theme of nothing but the templates that a test gives it: no words, no assets, no theme beneath it."""

from __future__ import annotations

from collections.abc import Mapping

from newsprint.config import read_config
from newsprint.themes.theme import Theme, load_theme
from outlets import WITH_OWN_THEME, Outlet
from reading import Make


def bare_site(outlet: Make, templates: Mapping[str, str]) -> Outlet:
    """An outlet whose theme has these ``templates``, given by name."""
    files = {f"themes/own/templates/{name}": text for name, text in templates.items()}
    return outlet({"newsprint.toml": WITH_OWN_THEME, "themes/own/strings/en.toml": "", **files})


def theme_of(site: Outlet) -> Theme:
    """The theme of ``site``, loaded anew."""
    return load_theme(site.folder, read_config(site.folder))
