"""What the libraries beneath the preview complain of, in a line each: nobody who writes a story reads a traceback."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tornado.iostream import StreamClosedError
from tornado.websocket import WebSocketClosedError

_LOGGERS = ("tornado", "livereload", "asyncio")
_THEY_LEFT = (StreamClosedError, WebSocketClosedError, ConnectionError)
"""What is raised when a browser goes while it is being told something. That is its right."""


@contextmanager
def complaints_told(tell: Callable[[str], None]) -> Iterator[None]:
    """As long as the context lasts, ``tell`` is called with a line for each error that the libraries log.

    It may be called from any thread. Warnings and less are about requests that were refused, and are not told.
    """
    listener = _Listener(tell)
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    before = [logger.propagate for logger in loggers]
    for logger in loggers:
        logger.addHandler(listener)
        logger.propagate = False
    try:
        yield
    finally:
        for logger, propagate in zip(loggers, before, strict=True):
            logger.removeHandler(listener)
            logger.propagate = propagate


def error_line(error: BaseException) -> str:
    """What went wrong and where, in a line that is enough for a report."""
    what = " ".join(f"{type(error).__name__}: {error}".split())
    frames = traceback.extract_tb(error.__traceback__)
    return f"{what} ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else what


class _Listener(logging.Handler):
    def __init__(self, tell: Callable[[str], None]) -> None:
        super().__init__(logging.ERROR)
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, _THEY_LEFT):
            return
        said = record.getMessage().partition("\n")[0]
        self._tell(f"{said}: {error_line(error)}" if error is not None else said)
