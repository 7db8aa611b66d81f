"""Reading the batches of a sync with the workers of a build, with progress and timing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from newsprint.builder.report import Listener, Progress
from newsprint.builder.workers.workers import Workers
from newsprint.catalog.sync.sync import Mapper, Work

if TYPE_CHECKING:
    from newsprint.catalog.sync.ingest import Batch, IngestedFile


def reading_by(workers: Workers, listener: Listener) -> Mapper:
    """Return a mapper that reads batches with ``workers``. Time between two batches counts as the catalog's."""
    watch = workers.watch

    def read(work: Work, batches: Iterable[Batch]) -> Iterator[list[IngestedFile]]:
        if watch.clocks is None:
            yield from workers.map(work, batches)
            return
        from newsprint.builder.profile.metering import MeteredReading

        for taken, figures in workers.map(MeteredReading(work, watch.clocks), batches):
            watch.add(figures)
            yield taken

    def mapper(work: Work, batches: Iterable[Batch], total: int) -> Iterator[list[IngestedFile]]:
        done = 0
        watch.lap("catalog")
        for taken in read(work, batches):
            watch.lap("reading")
            done += len(taken)
            listener(Progress("reading", done, total))
            yield taken
            watch.lap("catalog")

    return mapper
