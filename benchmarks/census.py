"""Count what a generator wrote, and compare it with what the outlet must have: all must do the same work."""

from __future__ import annotations

import html
import os
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.generators.generator import Generator
from benchmarks.outlets import Outlet, Story

_KINDS = {
    "article": re.compile(r"[a-z]+/\d{4}/\d\d/\d\d/story-\d+/index\.html"),
    "front": re.compile(r"index\.html"),
    "topic": re.compile(r"topics/[^/]+/(?:page/\d+/)?index\.html"),
    "author": re.compile(r"authors/[^/]+/(?:page/\d+/)?index\.html"),
    "feed": re.compile(r"(?:[a-z]+/)?rss\.xml"),
    "sitemap": re.compile(r"(?:sitemaps/)?(?:sitemap|articles-\d+)\.xml"),
}
_LIST_KINDS = ("section", "topic", "author")
_ONE_STORY = {
    "front": b"<article>",
    "feed": b"<item>",
    "sitemap": b"/story-",
    **dict.fromkeys(_LIST_KINDS, b"<article>"),
}
_MAIN = re.compile(r"<main>(.*)</main>", re.DOTALL)
_WITHIN_LINE = re.compile(r"</?(?:a|em|strong|code|span)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\xa0": " "})


@dataclass(frozen=True, slots=True)
class Census:
    """The numbers of ``pages`` of each kind, of ``stories`` named on them, and of ``other`` files."""

    pages: Counter[str] = field(default_factory=Counter)
    stories: Counter[str] = field(default_factory=Counter)
    other: int = 0


def census(output: Path, sections: Iterable[str]) -> Census:
    """Count the files in the folder ``output``."""
    section = re.compile(rf"(?:{'|'.join(sections)})/(?:page/\d+/)?index\.html")
    kinds = {**_KINDS, "section": section}
    pages: Counter[str] = Counter()
    stories: Counter[str] = Counter()
    other = 0
    for file in files_below(output):
        kind = next((kind for kind, pattern in kinds.items() if pattern.fullmatch(file)), "other")
        if kind in _ONE_STORY:
            named = (output / file).read_bytes().count(_ONE_STORY[kind])
            stories[kind] += named
            if kind in _LIST_KINDS and not named:
                kind = "other"  # Zola has a redirect from page 1 to the list
        if kind == "other":
            other += 1
        elif kind != "sitemap":
            pages[kind] += 1
    return Census(pages, stories, other)


def expected(outlet: Outlet, generator: Generator) -> Census:
    """Return what ``generator`` has to write for ``outlet``, with its own way to split lists into pages."""
    pages = Counter(article=outlet.articles, front=1, feed=outlet.sections + 1)
    stories = Counter(front=min(20, outlet.articles), sitemap=outlet.articles)
    listed = outlet.listed()
    for kind, counts in listed.items():
        pages[kind] = sum(generator.list_pages(count) for count in counts.values())
        stories[kind] = counts.total()
    sections = (listed["section"][name] for name in outlet.section_names)
    stories["feed"] = min(20, outlet.articles) + sum(min(20, count) for count in sections)
    return Census(pages, stories)


def differences(wanted: Census, found: Census) -> list[str]:
    """Return the differences of ``found`` from ``wanted`` in words."""
    lines = []
    for what, one, other in (("pages", wanted.pages, found.pages), ("stories", wanted.stories, found.stories)):
        for kind in sorted(one.keys() | other.keys()):
            if one[kind] != other[kind]:
                lines.append(f"{kind} {what}: {other[kind]:,} instead of {one[kind]:,}")
    return lines


def unequal_texts(stories: Iterable[Story], one: Path, other: Path) -> list[str]:
    """Return the pages of ``stories`` whose text between ``<main>`` and ``</main>`` differs in the two outputs."""
    return [story.page for story in stories if text_of(one / story.page) != text_of(other / story.page)]


def text_of(page: Path) -> str:
    """Return the text of a page's main part, without tags, with plain quotation marks and single spaces."""
    try:
        found = _MAIN.search(page.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return f"there is no {page}"
    main = _TAG.sub(" ", _WITHIN_LINE.sub("", found[1] if found else ""))
    return " ".join(html.unescape(main).translate(_PLAIN).split())


def files_below(folder: Path) -> Iterable[str]:
    """Yield the files below ``folder``, except hidden files and folders at its top."""
    for root, folders, names in os.walk(folder):
        prefix = "" if root == str(folder) else os.path.relpath(root, folder) + "/"
        if not prefix:
            folders[:] = [name for name in folders if not name.startswith(".")]
            names = [name for name in names if not name.startswith(".")]
        yield from (prefix + name for name in names)
