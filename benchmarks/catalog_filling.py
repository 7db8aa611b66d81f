"""Fill the catalog of a large archive without reading stories and without rendering pages.

The content files exist, but are empty: the sync gets what reading real files would give. Every page is planned and its
reads are recorded, with a theme that prints nothing.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from benchmarks.generators.newsprint import configuration
from benchmarks.outlets import Outlet, Story
from benchmarks.places import THEME
from newsprint.base.dates import to_microseconds
from newsprint.base.files import digest
from newsprint.builder.plan import UNDISPUTED, decode_page, make_plan
from newsprint.catalog.database import Catalog, open_catalog
from newsprint.catalog.reading.card_cache import CardCache
from newsprint.catalog.reading.view import View
from newsprint.catalog.record.build_plan import BuildPlan
from newsprint.catalog.record.build_record import BuildRecord, encode_reads
from newsprint.catalog.sync.change_log import forget_changes
from newsprint.catalog.sync.facts import BodyFacts
from newsprint.catalog.sync.ingest import Batch, IngestedFile
from newsprint.catalog.sync.sync import sync
from newsprint.config.site import SiteConfig, parse_config
from newsprint.content.files.sources import Source
from newsprint.content.records import Article
from newsprint.kinds.outlet_theme import outlet_theme
from newsprint.kinds.registry import page_kinds
from newsprint.site.frame import Frame, make_frame
from newsprint.themes.theme import Templates

_AS_LEFT = (0, 0, bytes(16))  # size, time and digest of the file of a page, which does not exist


class SilentTemplates(Templates):
    """Templates with the reads of the lean theme that print nothing."""

    def render(self, template: str, context: Mapping[str, Any]) -> bytes:
        """Do the reads of the template, and return no bytes."""
        if template == "article.html":
            context["latest"]()
        elif template == "front.html":
            context["latest"](limit=20)
        return b""


@dataclass(frozen=True, slots=True)
class Archive:
    """The folder of an outlet that is used only for its catalog."""

    outlet: Outlet
    folder: Path
    config: SiteConfig

    @property
    def content(self) -> Path:
        """Return the content folder."""
        return self.folder / "content"

    @property
    def as_of(self) -> int:
        """Return the instant of the builds, in microseconds."""
        return to_microseconds(self.outlet.as_of)

    def open(self) -> Catalog:
        """Open the catalog."""
        return open_catalog(self.folder / ".newsprint")

    def frame(self, catalog: Catalog) -> Frame:
        """Return the frame of the pages, with templates that print nothing."""
        theme = outlet_theme(self.folder, self.config)
        frame = make_frame(self.config, theme, catalog)
        return replace(frame, templates=SilentTemplates(theme, frame.edition.language))


def make_archive(outlet: Outlet, folder: Path, say: Callable[[str], None]) -> Archive:
    """Make an archive with its catalog in ``folder``; ``say`` gets the time of each step."""
    archive = Archive(outlet, folder, parse_config(configuration(outlet, "commonmark")))
    steps: tuple[tuple[str, Callable[[Archive], None]], ...] = (
        ("empty content files", _write_empty_files),
        ("articles in the catalog", _fill),
        ("pages in the record", _record_pages),
    )
    shutil.copytree(THEME, folder / "themes" / THEME.name)
    for name, step in steps:
        started = time.perf_counter()
        step(archive)
        say(f"{name}: {time.perf_counter() - started:.1f} s")
    return archive


def _write_empty_files(archive: Archive) -> None:
    folders: set[str] = set()
    for story in archive.outlet.stories():
        path = os.path.join(archive.content, story.path)
        folder = os.path.dirname(path)
        if folder not in folders:
            os.makedirs(folder)
            folders.add(folder)
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o644))


def _fill(archive: Archive) -> None:
    """Sync the catalog with the articles that real files would contain."""

    def ingest(_work: object, batches: Iterable[Batch], _total: int) -> Iterator[list[IngestedFile]]:
        for batch in batches:
            yield [_ingested(archive.outlet, source) for source in batch.sources]

    with archive.open() as catalog:
        sync(catalog, archive.folder, archive.config, as_of=archive.as_of, drafts=False, mapper=ingest)


def _ingested(outlet: Outlet, source: Source) -> IngestedFile:
    """Return what reading the file of a story would give; its text takes the place of the HTML, which is as long."""
    story = outlet.story(int(source.path.rpartition("-")[2].removesuffix(".md")))
    body = outlet.text(story).encode()
    name = digest(body)
    words = body.count(b" ")
    facts = BodyFacts(lead="", words=words, references=(), names=())
    return IngestedFile(source, name, _article(story, name, words), body, facts)


def _article(story: Story, body: str, words: int) -> Article:
    published = to_microseconds(story.date)
    return Article(
        path=story.path,
        url="/" + story.page.removesuffix("index.html"),
        title=story.title,
        section=story.section,
        date=published,
        published=published,
        teaser=story.teaser,
        authors=story.authors,
        tags=story.tags,
        body=body,
        words=words,
    )


def _record_pages(archive: Archive) -> None:
    with archive.open() as catalog:
        plan, record = BuildPlan(catalog.connection), BuildRecord(catalog.connection)
        frame = archive.frame(catalog)
        make_plan(plan, page_kinds(frame), catalog, grounds=frame.grounds)
        read_pages(archive, catalog, plan, record, frame)


def read_pages(archive: Archive, catalog: Catalog, plan: BuildPlan, record: BuildRecord, frame: Frame) -> int:
    """Record the reads of every page that is out of date, and return the number of these pages."""
    kinds = {kind.name: kind for kind in page_kinds(frame)}
    pages = [(each.file, each.page) for each in plan.out_of_date()]
    card_cache = CardCache(catalog.connection)
    with catalog.transaction():
        record.begin()
        for file, encoded in pages:
            page = decode_page(encoded)
            view = View(catalog, archive.config, archive.folder, archive.as_of, card_cache)
            kinds[page.kind].render(page, view)
            record.keep([(file, True, encode_reads(view.reads), *_AS_LEFT, ())])
        forget_changes(catalog.connection)
        for name, value in frame.grounds.items():
            catalog.note(f"ground {name}", value)
        catalog.note(UNDISPUTED, "yes")
    return len(pages)
