"""The state of a story or page at an instant: whether readers see it, and if not, why."""

from __future__ import annotations

from enum import StrEnum

from newsprint.content.records import Instant
from newsprint.content.types import Content, as_article


class State(StrEnum):
    """The state of a story or page at an instant; readers see only the last one."""

    DRAFT = "draft"
    EMBARGOED = "embargoed"
    SCHEDULED = "scheduled"
    EXPIRED = "expired"
    PUBLISHED = "published"


def state_of(content: Content, as_of: Instant) -> State:
    """Return the state of ``content`` at ``as_of``: here it is decided that a story is embargoed.

    The same rule is in SQL where many stories are asked for: :mod:`newsprint.catalog.visibility`,
    :mod:`newsprint.catalog.reading.overview`, ``queries``, ``next_change`` and
    :mod:`newsprint.catalog.checks.updates_to_come`. Tests compare them.
    """
    if content.draft:
        return State.DRAFT
    article = as_article(content)
    if article is None:
        return State.PUBLISHED
    if article.expires is not None and article.expires <= as_of:
        return State.EXPIRED
    if article.published <= as_of:
        return State.PUBLISHED
    embargoed = article.embargo is not None and article.embargo > max(as_of, article.date)
    return State.EMBARGOED if embargoed else State.SCHEDULED
