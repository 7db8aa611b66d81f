"""The time of the last update that a page may show, and warnings about impossible times."""

from __future__ import annotations

from newsprint.base.dates import day_of
from newsprint.base.errors import Problem
from newsprint.config.site import SiteConfig
from newsprint.content.front_matter.schema import FrontMatter
from newsprint.content.header.located import Header
from newsprint.content.missing_keys import written_as
from newsprint.content.records import Instant


def update_after(updated: Instant | None, published: Instant, config: SiteConfig) -> Instant | None:
    """Return the time of the last update, but not earlier than ``published``.

    Return None if the update was on an earlier day: to readers, changes before publication are not updates.
    """
    if updated is None or updated >= published:
        return updated
    zone = config.site.zone
    return published if day_of(updated, zone) == day_of(published, zone) else None


def update_problems(front: FrontMatter, instant: Instant | None, header: Header, config: SiteConfig) -> list[Problem]:
    """Return a problem if the update is dated on a day before the story's date.

    The embargo is not compared: it may be later than both.
    """
    if front.updated is None or instant is None or update_after(front.updated, instant, config) is not None:
        return []
    _, place = written_as("updated", header, config)
    message = "the update is dated before the story, so it is not shown"
    return [Problem("", *place, message, "check date and updated", "doubtful-update")]
