"""``newsprint serve``."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import click

from newsprint.base.errors import Problem
from newsprint.builder.batch_reading import reading_by
from newsprint.builder.profile.stopwatch import Stopwatch
from newsprint.builder.report import Listener
from newsprint.builder.workers.executors import Processes
from newsprint.builder.workers.workers import Workers
from newsprint.catalog.sync.sync import Mapper, Work
from newsprint.cli.options import as_of_option, instant_of, outlet_at, processors, site_option
from newsprint.cli.problem_report import print_problems
from newsprint.cli.terminal import counted, print_error, print_line, print_note, progress_shown
from newsprint.preview.desk.desk_frame import ROOT as DESK
from newsprint.preview.events import EventListener, Failed, Found, Listening, Ready, Refreshed
from newsprint.preview.pages.editors import EDITORS, editor_named, no_editor
from newsprint.preview.preview_request import Request
from newsprint.preview.serve import serve
from newsprint.preview.web.access import LOOPBACK, is_loopback

if TYPE_CHECKING:
    from newsprint.catalog.sync.ingest import Batch, IngestedFile

WORTH_PROCESSES = 1000
"""Fewer files are read in this process: as it has threads, workers cannot be forked, and take too long to start."""


@click.command("serve")
@site_option
@click.option(
    "--host", metavar="HOST", default=LOOPBACK, help="Host to listen on (default: 127.0.0.1, this machine only)."
)
@click.option(
    "--port",
    metavar="PORT",
    type=click.IntRange(1, 65535),
    default=8000,
    help="Port, or the next free one if it is taken (default: 8000).",
)
@as_of_option
@click.option("--published", is_flag=True, help="Show only what readers would see.")
@click.option(
    "--poll", is_flag=True, help="Check files for changes every second: for container volumes and network shares."
)
@click.option("--open", "opens", is_flag=True, help="Open the front page in the browser.")
@click.option(
    "--editor",
    metavar="NAME",
    type=click.Choice(EDITORS),
    default="vscode",
    envvar="NEWSPRINT_EDITOR",
    help=f"Editor that links open: {', '.join(EDITORS)} (default: vscode).",
)
def command(
    site: Path | None, host: str, port: int, as_of: str | None, published: bool, poll: bool, opens: bool, editor: str
) -> int:
    """Show the site in the browser while you write.

    Each page is rendered when you open it; drafts, embargoed and scheduled stories are marked. Save a file, and the
    browser shows the change. Nothing is written to output/. Press Ctrl-C to stop.
    """
    folder, config = outlet_at(site)
    still = instant_of(as_of, config) if as_of else None
    with ExitStack() as reading:
        request = Request(
            folder=folder,
            as_of=lambda: still or instant_of(None, config),
            published=published,
            mapper=_by_processes(reading.enter_context(progress_shown(True))),
            picture_threads=max(1, processors() - 1),  # one is left for saves
            polling=poll,
            editor=editor_named(editor) if is_loopback(host) else no_editor,  # its links show where the outlet is
        )
        serve(request, host=host, port=port, report=_event_printer(request, host, opens, reading.close))
    print_note("")
    return 0


def _by_processes(listener: Listener) -> Mapper:
    """Return the mapper that reads many files in several processes, which end when all files have been read."""

    def mapper(work: Work, batches: Iterable[Batch], total: int) -> Iterator[list[IngestedFile]]:
        jobs = processors() if total >= WORTH_PROCESSES else 1
        pool = Processes(jobs, fork=False) if jobs > 1 else None
        with Workers(jobs, Stopwatch(None), pool) as workers:
            yield from reading_by(workers, listener)(work, batches, total)

    return mapper


def _event_printer(request: Request, host: str, opens: bool, when_read: Callable[[], None]) -> EventListener:
    """Return the function that prints events in the terminal; it calls ``when_read`` once the outlet has been read."""

    def print_event(event: Listening | Ready | Refreshed | Found | Failed) -> None:
        match event:
            case Listening(address, polling, taken):
                if not is_loopback(host):
                    seen = "this preview" if request.published else "drafts and embargoed stories here"
                    print_error(f"--host {host}: everybody on your network can read {seen}")
                _greet(address, polling=polling, taken=taken, desk=not request.published)
                if opens:
                    webbrowser.open(address)
            case Ready(problems, warnings):
                when_read()
                print_problems([*problems, *warnings])
            case Found(problems):
                print_problems(problems)
            case Refreshed(_, problems, new, fixed, warnings):
                print_problems([*new, *warnings])
                if fixed:
                    print_line(click.style(f"{counted(fixed, 'problem')} fixed", fg="green") + _left(problems))

            case Failed(text):
                print_error(text)

    return print_event


def _greet(address: str, *, polling: bool, taken: int | None, desk: bool) -> None:
    if taken:
        print_note(f"Port {taken} is taken; using the next free one.")
    print_line(f"Preview at {click.style(address, bold=True)} (press Ctrl-C to stop)")
    if desk:
        print_line(f"All stories at {urljoin(address, DESK)}")
    if polling:
        print_note("Files are checked for changes every second.")


def _left(problems: tuple[Problem, ...]) -> str:
    return f", {len(problems):,} left" if problems else ""
