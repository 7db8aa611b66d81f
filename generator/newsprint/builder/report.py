"""The outcome of a build, and its progress."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from msgspec import Struct

from newsprint.base.errors import Problem
from newsprint.builder.profile.stopwatch import Profile


class OutdatedPage(Struct, frozen=True):
    """A page that was out of date: its file, the reason, and whether its bytes changed."""

    file: str
    reason: str
    written: bool


class Renditions(Struct, frozen=True):
    """How many of the ``pages``, ``written`` and ``removed`` files of a build are renditions of pictures."""

    pages: int
    written: int
    removed: int


class Report(Struct, frozen=True):
    """The outcome of a build.

    ``articles`` counts the visible ones, ``hidden`` the drafts, embargoed, scheduled and expired ones; ``converted``
    counts the different bodies that were converted from Markdown, not reused from an earlier build; ``renditions`` are
    part of ``pages``, ``written`` and ``removed``; ``problems`` is
    empty unless invalid articles were skipped; ``warnings`` do not stop a build. ``next_change`` is the instant (UTC)
    at which the site changes without an edit, if any. ``reasons`` counts the pages that were out of date, by reason.
    On request, ``printed`` lists these pages and ``profile`` says where the time went.
    """

    articles: int
    hidden: int
    converted: int
    pages: int
    written: int
    removed: int
    unchanged: int
    renditions: Renditions
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
"""Called from time to time with the progress of the build."""


def silent(_progress: Progress) -> None:
    """Do nothing with the progress of a build."""
