"""Putting waiting files in place, in this process or in several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from msgspec import Struct

from newsprint.builder.output import Output
from newsprint.builder.plan import decode_page
from newsprint.builder.printing.staging import Staging
from newsprint.builder.report import Listener, Progress
from newsprint.builder.workers.workers import Workers
from newsprint.catalog.record.build_plan import BuildPlan
from newsprint.kinds.registry import KINDS
from newsprint.kinds.stages import Stage, stage_of

BATCH_SIZE = 200


class Placed(Struct, frozen=True):
    """How many files of a batch were placed, and the folders touched, relative to the output folder."""

    done: int
    folders: frozenset[str]


Task = tuple[Path, str, list[str]]


def place_batches(files: Iterable[str], output: Output) -> Iterator[Task]:
    """Yield ``files`` in batches for :func:`place_batch`."""
    names = iter(files)
    while batch := list(islice(names, BATCH_SIZE)):
        yield output.root, output.build_id, batch


def place_batch(task: Task) -> Placed:
    """Put the waiting files of a batch in place below the output folder. Raises OSError."""
    root, build_id, files = task
    staging = Staging(root, build_id)
    for file in files:
        staging.place(file)
    return Placed(len(files), frozenset(staging.touched))


def place_pages(plan: BuildPlan, output: Output, workers: Workers, listener: Listener) -> None:
    """Put the waiting files in place, in the order in which a deploy publishes them. Raises OSError."""
    rounds = _rounds(plan)
    done, total = 0, sum(map(len, rounds))
    for files in rounds:
        for placed in workers.map(place_batch, place_batches(files, output), here=True):
            output.touch(placed.folders)
            done += placed.done
            listener(Progress("placing", done, total))


def _rounds(plan: BuildPlan) -> list[list[str]]:
    """Return the waiting files, a list for each stage."""
    stages: dict[Stage, list[str]] = {stage: [] for stage in Stage}
    for page in plan.out_of_date():
        if page.written:
            stages[stage_of(page.file, KINDS[decode_page(page.page).kind].role, new=page.new)].append(page.file)
    return list(stages.values())
