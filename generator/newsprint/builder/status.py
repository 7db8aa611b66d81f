"""The status of an outlet: which stories readers do not see yet, or no longer, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from newsprint.base.dates import from_microseconds, to_microseconds
from newsprint.base.errors import NewsprintError, Problem, ThemeError
from newsprint.base.files import explained
from newsprint.catalog.database import Catalog
from newsprint.catalog.reading import queries
from newsprint.catalog.reading.next_change import next_change
from newsprint.catalog.session import with_catalog
from newsprint.catalog.streams import ALL
from newsprint.catalog.sync.sync import sync
from newsprint.config.declared import Declared
from newsprint.config.site import SiteConfig
from newsprint.content.records import Article, Instant
from newsprint.content.states import State, state_of
from newsprint.themes.lookup import find_theme
from newsprint.themes.theme import declared_by


@dataclass(frozen=True, slots=True)
class HiddenStory:
    """An article that readers do not see; ``until`` (UTC) is when it appears, ``since`` when it expired."""

    path: str
    title: str
    state: State
    until: datetime | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """The outlet at an instant: the number of visible articles, the hidden ones, and its next change (UTC)."""

    visible: int
    hidden: tuple[HiddenStory, ...]
    next_change: datetime | None
    problems: tuple[Problem, ...]


def read_status(folder: Path, config: SiteConfig, as_of: datetime) -> Status:
    """Return what readers of the outlet in ``folder`` do not see at ``as_of`` (aware). Raises NewsprintError."""
    try:
        return with_catalog(folder, partial(_read_status, folder, config, to_microseconds(as_of)))
    except OSError as error:
        raise NewsprintError(f"{error.filename or folder}: {explained(error)}") from error


def _declared(folder: Path, config: SiteConfig) -> Declared | None:
    """Return what the outlet's theme declares to authors; None if the theme has problems, which a build reports."""
    try:
        return declared_by(find_theme(folder, config.site.theme), config)
    except ThemeError:
        return None


def _read_status(folder: Path, config: SiteConfig, instant: Instant, catalog: Catalog) -> Status:
    synced = sync(catalog, folder, config, as_of=instant, drafts=False, declared=_declared(folder, config))
    change = next_change(catalog.connection, instant)
    return Status(
        visible=queries.count(catalog.connection, ALL),
        hidden=tuple(_hidden(queries.hidden(catalog.connection), instant, config)),
        next_change=from_microseconds(change) if change is not None else None,
        problems=synced.problems,
    )


def _hidden(articles: Iterator[Article], as_of: Instant, config: SiteConfig) -> Iterator[HiddenStory]:
    for article in articles:
        state = state_of(article, as_of)
        waits = state in (State.EMBARGOED, State.SCHEDULED)
        yield HiddenStory(
            path=f"{config.content.root}/{article.path}",
            title=article.title,
            state=state,
            until=from_microseconds(article.published) if waits else None,
            since=from_microseconds(article.expires) if article.expires and state is State.EXPIRED else None,
        )
