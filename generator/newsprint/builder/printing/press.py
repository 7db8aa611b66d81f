"""Rendering pages into files that wait beside their places, in this process or in several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from newsprint.base.errors import ContentError, Problem, ProblemsError, ThemeError
from newsprint.base.files import short_digest
from newsprint.builder.plan import decode_page
from newsprint.builder.printing.staging import Staged, Staging
from newsprint.builder.profile.stopwatch import Clocks, Figure
from newsprint.builder.workers.workers import WORTH_A_POOL
from newsprint.catalog.database import Catalog, read_catalog
from newsprint.catalog.reading.card_cache import CardCache
from newsprint.catalog.reading.view import View, kept_renditions
from newsprint.catalog.record.build_plan import NEW, REPLACED, BuildPlan
from newsprint.catalog.record.build_record import PrintedPage, encode_reads
from newsprint.catalog.snapshot import read_snapshot
from newsprint.catalog.sync.warnings import encode_warnings
from newsprint.config.site import SiteConfig
from newsprint.content.records import Instant
from newsprint.kinds.kind import Page
from newsprint.kinds.outlet_theme import outlet_theme
from newsprint.kinds.registry import KINDS, page_kinds
from newsprint.machine.allowance import Allowance
from newsprint.machine.deadline import DeadlineError
from newsprint.problems.levels import errors_of, with_severities
from newsprint.site.frame import Frame, make_frame
from newsprint.themes.theme import Theme

if TYPE_CHECKING:
    from newsprint.builder.profile.metering import Meter, Render

BATCH_SIZE = 100

MOST_OF_WORKS = 8
"""The most pages in a batch of several works. The picture of a story has seven renditions, and is encoded alone."""


class Job(Struct, frozen=True):
    """What a press needs; it is sent to workers. ``build_id`` is that of the build.

    ``theme`` is the digest of the theme with which the pages were planned. ``shared`` says that workers on other
    machines take part: ``catalog`` is a snapshot then. With ``clocks`` the work is measured.
    """

    build_id: str
    folder: Path
    config: SiteConfig
    catalog: Path
    output: Path
    as_of: Instant
    theme: str
    shared: bool = False
    clocks: Clocks | None = None


class Printed(Struct, frozen=True):
    """The outcome of a batch of pages.

    ``of_content`` are problems in the content of pages that were left out, ``of_theme`` problems in the theme.
    ``figures`` is empty unless the job has clocks.
    """

    files: tuple[PrintedPage, ...]
    of_content: frozenset[Problem]
    of_theme: frozenset[Problem]
    figures: tuple[Figure, ...] = ()


Batch = list[tuple[str, bytes]]
"""Pages that are printed one after another: file and encoded page."""

Task = tuple[Job, Batch]


class Press:
    """What rendering needs, created once in each process."""

    def __init__(
        self, job: Job, catalog: Catalog, renders: Mapping[str, Render], staging: Staging, meter: Meter | None = None
    ) -> None:
        self.meter = meter
        self._job = job
        self._catalog = catalog
        self._renders = renders
        self._card_cache = CardCache(catalog.connection)
        self._renditions = kept_renditions(job.folder)
        catalog.connection.execute("BEGIN")  # one state of the catalog for all pages, and no lock for each query
        self._staging = staging
        self._is_stopped = False  # True once a page used up its allowance: others may too, and the build fails anyway

    def print(self, pages: Iterable[tuple[str, bytes]]) -> Printed:
        """Render ``pages`` (file and encoded page) and stage those whose bytes differ. Raises OSError."""
        with Allowance() as allowance:
            return self._print(pages, allowance)

    def _print(self, pages: Iterable[tuple[str, bytes]], allowance: Allowance) -> Printed:
        files: list[PrintedPage] = []
        of_content: set[Problem] = set()
        of_theme: set[Problem] = set()
        for file, encoded in pages:
            if self._is_stopped:
                break
            page = decode_page(encoded)
            view = self._view()
            try:
                data = allowance.hold(partial(self._render, page, view))
            except DeadlineError as error:  # outside a template; inside one it is reported with its line
                of_theme.add(Problem(page.source, 0, 0, str(error), code="template-deadline"))
                self._is_stopped = True
                continue
            except ContentError as error:
                of_content.update(error.problems)
                continue
            except ProblemsError as error:
                of_theme.update(error.problems)
                self._is_stopped = any(problem.code == "template-deadline" for problem in error.problems)
                continue
            found = with_severities(view.warnings, self._job.config.checks)
            if errors := errors_of(found):
                of_content.update(errors)
                continue
            staged = self._staging.stage(file, data)
            reads, name = encode_reads(view.reads), short_digest(data)
            files.append((file, _written(staged), reads, staged.size, staged.modified, name, encode_warnings(found)))
        return Printed(tuple(files), frozenset(of_content), frozenset(of_theme))

    def _view(self) -> View:
        job = self._job
        return View(self._catalog, job.config, job.folder, job.as_of, self._card_cache, self._renditions)

    def _render(self, page: Page, view: View) -> bytes:
        return self._renders[page.kind](page, view)

    def close(self) -> None:
        """Close the connection to the catalog."""
        self._catalog.close()


def _written(staged: Staged) -> int:
    return (NEW if staged.new else REPLACED) if staged.differs else 0


def batches(plan: BuildPlan) -> Iterator[Batch]:
    """Yield the pages of ``plan`` that are out of date in batches. Pages that share work are all in one.

    Several works are one batch only if their pages are few, as those of small pictures are.
    """
    for is_shared, units in groupby(_units(plan), key=itemgetter(0)):
        most, batch = MOST_OF_WORKS if is_shared else BATCH_SIZE, Batch()
        for _, pages in units:
            if batch and len(batch) + len(pages) > most:
                yield batch
                batch = []
            batch += pages
        yield batch


def _units(plan: BuildPlan) -> Iterator[tuple[bool, Batch]]:
    """Yield True with the pages of each work, then False with each of the other pages."""
    for work, rows in groupby(plan.by_work(_work_of), key=itemgetter(0)):
        pages = ((file, page) for _, file, page in rows)
        if work:
            yield True, list(pages)
        else:
            yield from ((False, [page]) for page in pages)


def _work_of(encoded: bytes) -> str:
    page = decode_page(encoded)
    return KINDS[page.kind].shared_work(page)


def is_worth_a_pool(plan: BuildPlan) -> bool:
    """Return whether the pages of ``plan`` that are out of date are enough batches for a worker pool."""
    return len(list(islice(batches(plan), WORTH_A_POOL))) == WORTH_A_POOL


def print_batch(task: Task) -> Printed:
    """Print a batch with this process's press. Raises OSError, and ThemeError if the theme was edited meanwhile."""
    job, pages = task
    press = _press_for(job)
    printed = press.print(pages)
    return replace(printed, figures=press.meter.drained()) if press.meter else printed


