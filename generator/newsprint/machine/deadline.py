"""A limit for work that may never end: a template can loop for longer than anybody waits."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

AGAIN = 5.0
"""Seconds after which the work is stopped again, if something swallowed that it was."""


class DeadlineError(Exception):
    """The work took too long and was stopped."""


@contextmanager
def deadline(seconds: float, message: str) -> Iterator[None]:
    """Raise DeadlineError with ``message`` in this thread if what is inside takes longer.

    It stops Python code between two of its steps, which is what templates are; a single long call of a library is
    stopped when it returns.
    """
    thread = threading.get_ident()
    lock = threading.Lock()
    ended = threading.Event()

    class LateError(DeadlineError):
        """Made by the interpreter without arguments, so its words are its own."""

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

    It is lost where nothing can be raised, as while something is taken from memory: so raise it again after a while.
    """
    import ctypes  # for work that does not end

    if not isinstance(sys.unraisablehook, _Hushed):
        sys.unraisablehook = _Hushed(sys.unraisablehook)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(error))


class _Hushed:
    """Keeps off the terminal what was lost like that."""

    def __init__(self, shown: Callable[[sys.UnraisableHookArgs], object]) -> None:
        self._shown = shown

    def __call__(self, unraisable: sys.UnraisableHookArgs) -> None:
        if not issubclass(unraisable.exc_type, DeadlineError):
            self._shown(unraisable)
