"""The thread that works on the outlet: it alone uses the catalog, and it does one job after the other.

It is a daemon thread: the program can end without waiting for the current job.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Thread
from typing import Any, ParamSpec, TypeVar

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class Worker:
    """A thread that calls functions, in the order in which they were submitted."""

    def __init__(self) -> None:
        self._work: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="newsprint-preview", daemon=True)
        self._thread.start()

    def submit(
        self, function: Callable[Parameters, Result], *arguments: Parameters.args, **named: Parameters.kwargs
    ) -> Future[Result]:
        """Call ``function`` in the thread. The future gets its result or its exception."""
        future: Future[Result] = Future()

        def work() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result: Any = function(*arguments, **named)
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(result)

        self._work.put(work)
        return future

    def end(self, patience: float) -> bool:
        """End the thread after the submitted calls. Return whether it ended within ``patience`` seconds."""
        self._work.put(None)
        self._thread.join(patience)
        return not self._thread.is_alive()

    def _run(self) -> None:
        if hasattr(signal, "pthread_sigmask"):  # processes that are started from here must ignore a Ctrl-C
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        while work := self._work.get():
            work()
