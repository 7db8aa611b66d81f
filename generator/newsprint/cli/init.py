"""``newsprint init``."""

from __future__ import annotations

import json
from datetime import datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from newsprint import __version__
from newsprint.cli.terminal import say
from newsprint.errors import UsageError
from newsprint.files import explained

_STARTER = "starter"
_DEPLOYS = "starter_deploys"
_CONFIGURATION = "newsprint.toml"
_WORKFLOW = ".github/workflows/publish.yml"
_NEXT = {
    "github-actions": "push it to GitHub, and choose GitHub Actions there under Settings, Pages",
    "github-pages": "newsprint deploy production",
}
"""The ways to deploy that an outlet can start with, and what is to be done for each after the first build."""


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", metavar="NAME", help="The outlet's name; without it, made of the folder's name.")
@click.option("--url", metavar="URL", default="https://news.example", show_default=True, help="Where it will be.")
@click.option("--language", metavar="TAG", default="en", show_default=True, help="Its language: en, fr, ar.")
@click.option("--timezone", metavar="ZONE", default="UTC", show_default=True, help="Its time zone: Europe/London.")
@click.option(
    "--deploy",
    metavar="WAY",
    type=click.Choice(list(_NEXT)),
    help="How it gets to its readers: github-actions (a workflow that builds and publishes it on GitHub Pages) or "
    "github-pages (a target for newsprint deploy).",
)
def command(folder: Path, title: str | None, url: str, language: str, timezone: str, deploy: str | None) -> int:
    """Start a new outlet in a folder.

    DIR gets a configuration, sections and a first article. It may exist if it is empty but for dot files such as .git.
    """
    if folder.exists() and (not folder.is_dir() or any(not path.name.startswith(".") for path in folder.iterdir())):
        raise UsageError(f"{folder} exists and is not empty")
    if deploy == "github-actions" and (workflow := folder / _WORKFLOW).exists():
        raise UsageError(f"{workflow} exists: delete it, or leave --deploy out")
    name = title or folder.resolve().name.replace("-", " ").replace("_", " ").title() or "My Gazette"
    values = {
        "{{TITLE}}": json.dumps(name, ensure_ascii=False),
        "{{URL}}": json.dumps(url),
        "{{LANGUAGE}}": json.dumps(language),
        "{{TIMEZONE}}": json.dumps(timezone),
        "{{DATE}}": "2000-01-01",
        "{{VERSION}}": __version__,
    }
    _check(values)
    patterns = [_STARTER, f"{_DEPLOYS}/{deploy}"] if deploy else [_STARTER]
    values["{{DATE}}"] = f"{datetime.now(ZoneInfo(timezone)):%Y-%m-%d}"
    try:
        for pattern in patterns:
            _copy(files("newsprint").joinpath(pattern), folder, values)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {explained(error)}") from error
    say(f"{name} starts in {folder}. Now:")
    say(f"  cd {folder}")
    say("  newsprint build")
    if deploy:
        say(f"  {_NEXT[deploy]}")
    return 0


def _check(values: dict[str, str]) -> None:
    """Refuse options that the configuration would refuse, before anything is written. Raises ConfigurationError."""
    from newsprint.config import parse_config

    text = files("newsprint").joinpath(_STARTER, _CONFIGURATION).read_text(encoding="utf-8")
    parse_config(_filled(text, values))


def _copy(source: Traversable, target: Path, values: dict[str, str]) -> None:
    """Copy a folder of patterns; a name with ``DATE`` gets today's, and ``dot-`` at its start becomes a dot.

    What a pattern has for the configuration goes to its end.
    """
    target.mkdir(parents=True, exist_ok=True)
    for entry in source.iterdir():
        name = entry.name.replace("DATE", values["{{DATE}}"])
        name = "." + name.removeprefix("dot-") if name.startswith("dot-") else name
        if entry.is_dir():
            _copy(entry, target / name, values)
        else:
            with (target / name).open("a" if name == _CONFIGURATION else "w", encoding="utf-8") as file:
                file.write(_filled(entry.read_text(encoding="utf-8"), values))


def _filled(text: str, values: dict[str, str]) -> str:
    for mark, value in values.items():
        text = text.replace(mark, value)
    return text
