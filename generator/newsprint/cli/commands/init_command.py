"""``newsprint init``."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from importlib.resources import files as package_files
from importlib.resources.abc import Traversable
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import click

from newsprint import __version__
from newsprint.base.errors import ConfigurationError, UsageError, suggestion
from newsprint.base.files import explained
from newsprint.base.hosts import is_private
from newsprint.base.languages import language_tag
from newsprint.cli.site_address import address_of
from newsprint.cli.terminal import print_line, print_text
from newsprint.config.target_tables import read_targets, settings_type_of
from newsprint.config.targets import SETTINGS, GitHubPagesSettings
from newsprint.installed.requirements import requirement_files

_STARTER = "starter"
_DEPLOYS = "starter_deploys"
_CONFIGURATION = "newsprint.toml"
_WORKFLOW = ".github/workflows/publish.yml"
_ACTIONS = "github-actions"
_PLACEHOLDER = "https://news.example"
_PYTHON = "3.13"
"""The Python version of the workflow if the running one is a pre-release."""


def _checked_way(_context: click.Context, _option: click.Parameter, way: str | None) -> str | None:
    """Return ``way`` if it is valid: ``github-actions``, or a value that ``target`` in newsprint.toml may have.

    Raise click.BadParameter for anything else.
    """
    if way in (None, _ACTIONS):
        return way
    kind = SETTINGS.get(way)
    if kind and kind.is_url:
        raise click.BadParameter(f"add the place, for example {kind.example}")
    if ":" not in way and not kind:
        known = suggestion(way, [_ACTIONS, *(each.scheme for each in SETTINGS.values() if not each.is_url)])
        raise click.BadParameter(
            f'"{way}" is not github-actions, github-pages or a target like s3://my-bucket ({known})'
        )
    _, problems = read_targets({"production": {"target": way}})
    if problems:
        raise click.BadParameter(f"{problems[0].message} ({problems[0].hint})")
    return way


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", metavar="NAME", help="Title of the outlet (default: from the name of the folder).")
@click.option(
    "--url",
    metavar="URL",
    help=f"Address of the site (default: {_PLACEHOLDER}; with --deploy, the address that GitHub Pages gives the git "
    "remote, or you are asked).",
)
@click.option("--language", metavar="TAG", default="en", help="Language, such as en, pt-BR, ar (default: en).")
@click.option("--timezone", metavar="ZONE", default="UTC", help="Time zone, such as Europe/London (default: UTC).")
@click.option(
    "--deploy",
    metavar="WAY",
    callback=_checked_way,
    help="How the site is published: github-actions (a workflow that builds it for GitHub Pages), github-pages (a "
    "branch that newsprint deploy pushes), or a target: "
    f"{', '.join(each.usage for each in SETTINGS.values() if each.is_url)} (default: decide later).",
)
def command(folder: Path, title: str | None, url: str | None, language: str, timezone: str, deploy: str | None) -> int:
    """Create a new outlet in a folder.

    DIR gets a configuration, sections and a first article. If DIR exists, it must be empty except for dot files such as
    .git.
    """
    if folder.exists() and (not folder.is_dir() or any(not path.name.startswith(".") for path in folder.iterdir())):
        raise UsageError(f"{folder} exists and is not empty (choose another folder, or empty this one)")
    if deploy == _ACTIONS and (workflow := folder / _WORKFLOW).exists():
        raise UsageError(f"{workflow} exists: delete it, or leave --deploy out")
    name = title or folder.resolve().name.replace("-", " ").replace("_", " ").title() or "My Gazette"
    target = settings_type_of(deploy) or GitHubPagesSettings  # a workflow publishes there too
    address = address_of(folder, target, url) if deploy else url or _PLACEHOLDER
    values = {
        "{{TITLE}}": json.dumps(name, ensure_ascii=False),
        "{{URL}}": json.dumps(address),
        "{{LANGUAGE}}": json.dumps(language_tag(language) or language),
        "{{LANG}}": "" if language_tag(language).partition("-")[0] in ("", "en") else "lang: en\n",
        "{{TIMEZONE}}": json.dumps(timezone),
        "{{TARGET}}": json.dumps(deploy),
        "{{DATE}}": "2000-01-01",
        "{{FEEDS}}": _feeds(address),
        "{{VERSION}}": __version__,
        "{{PYTHON}}": "{}.{}".format(*sys.version_info) if sys.version_info.releaselevel == "final" else _PYTHON,
    }
    _check(values)
    files = requirement_files() if deploy == _ACTIONS else {}
    values["{{DATE}}"] = f"{datetime.now(ZoneInfo(timezone)):%Y-%m-%d}"
    _write(folder, deploy, values, files)
    print_text(f"{name} is in {folder}. Next:")
    for step in (f"cd {folder}", "newsprint serve", *_to_publish(deploy)):
        print_line(f"  {step}")
    if deploy:
        print_text(f"Its address is {address}; to change it, edit newsprint.toml.")
    if deploy == _ACTIONS and (repository := _repository_around(folder)):
        print_text(
            f"{folder} is inside the git repository {repository}. GitHub runs workflows only from .github at the top "
            "of a repository: make the outlet a separate repository."
        )
    return 0


def _feeds(address: str) -> str:
    """Return the setting that keeps the ids of stories in feeds when the address changes.

    Empty for an example address, which will be replaced.
    """
    host = urlsplit(address).hostname or ""
    if not host or is_private(host):
        return ""
    return (
        f"\n[feeds]\nid = {json.dumps(host)}  # part of the ids of stories in feeds: keep it if the address changes\n"
    )


def _repository_around(folder: Path) -> Path | None:
    """Return the git repository that contains ``folder``; None if there is none, or if ``folder`` is its root."""
    if (folder / ".git").exists():
        return None
    return next((parent for parent in folder.resolve().parents if (parent / ".git").exists()), None)


def _to_publish(deploy: str | None) -> tuple[str, ...]:
    """Return the steps that publish the outlet."""
    if deploy is None:
        return ()
    if deploy == _ACTIONS:
        return ("push it to GitHub, and choose GitHub Actions in the repository under Settings, Pages",)
    return "newsprint build", "newsprint deploy production"


def _write(folder: Path, deploy: str | None, values: dict[str, str], files: dict[str, bytes]) -> None:
    """Write the starter files, filled with ``values``, and ``files`` by their paths. Raise UsageError."""
    patterns = [_STARTER]
    if deploy:
        patterns.append(f"{_DEPLOYS}/{_ACTIONS if deploy == _ACTIONS else 'target'}")
    try:
        for pattern in patterns:
            _copy(package_files("newsprint").joinpath(pattern), folder, values)
        for file, data in files.items():
            (folder / file).parent.mkdir(exist_ok=True)
            (folder / file).write_bytes(data)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {explained(error)}") from error


def _check(values: dict[str, str]) -> None:
    """Raise UsageError if options would be invalid in the configuration; nothing is written yet."""
    from newsprint.config.site import parse_config

    pattern = package_files("newsprint").joinpath(_STARTER, _CONFIGURATION).read_text(encoding="utf-8")
    text = _filled(pattern, values)
    try:
        parse_config(text)
    except ConfigurationError as error:  # name the option: there is no file yet that the user could edit
        wrong = []
        for problem in error.problems:
            option = text.splitlines()[problem.line - 1].partition("=")[0].strip()
            hint = f" ({problem.hint})" if problem.hint else ""
            wrong.append(f"--{option}: {problem.message}{hint}")
        raise UsageError("\n".join(wrong)) from error


def _copy(source: Traversable, target: Path, values: dict[str, str]) -> None:
    """Copy a folder of starter files: ``DATE`` in a name becomes today's date, ``dot-`` at its start a dot.

    Another ``newsprint.toml`` is appended to the first.
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
