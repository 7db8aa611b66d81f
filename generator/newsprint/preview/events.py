"""The events that a preview reports to its caller."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from newsprint.base.errors import Problem
from newsprint.preview.watching.changed import Changed


class Listening(Struct, frozen=True):
    """The preview can be opened at ``address``.

    With ``polling``, files are scanned for changes at intervals, without events of the operating system. ``taken`` is
    the requested port, if it was not free.
    """

    address: str
    polling: bool = False
    taken: int | None = None


class Ready(Struct, frozen=True):
    """The outlet was read. ``warnings``, unlike ``problems``, do not keep anything from being published."""

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()


class Refreshed(Struct, frozen=True):
    """The preview shows a change.

    ``problems`` are all current ones, and ``new`` those of them that did not exist before; ``fixed`` is the number of
    problems that were fixed. ``warnings`` are the new ones.
    """

    changed: Changed
    problems: tuple[Problem, ...]
    new: tuple[Problem, ...]
    fixed: int
    warnings: tuple[Problem, ...] = ()


class Found(Struct, frozen=True):
    """A requested page cannot be shown because of ``problems`` in the theme that were not known before."""

    problems: tuple[Problem, ...]


class Failed(Struct, frozen=True):
    """Something failed in Newsprint or a library; the author's files are not the cause. ``text`` is a line about it."""

    text: str


EventListener = Callable[[Listening | Ready | Refreshed | Found | Failed], None]
"""Takes the events; it may be called from any thread."""
