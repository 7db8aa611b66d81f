"""``newsprint build``."""

from __future__ import annotations

import json
import time
from pathlib import Path
from shlex import quote
from typing import Any

import click

from newsprint.base.errors import ConfigurationError, ProblemsError, UsageError
from newsprint.builder.build import build
from newsprint.builder.report import Report
from newsprint.builder.request import Request
from newsprint.cli.options import (
    as_of_option,
    instant_of,
    json_option,
    outlet_at,
    output_option,
    processors,
    site_option,
)
from newsprint.cli.problems import print_failure, print_skipped, problems_object
from newsprint.cli.profile import age, clocks, profile_object, tell_profile
from newsprint.cli.terminal import (
    counted,
    in_zone,
    note,
    plain,
    progress_shown,
    say,
    tell,
)
from newsprint.config.site import SiteConfig


@click.command("build")
@site_option
@output_option("Where to write")
@as_of_option
@click.option("--drafts", is_flag=True, help="Publish drafts, embargoed and expired stories too. For your eyes only.")
@click.option(
    "--jobs", metavar="N", type=click.IntRange(1, 256), help="Worker processes; without it, one for each processor."
)
@click.option("--full", is_flag=True, help="Forget what was built before and start from nothing.")
@click.option("--skip-invalid", is_flag=True, help="Hold articles with problems back and build the rest.")
@click.option(
    "--strict",
    is_flag=True,
    help="Treat warnings as errors, except those of drafts and those that depend on the time.",
)
@click.option("--all", "every", is_flag=True, help="Print every problem, however many there are.")
@click.option("--explain", is_flag=True, help="List the pages that were out of date, and what made them so.")
@click.option("--profile", is_flag=True, help="Tell where the time went.")
@click.option(
    "--executor",
    metavar="NAME",
    type=click.Choice(["processes", "dask"]),
    default="processes",
    help="Who works when there is much to do: processes (of this machine, the default) or dask (a cluster).",
)
@click.option("--scheduler", metavar="ADDRESS", help="The scheduler of the Dask cluster, such as tcp://10.0.0.5:8786.")
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

    Problems in articles, pages and themes are all listed with their places, and the output stays as it was.
    """
    started = time.perf_counter()
    if (executor == "dask") != (scheduler is not None):
        raise UsageError("--executor dask and --scheduler ADDRESS go together")
    if strict and skip_invalid:
        raise UsageError("--strict stops at what --skip-invalid passes over: choose one of them")
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
    print_skipped(report.problems, report.warnings, "held back for their problems.", every=every)
    if as_json:
        say(json.dumps(_result(report, seconds), ensure_ascii=False))
        return
    _explain(report)
    if report.profile:
        tell_profile(report.profile)
    _tell(report, seconds, request.config)
    tell(f"The site is in {_shown(request.output)}. See it with: {_serve(request.folder)}")


def _built(request: Request, as_json: bool, every: bool) -> Report:
    try:
        with progress_shown(not as_json) as listener:
            return build(
                request, listener=listener, on_wait=lambda: note("Another build of this outlet runs; waiting.")
            )
    except ProblemsError as error:
        if as_json:
            say(json.dumps(problems_object(error.problems), ensure_ascii=False))
        print_failure(error.problems, every=every, more="newsprint build --all")
        raise click.exceptions.Exit(2 if isinstance(error, ConfigurationError) else 1) from error


def _explain(report: Report) -> None:
    for page in report.printed:
        mark = "written  " if page.written else "the same "
        say(f"{mark} {plain(page.file)}")
        say(click.style(f"          {plain(page.reason)}", dim=True))


def _tell(report: Report, seconds: float, config: SiteConfig) -> None:
    written = counted(report.written, "file") + " written" if report.written else "nothing to write"
    removed = f", {report.removed:,} removed" if report.removed else ""
    tell(
        f"{counted(report.articles, 'article')} on {counted(report.pages, 'page')}: "
        f"{written}{removed}, in {seconds:.1f} s."
    )
    if report.warnings:
        tell(f"{counted(len(report.warnings), 'warning')} (see above; --strict makes them errors).")
    if report.hidden:
        tell(f"{counted(report.hidden, 'story', 'stories')} hidden (newsprint status lists them).")
    if report.next_change:
        tell(f"The site next changes by itself on {in_zone(report.next_change, config.site.zone)}.")


def _serve(folder: Path) -> str:
    """The command that shows the outlet in ``folder`` from where the person stands.

    To open a file of the output in a browser is no use: the links of the pages begin at the root of a site.
    """
    return "newsprint serve" + ("" if Path.cwd().is_relative_to(folder) else f" --site {quote(_shown(folder))}")


def _shown(path: Path) -> str:
    """``path`` from where the person stands, if it lies below."""
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
        **problems_object([*report.problems, *report.warnings]),
        "seconds": round(seconds, 3),
        "next_change": report.next_change.isoformat() if report.next_change else None,
        "reasons": dict(report.reasons),
        "printed": [{"file": page.file, "reason": page.reason, "written": page.written} for page in report.printed],
        "profile": profile_object(report.profile) if report.profile else None,
    }
