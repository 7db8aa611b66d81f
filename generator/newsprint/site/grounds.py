"""Grounds: what all pages of a kind depend on. If a ground changes, these pages are out of date.

Each kind of page declares its own, so that a changed word of the theme does not cause pictures to be read again.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias


class Ground(StrEnum):
    """A ground; its value is its name in the reasons that ``build --explain`` prints."""

    THEME = "theme"  # its templates, words and assets
    FEEDS = "templates of feeds"  # of sitemaps and robots.txt too, with what they mention of the theme
    CONFIGURATION = "configuration"  # newsprint.toml, without its places to deploy to
    NAVIGATION = "navigation"  # the standing pages
    FILES = "settings of files"  # the part of the configuration that decides how files are published
    PROGRAM = "program"  # Newsprint itself


Grounds: TypeAlias = frozenset[Ground]

TEMPLATE: Grounds = frozenset({Ground.THEME, Ground.CONFIGURATION, Ground.NAVIGATION, Ground.PROGRAM})
"""The grounds of what a template of the theme prints."""

FEED: Grounds = frozenset({Ground.FEEDS, Ground.CONFIGURATION, Ground.NAVIGATION, Ground.PROGRAM})
"""The grounds of what a template prints for programs: feeds, sitemaps, robots.txt."""

DATA: Grounds = frozenset({Ground.CONFIGURATION, Ground.PROGRAM})
"""The grounds of what no template prints, as JSON: beside what it reads from the view, ``render()`` may show nothing of
the theme (words, dates in words, assets) and no standing pages (``site.pages``)."""

FILE: Grounds = frozenset({Ground.FILES, Ground.PROGRAM})
"""The grounds of files that are published as they are, or cleaned."""
