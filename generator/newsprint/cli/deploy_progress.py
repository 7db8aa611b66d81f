"""The progress of a deploy: a bar in a terminal, elsewhere (continuous integration) a line every ten seconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from newsprint.cli.terminal import counted, fitted, plain, print_note
from newsprint.deploy.deploy_request import Listener, Progress

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

_STAGES = {"checking": "Checking files", "sending": "Sending files", "deleting": "Deleting files"}
_EVERY = 10.0  # seconds between plain lines


@contextmanager
def progress_shown(enabled: bool) -> Iterator[Listener]:
    """Yield a listener that shows the progress of a deploy on standard error; if not ``enabled``, notes only."""
    if not enabled:
        yield _Notes()
    elif sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            TextColumn,
            TimeRemainingColumn,
        )
        from rich.progress import Progress as Bars

        columns = (
            TextColumn("{task.description:<14}"),
            BarColumn(bar_width=None),
            TextColumn("{task.fields[done]}"),
            TimeRemainingColumn(),
        )
        with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
            yield _Drawn(bars)
    else:
        yield _Lines()


def size_in_words(size: int) -> str:
    """Return ``size`` bytes in words: ``812 bytes``, ``4.2 MB``."""
    if size < 1000:
        return counted(size, "byte")
    amount, unit = next(
        (size / worth, unit) for worth, unit in ((1e9, "GB"), (1e6, "MB"), (1e3, "KB")) if size >= worth
    )
    return f"{amount:,.1f} {unit}"


class _Notes(Listener):
    def note(self, text: str) -> None:
        print_note(plain(text))


class _Lines(_Notes):
    """Prints a line of progress, at most every ten seconds."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def progress(self, progress: Progress) -> None:
        if time.monotonic() - self._last >= _EVERY:
            self._last = time.monotonic()
            print_note(f"{_STAGES[progress.stage]}: {_done(progress)}")


class _Drawn(_Notes):
    """Draws a bar for the current stage, with the rate in bytes per second if the stage counts bytes."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._stage = ""
        self._began = time.monotonic()

    def note(self, text: str) -> None:
        """Print the note above the bar: in any other way, the bar would remain on the screen."""
        self._bars.console.print(fitted(plain(text), err=True), markup=False, highlight=False, soft_wrap=True)

    def progress(self, progress: Progress) -> None:
        if progress.stage != self._stage:
            for task in self._bars.task_ids:
                self._bars.remove_task(task)
            total = progress.total_size or progress.total_files
            self._bars.add_task(_STAGES[progress.stage], total=total, done="")
            self._stage, self._began = progress.stage, time.monotonic()
        seconds = time.monotonic() - self._began
        rate = f", {size_in_words(int(progress.size / seconds))}/s" if progress.size and seconds else ""
        done = progress.size if progress.total_size else progress.files
        self._bars.update(self._bars.task_ids[0], completed=done, done=_done(progress) + rate)


def _done(progress: Progress) -> str:
    """Return ``50 of 250``, with the bytes if these are known."""
    files = f"{progress.files:,} of {progress.total_files:,}"
    if not progress.total_size:
        return files
    return f"{files}, {size_in_words(progress.size)} of {size_in_words(progress.total_size)}"
