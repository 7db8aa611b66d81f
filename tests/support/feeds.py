"""The feeds of an outlet, for tests that list the files that show a story: a new feed is one line here."""

from __future__ import annotations

FEEDS = {
    "rss.xml": "application/rss+xml; charset=utf-8",
    "atom.xml": "application/atom+xml; charset=utf-8",
}
"""The feeds of the outlet and of each section, with their content types (``base/media_types.py`` gives these)."""

FEEDS_OF_THE_OUTLET: dict[str, str] = {}
"""Feeds that only the outlet has; no page of the built-in theme links to them."""


def feed_files(section: str = "") -> set[str]:
    """Return the files of the feeds of ``section`` (default: of the outlet)."""
    return {f"{section}/{name}" for name in FEEDS} if section else {*FEEDS, *FEEDS_OF_THE_OUTLET}
