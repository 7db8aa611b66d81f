"""``[permalinks]``: the patterns of story addresses, for all sections and for single ones."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from newsprint.base.errors import suggestion
from newsprint.base.fields import FieldProblem
from newsprint.base.urls import pattern_problem

Pattern = Annotated[str, Meta(min_length=1, max_length=500)]
SlugSource: TypeAlias = Literal["name", "file", "title"]


class PermalinksTable(Struct, frozen=True, kw_only=True):
    """The pattern of an article's URL path; ``sections`` has the patterns for single sections, by their keys.

    ``slug`` is the source of the slug of an article that sets none: its file name (``name``), the unchanged file name
    (``file``), or its title (``title``).
    """

    article: Pattern = "/{section}/{year}/{month}/{day}/{slug}/"
    sections: dict[str, Pattern] = {}
    slug: SlugSource = "name"

    def pattern_of(self, section: str) -> str:
        """Return the pattern for the articles of ``section``."""
        return self.sections.get(section, self.article)


def permalink_problems(table: PermalinksTable, sections: Collection[str]) -> list[FieldProblem]:
    """Return the problems of the patterns in an outlet with these ``sections``."""
    of_sections = {f"permalinks.sections.{name}": pattern for name, pattern in table.sections.items()}
    problems = [
        FieldProblem(key, f'"{key}" {message}')
        for key, pattern in {"permalinks.article": table.article, **of_sections}.items()
        if (message := pattern_problem(pattern))
    ]
    for name in table.sections:
        if name not in sections:
            hint = suggestion(name, sections)
            problems.append(FieldProblem(f"permalinks.sections.{name}", f'unknown section "{name}"', hint))
    return problems
