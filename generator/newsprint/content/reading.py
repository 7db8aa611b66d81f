"""The results of reading a content file: the article and its text, or its problems and what else can be checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from msgspec import Struct

from newsprint.content.article import Article, Standing
from newsprint.content.references import FileReference
from newsprint.base.errors import Problem

Content = TypeVar("Content", Article, Standing)


@dataclass(frozen=True, slots=True)
class Reading(Generic[Content]):
    """The contents of a file: ``content`` has no teaser from its body yet; ``body`` is the text after the front matter.

    ``problems`` are those that do not stop the story, with path and line.
    """

    content: Content
    body: str
    body_line: int
    references: tuple[FileReference, ...]
    problems: tuple[Problem, ...] = ()


class Remains(Struct, frozen=True):
    """The parts of a file with errors that can still be checked, so that its author sees every problem at once.

    ``allow`` is None if the file's own ``allow`` cannot be read. ``addresses`` are those that it claims, as far as its
    header says.
    """

    body: str
    body_line: int
    references: tuple[FileReference, ...] = ()
    allow: tuple[str, ...] | None = None
    addresses: tuple[str, ...] = ()


class ReadingError(Exception):
    """The file cannot become an article; ``problems`` are those of its header, with path and line.

    ``remains`` is None if nothing else of the file can be checked.
    """

    def __init__(self, problems: list[Problem], remains: Remains | None = None) -> None:
        self.problems = problems
        self.remains = remains
        super().__init__("\n".join(map(str, problems)))
