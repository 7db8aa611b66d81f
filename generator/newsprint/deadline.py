"""A limit for work that may never end: a template can loop for longer than anybody waits."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


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
    over = False

    class LateError(DeadlineError):
        """Made by the interpreter without arguments, so its words are its own."""

        def __str__(self) -> str:
            return message

    def strike() -> None:
        import ctypes  # for work that does not end

        with lock:
            if not over:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(LateError))

    timer = threading.Timer(seconds, strike)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with lock:
            over = True
        timer.cancel()
