"""The order in which builds and deploys publish files, so that no reader ever follows a link to a missing page.

New files come first: no reader can reach them before a page that existed already, or the front page, links to them. So
everything that a page needs is in place before the page that shows it. What is no longer needed is deleted last.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum

from newsprint.base.urls import PAGE_ENDINGS


class Role(StrEnum):
    """What the pages of a kind are for. Each kind of page declares its role."""

    ASSET = "asset"  # files that pages use: style sheets, pictures, static files
    RENDITION = "rendition"  # sizes and formats of the pictures of stories
    STORY = "story"  # pages that readers come to read
    LIST = "list"  # pages that link to stories
    FRONT = "front"
    MACHINE = "machine"  # feeds, sitemaps, redirects and other files for programs


class Stage(IntEnum):
    """A stage of publishing. Each begins when all files of the stage before are in place."""

    ASSETS = 1
    NEW_ARTICLES = 2
    NEW_INDEXES = 3
    ARTICLES = 4
    INDEXES = 5
    FRONT_PAGE = 6
    DELETES = 7


def stage_of(path: str, role: Role, *, new: bool) -> Stage:
    """Return when to publish the file at ``path``, a page of a kind of ``role``.

    It is ``new`` if nothing is at ``path`` yet; otherwise it replaces another version.
    """
    if role is Role.RENDITION or (role is Role.ASSET and not path.endswith(PAGE_ENDINGS)):  # static pages have links
        return Stage.ASSETS
    if role is Role.FRONT:
        return Stage.FRONT_PAGE
    if role is Role.STORY:
        return Stage.NEW_ARTICLES if new else Stage.ARTICLES
    return Stage.NEW_INDEXES if new else Stage.INDEXES
