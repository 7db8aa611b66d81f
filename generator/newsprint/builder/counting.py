"""Counting what a build did, when it is complete."""

from __future__ import annotations

from collections.abc import Sequence

from newsprint.base.dates import from_microseconds, to_microseconds
from newsprint.base.errors import Problem
from newsprint.builder.build_request import Request
from newsprint.builder.profile.stopwatch import Stopwatch
from newsprint.builder.report import OutdatedPage, Renditions, Report
from newsprint.catalog.database import Catalog
from newsprint.catalog.reading import queries
from newsprint.catalog.reading.next_change import next_change
from newsprint.catalog.record.build_plan import BuildPlan
from newsprint.catalog.record.build_record import BuildRecord
from newsprint.catalog.streams import ALL
from newsprint.catalog.sync.sync import Sync
from newsprint.kinds.registry import KINDS
from newsprint.kinds.stages import Role

_RENDITIONS = next(kind.folder for kind in KINDS.values() if kind.role is Role.RENDITION).strip("/")


def report_of(
    request: Request,
    catalog: Catalog,
    plan: BuildPlan,
    record: BuildRecord,
    synced: Sync,
    removed: Sequence[str],
    problems: tuple[Problem, ...],
    warnings: tuple[Problem, ...],
    watch: Stopwatch,
) -> Report:
    """Return the report of the build whose files are in place. ``removed`` are the files that it deleted."""
    connection = catalog.connection
    change = next_change(connection, to_microseconds(request.as_of))
    pages, written = record.pages(), plan.written()
    return Report(
        articles=queries.count(connection, ALL),
        hidden=sum(1 for _ in queries.hidden(connection)),
        converted=synced.converted,
        pages=pages,
        written=written,
        removed=len(removed),
        unchanged=pages - written,
        renditions=_renditions(plan, record, removed),
        problems=problems,
        warnings=warnings,
        next_change=from_microseconds(change) if change is not None else None,
        reasons=plan.reasons(),
        printed=_explained(plan) if request.explain else (),
        profile=watch.profile(),
    )


def _renditions(plan: BuildPlan, record: BuildRecord, removed: Sequence[str]) -> Renditions:
    deleted = sum(file.startswith(f"{_RENDITIONS}/") for file in removed)
    return Renditions(record.pages(_RENDITIONS), plan.written(_RENDITIONS), deleted)


def _explained(plan: BuildPlan) -> tuple[OutdatedPage, ...]:
    return tuple(OutdatedPage(page.file, page.reason, page.written) for page in plan.out_of_date())
