"""Work in several processes: a pool that starts only when there is enough to do."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing.connection import wait
from threading import Thread
from typing import TypeVar

from newsprint.errors import NewsprintError

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTH_A_POOL = 4
"""With fewer batches than this, starting processes costs more than it saves."""

_AHEAD = 2
"""Batches in flight for each worker: enough to keep it busy, few enough to keep memory small."""


def _end_with_parent() -> None:
    """Have this worker end when the build is killed: a worker left behind would hold the outlet's lock for ever."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

    Thread(target=watch, name="watching the build", daemon=True).start()


class Workers:
    """``jobs`` worker processes, used like ``map``; a context manager."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Wait until nothing is being worked on any more; what was not begun never will be."""
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """``work`` done for each of ``items``, the results in the items' order.

        ``work`` must be a function of a module and everything must be picklable. Raises what ``work`` raises, and
        NewsprintError if a worker dies.
        """
        iterator = iter(items)
        first = list(islice(iterator, WORTH_A_POOL))
        if self._jobs < 2 or len(first) < WORTH_A_POOL:
            yield from map(work, chain(first, iterator))
            return
        try:
            yield from self._in_pool(work, chain(first, iterator))
        except BrokenProcessPool as error:
            raise NewsprintError("a worker process was killed: is there too little memory? Try --jobs 1") from error

    def _in_pool(self, work: Callable[[Item], Result], items: Iterator[Item]) -> Iterator[Result]:
        if self._pool is None:
            method = "fork" if sys.platform == "linux" else None
            context = multiprocessing.get_context(method)
            self._pool = ProcessPoolExecutor(self._jobs, mp_context=context, initializer=_end_with_parent)
        waiting: list[Future[Result]] = [self._pool.submit(work, item) for item in islice(items, self._jobs * _AHEAD)]
        while waiting:
            yield waiting.pop(0).result()
            waiting += [self._pool.submit(work, item) for item in islice(items, 1)]
