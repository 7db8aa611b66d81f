"""Printing every page that is out of date, with the presses of the build's workers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from newsprint.base.dates import to_microseconds
from newsprint.base.errors import Problem, ThemeError
from newsprint.builder.build_request import Request
from newsprint.builder.output import Output
from newsprint.builder.printing.press import Job, batches, is_worth_a_pool, print_batch
from newsprint.builder.report import Listener, Progress
from newsprint.builder.workers.workers import Workers
from newsprint.catalog.database import Catalog
from newsprint.catalog.record.build_plan import BuildPlan
from newsprint.catalog.record.build_record import BuildRecord
from newsprint.catalog.snapshot import snapshot_of
from newsprint.site.frame import Frame


@contextmanager
def job_of(
    request: Request, frame: Frame, catalog: Catalog, output: Output, plan: BuildPlan, workers: Workers
) -> Iterator[Job]:
    """Yield what presses need. Workers on other machines, if there is enough to do, get a copy of the catalog."""
    shared = workers.are_elsewhere and is_worth_a_pool(plan)
    with snapshot_of(catalog) if shared else nullcontext(catalog.path) as path:
        yield Job(
            build_id=output.build_id,
            folder=request.folder,
            config=request.config,
            catalog=path,
            output=output.root,
            as_of=to_microseconds(request.as_of),
            theme=frame.theme.digests.theme,
            shared=shared,
            clocks=request.clocks,
        )


def print_pages(job: Job, plan: BuildPlan, record: BuildRecord, workers: Workers, listener: Listener) -> set[Problem]:
    """Render every page that is out of date. Where its bytes differ from its file, the new file waits beside it.

    Returns the problems in the content of pages that were left out. Raises ThemeError, OSError, NewsprintError.
    """
    of_content: set[Problem] = set()
    of_theme: set[Problem] = set()
    total, done = plan.outdated(), 0
    for printed in workers.map(print_batch, ((job, batch) for batch in batches(plan))):
        of_content |= printed.of_content
        of_theme |= printed.of_theme
        record.keep(printed.files)
        plan.note_written((file, written) for file, written, *_ in printed.files)
        workers.watch.add(printed.figures)
        done += len(printed.files)
        listener(Progress("printing", done, total))
    if of_theme:
        raise ThemeError({*of_theme, *of_content})
    return of_content
