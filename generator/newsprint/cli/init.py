"""``newsprint init``."""

from __future__ import annotations

import json
from datetime import datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from newsprint.cli.terminal import say
from newsprint.errors import UsageError
from newsprint.files import explained

_STARTER = "starter"


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", metavar="NAME", help="The outlet's name; without it, made of the folder's name.")
@click.option("--url", metavar="URL", default="https://news.example", show_default=True, help="Where it will be.")
@click.option("--language", metavar="TAG", default="en", show_default=True, help="Its language: en, fr, ar.")
@click.option("--timezone", metavar="ZONE", default="UTC", show_default=True, help="Its time zone: Europe/London.")
def command(folder: Path, title: str | None, url: str, language: str, timezone: str) -> int:
    """Start a new outlet in a folder.

    DIR gets a configuration, sections and a first article. It may exist if it is empty but for dot files such as .git.
    """
    if folder.exists() and (not folder.is_dir() or any(not path.name.startswith(".") for path in folder.iterdir())):
        raise UsageError(f"{folder} exists and is not empty")
    name = title or folder.resolve().name.replace("-", " ").replace("_", " ").title() or "My Gazette"
    values = {
        "{{TITLE}}": json.dumps(name, ensure_ascii=False),
        "{{URL}}": json.dumps(url),
        "{{LANGUAGE}}": json.dumps(language),
        "{{TIMEZONE}}": json.dumps(timezone),
        "{{DATE}}": "2000-01-01",
    }
    _check(values)
    values["{{DATE}}"] = f"{datetime.now(ZoneInfo(timezone)):%Y-%m-%d}"
    try:
        _copy(files("newsprint").joinpath(_STARTER), folder, values)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {explained(error)}") from error
    say(f"{name} starts in {folder}. Now:")
    say(f"  cd {folder}")
    say("  newsprint build")
    return 0


def _check(values: dict[str, str]) -> None:
    """Refuse options that the configuration would refuse, before anything is written. Raises ConfigurationError."""
    from newsprint.config import parse_config

    text = files("newsprint").joinpath(_STARTER, "newsprint.toml").read_text(encoding="utf-8")
    parse_config(_filled(text, values))


def _copy(source: Traversable, target: Path, values: dict[str, str]) -> None:
    """Copy the starter folder; a name with ``DATE`` gets today's, and ``dot-`` at its start becomes a dot."""
    target.mkdir(parents=True, exist_ok=True)
    for entry in source.iterdir():
        name = entry.name.replace("DATE", values["{{DATE}}"])
        name = "." + name.removeprefix("dot-") if name.startswith("dot-") else name
        if entry.is_dir():
            _copy(entry, target / name, values)
        else:
            (target / name).write_text(_filled(entry.read_text(encoding="utf-8"), values), encoding="utf-8")


def _filled(text: str, values: dict[str, str]) -> str:
    for mark, value in values.items():
        text = text.replace(mark, value)
    return text
