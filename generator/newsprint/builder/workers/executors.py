"""Where work is done that is not done here: a crew, and the crew of this machine's processes."""

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

AHEAD = 2
"""Batches in flight for each worker: enough to keep it busy, few enough to keep memory small."""


class Crew(Protocol):
    """Those who work. ``concurrent.futures`` is the interface between us and them."""

    def start(self) -> int:
        """Have them ready; how many batches they want in flight. Raises NewsprintError."""

    def submit(self, work: Callable[[Item], Result], item: Item) -> Future[Result]:
        """Have ``work`` done: a function of a module, as it and everything else is pickled. Raises NewsprintError."""

    def result(self, future: Future[Result]) -> Result:
        """What came of it. Raises what ``work`` raises, and NewsprintError if nobody is left to do it."""

    def dismiss(self) -> None:
        """End, whatever is still under way."""


def _end_with_parent() -> None:
    """Have this worker end when the build is killed: a worker left behind would hold the outlet's lock for ever.

    A Ctrl-C is the build's to answer, and not that of each worker, which would tell where it stood.
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
def _undisturbed() -> Iterator[None]:
    """What is started here never hears a Ctrl-C: one that came while a worker loads its modules would be told by it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _told() -> Iterator[None]:
    from concurrent.futures.process import BrokenProcessPool

    try:
        yield
    except BrokenProcessPool as error:
        raise NewsprintError("a worker process was killed: is there too little memory? Try --jobs 1") from error


class Processes:
    """``count`` processes of this machine. Without ``fork`` they start afresh: a fork beside threads may never end."""

    def __init__(self, count: int, *, fork: bool = True) -> None:
        self._count = count
        self._method = "fork" if fork and sys.platform == "linux" else "spawn"
        self._pool: ProcessPoolExecutor | None = None

    def start(self) -> int:
        """Start them the first time."""
        if self._pool is None:
            import multiprocessing  # most builds have so little to do that they need none of this
            from concurrent.futures import ProcessPoolExecutor

            context = multiprocessing.get_context(self._method)
            self._pool = ProcessPoolExecutor(self._count, mp_context=context, initializer=_end_with_parent)
        return self._count * AHEAD

    def submit(self, work: Callable[[Item], Result], item: Item) -> Future[Result]:
        """See :class:`Crew`."""
        assert self._pool
        with _told(), _undisturbed():
            return self._pool.submit(work, item)

    def result(self, future: Future[Result]) -> Result:
        """See :class:`Crew`."""
        with _told():
            return future.result()

    def dismiss(self) -> None:
        """See :class:`Crew`."""
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)
