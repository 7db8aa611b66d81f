"""No text, output or generated file installs Newsprint from a package index, where the name may be another program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from newsprint.cli.main import _COMMANDS
from tests.support import manual
from tests.support.commandline import run
from tests.support.outlets import LIVE_URL

BY_NAME = re.compile(
    r"""
    # An installer, and on the same line the bare name, with or without extras and version.
    (?:\b(?:pip3?|pipx|uv|poetry|pdm|conda)\b [^\n]* \b(?:install|add|run|inject|upgrade|download|wheel)\b
      | \buvx\b | \beasy_install\b | --with\b)
    [^\n]* (?<![\w./@:-]) newsprint(?:[-_]ssg)? (?![\w./:-]) (?! \s* (?:\[[^\]]*\])? \s* @ )
    # A requirement: with a version, with extras, or alone on its line.
    | (?<![\w./@-]) newsprint(?:[-_]ssg)? \s* (?:\[[\w, -]*\])? \s* (?:[=~!<>]= | <\s*\d | >\s*\d)
    | (?<![\w./@-]) newsprint(?:[-_]ssg)? \[ [\w, -]* \] (?! \s* @ )
    | ^ \s* (?:-\s+)? ["']? newsprint[-_]ssg ["']? ,? \s* $
    """,
    re.X | re.M,
)
TEXT_SUFFIXES = {".py", ".md", ".toml", ".txt", ".yml", ".yaml", ".html", ".json", ".sh", ""}


@pytest.mark.parametrize(
    "line",
    [
        "pip install newsprint",
        "python -m pip install --upgrade newsprint-ssg",
        'run: python -m pip install "newsprint==0.1.0"',
        "pip install 'newsprint[dask]'",
        "uv tool install newsprint-ssg",
        "uv pip install newsprint_ssg",
        "uvx newsprint build",
        "uvx --from newsprint-ssg newsprint build",
        "pipx run newsprint init",
        "poetry add newsprint",
        "uv run --with newsprint-ssg newsprint",
        "newsprint-ssg>=0.1",
        "newsprint==0.1.0",
        "newsprint-ssg [aws] == 1",
        "the extra newsprint[dev]",
        "newsprint-ssg",
        '    "newsprint-ssg",',
        "  - newsprint-ssg",
    ],
)
def test_an_install_by_name_is_found(line: str) -> None:
    assert BY_NAME.search(f"Before\n{line}\nafter")


@pytest.mark.parametrize(
    "line",
    [
        "pip install 'newsprint-ssg @ git+https://git.harbour-gazette.news/newsprint@main'",
        "newsprint-ssg[dask] @ git+https://git.harbour-gazette.news/newsprint",
        "./vendor/newsprint_ssg-0.1.0-py3-none-any.whl",
        "pip install ./vendor/newsprint_ssg-0.1.0-py3-none-any.whl",
        "python -m pip install . && newsprint-build",
        "newsprint build",
        "from newsprint.base.errors import UsageError",
        'name = "newsprint-ssg"',
        "python -m pip install boto3",
    ],
)
def test_an_install_from_an_address_or_a_file_is_not_found(line: str) -> None:
    assert BY_NAME.search(line) is None


def installs_by_name(folder: Path) -> list[str]:
    """Return each place in the text files of a folder that installs Newsprint by its name."""
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix in TEXT_SUFFIXES):
        if "__pycache__" in path.parts or "node_modules" in path.parts:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{path}: {match[0].strip()}" for match in BY_NAME.finditer(text)]
    return found


@pytest.mark.parametrize("folder", ["generator", "themes", "content", "docs", "benchmarks"])
def test_no_file_of_the_project_installs_newsprint_by_name(repository: Path, folder: str) -> None:
    assert installs_by_name(repository / folder) == []


@pytest.mark.parametrize(
    "file", [*(page for page in manual.PAGES if "/" not in page), "Makefile", "pyproject.toml", "constraints.txt"]
)
def test_no_file_at_the_top_of_the_project_installs_newsprint_by_name(file: str) -> None:
    assert [match[0] for match in BY_NAME.finditer(manual.read(file))] == []


@pytest.mark.parametrize("deploy", [None, "github-actions", "github-pages", "s3://my-bucket"])
def test_no_new_outlet_installs_newsprint_by_name(tmp_path: Path, installed_from_git: str, deploy: str | None) -> None:
    options = ("--deploy", deploy, "--url", LIVE_URL) if deploy else ()
    outcome = run("init", "paper", "--empty", *options, cwd=tmp_path)
    assert (outcome.code, BY_NAME.search(outcome.out)) == (0, None)
    assert installs_by_name(tmp_path / "paper") == []
    assert (tmp_path / "paper/requirements.txt").exists() == (deploy == "github-actions")


@pytest.mark.parametrize("command", [None, *_COMMANDS])
def test_no_help_text_installs_newsprint_by_name(tmp_path: Path, command: str | None) -> None:
    text = run(*([command] if command else []), "--help", cwd=tmp_path, columns=200).out
    assert BY_NAME.search(text) is None
