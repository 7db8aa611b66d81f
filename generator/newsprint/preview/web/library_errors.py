"""Errors that the preview's libraries log, as one line each: authors do not read tracebacks."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tornado.iostream import StreamClosedError
from tornado.websocket import WebSocketClosedError

_LOGGERS = ("tornado", "livereload", "asyncio")
_DISCONNECTED = (StreamClosedError, WebSocketClosedError, ConnectionError)
"""Raised when a browser closes a connection while something is sent to it. That is normal."""


@contextmanager
def library_errors_reported(report: Callable[[str], None]) -> Iterator[None]:
    """Call ``report`` with one line for each error that the libraries log during this context.

    It may be called from any thread. Warnings and lower levels are about refused requests, and are not reported.
    """
    handler = _ErrorHandler(report)
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    before = [logger.propagate for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.propagate = False
    try:
        yield
    finally:
        for logger, propagate in zip(loggers, before, strict=True):
            logger.removeHandler(handler)
            logger.propagate = propagate


def error_line(error: BaseException) -> str:
    """Return the type, message, file and line of ``error`` on one line, for a bug report."""
    what = " ".join(f"{type(error).__name__}: {error}".split())
    frames = traceback.extract_tb(error.__traceback__)
    return f"{what} ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else what


class _ErrorHandler(logging.Handler):
    def __init__(self, report: Callable[[str], None]) -> None:
        super().__init__(logging.ERROR)
        self._report = report

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, _DISCONNECTED):
            return
        message = record.getMessage().partition("\n")[0]
        self._report(f"{message}: {error_line(error)}" if error is not None else message)
