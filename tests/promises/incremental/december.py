"""A paper of ten stories in December, and a close look at what a build does after an edit of it.

Stories are called ``s1`` to ``s10``: each appeared on that day of December, the odd ones in World News, the even ones in
Sport. Pages are called by what a reader would type, ``/world/page/1/``, and those of stories by the story's name.
"""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.promises.incremental.plain_theme import THEME
from tests.support.feeds import feed_files
from tests.support.outlets import Outlet, article
from tests.support.running import snapshot

CONFIGURATION = """\
[site]
title = "The Harbour Gazette"
url = "https://gazette.example"
theme = "plain"
[sections]
world = "World News"
sport = "Sport"
[latest]
count = 3
[listing]
page_size = 2
[feeds]
count = 3
[markdown]
engine = "commonmark"
"""
AS_OF = "2024-12-28"
STORIES = range(1, 11)
SHARD = "/sitemaps/articles-1.xml"
ASKED = "/archive/ /sitemap.xml /sitemaps/pages-1.xml"
"""They ask which months, stories and names there are: a story that comes or goes has them printed."""

ANOTHER_PLACE = "pages: another place in the listing"
Files = Mapping[str, str | bytes | None]

_STORY = re.compile(r"/(?:world|sport)/[0-9/]{10}/([^/]+)/")
_FINGERPRINT = re.compile(r"\.[0-9a-f]{8,}\.")


def story(number: int, **front: Any) -> str:
    """The text of the story ``number``, all of it as expected unless ``front`` says otherwise; ``body`` is its text."""
    body = front.pop("body", f"Text {number}.")
    section = "world" if number % 2 else "sport"
    front = {"date": f"2024-12-{number:02d}", "section": section, "tags": ["Tides"], "authors": ["Ann Ell"], **front}
    return article(
        front.pop("title", f"Story {number}"), body, teaser=front.pop("teaser", f"Teaser {number}."), **front
    )


def stories(**front: Any) -> dict[str, str | bytes | None]:
    """The files of the ten stories, in all of which ``front`` is so."""
    return {f"content/s{number}.md": story(number, **front) for number in STORIES}


PAPER: Files = {"newsprint.toml": CONFIGURATION, **THEME, **stories()}


def change(number: int, **front: Any) -> dict[str, str | bytes | None]:
    """The edit of one story's file."""
    return {f"content/s{number}.md": story(number, **front)}


@dataclass(frozen=True)
class Build:
    """What a build did to pages: the reason for each that was out of date, with the names of the pages.

    ``written`` have other bytes than before, ``same`` came out as they were, ``removed`` are gone.
    """

    written: dict[str, set[str]]
    same: dict[str, set[str]]
    removed: set[str]

    @property
    def printed(self) -> set[str]:
        """The names of all pages that were out of date."""
        return set().union(*self.written.values(), *self.same.values())


def built_after(paper: Outlet, files: Files, as_of: str = AS_OF) -> Build:
    """Write ``files`` and build.

    Fails if a file was touched whose bytes are what they were, or if the output is not that of a build from nothing.
    """
    before = snapshot(paper.output)
    report = paper.write(files).build(as_of, explain=True)
    after = snapshot(paper.output)
    kept = {name for name in before.keys() & after.keys() if before[name][0] == after[name][0]}
    assert {name for name in kept if before[name][1] != after[name][1]} == set(), "it touched what did not change"
    assert {page.file for page in report.printed if page.written} == after.keys() - kept
    assert report.removed == len(before.keys() - after.keys())
    assert paper.files() == clean_files(paper, as_of)
    pages: tuple[dict[str, set[str]], ...] = (defaultdict(set), defaultdict(set))
    for page in report.printed:
        pages[0 if page.written else 1][page.reason].add(name_of(page.file))
    return Build(dict(pages[0]), dict(pages[1]), {name_of(file) for file in before.keys() - after.keys()})


def clean_files(paper: Outlet, as_of: str) -> dict[str, bytes]:
    """The files that a build of ``paper`` from nothing leaves."""
    clean = Outlet(paper.folder.parent / "clean")
    shutil.copytree(paper.folder, clean.folder, ignore=shutil.ignore_patterns("output", ".newsprint"))
    clean.build(as_of)
    files = clean.files()
    shutil.rmtree(clean.folder)
    return files


def name_of(file: str) -> str:
    """What the page in ``file`` is called here."""
    url = "/" + file.removesuffix("index.html")
    match = _STORY.fullmatch(url)
    return match[1] if match else _FINGERPRINT.sub(".", url)


def names(words: str) -> set[str]:
    """The names of pages in ``words``, where ``s4-7`` are four stories, and ``world/feeds`` all feeds of a section."""
    found: set[str] = set()
    for word in words.split():
        match = re.fullmatch(r"s(\d+)-(\d+)", word)
        if match:
            found |= {f"s{number}" for number in range(int(match[1]), int(match[2]) + 1)}
        elif word.endswith("feeds"):
            found |= {f"/{file}" for file in feed_files(word.removesuffix("feeds").strip("/"))}
        else:
            found.add(word)
    return found


@dataclass(frozen=True)
class Row:
    """A row of a table: after the ``edit`` of an outlet as it was ``before``, which pages are out of date.

    Pages that are ``written`` and those that come out the ``same`` stand beside the reason that the build gives. A
    first build is as of ``as_of``; the one after the edit, where it matters, as of the instant ``later``.
    """

    edit: Files
    written: Mapping[str, str] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)
    removed: str = ""
    before: Files = field(default_factory=dict)
    as_of: str = AS_OF
    later: str = ""


def check(paper: Outlet, row: Row) -> None:
    """Fail unless a build does just what ``row`` says."""
    if row.before or row.as_of != AS_OF:
        paper.write(row.before).build(row.as_of)
    built = built_after(paper, row.edit, row.later or row.as_of)
    assert built.written == {reason: names(pages) for reason, pages in row.written.items()}
    assert built.same == {reason: names(pages) for reason, pages in row.same.items()}
    assert built.removed == names(row.removed)


def rows(**table: Row) -> pytest.MarkDecorator:
    """Runs a test for each row of ``table``; the rows' names are the words of what was done."""
    return pytest.mark.parametrize("row", [pytest.param(row, id=name.replace("_", " ")) for name, row in table.items()])
