"""An outlet of ten stories, and tables of edits: the pages that a build prints after each edit, and the reasons.

The outlet has the stories ``s1`` to ``s10``, published on 1 to 10 December 2024, the odd ones in World News, the even
ones in Sport. All have the tag Tides and the author Ann Ell. An index shows the newest two or three stories of its list;
older ones are on frozen pages of two, which are numbered from the oldest. The front page shows all ten stories,
``/latest/`` four, a feed three.

A table is a call of ``rows``, with a ``Row`` for each edit. This row changes the headline of ``s1``::

    the_oldest_headline=Row(
        change(1, title="New"),
        {
            "card: s1.md": "s1-5 / /world/page/1/ /topics/tides/page/1/ /authors/ann-ell/page/1/"
            " /archive/2024/12/ /world/archive/2024/12/"
        },
        {"card: s1.md": SHARD},
    )

The build after this edit must print the pages in both dictionaries and no other page. Those in the first (``written``)
get other bytes, those in the second (``same``) the same bytes; a third argument names the pages that are ``removed``.

The keys of both are the reasons that the build reports. A page has one reason, the first of these that applies:

- ``new``: the page did not exist at this address.
- ``ANOTHER_PLACE``: the record of the page is different: another stretch of its list, or another file.
- ``membership: s1.md``: the page reads which stories a list has, or the address of a link's target, and ``s1`` was added,
  removed or moved.
- ``card: s1.md``: the page reads what lists show of ``s1``: headline, teaser, picture, section, address, times.
- ``body: s1.md``: the page reads all of ``s1``: its text, and the keys that only its own page and feeds can show.

The values are the names of the pages, separated by spaces:

- ``s4``: the page of that story, in whatever section it is. ``s4-8``: the pages of ``s4``, ``s5``, ``s6``, ``s7``, ``s8``.
- ``20.webp``: the renditions of pictures that are 20 pixels wide, in this format.
- ``/world/page/1/``: any other page, by its address.
- ``feeds``, ``world/feeds``: all feeds of the outlet, all feeds of a section.
- ``SHARD``: the sitemap that lists the ten stories. ``INDEXES``: pages that read which months, stories and names exist.
"""

from __future__ import annotations

import re
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
INDEXES = "/archive/ /sitemap.xml /sitemaps/pages-1.xml"
"""Pages that read which months, stories and names exist: they are printed when a story is added or removed."""

ANOTHER_PLACE = "pages: another place in the listing"
Files = Mapping[str, str | bytes | None]

_STORY = re.compile(r"/(?:world|sport)/[0-9/]{10}/([^/]+)/")
_FINGERPRINT = re.compile(r"\.[0-9a-f]{8,}\.")
_RENDITION = re.compile(r"/renditions/[0-9a-f]{16}-[0-9a-f]{10}-(\d+\.\w+)")


def story(number: int, **front: Any) -> str:
    """Return the file of the story ``number``; ``front`` replaces keys of its front matter, ``body`` its text."""
    body = front.pop("body", f"Text {number}.")
    section = "world" if number % 2 else "sport"
    front = {"date": f"2024-12-{number:02d}", "section": section, "tags": ["Tides"], "authors": ["Ann Ell"], **front}
    return article(
        front.pop("title", f"Story {number}"), body, teaser=front.pop("teaser", f"Teaser {number}."), **front
    )


def stories(**front: Any) -> dict[str, str | bytes | None]:
    """Return the files of the ten stories, with the keys ``front`` in each."""
    return {f"content/s{number}.md": story(number, **front) for number in STORIES}


PAPER: Files = {"newsprint.toml": CONFIGURATION, **THEME, **stories()}


def change(number: int, **front: Any) -> dict[str, str | bytes | None]:
    """Return an edit: the file of one story with other front matter or another text."""
    return {f"content/s{number}.md": story(number, **front)}


@dataclass(frozen=True)
class Build:
    """The result of a build: the names of the pages it printed, by the reason for printing them.

    ``written`` pages have other bytes than before, ``same`` pages have the same bytes; ``removed`` pages are gone.
    """

    written: dict[str, set[str]]
    same: dict[str, set[str]]
    removed: set[str]

    @property
    def printed(self) -> set[str]:
        """Return the names of all pages that were out of date."""
        return set().union(*self.written.values(), *self.same.values())


def built_after(paper: Outlet, files: Files, as_of: str = AS_OF) -> Build:
    """Write ``files``, build, and return what the build did.

    Fail if the build touched a file without changing its bytes, or if a build from nothing gives another output.
    """
    before = snapshot(paper.output)
    report = paper.write(files).build(as_of, explain=True)
    after = snapshot(paper.output)
    kept = {name for name in before.keys() & after.keys() if before[name][0] == after[name][0]}
    assert {name for name in kept if before[name][1] != after[name][1]} == set(), "it touched what did not change"
    assert {page.file for page in report.printed if page.written} == after.keys() - kept
    assert report.removed == len(before.keys() - after.keys())
    assert paper.files() == paper.clean_files(as_of)
    pages: tuple[dict[str, set[str]], ...] = (defaultdict(set), defaultdict(set))
    for page in report.printed:
        pages[0 if page.written else 1][page.reason].add(name_of(page.file))
    return Build(dict(pages[0]), dict(pages[1]), {name_of(file) for file in before.keys() - after.keys()})


def name_of(file: str) -> str:
    """Return the name that the tables use for the page in ``file``."""
    url = "/" + file.removesuffix("index.html")
    if match := _STORY.fullmatch(url) or _RENDITION.fullmatch(url):
        return match[1]
    return _FINGERPRINT.sub(".", url)


def names(words: str) -> set[str]:
    """Return the names of the pages in ``words``: ``s4-7`` is four stories, ``world/feeds`` all feeds of a section."""
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
    """A row of a table: the pages that are out of date after the ``edit`` of an outlet with the files ``before``.

    ``written`` and ``same`` give the names of pages by the reason that the build reports. The first build is as of
    ``as_of``; the one after the edit is as of ``later``, if a row gives it.
    """

    edit: Files
    written: Mapping[str, str] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)
    removed: str = ""
    before: Files = field(default_factory=dict)
    as_of: str = AS_OF
    later: str = ""


def check(paper: Outlet, row: Row) -> None:
    """Fail unless the build after the edit of ``row`` prints and removes exactly the pages of the row."""
    if row.before or row.as_of != AS_OF:
        paper.write(row.before).build(row.as_of)
    built = built_after(paper, row.edit, row.later or row.as_of)
    assert built.written == {reason: names(pages) for reason, pages in row.written.items()}
    assert built.same == {reason: names(pages) for reason, pages in row.same.items()}
    assert built.removed == names(row.removed)


def rows(**table: Row) -> pytest.MarkDecorator:
    """Run a test for each row of ``table``; the id of the test is the name of the row, with spaces for underscores."""
    return pytest.mark.parametrize("row", [pytest.param(row, id=name.replace("_", " ")) for name, row in table.items()])
