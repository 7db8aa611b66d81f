"""The build. :func:`build` shows its steps in order."""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterable
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from newsprint.base.dates import to_microseconds
from newsprint.base.errors import ContentError, NewsprintError, OutputError, Problem, ThemeError
from newsprint.base.files import explained, real_path
from newsprint.builder.batch_reading import reading_by
from newsprint.builder.build_request import Request
from newsprint.builder.counting import report_of
from newsprint.builder.output import Output, check_place
from newsprint.builder.plan import UNDISPUTED, decode_page, make_plan
from newsprint.builder.printing.placing import place_pages
from newsprint.builder.printing.press import close_press
from newsprint.builder.printing.printing import job_of, print_pages
from newsprint.builder.printing.staging import Staging
from newsprint.builder.profile.stopwatch import Stopwatch
from newsprint.builder.refused import refused_files, taken_addresses
from newsprint.builder.report import Listener, Report, silent
from newsprint.builder.status import read_status
from newsprint.builder.workers.executors import WorkerPool
from newsprint.builder.workers.workers import Workers
from newsprint.catalog.checks.configured_links import dead_configured_links
from newsprint.catalog.checks.page_links import dead_page_links, note_dead_page_links
from newsprint.catalog.database import Catalog
from newsprint.catalog.reading import queries
from newsprint.catalog.record.build_plan import BuildPlan
from newsprint.catalog.record.build_record import BuildRecord
from newsprint.catalog.record.former import forget_former
from newsprint.catalog.record.last_build import (
    OUTPUT,
    SETTLED,
    UNFINISHED,
    LastBuild,
    note_held_back,
    note_last_build,
    settled_at,
)
from newsprint.catalog.session import with_catalog
from newsprint.catalog.sync.change_log import forget_changes
from newsprint.catalog.sync.sync import Sync, sync
from newsprint.catalog.sync.warnings import page_warnings
from newsprint.kinds.kind import Page
from newsprint.kinds.outlet_theme import outlet_theme
from newsprint.kinds.registry import KINDS, page_kinds
from newsprint.machine.outputs import EVER, altered_files, altered_folders
from newsprint.machine.revision import revision_of
from newsprint.problems.codes import CODES
from newsprint.problems.levels import errors_of, warnings_of, with_severities
from newsprint.site.frame import Frame, make_frame
from newsprint.site.grounds import Ground
from newsprint.themes.theme import Theme


def build(request: Request, *, listener: Listener = silent, on_wait: Callable[[], None] = lambda: None) -> Report:
    """Bring the output folder up to date with the outlet, and return what was done.

    ``on_wait`` is called if another build of the outlet has to end first. Raises ContentError and ThemeError, with the
    output unchanged; OutputError and NewsprintError.
    """
    watch = Stopwatch(request.clocks, request.start)
    check_place(request.output, request.folder, request.config.content.root)
    theme = _theme_of(request)
    work = partial(_build, request, theme, watch, listener)
    try:
        return with_catalog(request.folder, work, on_wait=on_wait, fresh=request.full)
    except OSError as error:
        place = error.filename or request.output
        raise OutputError(f"{place}: {explained(error)}; the next build finishes this one") from error


def _theme_of(request: Request) -> Theme:
    """Return the outlet's theme. Raises ThemeError with the problems of the theme and of the content."""
    try:
        return outlet_theme(request.folder, request.config)
    except ThemeError as error:
        raise ThemeError([*error.problems, *_content_problems(request)]) from error


def _content_problems(request: Request) -> tuple[Problem, ...]:
    """Return the problems of the content; none if it cannot be read: a build with a valid theme reports that."""
    try:
        return read_status(request.folder, request.config, request.as_of).problems
    except NewsprintError:
        return ()


