"""Whether readers see an article at an instant, and why not."""

from __future__ import annotations

from enum import StrEnum

from newsprint.articles.article import Article, Instant


class State(StrEnum):
    """Where an article stands at an instant; all but the last are hidden from readers."""

    DRAFT = "draft"
    EMBARGOED = "embargoed"
    SCHEDULED = "scheduled"
    EXPIRED = "expired"
    PUBLISHED = "published"


def state_of(article: Article, as_of: Instant) -> State:
    """The state of ``article`` at ``as_of``."""
    if article.draft:
        return State.DRAFT
    if article.expires is not None and article.expires <= as_of:
        return State.EXPIRED
    if article.published <= as_of:
        return State.PUBLISHED
    embargoed = article.embargo is not None and article.embargo > max(as_of, article.date)
    return State.EMBARGOED if embargoed else State.SCHEDULED
