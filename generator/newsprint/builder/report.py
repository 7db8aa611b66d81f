"""What a build has to say for itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from msgspec import Struct

from newsprint.base.errors import Problem
from newsprint.builder.profile.profile import Profile


class OutdatedPage(Struct, frozen=True):
    """A page that was out of date: its file, what made it so, and whether its bytes are others now."""

    file: str
    reason: str
    written: bool


class Report(Struct, frozen=True):
    """The outcome of a build.

    ``articles`` are visible, ``hidden`` are drafts, embargoed, scheduled and expired ones; ``converted`` counts the
    different bodies that were converted from Markdown and not kept from an earlier build; ``problems`` is empty unless
    bad articles were skipped; ``warnings`` do not stop a build. ``next_change`` is the instant (UTC) at which the site
    changes by itself, if any. ``reasons`` counts the pages that were out of date by what made them so; ``printed`` are
    these pages and ``profile`` is where the time went, if they were asked for.
    """

    articles: int
    hidden: int
    converted: int
    pages: int
    written: int
    removed: int
    unchanged: int
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    next_change: datetime | None
    reasons: Mapping[str, int]
    printed: tuple[OutdatedPage, ...] = ()
    profile: Profile | None = None


class Progress(Struct, frozen=True):
    """How far a build is: ``stage`` is ``reading``, ``printing`` or ``placing``."""

    stage: str
    done: int
    total: int


Listener = Callable[[Progress], None]
"""Told now and then how far the build is."""


def silent(_progress: Progress) -> None:
    """A listener for builds that nobody watches."""