def _build(request: Request, theme: Theme, watch: Stopwatch, listener: Listener, catalog: Catalog) -> Report:
    with Workers(request.jobs, watch, _pool(request)) as workers:
        plan, record = BuildPlan(catalog.connection), BuildRecord(catalog.connection)
        _choose_output(request, catalog, record)
        last_build = LastBuild(to_microseconds(request.as_of), request.drafts, revision_of(request.folder))
        watch.lap("start")
        synced = _read(request, theme, catalog, workers, listener)
        watch.lap("catalog")
        frame = make_frame(request.config, theme, catalog)
        disputes = make_plan(plan, page_kinds(frame), catalog, grounds=frame.grounds)
        synced, links = _with_dead_links(synced, request, catalog)
        tolerated = _tolerated(request, catalog)
        errors = _known_errors(request, catalog, plan, synced, disputes)
        problems = _skipped_errors(request, errors, synced.warnings, tolerated)
        output = Output(request.output, os.urandom(8).hex())
        output.open()
        try:
            dropped, strays = _dropped(plan), _begin(catalog, plan, record, output)
            watch.lap("planning")
            with job_of(request, frame, catalog, output, plan, workers) as job, catalog.transaction():
                record.begin()
                found = print_pages(job, plan, record, workers, listener)
                warnings = tuple(sorted({*synced.warnings, *page_warnings(catalog.connection)}))
                problems = _skipped_errors(request, {*problems, *found}, warnings, tolerated)
                watch.lap("printing")
                place_pages(plan, output, workers, listener)
                removed = _remove(plan, output, strays)
                _tidy(request.folder, catalog, frame, dropped)
                watch.lap("placing")
                if (instant := output.settled(changed=bool(removed or plan.written()))) is not None:
                    catalog.note(SETTLED, str(instant))
                record.note_folders(output.touched_folders())
                _note(catalog, frame, last_build, disputed=bool(disputes))
                note_dead_page_links(catalog, links)
            watch.lap("recording")
        except BaseException:
            workers.stop()
            output.close()  # workers on other machines that still run cannot write into it any more
            _abandon(plan, output)
            raise
        finally:
            close_press()
            output.close()
        return report_of(request, catalog, plan, record, synced, removed, problems, warnings, watch)


def _remove(plan: BuildPlan, output: Output, strays: Iterable[str]) -> list[str]:
    """Delete the files that no page claims, and return those that there were."""
    return output.remove(sorted({*plan.dropped(), *strays, *_refused(plan)}))


def _dropped(plan: BuildPlan) -> list[Page] | None:
    """Return the pages that no longer exist; None if no earlier build is recorded."""
    return None if plan.is_first else [decode_page(page) for page in plan.dropped_pages()]


def _tidy(folder: Path, catalog: Catalog, frame: Frame, dropped: list[Page] | None) -> None:
    """Delete what the outlet in ``folder`` keeps for pages that no longer exist."""
    for kind in page_kinds(frame) if dropped != [] else ():
        own = [page for page in dropped if page.kind == kind.name] if dropped is not None else None
        if own != []:
            kind.tidy(folder, catalog, own)


def _pool(request: Request) -> WorkerPool | None:
    if request.scheduler is None:
        return None
    from newsprint.builder.workers.cluster import DaskCluster

    return DaskCluster(request.scheduler)


def _choose_output(request: Request, catalog: Catalog, record: BuildRecord) -> None:
    """Empty the build record if the output folder is another one than last time: a record is of one folder."""
    place = str(real_path(request.output))
    if catalog.fact(OUTPUT) != place:
        with catalog.transaction():
            record.forget()
            catalog.note(OUTPUT, place)
            catalog.note(UNFINISHED, "yes")


def _read(request: Request, theme: Theme, catalog: Catalog, workers: Workers, listener: Listener) -> Sync:
    """Sync the catalog with the content; return the outcome, with the problems of the theme added."""
    as_of, mapper = to_microseconds(request.as_of), reading_by(workers, listener)
    synced = sync(
        catalog,
        request.folder,
        request.config,
        as_of=as_of,
        drafts=request.drafts,
        mapper=mapper,
        declared=theme.declared,
    )
    return _with_problems(synced, with_severities(theme.warnings, request.config.checks))


def _with_problems(synced: Sync, found: list[Problem]) -> Sync:
    """Return ``synced`` with the problems in ``found`` added."""
    problems, warnings = (*synced.problems, *errors_of(found)), (*synced.warnings, *warnings_of(found))
    return replace(synced, problems=problems, warnings=warnings)


def _with_dead_links(synced: Sync, request: Request, catalog: Catalog) -> tuple[Sync, list[Problem]]:
    """Return ``synced`` with the links that lead nowhere added, and those of them that are in texts."""
    links = dead_page_links(catalog.connection, request.config)
    configured = dead_configured_links(catalog.connection, request.folder, request.config)
    return _with_problems(synced, [*links, *configured]), links