def close_press() -> None:
    """Close this process's press, so that the catalog does not stay open."""
    while _presses:
        _presses.popitem()[1].close()


_presses: dict[str, Press] = {}


def _press_for(job: Job) -> Press:
    """Return this process's press for ``job``, and close those of earlier builds."""
    if job.build_id not in _presses:
        close_press()
        catalog = read_snapshot(job.catalog) if job.shared else read_catalog(job.catalog)
        theme = outlet_theme(job.folder, job.config)
        if theme.digests.theme != job.theme:
            catalog.close()
            place = f"themes/{job.config.site.theme}"
            raise ThemeError(
                [Problem(place, 0, 0, "it changed while the site was being built", "build again", code="theme")]
            )
        _presses[job.build_id] = _made(job, catalog, theme)
    return _presses[job.build_id]


def _made(job: Job, catalog: Catalog, theme: Theme) -> Press:
    staging = Staging(job.output, job.build_id, shared=job.shared)
    frame = make_frame(job.config, theme, catalog)
    if not job.clocks:
        return Press(job, catalog, _renders(frame), staging)
    from newsprint.builder.profile.metering import Meter

    meter = Meter(job.clocks)
    renders = {name: meter.render(render) for name, render in _renders(meter.frame(frame)).items()}
    return Press(job, catalog, renders, meter.staging(staging), meter)


def _renders(frame: Frame) -> dict[str, Render]:
    return {kind.name: kind.render for kind in page_kinds(frame)}
