"""Measure the catalog of a large archive, a million articles: ``python -m benchmarks.catalog_at_scale``.

It measures queries, the comparison of the content folder with the catalog, and publishing one story without rendering
or writing pages.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from statistics import median

from benchmarks.additions import additions
from benchmarks.catalog_filling import Archive, make_archive, read_pages
from benchmarks.outlets import Story, add_arguments, outlet_of
from benchmarks.places import OUTLETS, remove
from benchmarks.report import circumstances, finish, table
from newsprint.base.urls import slugify
from newsprint.builder.plan import make_plan
from newsprint.catalog.database import Catalog
from newsprint.catalog.reading import queries
from newsprint.catalog.reading.card_cache import CardCache
from newsprint.catalog.reading.months import months
from newsprint.catalog.reading.next_change import next_change
from newsprint.catalog.record.build_plan import BuildPlan
from newsprint.catalog.record.build_record import BuildRecord
from newsprint.catalog.streams import ALL, SECTION, TAG
from newsprint.catalog.sync.sync import sync
from newsprint.content.files.sources import compare, find_sources
from newsprint.kinds.registry import page_kinds

Times = dict[str, list[float]]
PAGE_SIZE = 20


@contextmanager
def timed(times: Times, name: str) -> Iterator[None]:
    """Add the seconds that the context takes to ``times``."""
    started = time.perf_counter()
    yield
    times[name].append(time.perf_counter() - started)


def query_times(archive: Archive, repeat: int) -> Times:
    """Return the times of each query of a page in the middle of the archive, and of the queries of a plan."""
    times: Times = defaultdict(list)
    outlet = archive.outlet
    with archive.open() as catalog:
        for number in range(repeat):
            story = outlet.story(outlet.articles // 2 + number)
            for name, query in _queries(archive, catalog, story):
                with timed(times, name):
                    query()
    return times


def _queries(archive: Archive, catalog: Catalog, story: Story) -> Iterator[tuple[str, Callable[[], object]]]:
    connection, zone = catalog.connection, archive.config.site.zone
    section, tag = SECTION + story.section, TAG + slugify(story.tags[0])
    url = "/" + story.page.removesuffix("index.html")
    article = queries.article(connection, story.path)
    assert article is not None
    position = (article.published, article.path)
    stretch = queries.run(connection, ALL, PAGE_SIZE, archive.outlet.articles // PAGE_SIZE // 2)
    assert stretch is not None
    middle = archive.outlet.articles // archive.outlet.sections // PAGE_SIZE // 2
    yield "the newest 8", lambda: CardCache(connection).newest(ALL, 8)
    yield "the newest 8 before an old story", lambda: CardCache(connection).newest(ALL, 8, position)
    yield "the story after an old one in its section", lambda: CardCache(connection).oldest(section, 1, position)
    yield "the 20 cards of a frozen page", lambda: queries.between(connection, ALL, stretch.first, stretch.last)
    yield "finding the middle page of a section", lambda: queries.run(connection, section, PAGE_SIZE, middle)
    yield "an article by its path", lambda: queries.article(connection, story.path)
    yield "an article by its address", lambda: queries.article_at(connection, url)
    yield "a body", lambda: queries.body(connection, article.body)
    yield "the size of a tag", lambda: queries.count(connection, tag)
    yield "the size of the archive", lambda: queries.count(connection, ALL)
    yield "the names of all tags", lambda: list(queries.streams(connection, TAG))
    yield "the months of a section", lambda: list(months(connection, section, zone))
    yield "the next change by itself", lambda: next_change(connection, archive.as_of)


def sync_times(archive: Archive, repeat: int) -> Times:
    """Return the times of scanning every content file, of the comparison, and of the whole sync if nothing changed."""
    times: Times = defaultdict(list)
    for _ in range(repeat):
        with timed(times, "opening the catalog"):
            catalog = archive.open()
        with catalog:
            with timed(times, "scanning every file"):
                found = find_sources(archive.content).sources
            query = "SELECT path, on_disk, modified, size FROM source"
            with timed(times, "reading the recorded files"):
                known = {path: tuple(rest) for path, *rest in catalog.connection.execute(query)}
            with timed(times, "the comparison"):
                compare(found, known)
            del found, known
            with timed(times, "the whole sync, nothing changed"):
                sync(catalog, archive.folder, archive.config, as_of=archive.as_of, drafts=False)
    return times


def publishing_times(archive: Archive, repeat: int) -> tuple[Times, list[int]]:
    """Publish one story several times; return the times of the steps, and how many pages were out of date."""
    times: Times = defaultdict(list)
    pages = []
    for number, story in enumerate(additions(archive.outlet)):
        if number > repeat:
            break
        own: Times = times if number else defaultdict(list)  # the first may start a new sitemap
        path = archive.content / story.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(archive.outlet.text(story), encoding="utf-8")
        with timed(own, "opening the catalog"):
            catalog = archive.open()
        with catalog:
            plan, record = BuildPlan(catalog.connection), BuildRecord(catalog.connection)
            with timed(own, "sync"):
                sync(catalog, archive.folder, archive.config, as_of=archive.as_of, drafts=False)
            frame = archive.frame(catalog)
            with timed(own, "plan: the pages about the story, and which are out of date"):
                make_plan(plan, page_kinds(frame), catalog, grounds=frame.grounds)
            with timed(own, "recording what these pages read"):
                out_of_date = read_pages(archive, catalog, plan, record, frame)
        pages += [out_of_date] if number else []
    return times, pages


def main() -> None:
    """Fill a catalog, measure, and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.catalog_at_scale", description=__doc__)
    add_arguments(parser, 1_000_000)
    parser.set_defaults(per_day=150)
    parser.add_argument("--repeat", type=int, default=5, help="how often everything is measured (default: 5)")
    parser.add_argument("--write", action="store_true", help="write the tables to RESULTS.md")
    arguments = parser.parse_args()
    outlet = outlet_of(arguments)
    folder = OUTLETS / f"catalog-{outlet.articles}-{outlet.seed}"
    remove(folder)
    steps: list[str] = []

    def say(text: str) -> None:
        steps.append(text)
        print(text, file=sys.stderr, flush=True)

    archive = make_archive(outlet, folder, say)
    size = sum(path.stat().st_size for path in (folder / ".newsprint").iterdir())
    say(f"size of the catalog: {size / 1e6:,.0f} MB")
    tables = [
        _table("query, milliseconds", query_times(archive, arguments.repeat), 1000),
        _table("nothing changed, seconds", sync_times(archive, arguments.repeat), 1),
    ]
    times, pages = publishing_times(archive, arguments.repeat)
    tables.append(_table("publishing one story, seconds", times, 1))
    tables.append(f"Pages out of date after one story: {', '.join(map(str, pages))}.\n")
    command = " ".join(["python -m benchmarks.catalog_at_scale", *(each for each in sys.argv[1:] if each != "--write")])
    filled = "".join(f"- {step}\n" for step in steps)
    text = "\n".join([circumstances(command), f"{outlet.articles:,} articles:\n\n{filled}", *tables])
    remove(folder)
    finish(text, "catalog" if arguments.write else None)


def _table(title: str, times: Times, scale: int) -> str:
    rows = [(name, _formatted([seconds * scale for seconds in taken])) for name, taken in times.items()]
    return table((title, "median (least to most)"), rows)


def _formatted(values: Sequence[float]) -> str:
    return f"{median(values):,.3f} ({min(values):,.3f} to {max(values):,.3f})"


if __name__ == "__main__":
    main()
