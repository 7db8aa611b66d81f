"""A header whose keys know their places, and what is said when there is none to be had."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from newsprint.base.errors import Problem

MAX_DEPTH = 20
"""How deep the values of a header may be nested."""

Place = tuple[int, int]
"""A line and a column of the file, from 1."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A value that ends where YAML sees a comment: its dotted key, and the place of the number sign.

    ``textual`` says that what is left of the value is a text, and not a number, a truth value or nothing.
    """

    key: str
    place: Place
    textual: bool


@dataclass(frozen=True, slots=True)
class Header:
    """A file's header: its ``values``, and the place of each top key in the file.

    ``written`` has the text, as typed, of the YAML scalars and lists that are not read as text: ``1.10`` for
    ``title: 1.10``. Items of a list that are no scalars are empty there.
    ``cuts`` are the YAML values that a number sign may have cut short.
    ``problems`` are mistakes that leave the rest readable; the key of each has a place and no value.
    """

    values: dict[str, Any]
    places: dict[str, Place]
    written: dict[str, str | list[str]] = field(default_factory=dict)
    cuts: tuple[Cut, ...] = ()
    problems: tuple[Problem, ...] = ()


class HeaderError(Exception):
    """The header cannot be read at all; ``problem`` has the line in the file, its path is still empty.

    ``body`` is the text below the header and ``body_line`` its first line, where the header's end was found.
    """

    body: str = ""
    body_line: int = 0

    def __init__(self, line: int, column: int, message: str, hint: str = "") -> None:
        self.problem = Problem("", line, column, message, hint, code="front-matter")
        super().__init__(str(self.problem))
