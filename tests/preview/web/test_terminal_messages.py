"""What the terminal says when something goes wrong that is no mistake of an author's."""

from __future__ import annotations

import asyncio
import gc
import logging

import pytest
from tornado.iostream import StreamClosedError
from tornado.websocket import WebSocketClosedError

from newsprint.preview.web.library_errors import error_line, library_errors_reported
from tests.support.loops import in_its_own_loop


def raised(error: Exception) -> Exception:
    try:
        raise error
    except Exception as caught:
        return caught


def test_an_error_is_one_line_that_says_what_and_where() -> None:
    line = error_line(raised(ValueError("the first line\n   and the second")))
    assert line.startswith("ValueError: the first line and the second (test_complaints.py, line ")


def test_an_error_that_was_never_raised_is_said_without_a_place() -> None:
    assert error_line(KeyError("a")) == "KeyError: 'a'"


@pytest.mark.parametrize("name", ["tornado.application", "tornado.general", "livereload", "asyncio"])
def test_what_libraries_log_is_told_in_one_line(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    told: list[str] = []
    with library_errors_reported(told.append):
        logging.getLogger(name).error("Uncaught %s\n%s", "GET /", "much more", exc_info=raised(ValueError("no")))
        logging.getLogger(name).error("Something")
        logging.getLogger(name).warning("A request was refused")
    (first, second) = told
    assert first.startswith("Uncaught GET /: ValueError: no (test_complaints.py, line ")
    assert second == "Something"
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    "error", [StreamClosedError(), WebSocketClosedError(), ConnectionResetError(), BrokenPipeError()]
)
def test_nobody_is_told_that_a_browser_left(error: Exception) -> None:
    told: list[str] = []
    with library_errors_reported(told.append):
        logging.getLogger("asyncio").error("Task exception was never retrieved", exc_info=raised(error))
    assert told == []


def test_a_task_that_fails_by_itself_is_told_too() -> None:
    async def fails() -> None:
        raise ValueError("alone")

    async def run() -> None:
        task = asyncio.ensure_future(fails())
        await asyncio.wait([task])
        del task
        gc.collect()

    told: list[str] = []
    with library_errors_reported(told.append):
        in_its_own_loop(run)
    assert len(told) == 1
    assert "ValueError: alone" in told[0]


def test_afterwards_the_loggers_are_as_they_were() -> None:
    logger = logging.getLogger("tornado")
    before = logger.propagate, list(logger.handlers)
    with library_errors_reported(lambda text: None):
        assert (logger.propagate, logger.handlers) != before
    assert (logger.propagate, logger.handlers) == before
