"""The feeds of an outlet, for tests that say which files show a story: a new feed is one line here."""

from __future__ import annotations

FEEDS = {
    "rss.xml": "application/rss+xml; charset=utf-8",
    "atom.xml": "application/atom+xml; charset=utf-8",
}
"""The feeds of the outlet and of each section, with their content types (``base/media_types.py`` gives these)."""

FEEDS_OF_THE_OUTLET: dict[str, str] = {}
"""Those that only the outlet has, to which no page of the built-in theme leads."""


def feed_files(section: str = "") -> set[str]:
    """The files of the feeds of a section; without one, of the outlet."""
    return {f"{section}/{name}" for name in FEEDS} if section else {*FEEDS, *FEEDS_OF_THE_OUTLET}
