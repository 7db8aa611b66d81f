"""What a preview tells who started it."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from newsprint.base.errors import Problem
from newsprint.preview.watching.changed import Changed


class Listening(Struct, frozen=True):
    """The preview can be opened at ``address``.

    With ``polling``, files are checked for changes in turn, without events of the system. ``taken`` is the port that
    was asked for, if it was not to be had.
    """

    address: str
    polling: bool = False
    taken: int | None = None


class Ready(Struct, frozen=True):
    """The outlet was read; ``problems`` are what is wrong with it, ``warnings`` what holds nothing back."""

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()


class Refreshed(Struct, frozen=True):
    """Something changed.

    ``problems`` are what is wrong now, ``new`` of them what was not wrong before; so many as ``mended`` are gone.
    ``warnings`` are those that were not there before.
    """

    changed: Changed
    problems: tuple[Problem, ...]
    new: tuple[Problem, ...]
    mended: int
    warnings: tuple[Problem, ...] = ()


class Found(Struct, frozen=True):
    """A page that was asked for cannot be shown, on account of ``problems`` in the theme that were not known before."""

    problems: tuple[Problem, ...]


class Stumbled(Struct, frozen=True):
    """Something went wrong that is no mistake of an author's; ``text`` says it in a line."""

    text: str


Tell = Callable[[Listening | Ready | Refreshed | Found | Stumbled], None]
"""Hears what happens; it may be called from any thread."""
