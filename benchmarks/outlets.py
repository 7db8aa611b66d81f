"""Synthetic outlets: the same parameters give the same files on every machine.

``python -m benchmarks.outlets DIR --articles 1000`` writes one.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import islice
from pathlib import Path
from random import Random

from benchmarks.prose import SUBHEADS, Prose

FIRST_DAY = datetime(2005, 1, 3, tzinfo=UTC)
SECTIONS = (
    "business", "culture", "local", "opinion", "politics", "science", "sport", "world",
    "education", "environment", "food", "health", "law", "media", "property", "travel",
)  # fmt: skip
_GIVEN_NAMES = ("Ann", "Basil", "Clara", "Dunstan", "Edith", "Fergus", "Greta", "Hamish", "Ines", "Jonas", "Kirsten")
_FAMILY_NAMES = ("Ellery", "Breck", "Farrant", "Hald", "Moss", "Oyelaran", "Quill", "Varga", "Wick", "Yarrow", "Zeller")
_TAG_STARTS = ("Long", "Winter", "Harbour", "Night", "Old", "Silver", "Western", "Public", "Summer", "Deep", "Green")
_TAG_ENDS = (
    "pier",
    "market",
    "budget",
    "ferry",
    "school",
    "regatta",
    "rail",
    "lighthouse",
    "fisheries",
    "housing",
    "tides",
)
_TAGS_PER_STORY = 3


@dataclass(frozen=True, slots=True)
class Story:
    """The front matter of a story; ``number`` counts from 1, the oldest."""

    number: int
    title: str
    teaser: str
    section: str
    date: datetime
    authors: tuple[str, ...]
    tags: tuple[str, ...]

    @property
    def path(self) -> str:
        """Return the path of the story below the content folder."""
        return f"{self.section}/{self.date:%Y/%m}/story-{self.number}.md"

    @property
    def page(self) -> str:
        """Return the path of the story's page below the output of every generator."""
        return f"{self.section}/{self.date:%Y/%m/%d}/story-{self.number}/index.html"


