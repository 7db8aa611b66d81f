"""Outlets with a theme of nothing but the templates that a test gives it: no words, no assets, no theme beneath it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from newsprint.config.site import read_config
from newsprint.kinds.outlet_theme import outlet_theme, provided_by
from newsprint.kinds.registry import KINDS
from newsprint.themes.theme import Templates
from tests.support.outlets import WITH_OWN_THEME, Outlet
from tests.support.reading import Make


def bare_site(outlet: Make, templates: Mapping[str, str]) -> Outlet:
    """An outlet whose theme has these ``templates``, given by name."""
    files = {f"themes/own/templates/{name}": text for name, text in templates.items()}
    return outlet({"newsprint.toml": WITH_OWN_THEME, "themes/own/strings/en.toml": "", **files})


def whole_site(outlet: Make, templates: Mapping[str, str] | None = None) -> Outlet:
    """An outlet whose theme has ``templates``, and something short for every other template that a theme must have."""
    provided = provided_by(KINDS.values())
    needed = provided.templates.keys() - provided.fallbacks - provided.optional
    return bare_site(outlet, {**dict.fromkeys(needed, "<p>"), **(templates or {})})


def templates_of(site: Outlet, /, **shared: Any) -> Templates:
    """The templates of ``site``, loaded anew; all of them see what is ``shared``."""
    return Templates(outlet_theme(site.folder, read_config(site.folder)), "en", **shared)
