"""The command line as a whole: help, usage errors, finding the outlet, output without escape sequences, start-up."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import newsprint
from newsprint.cli.main import _COMMANDS
from tests.support.commandline import run
from tests.support.outlets import article
from tests.support.reading import Make
from tests.support.waiting import finished

ESCAPE = re.compile(r"\x1b")


def python(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run Python with these arguments in the folder ``cwd``."""
    return finished([sys.executable, *words], cwd=cwd)


@pytest.mark.parametrize("words", [[], *([name] for name in _COMMANDS)], ids=["newsprint", *_COMMANDS])
@pytest.mark.parametrize("columns", [80, 200])
def test_help_fits_80_columns_on_any_terminal(tmp_path: Path, words: list[str], columns: int) -> None:
    outcome = run(*words, "--help", cwd=tmp_path, columns=columns)
    assert outcome.code == 0
    assert outcome.out.startswith("Usage: newsprint")
    assert max(map(len, outcome.out.splitlines())) <= 80
    assert run(*words, "-h", cwd=tmp_path, columns=columns).out == outcome.out


def test_help_lists_the_commands_with_their_summaries_in_order(tmp_path: Path) -> None:
    listed = re.findall(r"^  ([a-z]+)  +(.*)$", run("--help", cwd=tmp_path).out.partition("Commands:")[2], re.M)
    assert listed == list(_COMMANDS.items())


def test_newsprint_prints_the_version_of_the_package(tmp_path: Path) -> None:
    outcome = run("--version", cwd=tmp_path)
    assert (outcome.code, outcome.out) == (0, f"newsprint, version {newsprint.__version__}\n")


def test_without_a_command_newsprint_prints_its_help_as_a_usage_error(tmp_path: Path) -> None:
    outcome = run(cwd=tmp_path)
    assert (outcome.code, "Commands:" in outcome.out + outcome.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(["bild"], 'unknown command "bild" (did you mean "build"?)', id="a misspelt command"),
        pytest.param(
            ["quark"],
            'unknown command "quark" (known: build, deploy, init, new, serve, status, theme)',
            id="an unknown command",
        ),
        pytest.param(["build", "--drafs"], "No such option", id="a misspelt option"),
        pytest.param(["build", "extra"], "unexpected extra argument", id="a word too many"),
        pytest.param(["build", "--site"], "'--site' requires an argument", id="an option without its value"),
    ],
)
def test_a_usage_error_is_reported_with_exit_code_2(tmp_path: Path, words: list[str], message: str) -> None:
    outcome = run(*words, cwd=tmp_path)
    assert (outcome.code, outcome.out, message in outcome.err) == (2, "", True)


@pytest.mark.parametrize(
    "words", [["build"], ["status"], ["new", "A", "--section", "world"]], ids=lambda words: words[0]
)
def test_outside_an_outlet_commands_print_how_to_start_one(tmp_path: Path, words: list[str]) -> None:
    outcome = run(*words, cwd=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"newsprint.toml: no newsprint.toml in {tmp_path} or above it")
    assert "newsprint init DIR" in outcome.err
    assert list(tmp_path.iterdir()) == []


def test_a_site_folder_without_an_outlet_is_reported_with_exit_code_2(tmp_path: Path) -> None:
    outcome = run("build", "--site", "nowhere", cwd=tmp_path)
    assert (outcome.code, outcome.err.splitlines()[0]) == (
        2,
        f"newsprint.toml: no newsprint.toml in {tmp_path / 'nowhere'} (start an outlet with: newsprint init DIR)"
        " [configuration]",
    )


def test_the_nearest_outlet_upwards_is_used(outlet: Make) -> None:
    paper = outlet({"content/world/a.md": article("A")})
    outcome = run("build", cwd=paper.folder / "content" / "world")
    assert outcome.code == 0
    assert paper.page("/").find("h1") is not None


def test_without_a_terminal_no_escape_sequence_is_printed(outlet: Make) -> None:
    paper = outlet({"content/world/a.md": article("A"), "content/world/b.md": article("B", date="nonsense")})
    outcomes = [
        run(*words, cwd=paper.folder) for words in (["build"], ["status"], ["build", "--skip-invalid"], ["quark"])
    ]
    assert [outcome for outcome in outcomes if ESCAPE.search(outcome.out + outcome.err)] == []
    assert [outcome.code for outcome in outcomes] == [1, 1, 0, 2]


def test_a_message_cannot_control_the_terminal(outlet: Make) -> None:
    """Neither the text nor the name of a file may send escape sequences."""
    name = "content/world/\x1b[2Jbad.md"
    paper = outlet({name: '---\ntitle: "A"\ndate: "\\e[31m"\n"ke\\u202ey": 1\n---\n'})
    outcome = run("build", cwd=paper.folder)
    assert (outcome.code, "bad.md" in outcome.err) == (1, True)
    assert [sign for sign in "\x1b\u202e" if sign in outcome.err] == []


def test_python_m_newsprint_works_like_the_command(tmp_path: Path) -> None:
    assert python("-m", "newsprint", "init", "paper", "--empty", cwd=tmp_path).returncode == 0
    built = python("-m", "newsprint", "build", "--json", cwd=tmp_path / "paper")
    assert (built.returncode, built.stderr, built.stdout.startswith("{")) == (0, "", True)
    assert (tmp_path / "paper" / "output" / "index.html").is_file()
    failed = python("-m", "newsprint", "build", "--as-of", "soon", cwd=tmp_path / "paper")
    assert (failed.returncode, "Traceback" in failed.stderr) == (2, False)


def test_help_loads_no_libraries_that_only_some_commands_need(tmp_path: Path) -> None:
    heavy = ("babel", "PIL", "rich", "jinja2", "markdown", "cmarkgfm", "lxml", "sqlite3", "nh3")
    script = (
        "import sys\nfrom newsprint.cli.main import main\nsys.argv = ['newsprint', '--help']\n"
        "try:\n    main()\nfinally:\n"
        f"    print('loaded:', [name for name in {heavy!r} if name in sys.modules])\n"
    )
    assert python("-c", script, cwd=tmp_path).stdout.splitlines()[-1] == "loaded: []"
