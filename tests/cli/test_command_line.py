"""The command line as a whole: help, unknown words, outlets found and not found, clean output, a quick start."""

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
    return finished([sys.executable, *words], cwd=cwd)


@pytest.mark.parametrize("words", [[], *([name] for name in _COMMANDS)], ids=["newsprint", *_COMMANDS])
@pytest.mark.parametrize("columns", [80, 200])
def test_help_fits_80_columns_on_any_terminal(tmp_path: Path, words: list[str], columns: int) -> None:
    outcome = run(*words, "--help", cwd=tmp_path, columns=columns)
    assert outcome.code == 0
    assert outcome.out.startswith("Usage: newsprint")
    assert max(map(len, outcome.out.splitlines())) <= 80
    assert run(*words, "-h", cwd=tmp_path, columns=columns).out == outcome.out


def test_the_short_words_beside_the_commands_are_in_the_order_of_the_list(tmp_path: Path) -> None:
    listed = re.findall(r"^  ([a-z]+)  +(.*)$", run("--help", cwd=tmp_path).out.partition("Commands:")[2], re.M)
    assert listed == list(_COMMANDS.items())


def test_the_version_is_that_of_the_package(tmp_path: Path) -> None:
    outcome = run("--version", cwd=tmp_path)
    assert (outcome.code, outcome.out) == (0, f"newsprint, version {newsprint.__version__}\n")


def test_without_a_command_it_shows_its_help_and_that_is_wrong_usage(tmp_path: Path) -> None:
    outcome = run(cwd=tmp_path)
    assert (outcome.code, "Commands:" in outcome.out + outcome.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(["bild"], 'unknown command "bild" (did you mean "build"?)', id="a misspelt command"),
        pytest.param(
            ["quark"],
            'unknown command "quark" (known: build, deploy, init, new, serve, status, theme)',
            id="another word",
        ),
        pytest.param(["build", "--drafs"], "No such option", id="a misspelt option"),
        pytest.param(["build", "extra"], "unexpected extra argument", id="a word too many"),
        pytest.param(["build", "--site"], "'--site' requires an argument", id="an option without its value"),
    ],
)
def test_wrong_usage_is_told_with_exit_code_2(tmp_path: Path, words: list[str], told: str) -> None:
    outcome = run(*words, cwd=tmp_path)
    assert (outcome.code, outcome.out, told in outcome.err) == (2, "", True)


@pytest.mark.parametrize(
    "words", [["build"], ["status"], ["new", "A", "--section", "world"]], ids=lambda words: words[0]
)
def test_outside_an_outlet_it_says_how_to_start_one(tmp_path: Path, words: list[str]) -> None:
    outcome = run(*words, cwd=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"newsprint.toml: no newsprint.toml in {tmp_path} or above it")
    assert "newsprint init DIR" in outcome.err
    assert list(tmp_path.iterdir()) == []


def test_a_site_that_is_no_outlet_is_told_with_exit_code_2(tmp_path: Path) -> None:
    outcome = run("build", "--site", "nowhere", cwd=tmp_path)
    assert (outcome.code, outcome.err.splitlines()[0]) == (
        2,
        f"newsprint.toml: no newsprint.toml in {tmp_path / 'nowhere'} (start an outlet with: newsprint init DIR)"
        " [configuration]",
    )


def test_the_nearest_outlet_above_is_taken(outlet: Make) -> None:
    paper = outlet({"content/world/a.md": article("A")})
    outcome = run("build", cwd=paper.folder / "content" / "world")
    assert outcome.code == 0
    assert paper.page("/").find("h1") is not None


def test_no_escape_sequence_is_written_where_no_terminal_is(outlet: Make) -> None:
    paper = outlet({"content/world/a.md": article("A"), "content/world/b.md": article("B", date="nonsense")})
    outcomes = [
        run(*words, cwd=paper.folder) for words in (["build"], ["status"], ["build", "--skip-invalid"], ["quark"])
    ]
    assert [outcome for outcome in outcomes if ESCAPE.search(outcome.out + outcome.err)] == []
    assert [outcome.code for outcome in outcomes] == [1, 1, 0, 2]


def test_a_message_cannot_drive_the_terminal(outlet: Make) -> None:
    """Neither by what stands in a file nor by the file's name."""
    name = "content/world/\x1b[2Jbad.md"
    paper = outlet({name: '---\ntitle: "A"\ndate: "\\e[31m"\n"ke\\u202ey": 1\n---\n'})
    outcome = run("build", cwd=paper.folder)
    assert (outcome.code, "bad.md" in outcome.err) == (1, True)
    assert [sign for sign in "\x1b\u202e" if sign in outcome.err] == []


def test_the_module_is_run_like_the_command(tmp_path: Path) -> None:
    assert python("-m", "newsprint", "init", "paper", cwd=tmp_path).returncode == 0
    built = python("-m", "newsprint", "build", "--json", cwd=tmp_path / "paper")
    assert (built.returncode, built.stderr, built.stdout.startswith("{")) == (0, "", True)
    assert (tmp_path / "paper" / "output" / "index.html").is_file()
    failed = python("-m", "newsprint", "build", "--as-of", "soon", cwd=tmp_path / "paper")
    assert (failed.returncode, "Traceback" in failed.stderr) == (2, False)


def test_help_starts_without_loading_what_only_some_commands_need(tmp_path: Path) -> None:
    heavy = ("babel", "PIL", "rich", "jinja2", "markdown", "cmarkgfm", "lxml", "sqlite3", "nh3")
    script = (
        "import sys\nfrom newsprint.cli.main import main\nsys.argv = ['newsprint', '--help']\n"
        "try:\n    main()\nfinally:\n"
        f"    print('loaded:', [name for name in {heavy!r} if name in sys.modules])\n"
    )
    assert python("-c", script, cwd=tmp_path).stdout.splitlines()[-1] == "loaded: []"
