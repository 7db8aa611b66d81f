"""Threads beside the event loop: one works on the outlet, and alone uses the catalog; others work on pictures.

They are daemon threads: the program can end without waiting for the current jobs.
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
    """A thread, or several, that call functions in the order in which they were submitted."""

    def __init__(self, name: str = "newsprint-preview", threads: int = 1) -> None:
        self._work: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._threads = [Thread(target=self._run, name=name, daemon=True) for _ in range(threads)]
        for thread in self._threads:
            thread.start()

    def submit(
        self, function: Callable[Parameters, Result], *arguments: Parameters.args, **named: Parameters.kwargs
    ) -> Future[Result]:
        """Call ``function`` in a thread. The future gets its result or its exception."""
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
        """End the threads after the submitted calls. Return whether they ended within ``patience`` seconds."""
        for _ in self._threads:
            self._work.put(None)
        for thread in self._threads:
            thread.join(patience / len(self._threads))
        return not any(thread.is_alive() for thread in self._threads)

    def _run(self) -> None:
        if hasattr(signal, "pthread_sigmask"):  # processes that are started from here must ignore a Ctrl-C
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        while work := self._work.get():
            work()
