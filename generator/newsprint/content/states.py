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
    """Return whether readers see ``content`` at ``as_of``, and if not, why.

    A story's ``published`` is the later of its date and the end of its embargo (``content/reader.py``); here it is
    compared with ``as_of``.
    Where many stories are asked for, the same rule is in SQL: in ``catalog/visibility.py``, in ``overview.py``,
    ``queries.py``, ``aliases.py``, ``schedule.py`` and ``next_change.py`` of ``catalog/reading/``, in
    ``catalog/checks/doubtful_updates.py``, ``deploy/leaks/hidden.py`` and ``deploy/built/edit_effects.py``.
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
