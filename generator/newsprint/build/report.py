"""What a build has to say for itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from newsprint.errors import Problem


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a build.

    ``articles`` are visible, ``hidden`` are drafts, embargoed, scheduled and expired ones; ``problems`` is empty unless
    bad articles were skipped. ``next_change`` is the instant (UTC) at which the site changes by itself, if any.
    """

    articles: int
    hidden: int
    pages: int
    written: int
    removed: int
    unchanged: int
    problems: tuple[Problem, ...]
    next_change: datetime | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: ``stage`` is ``reading``, ``printing`` or ``placing``."""

    stage: str
    done: int
    total: int


Listener = Callable[[Progress], None]
"""Told now and then how far the build is."""


def silent(_progress: Progress) -> None:
    """A listener for builds that nobody watches."""
