"""Worker pools, which work outside this process: the interface, and the pool of processes on this machine."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING, Protocol, TypeVar

from newsprint.base.errors import NewsprintError

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 4
"""Batches in flight for each worker: enough to keep it busy, few enough to keep memory small.

Results are taken in order. With two, workers would often wait for the one that encodes a large picture.
"""


class WorkerPool(Protocol):
    """Processes or machines that do the work, through the interface of ``concurrent.futures``."""

    def start(self) -> int:
        """Start, if needed. Returns how many batches should be in flight. Raises NewsprintError."""

    def submit(self, work: Callable[[Item], Result], item: Item) -> Future[Result]:
        """Schedule ``work``, a function of a module: it and everything else is pickled. Raises NewsprintError."""

    def result(self, future: Future[Result]) -> Result:
        """Return the result of ``work``. Raises what ``work`` raises, and NewsprintError if no worker is left."""

    def stop(self) -> None:
        """Stop, even if work is pending."""


def _end_with_parent() -> None:
    """End this worker when the build is killed: a worker left behind would keep the outlet's lock for ever.

    Ignore Ctrl-C, which the build handles: each worker would print a traceback.
    """
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

    Thread(target=watch, name="watching the build", daemon=True).start()


@contextmanager
def _sigint_blocked() -> Iterator[None]:
    """Block SIGINT while workers start: a worker interrupted during import would print a traceback."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _killed_workers_reported() -> Iterator[None]:
    """Raise NewsprintError if a worker process was killed."""
    from concurrent.futures.process import BrokenProcessPool

    try:
        yield
    except BrokenProcessPool as error:
        raise NewsprintError("a worker process was killed: is there too little memory? Try --jobs 1") from error


class Processes:
    """``count`` processes of this machine. Without ``fork`` they are spawned: a fork beside threads may never end."""

    def __init__(self, count: int, *, fork: bool = True) -> None:
        self._count = count
        self._method = "fork" if fork and sys.platform == "linux" else "spawn"
        self._pool: ProcessPoolExecutor | None = None

    def start(self) -> int:
        """Start the processes on the first call. Returns how many batches should be in flight."""
        if self._pool is None:
            import multiprocessing  # imported late: most builds have too little to do to need it
            from concurrent.futures import ProcessPoolExecutor

            context = multiprocessing.get_context(self._method)
            self._pool = ProcessPoolExecutor(self._count, mp_context=context, initializer=_end_with_parent)
        return self._count * AHEAD

    def submit(self, work: Callable[[Item], Result], item: Item) -> Future[Result]:
        """See :class:`WorkerPool`."""
        assert self._pool
        with _killed_workers_reported(), _sigint_blocked():
            return self._pool.submit(work, item)

    def result(self, future: Future[Result]) -> Result:
        """See :class:`WorkerPool`."""
        with _killed_workers_reported():
            return future.result()

    def stop(self) -> None:
        """See :class:`WorkerPool`."""
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)
