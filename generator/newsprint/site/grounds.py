"""Grounds: the inputs that all pages of a kind depend on. If a ground changes, these pages are out of date.

Each kind of page declares its grounds, so that pictures are not read again after a word of the theme has changed.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias


class Ground(StrEnum):
    """A ground. Its value is printed by ``build --explain`` as the reason to print a page."""

    THEME = "theme"  # its templates, words and assets
    FEEDS = "templates of feeds"  # also of sitemaps and robots.txt, and what they mention of the theme
    CONFIGURATION = "configuration"  # newsprint.toml without [deploy] and [theme.settings]
    SETTINGS = "settings of the theme"  # as the outlet has set them, with its logo and its icon
    NAVIGATION = "navigation"  # the standing pages
    FILES = "settings of files"  # the part of the configuration that decides how files are published
    PICTURES = "roles of pictures"  # those of the theme, and the revision of the encoder
    PROGRAM = "program"  # Newsprint itself


Grounds: TypeAlias = frozenset[Ground]

TEMPLATE: Grounds = frozenset({Ground.THEME, Ground.SETTINGS, Ground.CONFIGURATION, Ground.NAVIGATION, Ground.PROGRAM})
"""The grounds of pages that are printed by a template of the theme."""

FEED: Grounds = frozenset({Ground.FEEDS, Ground.CONFIGURATION, Ground.NAVIGATION, Ground.PROGRAM})
"""The grounds of files for programs that are printed by a template: feeds, sitemaps, robots.txt."""

DATA: Grounds = frozenset({Ground.CONFIGURATION, Ground.PROGRAM})
"""The grounds of data that is printed without a template, as JSON.

``render()`` may use the view, but no part of the theme (words, dates in words, assets) and no standing pages
(``site.pages``)."""

FILE: Grounds = frozenset({Ground.FILES, Ground.PROGRAM})
"""The grounds of files that are published unchanged, or cleaned."""

RENDITION: Grounds = frozenset({Ground.PICTURES})
"""The grounds of renditions of pictures."""
