"""``newsprint init``."""

from __future__ import annotations

import json
import sys
import tomllib
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import click

from newsprint import __version__
from newsprint.base.errors import ConfigurationError, UsageError, suggestion
from newsprint.base.files import explained
from newsprint.base.hosts import is_private
from newsprint.base.languages import language_tag
from newsprint.cli import nameplate, new_outlet
from newsprint.cli.site_address import address_of
from newsprint.cli.terminal import print_line, print_text
from newsprint.config.target_tables import read_targets, settings_type_of
from newsprint.config.targets import SETTINGS, GitHubPagesSettings
from newsprint.installed.requirements import requirement_files

_COMMON = "starter/common"
_PAPER = "starter/paper"
_EMPTY = "starter/empty"
_WORDS = "starter/words.toml"
_ENGLISH = "en"
_DEPLOYS = "starter_deploys"
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
@click.option("--empty", is_flag=True, help="One short story only: no invented stories, pictures, menu and logo.")
def command(
    folder: Path, title: str | None, url: str | None, language: str, timezone: str, deploy: str | None, empty: bool
) -> int:
    """Create a new outlet in a folder.

    DIR gets a configuration and a paper that looks finished: invented stories with pictures, a logo, a menu, and drafts
    of the usual pages. These texts are in English; an outlet in another language has one short story in their place. If
    DIR exists, it must be empty except for dot files such as .git.
    """
    if folder.exists() and (not folder.is_dir() or any(not path.name.startswith(".") for path in folder.iterdir())):
        raise UsageError(f"{folder} exists and is not empty (choose another folder, or empty this one)")
    if deploy == _ACTIONS and (workflow := folder / _WORKFLOW).exists():
        raise UsageError(f"{workflow} exists: delete it, or leave --deploy out")
    name = (title or "").strip() or folder.resolve().name.replace("-", " ").replace("_", " ").title() or "My Gazette"
    target = settings_type_of(deploy) or GitHubPagesSettings  # a workflow publishes there too
    address = address_of(folder, target, url) if deploy else url or _PLACEHOLDER
    is_english = language_tag(language).partition("-")[0] in ("", _ENGLISH)
    has_stories = is_english and not empty
    values = {
        "{{TITLE}}": json.dumps(name, ensure_ascii=False),
        "{{URL}}": json.dumps(address),
        "{{LANGUAGE}}": json.dumps(language_tag(language) or language),
        "{{LANG}}": "" if is_english else "lang: en\n",
        "{{TIMEZONE}}": json.dumps(timezone),
        "{{TARGET}}": json.dumps(deploy),
        "{{YEAR}}": "2000",
        "{{UNUSED}}": "# " if empty else "",
        "{{FEEDS}}": _feeds(address),
        "{{VERSION}}": __version__,
        "{{PYTHON}}": "{}.{}".format(*sys.version_info) if sys.version_info.releaselevel == "final" else _PYTHON,
        **_words(language),
    }
    _check(values)
    files = requirement_files() if deploy == _ACTIONS else {}
    if not empty:
        files |= {"logo.svg": nameplate.logo(name).encode(), "icon.svg": nameplate.icon(name).encode()}
    now = datetime.now(ZoneInfo(timezone))
    values["{{YEAR}}"] = f"{now.year}"
    _write(folder, [_COMMON, _PAPER if has_stories else _EMPTY, *_patterns(deploy)], values, files, now)
    print_text(f"{name} is in {folder}. Next:")
    for step in (f"cd {folder}", "newsprint serve", *_to_publish(deploy)):
        print_line(f"  {step}")
    _print_notes(folder, deploy, address, has_stories=has_stories, empty=empty)
    return 0


def _print_notes(folder: Path, deploy: str | None, address: str, *, has_stories: bool, empty: bool) -> None:
    """Print what is special about the new outlet."""
    if has_stories:
        print_text(
            "Its stories are invented: see how they are made, then delete them and write your own. To start without "
            "them, use --empty."
        )
    elif not empty:
        print_text("The invented stories of a new outlet are in English, so this one begins with one short story.")
    if deploy:
        print_text(f"Its address is {address}; to change it, edit newsprint.toml.")
    if deploy == _ACTIONS and (repository := _repository_around(folder)):
        print_text(
            f"{folder} is inside the git repository {repository}. GitHub runs workflows only from .github at the top "
            "of a repository: make the outlet a separate repository."
        )


def _words(language: str) -> dict[str, str]:
    """Return what the configuration says to readers, in ``language`` if the starter has it."""
    words = tomllib.loads(new_outlet.pattern(_WORDS).read_text(encoding="utf-8"))
    own = words.get(language_tag(language).partition("-")[0], words[_ENGLISH])
    return {f"{{{{{key}}}}}": json.dumps(text, ensure_ascii=False) for key, text in own.items()}


def _feeds(address: str) -> str:
    """Return the setting that keeps the ids of stories in feeds when the address changes.

    Empty for an example address, which will be replaced.
    """
    host = urlsplit(address).hostname or ""
    if not host or is_private(host):
        return ""
    return (
        "\n\n# Part of the ids of stories in feeds: keep it if the address of the paper changes.\n"
        f"[feeds]\nid = {json.dumps(host)}"
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


def _patterns(deploy: str | None) -> list[str]:
    """Return the folders of the package with the files that publish the outlet."""
    return [f"{_DEPLOYS}/{_ACTIONS if deploy == _ACTIONS else 'target'}"] if deploy else []


def _write(folder: Path, patterns: list[str], values: dict[str, str], files: dict[str, bytes], now: datetime) -> None:
    """Write the files of ``patterns``, filled with ``values``, and ``files`` by their paths. Raise UsageError."""
    try:
        for pattern in patterns:
            new_outlet.copy(new_outlet.pattern(pattern), folder, values, now)
        for file, data in files.items():
            (folder / file).parent.mkdir(exist_ok=True)
            (folder / file).write_bytes(data)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {explained(error)}") from error


def _check(values: dict[str, str]) -> None:
    """Raise UsageError if options would be invalid in the configuration; nothing is written yet."""
    from newsprint.config.site import parse_config

    pattern = new_outlet.pattern(f"{_COMMON}/{new_outlet.CONFIGURATION}").read_text(encoding="utf-8")
    text = new_outlet.filled(pattern, values)
    try:
        parse_config(text)
    except ConfigurationError as error:  # name the option: there is no file yet that the user could edit
        wrong = []
        for problem in error.problems:
            option = text.splitlines()[problem.line - 1].partition("=")[0].strip()
            hint = f" ({problem.hint})" if problem.hint else ""
            wrong.append(f"--{option}: {problem.message}{hint}")
        raise UsageError("\n".join(wrong)) from error
