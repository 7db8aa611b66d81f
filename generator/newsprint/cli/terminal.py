"""Output of the commands: lines that are wrapped and coloured in a terminal, and plain elsewhere."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from textwrap import wrap
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from newsprint.builder.report import Listener, Progress, silent

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

_STAGES = {"reading": "Reading articles", "printing": "Printing pages", "placing": "Placing files"}
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """Return ``text`` from content or file names without control characters, which could drive a terminal."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


def print_error(text: str) -> None:
    """Print an error that has no place in a file, on standard error."""
    first, *others = fitted(f"newsprint: {plain(text)}", err=True).split("\n")
    click.echo(click.style("newsprint: ", fg="red", bold=True) + first.removeprefix("newsprint: "), err=True)
    for line in others:
        click.echo(line, err=True)


def print_line(text: str = "") -> None:
    """Print a line of the command's result on standard output, never wrapped: programs may read it."""
    click.echo(text)


def print_text(text: str) -> None:
    """Print a sentence of the command's result on standard output, wrapped at words in a terminal."""
    click.echo(fitted(text))


def print_note(text: str) -> None:
    """Print a sentence that is not part of the result on standard error, wrapped at words in a terminal."""
    click.echo(fitted(text, err=True), err=True)


def columns(*, err: bool = False) -> int:
    """Return the width of the terminal in columns; 80 if there is none."""
    return shutil.get_terminal_size().columns if is_terminal(err=err) else 80


def is_terminal(*, err: bool = False) -> bool:
    """Return whether standard output, or standard error, is a terminal."""
    return (sys.stderr if err else sys.stdout).isatty()


def fitted(text: str, *, err: bool = False) -> str:
    """Return ``text`` wrapped at words to the width of the terminal; unchanged if there is none, for programs.

    Further lines are indented. Words, such as paths and addresses, are never broken.
    """
    if not is_terminal(err=err):
        return text
    width = columns(err=err)
    return "\n".join(line for written in text.split("\n") for line in _wrapped(written, width) or [""])


def lines_needed(text: str, width: int) -> int:
    """Return the number of lines that ``text`` takes up on a screen ``width`` columns wide."""
    return sum(max(1, -(-len(line) // width)) for line in _wrapped(text, width) or [""])


def _wrapped(text: str, width: int) -> list[str]:
    shown = click.unstyle(text)
    if len(shown) <= width:
        return [text]
    indent = " " * (len(shown) - len(shown.lstrip()))
    return wrap(text, width, subsequent_indent=indent + "  ", break_long_words=False, break_on_hyphens=False, tabsize=4)


def counted(count: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: ``1 page``, ``2 pages``, ``2,084 articles``."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def in_zone(instant: datetime, zone: ZoneInfo) -> str:
    """Return ``instant`` in ``zone`` for people: ``2024-12-23 18:30 GMT``."""
    return instant.astimezone(zone).strftime("%Y-%m-%d %H:%M %Z")


@contextmanager
def progress_shown(enabled: bool) -> Iterator[Listener]:
    """Yield a listener that draws a progress bar on standard error during a build, if that is a terminal."""
    if not (enabled and sys.stderr.isatty()):
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description:<16}"), BarColumn(bar_width=None), MofNCompleteColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        yield _drawn_on(bars)


def _drawn_on(bars: Bars) -> Listener:
    """Return a listener that draws one bar at a time: the bar of a stage is removed when the next stage begins."""
    drawn = ""

    def listener(progress: Progress) -> None:
        nonlocal drawn
        if progress.stage != drawn:
            for task in bars.task_ids:
                bars.remove_task(task)
            bars.add_task(_STAGES[progress.stage], total=progress.total)
            drawn = progress.stage
        bars.update(bars.task_ids[0], completed=progress.done, total=progress.total)

    return listener
