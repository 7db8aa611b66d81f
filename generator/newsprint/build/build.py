"""The build: :func:`build` is its table of contents."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from newsprint.build.lock import outlet_lock
from newsprint.build.output import Output, check_place
from newsprint.build.plan import Plan, make_plan
from newsprint.build.press import Job, batches, close_press, print_batch
from newsprint.build.report import Listener, Progress, Report, silent
from newsprint.build.workers import Workers
from newsprint.catalog import queries
from newsprint.catalog.catalog import DAMAGE, Catalog, discard_catalog, is_damage, open_catalog
from newsprint.catalog.intake import Batch, Taken
from newsprint.catalog.streams import ALL
from newsprint.catalog.sync import Sync, sync
from newsprint.config import SiteConfig
from newsprint.dates import from_microseconds, to_microseconds
from newsprint.errors import ContentError, NewsprintError, OutputError, Problem, ThemeError
from newsprint.files import explained
from newsprint.pages.frame import make_frame
from newsprint.pages.kinds import page_kinds
from newsprint.themes.theme import Theme, load_theme

_job_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to build: the outlet's ``folder`` and configuration, where to, and as of which instant (aware)."""

    folder: Path
    config: SiteConfig
    output: Path
    as_of: datetime
    drafts: bool = False
    jobs: int = 1
    full: bool = False
    skip_invalid: bool = False


def build(request: Request, *, listener: Listener = silent, on_wait: Callable[[], None] = lambda: None) -> Report:
    """Bring the output folder in step with the outlet.

    Raises ContentError and ThemeError, with the output as it was before; OutputError and NewsprintError. ``on_wait`` is
    called if another build of the outlet has to end first.
    """
    check_place(request.output, request.folder, request.config.content.root)
    theme = load_theme(request.folder, request.config)
    try:
        with outlet_lock(request.folder, on_wait) as state:
            try:
                return _build(request, theme, state, listener)
            except DAMAGE as error:
                if not is_damage(error):
                    raise
                discard_catalog(state)  # damaged in a way that only showed in use: it can always be made again
                return _build(request, theme, state, listener)
    except sqlite3.DatabaseError as error:
        raise NewsprintError(f"the catalog in {request.folder / '.newsprint'} cannot be used: {error}") from error
    except OSError as error:
        place = error.filename or request.output
        raise OutputError(f"{place}: {explained(error)}; the next build finishes this one") from error


def _build(request: Request, theme: Theme, state: Path, listener: Listener) -> Report:
    if request.full:
        discard_catalog(state)
    with open_catalog(state) as catalog, Workers(request.jobs) as workers:
        synced = _read(request, catalog, workers, listener)
        plan = make_plan(page_kinds(make_frame(request.config, theme, catalog)), catalog)
        problems = _judged(request, synced, plan)
        output = Output(request.output)
        output.open()
        try:
            staged = _print(request, plan, catalog, workers, listener)
            if output.remove_links():
                staged = _print(request, plan, catalog, workers, listener)  # what lay behind a link is missing now
            removed = _place(output, plan, staged, listener)
        finally:
            close_press()
            output.close()
        return _report(request, catalog, plan, len(staged), removed, problems)


def _read(request: Request, catalog: Catalog, workers: Workers, listener: Listener) -> Sync:
    def mapper(work: Callable[[Batch], list[Taken]], items: Iterable[Batch], total: int) -> Iterator[list[Taken]]:
        done = 0
        for taken in workers.map(work, items):
            done += len(taken)
            listener(Progress("reading", done, total))
            yield taken

    as_of = to_microseconds(request.as_of)
    return sync(catalog, request.folder, request.config, as_of=as_of, drafts=request.drafts, mapper=mapper)


def _judged(request: Request, synced: Sync, plan: Plan) -> tuple[Problem, ...]:
    """The problems that the build goes on with, which is only if it was told to skip what is invalid."""
    problems = tuple(sorted({*synced.problems, *plan.problems}))
    if problems and not request.skip_invalid:
        raise ContentError(problems)
    return problems


def _print(request: Request, plan: Plan, catalog: Catalog, workers: Workers, listener: Listener) -> list[str]:
    """Render every page; the files that differ from what the output holds, in the plan's order."""
    job = Job(
        next(_job_numbers),
        request.folder,
        request.config,
        catalog.path,
        request.output,
        to_microseconds(request.as_of),
    )
    staged: set[str] = set()
    problems: set[Problem] = set()
    done = 0
    for printed in workers.map(print_batch, batches(plan.pages, job)):
        done += printed.done
        staged.update(printed.staged)
        problems.update(printed.problems)
        listener(Progress("printing", done, len(plan.pages)))
    if problems:
        raise ThemeError(problems)
    return [file for file in plan.pages if file in staged]


_LAST = ("front", "section", "latest", "archive", "feed", "sitemap")


def _place(output: Output, plan: Plan, staged: list[str], listener: Listener) -> int:
    """Put the staged files in place: what lists lead to before the lists, and what is gone after them."""
    for done, file in enumerate(sorted(staged, key=lambda file: plan.pages[file].kind in _LAST), 1):
        output.place(file)
        if done % 500 == 0:
            listener(Progress("placing", done, len(staged)))
    return output.remove_others(plan.pages)


def _report(
    request: Request, catalog: Catalog, plan: Plan, written: int, removed: int, problems: tuple[Problem, ...]
) -> Report:
    connection = catalog.connection
    change = queries.next_change(connection, to_microseconds(request.as_of))
    return Report(
        articles=queries.count(connection, ALL),
        hidden=sum(1 for _ in queries.hidden(connection)),
        pages=len(plan.pages),
        written=written,
        removed=removed,
        unchanged=len(plan.pages) - written,
        problems=problems,
        next_change=from_microseconds(change) if change is not None else None,
    )
