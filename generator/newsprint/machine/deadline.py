"""A time limit for work that may never end, such as a template with an endless loop."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

AGAIN = 5.0
"""Seconds until the error is raised again, if the work caught it and continues."""


class DeadlineError(Exception):
    """The work took too long and was stopped."""


@contextmanager
def deadline(seconds: float, message: str) -> Iterator[None]:
    """Raise DeadlineError with ``message`` in this thread if the body of the context takes longer than ``seconds``.

    The error is raised between two steps of Python code, as in templates: a long call into a library is stopped when
    it returns. The body must not start threads: until a new thread runs, CPython takes it for the one that starts it,
    so the error could end the new thread, and its start would wait for ever.
    """
    thread = threading.get_ident()
    lock = threading.Lock()
    ended = threading.Event()

    class LateError(DeadlineError):
        """The interpreter makes it without arguments, so the message is fixed here."""

        def __str__(self) -> str:
            return message

    def watch() -> None:
        wait = seconds
        while not ended.wait(wait):
            with lock:
                if not ended.is_set():
                    raise_in(thread, LateError)
            wait = AGAIN

    threading.Thread(target=watch, name="watching work", daemon=True).start()
    try:
        yield
    finally:
        with lock:
            ended.set()


def raise_in(thread: int, error: type[DeadlineError]) -> None:
    """Raise ``error`` in ``thread``, between two steps of its Python code.

    The error is lost where Python ignores exceptions, such as in a destructor, so raise it again after a while.
    """
    import ctypes  # only needed for work that does not end

    if not isinstance(sys.unraisablehook, _DeadlineFilter):
        sys.unraisablehook = _DeadlineFilter(sys.unraisablehook)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(error))


class _DeadlineFilter:
    """Keep DeadlineErrors that Python ignored off the terminal."""

    def __init__(self, shown: Callable[[sys.UnraisableHookArgs], object]) -> None:
        self._shown = shown

    def __call__(self, unraisable: sys.UnraisableHookArgs) -> None:
        if not issubclass(unraisable.exc_type, DeadlineError):
            self._shown(unraisable)
