"""The one thread that works on the outlet: it owns the catalog, and whatever is asked of it is done in turn.

It does not keep the program alive: who leaves does not wait for what it is at.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Thread
from typing import Any, ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Result = TypeVar("Result")


class Worker:
    """A thread that does what it is given, one thing after the other."""

    def __init__(self) -> None:
        self._work: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="newsprint-preview", daemon=True)
        self._thread.start()

    def submit(
        self, function: Callable[Asked, Result], *arguments: Asked.args, **named: Asked.kwargs
    ) -> Future[Result]:
        """Have ``function`` called; the future has what it gave or raised."""
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
        """Let the thread end after what was submitted; whether it did so within ``patience`` seconds."""
        self._work.put(None)
        self._thread.join(patience)
        return not self._thread.is_alive()

    def _run(self) -> None:
        if hasattr(signal, "pthread_sigmask"):  # a Ctrl-C is not for the processes that are started from here
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        while work := self._work.get():
            work()
