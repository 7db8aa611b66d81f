"""In which order files are published, by a build and by a deploy, so that no reader ever follows a link to nothing.

New files come first: nobody can reach them before a page that was there already, or the front page, links to them. So
what a page needs is there before the page that shows it is. What is not needed any more goes last.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum

from newsprint.base.urls import PAGE_ENDINGS


class Role(StrEnum):
    """What pages of a kind are to the others: each kind of page declares its own."""

    ASSET = "asset"  # what pages are made with: style sheets, pictures, static files
    STORY = "story"  # what readers come to read
    LIST = "list"  # what leads to stories
    FRONT = "front"
    MACHINE = "machine"  # feeds, sitemaps, redirects and other files for programs


class Stage(IntEnum):
    """A stage begins when all of the one before is there."""

    ASSETS = 1
    NEW_ARTICLES = 2
    NEW_INDEXES = 3
    ARTICLES = 4
    INDEXES = 5
    FRONT_PAGE = 6
    DELETES = 7


def stage_of(path: str, role: Role, *, new: bool) -> Stage:
    """Return when to publish the file at ``path``, a page of a kind of ``role``.

    It is ``new`` if nothing lies at ``path`` yet, and takes the place of another version if not.
    """
    if role is Role.ASSET and not path.endswith(PAGE_ENDINGS):  # static pages may link to anything
        return Stage.ASSETS
    if role is Role.FRONT:
        return Stage.FRONT_PAGE
    if role is Role.STORY:
        return Stage.NEW_ARTICLES if new else Stage.ARTICLES
    return Stage.NEW_INDEXES if new else Stage.INDEXES
