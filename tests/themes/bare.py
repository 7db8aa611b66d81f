"""Outlets whose theme has only the templates of a test: no strings, no assets, and no theme that it extends."""

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
    """Return an outlet whose theme has these ``templates``, by name."""
    files = {f"themes/own/templates/{name}": text for name, text in templates.items()}
    return outlet({"newsprint.toml": WITH_OWN_THEME, "themes/own/strings/en.toml": "", **files})


def whole_site(outlet: Make, templates: Mapping[str, str] | None = None) -> Outlet:
    """Return an outlet whose theme has ``templates``, and a minimal one for every other template that it needs."""
    provided = provided_by(KINDS.values())
    needed = provided.templates.keys() - provided.fallbacks - provided.optional
    return bare_site(outlet, {**dict.fromkeys(needed, "<p>"), **(templates or {})})


def templates_of(site: Outlet, /, **shared: Any) -> Templates:
    """Load the templates of ``site``; all of them get the ``shared`` variables."""
    return Templates(outlet_theme(site.folder, read_config(site.folder)), "en", **shared)
