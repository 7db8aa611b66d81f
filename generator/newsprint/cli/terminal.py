"""What commands write to the terminal: plain lines that wrap well, colour where there is a person to see it."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

import click

from newsprint.build.report import Listener, Progress, silent

_STAGES = {"reading": "Reading articles", "printing": "Printing pages", "placing": "Placing files"}
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """``text`` from content or file names, without what could drive a terminal."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


def complain(text: str) -> None:
    """One mistake that has no place in a file, on standard error."""
    click.echo(click.style("newsprint: ", fg="red", bold=True) + plain(text), err=True)


def say(text: str = "") -> None:
    """A line of the command's result, on standard output."""
    click.echo(text)


def note(text: str) -> None:
    """A line beside the result, on standard error."""
    click.echo(text, err=True)


def counted(count: int, noun: str, plural: str = "") -> str:
    """``1 page``, ``2 pages``, ``2,084 articles``."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def in_zone(instant: datetime, zone: ZoneInfo) -> str:
    """``instant`` as a person in the outlet's zone reads it."""
    return instant.astimezone(zone).strftime("%Y-%m-%d %H:%M %Z")


@contextmanager
def progress_shown(enabled: bool) -> Iterator[Listener]:
    """A listener that draws a progress line on standard error while a build lasts, if a person is looking."""
    if not (enabled and sys.stderr.isatty()):
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description:<16}"), BarColumn(bar_width=None), MofNCompleteColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        yield _drawn_by(bars.add_task, bars.update)


def _drawn_by(add: Callable[..., int], update: Callable[..., object]) -> Listener:
    tasks: dict[str, int] = {}

    def listener(progress: Progress) -> None:
        if progress.stage not in tasks:
            tasks[progress.stage] = add(_STAGES[progress.stage], total=progress.total)
        update(tasks[progress.stage], completed=progress.done, total=progress.total)

    return listener
