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
    """Add ``--site``: the outlet's folder."""
    return click.option(
        "--site",
        metavar="DIR",
        type=click.Path(path_type=Path),
        help="Outlet folder (default: the nearest folder upwards with a newsprint.toml).",
    )(command)


def output_option(what: str) -> Callable[[Command], Command]:
    """Return the option ``--output``: the folder of the built site. Its help text begins with ``what``."""
    return click.option(
        "--output", metavar="DIR", type=click.Path(path_type=Path), help=f"{what} (default: output/ in the outlet)."
    )


def as_of_option(command: Command) -> Command:
    """Add ``--as-of``: the instant at which the outlet is seen."""
    return click.option(
        "--as-of",
        metavar="TIME",
        help="Show the outlet as of this instant, for example 2024-12-23T20:00 in the outlet's time zone (default: "
        "now).",
    )(command)


def json_option(command: Command) -> Command:
    """Add ``--json``: the result as one JSON object."""
    return click.option(
        "--json",
        "as_json",
        is_flag=True,
        help="Print the result as one JSON object; everything else goes to standard error.",
    )(command)


def outlet_at(site: Path | None) -> tuple[Path, SiteConfig]:
    """Return the outlet's folder and configuration. Raise ConfigurationError."""
    folder = find_outlet(Path.cwd()) if site is None else site.absolute()
    return folder, read_config(folder)


def instant_of(text: str | None, config: SiteConfig, *, option: str = "--as-of") -> datetime:
    """Return the instant ``text`` in UTC; without a text, now. This is where Newsprint reads the clock.

    A text without an offset is in the outlet's time zone. Raise UsageError, which names ``option``, for anything else.
    """
    if text is None:
        return datetime.now(UTC)
    try:
        return parse_instant(text, config.site.zone)
    except ValueError as error:
        raise UsageError(f"{option}: {error} (write it as {FORMS})") from error


def processors() -> int:
    """Return the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
