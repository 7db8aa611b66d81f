"""Batches of work, done here or, if there is enough to do, by a worker pool."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

from newsprint.builder.profile.stopwatch import Clocks, Stopwatch
from newsprint.builder.workers.executors import Processes, WorkerPool

if TYPE_CHECKING:
    from concurrent.futures import Future

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTH_A_POOL = 4
"""With fewer batches than this, a worker pool costs more time than it saves."""


class _Measured(Struct, Generic[Item, Result], frozen=True):
    """Does ``work``, and returns its result with the processor time (seconds) it took where it was done."""

    work: Callable[[Item], Result]
    clocks: Clocks

    def __call__(self, item: Item) -> tuple[Result, float]:
        started = self.clocks.processor()
        result = self.work(item)
        return result, self.clocks.processor() - started


class Workers:
    """The workers of a build, used like ``map``; a context manager.

    They are ``jobs`` processes of this machine. ``pool``, if there is one, works instead of them, except on what has to
    be done on this machine.
    """

    def __init__(self, jobs: int, watch: Stopwatch, pool: WorkerPool | None = None) -> None:
        self._here = Processes(jobs, fork=pool is None) if jobs > 1 else None
        self._pool = pool or self._here
        self.watch = watch
        self.are_elsewhere = pool is not None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Stop all workers. Those on this machine have ended when this returns."""
        for pool in (self._pool, self._here):
            if pool:
                pool.stop()

    def map(self, work: Callable[[Item], Result], items: Iterable[Item], *, here: bool = False) -> Iterator[Result]:
        """Return the results of ``work`` for each of ``items``, in their order; ``here`` means on this machine.

        ``work`` must be a function of a module, and everything must be picklable. Raises what ``work`` raises, and
        NewsprintError if the workers are lost.
        """
        iterator = iter(items)
        first = list(islice(iterator, WORTH_A_POOL))
        pool = self._here if here else self._pool
        everything = chain(first, iterator)
        if pool is None or len(first) < WORTH_A_POOL:
            return map(work, everything)
        if self.watch.clocks is None:
            return _in_flight(pool, work, everything)
        return self._measured(_in_flight(pool, _Measured(work, self.watch.clocks), everything))

    def _measured(self, results: Iterable[tuple[Result, float]]) -> Iterator[Result]:
        for result, seconds in results:
            self.watch.worked_elsewhere(seconds)
            yield result


def _in_flight(pool: WorkerPool, work: Callable[[Item], Result], items: Iterator[Item]) -> Iterator[Result]:
    """Yield the results, with enough batches in flight that no worker waits, and few enough to fit into memory."""
    waiting: list[Future[Result]] = [pool.submit(work, item) for item in islice(items, pool.start())]
    while waiting:
        yield pool.result(waiting.pop(0))
        waiting += [pool.submit(work, item) for item in islice(items, 1)]
