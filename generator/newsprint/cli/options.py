"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from newsprint.base.dates import FORMS, parse_instant
from newsprint.base.errors import UsageError
from newsprint.config.site import SiteConfig, find_outlet, read_config

Command = TypeVar("Command", bound=Callable[..., Any])


def site_option(command: Command) -> Command:
    """``--site``: the outlet's folder."""
    return click.option(
        "--site",
        metavar="DIR",
        type=click.Path(path_type=Path),
        help="The outlet's folder; without it, this folder or the nearest one above it with a newsprint.toml.",
    )(command)


def output_option(what: str) -> Callable[[Command], Command]:
    """``--output``: the folder of the built site; ``what`` tells what is done with it."""
    return click.option(
        "--output", metavar="DIR", type=click.Path(path_type=Path), help=f"{what}; without it, output/ of the outlet."
    )


def as_of_option(command: Command) -> Command:
    """``--as-of``: the instant at which the outlet is seen."""
    return click.option(
        "--as-of",
        metavar="TIME",
        help="See the outlet at this instant instead of now, for example 2024-12-23T20:00 (the outlet's time zone).",
    )(command)


def json_option(command: Command) -> Command:
    """``--json``: the result as one JSON object."""
    return click.option(
        "--json",
        "as_json",
        is_flag=True,
        help="Print the result as one JSON object, everything else on standard error.",
    )(command)


def outlet_at(site: Path | None) -> tuple[Path, SiteConfig]:
    """The outlet's folder and configuration. Raises ConfigurationError."""
    folder = find_outlet(Path.cwd()) if site is None else site.absolute()
    return folder, read_config(folder)


def instant_of(text: str | None, config: SiteConfig, *, option: str = "--as-of") -> datetime:
    """The instant that ``option`` names, in UTC; without it, now. This is where Newsprint reads the clock."""
    if text is None:
        return datetime.now(UTC)
    try:
        return parse_instant(text, config.site.zone)
    except ValueError as error:
        raise UsageError(f"{option}: {error} (write it as {FORMS})") from error


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
