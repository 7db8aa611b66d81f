"""``newsprint build``."""

from __future__ import annotations

import json
import time
from pathlib import Path
from shlex import quote
from typing import Any

import click
from msgspec import to_builtins

from newsprint.base.errors import ConfigurationError, ProblemsError, UsageError
from newsprint.builder.build import build
from newsprint.builder.build_request import Request
from newsprint.builder.report import Report
from newsprint.cli.options import (
    as_of_option,
    instant_of,
    json_option,
    outlet_at,
    output_option,
    processors,
    site_option,
)
from newsprint.cli.problem_report import print_failure, print_skipped, problems_object
from newsprint.cli.profile_tables import age, clocks, print_profile, profile_object
from newsprint.cli.terminal import (
    counted,
    in_zone,
    plain,
    print_line,
    print_note,
    print_text,
    progress_shown,
)
from newsprint.config.site import SiteConfig


@click.command("build")
@site_option
@output_option("Folder to write")
@as_of_option
@click.option(
    "--drafts",
    is_flag=True,
    help="Include drafts, embargoed, scheduled and expired stories. For your eyes only: do not publish the result.",
)
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(1, 256),
    help="Number of worker processes (default: one per CPU).",
)
@click.option("--full", is_flag=True, help="Ignore the results of earlier builds and build everything.")
@click.option("--skip-invalid", is_flag=True, help="Skip articles with problems and build the rest.")
@click.option(
    "--strict",
    is_flag=True,
    help="Treat warnings as errors, except warnings about drafts and warnings that depend on the time.",
)
@click.option("--all", "every", is_flag=True, help="Print every problem (default: a summary if there are many).")
@click.option("--explain", is_flag=True, help="List the pages that were out of date, and the reasons.")
@click.option("--profile", is_flag=True, help="Print where the time went.")
@click.option(
    "--executor",
    metavar="NAME",
    type=click.Choice(["processes", "dask"]),
    default="processes",
    help="Where large builds run: processes, on this machine, or dask, on a cluster (default: processes).",
)
@click.option("--scheduler", metavar="ADDRESS", help="Address of the Dask scheduler, for example tcp://10.0.0.5:8786.")
@json_option
def command(
    site: Path | None,
    output: Path | None,
    as_of: str | None,
    drafts: bool,
    jobs: int | None,
    full: bool,
    skip_invalid: bool,
    strict: bool,
    every: bool,
    explain: bool,
    profile: bool,
    executor: str,
    scheduler: str | None,
    as_json: bool,
) -> int:
    """Bring the site in output/ up to date.

    If articles, pages or themes have problems, all of them are listed with their places, and output/ does not change.
    """
    started = time.perf_counter()
    if (executor == "dask") != (scheduler is not None):
        raise UsageError("--executor dask and --scheduler ADDRESS must be used together")
    if strict and skip_invalid:
        raise UsageError("--strict and --skip-invalid cannot be combined: use one of them")
    folder, config = outlet_at(site)
    request = Request(
        folder=folder,
        config=config,
        output=output.absolute() if output else folder / "output",
        as_of=instant_of(as_of, config),
        drafts=drafts,
        jobs=jobs or processors(),
        full=full,
        skip_invalid=skip_invalid,
        strict=strict,
        explain=explain,
        scheduler=scheduler,
        clocks=clocks() if profile else None,
        start=age() if profile else (0.0, 0.0),
    )
    report = _built(request, as_json, every)
    _conclude(request, report, time.perf_counter() - started, as_json, every)
    return 0


def _conclude(request: Request, report: Report, seconds: float, as_json: bool, every: bool) -> None:
    print_skipped(report.problems, report.warnings, "held back because of problems.", every=every)
    if as_json:
        print_line(json.dumps(_result(report, seconds), ensure_ascii=False))
        return
    _print_reasons(report)
    if report.profile:
        print_profile(report.profile)
    _print_summary(report, seconds, request.config)
    print_text(f"The site is in {_shown(request.output)}. See it with: {_serve(request.folder)}")


def _built(request: Request, as_json: bool, every: bool) -> Report:
    try:
        with progress_shown(not as_json) as listener:
            return build(
                request,
                listener=listener,
                on_wait=lambda: print_note("Another build of this outlet is running; waiting."),
            )
    except ProblemsError as error:
        if as_json:
            print_line(json.dumps(problems_object(error.problems), ensure_ascii=False))
        print_failure(error.problems, every=every, more="newsprint build --all")
        raise click.exceptions.Exit(2 if isinstance(error, ConfigurationError) else 1) from error


def _print_reasons(report: Report) -> None:
    for page in report.printed:
        mark = "written  " if page.written else "unchanged"
        print_line(f"{mark} {plain(page.file)}")
        print_line(click.style(f"          {plain(page.reason)}", dim=True))


def _print_summary(report: Report, seconds: float, config: SiteConfig) -> None:
    renditions = report.renditions
    written = f"{_files(report.written, renditions.written)} written" if report.written else "nothing to write"
    removed = f", {_files(report.removed, renditions.removed)} removed" if report.removed else ""
    print_text(
        f"{counted(report.articles, 'article')} on {counted(report.pages - renditions.pages, 'page')}: "
        f"{written}{removed}, in {seconds:.1f} s."
    )
    if report.warnings:
        print_text(f"{counted(len(report.warnings), 'warning')} (see above; --strict makes them errors).")
    if report.hidden:
        print_text(f"{counted(report.hidden, 'story', 'stories')} hidden (newsprint status lists them).")
    if report.next_change:
        print_text(f"The site next changes by itself on {in_zone(report.next_change, config.site.zone)}.")


def _files(number: int, renditions: int) -> str:
    """Return ``number`` files in words. Of pictures it counts renditions apart: a picture has up to a dozen."""
    others = [counted(number - renditions, "file")] if number > renditions else []
    return " and ".join([*others, *([counted(renditions, "rendition")] if renditions else [])])


def _serve(folder: Path) -> str:
    """Return the command that shows the outlet in ``folder``, for use in the current folder.

    A page that is opened as a file in a browser looks unstyled: its links begin at the root of a site.
    """
    return "newsprint serve" + ("" if Path.cwd().is_relative_to(folder) else f" --site {quote(_shown(folder))}")


def _shown(path: Path) -> str:
    """Return ``path`` relative to the current folder if it is below it, else unchanged."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _result(report: Report, seconds: float) -> dict[str, Any]:
    return {
        "articles": report.articles,
        "hidden": report.hidden,
        "converted": report.converted,
        "pages": report.pages,
        "written": report.written,
        "removed": report.removed,
        "unchanged": report.unchanged,
        "renditions": to_builtins(report.renditions),
        **problems_object([*report.problems, *report.warnings]),
        "seconds": round(seconds, 3),
        "next_change": report.next_change.isoformat() if report.next_change else None,
        "reasons": dict(report.reasons),
        "printed": [{"file": page.file, "reason": page.reason, "written": page.written} for page in report.printed],
        "profile": profile_object(report.profile) if report.profile else None,
    }
