"""How much of the machine one page may use: a template can loop for longer, and pile up more, than anybody has.

What counts is processor time, so that a slow or busy machine breaks no honest theme, and the memory that the process
takes in addition.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import TypeVar

from newsprint.machine.deadline import AGAIN, DeadlineError, raise_in

Result = TypeVar("Result")

SECONDS = 60.0
MEGABYTES = 1024
_TICK = 0.25
_PEAKS_PER_MEGABYTE = 1024 * 1024 if sys.platform == "darwin" else 1024  # macOS counts the peak in bytes


class _TooLongError(DeadlineError):
    """Made by the interpreter without arguments, so its words are its own."""

    def __str__(self) -> str:
        return f"the page was still being made after {SECONDS:g} seconds of processor time"


class _TooMuchError(DeadlineError):
    def __str__(self) -> str:
        return f"the page needs more than {MEGABYTES:,} MB of memory"


class Allowance:
    """A thread that looks at the work of another, several times a second. To be used as a context."""

    def __init__(self, seconds: float = SECONDS, megabytes: int = MEGABYTES, again: float = AGAIN) -> None:
        """``again``: something may have swallowed what was raised, so after so many seconds it is raised again."""
        self._limits = seconds, megabytes, again
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._worker = 0
        self._number = 0
        self._working = False
        self._thread = threading.Thread(target=self._watch, name="watching pages", daemon=True)

    def __enter__(self) -> Allowance:
        """Start to look."""
        self._worker = threading.get_ident()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Look no more."""
        self._ended.set()
        self._thread.join()

    def hold(self, work: Callable[[], Result]) -> Result:
        """Return what ``work`` returns. Raise DeadlineError in it when it has used up its allowance.

        That stops Python code between two of its steps; a single long call of a library is stopped when it returns.
        """
        with self._lock:
            self._number += 1
            self._working = True
        try:
            return work()
        finally:
            with self._lock:
                self._working = False

    def _watch(self) -> None:
        seconds, megabytes, again = self._limits
        number, time, peak = 0, 0.0, 0
        error: type[DeadlineError] = _TooLongError
        while not self._ended.wait(_TICK):
            now, taken = _used()
            with self._lock:
                if number != self._number or not self._working:
                    number, time, peak, error = self._number, now + seconds, taken + megabytes, _TooLongError
                elif now > time or taken > peak:
                    error = _TooMuchError if taken > peak else error
                    raise_in(self._worker, error)
                    time, peak = now + again, max(peak, taken + megabytes)


def _used() -> tuple[float, int]:
    """The processor time of this process so far, in seconds, and the most memory that it had, in megabytes."""
    try:
        import resource
    except ImportError:  # Windows, where pages may take what they want
        return 0.0, 0
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss // _PEAKS_PER_MEGABYTE
