"""In which order files are shipped, so that no reader ever follows a link to nothing.

New files come first: nobody can reach them before a page that was there already, or the front page, links to them. So
what a page needs is there before the page that shows it is. What is not needed any more goes last.
"""

from __future__ import annotations

from enum import IntEnum

_ASSETS = {"asset", "media", "static"}
_ARTICLES = {"article", "standing"}
FRONT = "front"
_PAGES = (".html", ".htm")  # an outlet's own, among its static files: they may link to anything


class Stage(IntEnum):
    """A stage begins when all of the one before is there."""

    ASSETS = 1
    NEW_ARTICLES = 2
    NEW_INDEXES = 3
    ARTICLES = 4
    INDEXES = 5
    FRONT_PAGE = 6
    DELETES = 7


def stage_of(path: str, kind: str, *, new: bool) -> Stage:
    """When to ship the file at ``path``, a page of ``kind``.

    It is ``new`` if nothing lies at ``path`` at the target, and takes the place of another version if not.
    """
    if kind in _ASSETS and not path.endswith(_PAGES):
        return Stage.ASSETS
    if kind == FRONT:
        return Stage.FRONT_PAGE
    if kind in _ARTICLES:
        return Stage.NEW_ARTICLES if new else Stage.ARTICLES
    return Stage.NEW_INDEXES if new else Stage.INDEXES
