"""The header of a file, with the place of each key, and the error if there is none that can be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from newsprint.base.errors import Problem

MAX_DEPTH = 20
"""The deepest nesting of values in a header."""

Place = tuple[int, int]
"""A line and a column of the file, from 1."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A value that ends where YAML reads a comment: its dotted key, and the place of the number sign.

    ``textual`` means that the rest of the value is a text, and not a number, a truth value or empty.
    """

    key: str
    place: Place
    textual: bool


@dataclass(frozen=True, slots=True)
class Header:
    """A file's header: its ``values``, and the place of each top key in the file.

    ``written`` has the text, as typed, of the YAML scalars and lists that are not read as text: ``1.10`` for
    ``title: 1.10``. Items of a list that are not scalars are empty there.
    ``cuts`` are the YAML values that a number sign may have cut short.
    ``problems`` are those that leave the rest readable; the key of each has a place and no value.
    """

    values: dict[str, Any]
    places: dict[str, Place]
    written: dict[str, str | list[str]] = field(default_factory=dict)
    cuts: tuple[Cut, ...] = ()
    problems: tuple[Problem, ...] = ()


class HeaderError(Exception):
    """Raised for a header that cannot be read; ``problem`` has the line in the file and an empty path.

    ``body`` is the text below the header and ``body_line`` its first line, if the end of the header was found; else
    they are empty and 0.
    """

    body: str = ""
    body_line: int = 0

    def __init__(self, line: int, column: int, message: str, hint: str = "") -> None:
        self.problem = Problem("", line, column, message, hint, code="front-matter")
        super().__init__(str(self.problem))
