"""Work that Ctrl-C stops at once, even while a library waits for a network."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from threading import Thread
from typing import NoReturn, TypeVar

Result = TypeVar("Result")

_GRACE = 1.0  # seconds
_POLL = 0.2  # seconds


def interruptible(work: Callable[[], Result]) -> Result:
    """Run ``work`` in a separate thread, and return its result or raise its error.

    Only waiting for a thread can be interrupted at any time. Raise KeyboardInterrupt on Ctrl-C, unless the work ends
    within a second. The work then continues in its thread: exit the process with :func:`leave`.
    """
    results: list[Result] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # raised again in the thread that waits
            errors.append(error)

    thread = Thread(target=run, name="work", daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(_POLL)  # a signal that arrives just before a wait is handled when the wait ends
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends soon in any case; some users press Ctrl-C repeatedly
        thread.join(_GRACE)
        if not results:
            raise
    if errors:
        raise errors[0]
    return results[0]


def leave(code: int) -> NoReturn:
    """End the process with ``code`` at once, as a kill would, but with standard output and error flushed."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
