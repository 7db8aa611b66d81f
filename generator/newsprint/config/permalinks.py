"""``[permalinks]``: the patterns of the addresses of stories, for all sections and for some."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from newsprint.base.errors import suggestion
from newsprint.base.fields import FieldMistake
from newsprint.base.urls import pattern_mistake

Pattern = Annotated[str, Meta(min_length=1, max_length=500)]
SlugSource: TypeAlias = Literal["name", "file", "title"]


class PermalinksTable(Struct, frozen=True, kw_only=True):
    """The pattern of an article's URL path; ``sections`` has those of sections that have their own.

    ``slug`` is the source of the slug of an article without one: its file's name (``name``), that name as it is
    (``file``), or its title.
    """

    article: Pattern = "/{section}/{year}/{month}/{day}/{slug}/"
    sections: dict[str, Pattern] = {}
    slug: SlugSource = "name"

    def pattern_of(self, section: str) -> str:
        """The pattern for the articles of ``section``."""
        return self.sections.get(section, self.article)


def permalink_mistakes(table: PermalinksTable, sections: Collection[str]) -> list[FieldMistake]:
    """What is wrong with the patterns of an outlet with these ``sections``."""
    of_sections = {f"permalinks.sections.{name}": pattern for name, pattern in table.sections.items()}
    mistakes = [
        FieldMistake(key, f'"{key}" {message}')
        for key, pattern in {"permalinks.article": table.article, **of_sections}.items()
        if (message := pattern_mistake(pattern))
    ]
    for name in table.sections:
        if name not in sections:
            hint = suggestion(name, sections)
            mistakes.append(FieldMistake(f"permalinks.sections.{name}", f'unknown section "{name}"', hint))
    return mistakes
