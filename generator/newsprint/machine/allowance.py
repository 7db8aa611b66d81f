"""Limits on the processor time and memory of one page: a template can loop endlessly, or fill the memory.

The limits are processor time, so that a theme does not fail on a slow or busy machine, and the growth of the process's
memory.
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
    """The interpreter makes it without arguments, so the message is fixed here."""

    def __str__(self) -> str:
        return f"the page was still being made after {SECONDS:g} seconds of processor time"


class _TooMuchError(DeadlineError):
    def __str__(self) -> str:
        return f"the page needs more than {MEGABYTES:,} MB of memory"


class Allowance:
    """A thread that checks the work of another thread, several times a second. Use it as a context manager."""

    def __init__(self, seconds: float = SECONDS, megabytes: int = MEGABYTES, again: float = AGAIN) -> None:
        """Limit work to ``seconds`` of processor time and ``megabytes`` of additional memory.

        If the work continues, because something caught the error, the error is raised again after ``again`` seconds.
        """
        self._limits = seconds, megabytes, again
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._worker = 0
        self._number = 0
        self._working = False
        self._thread = threading.Thread(target=self._watch, name="watching pages", daemon=True)

    def __enter__(self) -> Allowance:
        """Start checking the work of the calling thread."""
        self._worker = threading.get_ident()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop checking."""
        self._ended.set()
        self._thread.join()

    def hold(self, work: Callable[[], Result]) -> Result:
        """Return the result of ``work``. Raise DeadlineError inside it when it exceeds a limit.

        The error is raised between two steps of Python code: a long call into a library is stopped when it returns.
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
    """Return the processor time of this process so far, in seconds, and its peak memory, in megabytes."""
    try:
        import resource
    except ImportError:  # Windows, where pages have no limits
        return 0.0, 0
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss // _PEAKS_PER_MEGABYTE
