"""The files beside ``newsprint.toml`` that it names, such as a logo: no content, and no part of a theme."""

from __future__ import annotations

import posixpath

from newsprint.config.site import SiteConfig

_LONGEST = 500


def named_pictures(config: SiteConfig) -> dict[str, str]:
    """Return the pictures that ``config`` names outside of the settings of the theme, by key; some may be empty."""
    return {"site.icon": config.site.icon, "organization.logo": config.organization.logo}


def possible_files(config: SiteConfig) -> frozenset[str]:
    """Return all names, relative to the outlet's folder, that may be files which ``config`` names.

    Only the theme knows which of its settings are files, and a theme with errors is not loaded. So every text that may
    be a path is returned.
    """
    texts = [*named_pictures(config).values(), *config.theme.settings.values()]
    paths = [text for text in texts if isinstance(text, str) and 0 < len(text) <= _LONGEST and text.isprintable()]
    names = (posixpath.normpath(path) for path in paths if ":" not in path)
    return frozenset(name for name in names if not name.startswith(("/", "..")) and name != ".")
