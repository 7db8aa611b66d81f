"""The results of reading a content file: an article and its text, or problems and the parts that can be checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from msgspec import Struct

from newsprint.base.errors import Problem
from newsprint.content.records import Article, Standing
from newsprint.content.references import FileReference

Record = TypeVar("Record", Article, Standing)


@dataclass(frozen=True, slots=True)
class Reading(Generic[Record]):
    """A content file that was read without errors.

    ``content`` does not have a teaser from its body yet. ``body`` is the text after the front matter, ``body_line`` its
    first line in the file. ``problems`` are the warnings, with path and line. ``of_theme``: the content depends on what
    the theme declares.
    """

    content: Record
    body: str
    body_line: int
    references: tuple[FileReference, ...]
    problems: tuple[Problem, ...] = ()
    of_theme: bool = False


class Remains(Struct, frozen=True):
    """The parts of a file with errors that can still be checked, so that its author sees every problem at once.

    ``allow`` is None if the file's own ``allow`` cannot be read. ``addresses`` are those that it uses, as far as its
    header can be read.
    """

    body: str
    body_line: int
    references: tuple[FileReference, ...] = ()
    allow: tuple[str, ...] | None = None
    addresses: tuple[str, ...] = ()


class ReadingError(Exception):
    """Raised for a file with errors; ``problems`` are those of its header, with path and line.

    ``remains`` is None if nothing else in the file can be checked.
    """

    def __init__(self, problems: list[Problem], remains: Remains | None = None) -> None:
        self.problems = problems
        self.remains = remains
        super().__init__("\n".join(map(str, problems)))
