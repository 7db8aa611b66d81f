"""Stories to add to an outlet."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.outlets import Outlet, Story

PAGE_SIZE = 20


def additions(outlet: Outlet) -> Iterator[Story]:
    """Yield stories after the last one, up to the as-of instant: one author, three tags, and no full list page.

    Every twentieth story of a list freezes a page, which is one more file at any size of the outlet. Such stories are
    skipped, so that outlets of different sizes get the same work.
    """
    counts = outlet.listed()
    for number in range(outlet.articles + 1, outlet.articles + outlet.per_day + 1):
        story = outlet.story(number)
        places = [("section", story.section)]
        places += [("topic", tag) for tag in story.tags]
        places += [("author", author) for author in story.authors]
        usual = len(story.tags) == 3 and len(story.authors) == 1
        if not usual or any((counts[kind][name] + 1) % PAGE_SIZE == 0 for kind, name in places):
            continue
        for kind, name in places:
            counts[kind][name] += 1
        yield story
