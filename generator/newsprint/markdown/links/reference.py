"""A file or address that a text refers to."""

from __future__ import annotations

from msgspec import Struct


class Reference(Struct, frozen=True):
    """A relative link or picture in a text."""

    target: str
    """As written, but unescaped and percent-decoded."""

    line: int
    """The line of the body, from 1; 0 if it was not found."""

    shown: bool = False
    """Whether the page embeds it, such as a picture."""

    linked: bool = True
    """Whether the page links to it."""