def _known_errors(
    request: Request, catalog: Catalog, plan: BuildPlan, synced: Sync, disputes: Iterable[Problem]
) -> set[Problem]:
    """Return the errors known before printing; if the build stops for them, also those that later steps would find."""
    connection, root = catalog.connection, request.config.content.root
    found = {*synced.problems, *disputes, *taken_addresses(connection, plan, synced.refused, root)}
    stops = found and not request.skip_invalid
    if stops or (request.strict and synced.warnings):
        found |= refused_files(connection, plan, synced, request.folder, request.config)
    return found


def _tolerated(request: Request, catalog: Catalog) -> frozenset[str]:
    """Return the files whose warnings do not stop a strict build: drafts, which appear only after an edit.

    Embargoed stories are not among them: they appear without an edit, and no build must fail then.
    """
    if not request.strict or request.drafts:
        return frozenset()
    return frozenset(f"{request.config.content.root}/{path}" for path in queries.drafts(catalog.connection))


def _skipped_errors(
    request: Request, errors: set[Problem], warnings: Iterable[Problem], tolerated: Container[str]
) -> tuple[Problem, ...]:
    """Return the errors that the build skips. Raises ContentError if there are any and it may not skip them.

    In a strict build warnings are errors, except those of ``tolerated`` files and those that depend on the time.
    """
    if request.strict:
        strict = [each for each in warnings if each.path not in tolerated and not CODES[each.code].of_time]
        errors = {*errors, *(replace(problem, severity="error") for problem in strict)}
        warnings = {*warnings} - {*strict}
    if errors and not request.skip_invalid:
        raise ContentError([*errors, *warnings])
    return tuple(sorted(errors))


def _mark_altered(plan: BuildPlan, record: BuildRecord, output: Output, real: Container[str], since: int) -> bool:
    """Mark the pages whose files are not as the last build left them as out of date.

    ``real`` are folders that are no symbolic links. Where only the time of the last change (at or after ``since``)
    differs, as in an output that was restored from an archive, the digest decides. Returns whether any file had to be
    compared like this.
    """
    suspects = set(altered_files(record.files(), output.root, real, since=since))
    if suspects:
        left = (each for each in record.files() if each[0] in suspects)
        altered = set(altered_files(left, output.root, real, since=EVER))
        for file in sorted(suspects):
            if file in altered or not output.has_digest(file, record.digest_of(file)):
                plan.mark(file, "output: its file was changed or deleted")
    return bool(suspects)


def _begin(catalog: Catalog, plan: BuildPlan, record: BuildRecord, output: Output) -> list[str]:
    """Check the output, and note that it is about to change. Returns the files in it that no page claims."""
    folders = {} if catalog.fact(UNFINISHED) else record.folders()
    since = settled_at(catalog.connection)
    altered = altered_folders(folders, output.root, since=since)
    # All folders above a recorded folder are recorded too: if they are unchanged, none is a symbolic link. The top
    # folder does not count: every build creates its staging folder there, which changes the time of the top.
    as_left = altered <= {""}
    suspected = _mark_altered(plan, record, output, folders if as_left else (), since)
    output.is_settled = as_left and not suspected and since > 0
    strays = output.strays(folders, altered, plan.is_planned)
    with catalog.transaction():
        catalog.note(UNFINISHED, "yes")
    return strays


def _refused(plan: BuildPlan) -> list[str]:
    """Return the assets, media and static files that are refused now: an earlier build may have placed them."""
    return [file for file, page in plan.left_out() if Ground.FILES in KINDS[decode_page(page).kind].grounds]


def _abandon(plan: BuildPlan, output: Output) -> None:
    """Delete the waiting files of a build that failed, so that the output is as it was."""
    Staging(output.root, output.build_id).drop(page.file for page in plan.out_of_date())


def _note(catalog: Catalog, frame: Frame, last_build: LastBuild, *, disputed: bool) -> None:
    """Note in the catalog that the build is complete and covers all changes. Call it inside a transaction."""
    forget_changes(catalog.connection)
    for name, value in frame.grounds.items():
        catalog.note(f"ground {name}", value)
    catalog.drop(UNDISPUTED) if disputed else catalog.note(UNDISPUTED, "yes")
    note_held_back(catalog)
    forget_former(catalog.connection)
    note_last_build(catalog, last_build)
