"""Messages in the terminal about errors of Newsprint and its libraries."""

from __future__ import annotations

import asyncio
import gc
import logging
from pathlib import Path

import pytest
from tornado.iostream import StreamClosedError
from tornado.websocket import WebSocketClosedError

from newsprint.preview.web.library_errors import error_line, library_errors_reported
from tests.support.loops import in_its_own_loop

THIS_FILE = Path(__file__).name


def raised(error: Exception) -> Exception:
    """Raise ``error``, and return it with its traceback."""
    try:
        raise error
    except Exception as caught:
        return caught


def test_an_error_is_printed_in_one_line_with_its_place() -> None:
    line = error_line(raised(ValueError("the first line\n   and the second")))
    assert line.startswith(f"ValueError: the first line and the second ({THIS_FILE}, line ")


def test_an_error_that_was_never_raised_has_no_place() -> None:
    assert error_line(KeyError("a")) == "KeyError: 'a'"


@pytest.mark.parametrize("name", ["tornado.application", "tornado.general", "livereload", "asyncio"])
def test_an_error_logged_by_a_library_is_reported_in_one_line(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    reported: list[str] = []
    with library_errors_reported(reported.append):
        logging.getLogger(name).error("Uncaught %s\n%s", "GET /", "much more", exc_info=raised(ValueError("no")))
        logging.getLogger(name).error("Something")
        logging.getLogger(name).warning("A request was refused")
    (first, second) = reported
    assert first.startswith(f"Uncaught GET /: ValueError: no ({THIS_FILE}, line ")
    assert second == "Something"
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    "error", [StreamClosedError(), WebSocketClosedError(), ConnectionResetError(), BrokenPipeError()]
)
def test_a_browser_that_disconnects_is_not_reported(error: Exception) -> None:
    reported: list[str] = []
    with library_errors_reported(reported.append):
        logging.getLogger("asyncio").error("Task exception was never retrieved", exc_info=raised(error))
    assert reported == []


def test_an_error_in_a_task_that_nobody_awaits_is_reported() -> None:
    async def fails() -> None:
        raise ValueError("alone")

    async def run() -> None:
        task = asyncio.ensure_future(fails())
        await asyncio.wait([task])
        del task
        gc.collect()

    reported: list[str] = []
    with library_errors_reported(reported.append):
        in_its_own_loop(run)
    assert len(reported) == 1
    assert "ValueError: alone" in reported[0]


def test_the_loggers_are_restored_afterwards() -> None:
    logger = logging.getLogger("tornado")
    before = logger.propagate, list(logger.handlers)
    with library_errors_reported(lambda text: None):
        assert (logger.propagate, logger.handlers) != before
    assert (logger.propagate, logger.handlers) == before