@dataclass(frozen=True)
class Outlet:
    """The parameters of an outlet. A story depends on its number and on all of these except ``articles``."""

    articles: int
    words: int = 600
    sections: int = 8
    tags: int = 100
    authors: int = 40
    per_day: int = 20
    seed: int = 1

    @property
    def section_names(self) -> tuple[str, ...]:
        """Return the sections in the order of the navigation."""
        return SECTIONS[: self.sections]

    @property
    def as_of(self) -> datetime:
        """Return the instant of the build: a day after the last story, so that stories can be added."""
        return self.date(self.articles + self.per_day)

    @cached_property
    def prose(self) -> Prose:
        """Return the sentences for the stories."""
        return Prose(self.seed, tuple(f"/{name}/" for name in self.section_names))

    @cached_property
    def tag_names(self) -> tuple[str, ...]:
        """Return the tags; the first ones are used most."""
        return _names(_TAG_STARTS, _TAG_ENDS, self.tags)

    @cached_property
    def author_names(self) -> tuple[str, ...]:
        """Return the authors."""
        return _names(_GIVEN_NAMES, _FAMILY_NAMES, self.authors)

    def date(self, number: int) -> datetime:
        """Return when story ``number`` was published."""
        return FIRST_DAY + timedelta(seconds=number * 86400 // self.per_day)

    def story(self, number: int) -> Story:
        """Return story ``number``, which may be after the last one."""
        random = self._random(number)
        picked = {int(self.tags * random.random() ** 2): None for _ in range(_TAGS_PER_STORY)}
        second = (random.randrange(self.authors),) if random.random() < 0.2 else ()
        writers = dict.fromkeys((random.randrange(self.authors), *second))
        return Story(
            number=number,
            title=self.prose.headline(random),
            teaser=self.prose.teaser(random),
            section=random.choice(self.section_names),
            date=self.date(number),
            authors=tuple(self.author_names[index] for index in writers),
            tags=tuple(self.tag_names[index] for index in picked),
        )

    def stories(self) -> Iterator[Story]:
        """Return every story, oldest first."""
        return (self.story(number) for number in range(1, self.articles + 1))

    def text(self, story: Story) -> str:
        """Return the text of the content file of ``story``."""
        front = {
            "title": story.title,
            "section": story.section,
            "teaser": story.teaser,
            "authors": list(story.authors),
            "tags": list(story.tags),
        }
        lines = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items())
        return f"---\n{lines}\ndate: {story.date:%Y-%m-%dT%H:%M:%SZ}\n---\n\n{self._body(story.number)}"

    def write(self, content: Path) -> None:
        """Write the file of every story below the folder ``content``, which must not exist."""
        content.mkdir(parents=True)
        folders: set[str] = set()
        for story in self.stories():
            path = os.path.join(content, story.path)
            folder = os.path.dirname(path)
            if folder not in folders:
                os.makedirs(folder, exist_ok=True)
                folders.add(folder)
            with open(path, "w", encoding="utf-8") as file:
                file.write(self.text(story))

    def listed(self) -> dict[str, Counter[str]]:
        """Return the number of stories by kind (``section``, ``topic``, ``author``) and name."""
        counts: dict[str, Counter[str]] = {"section": Counter(), "topic": Counter(), "author": Counter()}
        for story in self.stories():
            counts["section"][story.section] += 1
            counts["topic"].update(story.tags)
            counts["author"].update(story.authors)
        return counts

    def _random(self, number: int) -> Random:
        return Random(self.seed * 1_000_003 + number)

    def _body(self, number: int) -> str:
        """Return paragraphs with a subhead, a list towards the end, and in one story of four a quotation."""
        random = self._random(-number)
        count = max(5, round(self.words * random.uniform(0.7, 1.3) / self.prose.words_per_sentence))
        sentences = iter(random.choices(self.prose.sentences, k=count))
        items = "\n".join(f"- {sentence}" for sentence in islice(sentences, 3))
        blocks = []
        while paragraph := list(islice(sentences, random.randrange(2, 6))):
            blocks.append(" ".join(paragraph))
        blocks[0] = f"Story {number}. {blocks[0]}"
        blocks.insert(len(blocks) * 3 // 4 or 1, items)
        blocks.insert(len(blocks) // 2, f"## {random.choice(SUBHEADS)}")
        if random.random() < 0.25:
            blocks.insert(len(blocks) // 3, f"> {random.choice(self.prose.sentences)}")
        return "\n\n".join(blocks) + "\n"


def _names(starts: tuple[str, ...], ends: tuple[str, ...], count: int) -> tuple[str, ...]:
    names = [f"{start} {end}" for end in ends for start in starts]
    names += [f"{name} {number}" for number in range(2, count // len(names) + 2) for name in names]
    return tuple(names[:count])


def add_arguments(parser: argparse.ArgumentParser, articles: int) -> None:
    """Add options for the parameters of an outlet; ``articles`` is the default number of stories."""
    parser.add_argument("--articles", type=int, default=articles, help=f"number of stories (default: {articles:,})")
    parser.add_argument("--words", type=int, default=600, help="average number of words in a story (default: 600)")
    parser.add_argument(
        "--sections", type=int, default=8, help=f"number of sections, at most {len(SECTIONS)} (default: 8)"
    )
    parser.add_argument("--tags", type=int, default=100, help="number of tags (default: 100)")
    parser.add_argument("--authors", type=int, default=40, help="number of authors (default: 40)")
    parser.add_argument("--per-day", type=int, default=20, help="number of stories on each day (default: 20)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the random stories (default: 1)")


def outlet_of(arguments: argparse.Namespace) -> Outlet:
    """Return the outlet for the options of :func:`add_arguments`."""
    return Outlet(
        articles=arguments.articles,
        words=arguments.words,
        sections=arguments.sections,
        tags=arguments.tags,
        authors=arguments.authors,
        per_day=arguments.per_day,
        seed=arguments.seed,
    )


def main() -> None:
    """Write the stories of an outlet to a folder."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.outlets", description="Write a synthetic outlet.")
    parser.add_argument("folder", type=Path, help="content folder to write, which must not exist")
    add_arguments(parser, 1000)
    arguments = parser.parse_args()
    outlet_of(arguments).write(arguments.folder)


if __name__ == "__main__":
    main()
