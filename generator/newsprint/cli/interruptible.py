"""Work that Ctrl-C ends at once, even while a library waits for somebody's answer."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from threading import Thread
from typing import NoReturn, TypeVar

Result = TypeVar("Result")

_TO_END = 1.0  # seconds
_LOOK = 0.2


def interruptible(work: Callable[[], Result]) -> Result:
    """What ``work`` gives or raises; it is done in a thread of its own, as only waiting for a thread can be broken off.

    Raises KeyboardInterrupt if a person does not want to wait, unless the work is done within a second. It goes on
    then: the process has to be left by :func:`leave`.
    """
    results: list[Result] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # whatever it is, it is raised again where it is waited for
            errors.append(error)

    thread = Thread(target=run, name="work", daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(_LOOK)  # a signal that comes just before a wait begins is heard when the wait ends
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends soon in any case; some people press it again and again
        thread.join(_TO_END)
        if not results:
            raise
    if errors:
        raise errors[0]
    return results[0]


def leave(code: int) -> NoReturn:
    """End the process with ``code``, now: as a kill would, but that all that was said is out."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
