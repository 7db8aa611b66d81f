"""A text whose blocks were found: marks in the place of their lines, and the blocks themselves."""

from __future__ import annotations

from msgspec import Struct

from newsprint.base.errors import Problem
from newsprint.config.declared import ArgumentType


class Value(Struct, frozen=True):
    """The value of an argument, checked: for a file its address, percent-decoded; for a switch ``yes`` or nothing.

    A text is empty if the author wrote so.
    """

    name: str
    value: str
    type: ArgumentType


class Block(Struct, frozen=True):
    """A block of a text: its name, and the values of its arguments, those with a default too."""

    name: str
    values: tuple[Value, ...]


class Marked(Struct, frozen=True):
    """A text with marks instead of the lines of its ``blocks``; ``marks`` are all of them in order.

    ``lines`` has, for each line of ``text``, its number before. ``problems`` have these too.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    marks: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()

    def line(self, number: int) -> int:
        """Return the number of line ``number`` of ``text`` in the text without marks; 0 stays 0."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else number
