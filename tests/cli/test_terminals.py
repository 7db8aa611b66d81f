"""In a terminal of any width, lines are wrapped at words; without a terminal, a problem is one line."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from rich.progress import Progress as Bars

from newsprint.builder.report import Progress
from newsprint.cli.terminal import _drawn_on
from tests.support.commandline import run
from tests.support.outlets import article
from tests.support.reading import Make
from tests.support.terminals import plain_lines

WORDS = article("Ferry", "[dead](a-link-to-a-page-with-a-rather-long-name-that-nobody-wrote.md)", layout="post")

COMMANDS = {
    "build": ["build"],
    "skipping": ["build", "--skip-invalid"],
    "status": ["status"],
    "deploy": ["deploy"],
    "new": ["new", "Ferry", "--section", "wrold"],
    "usage": ["build", "--jobs", "many"],
    "command": ["biuld"],
}


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_in_a_terminal_lines_are_wrapped_at_words(outlet: Make, words: list[str], columns: int) -> None:
    paper = outlet({"content/world/ferry.md": WORDS, "content/world/other.md": article("Other")})
    lines = plain_lines(*words, cwd=paper.folder, columns=columns)
    plain = run(*words, cwd=paper.folder)
    for line in lines:
        assert len(line) <= columns or len(line.split()) == 1, line
    assert not {word for word in plain.err.split() if not re.search(r"\d\.\d", word)} - set(" ".join(lines).split())


def test_without_a_terminal_a_problem_is_one_line(outlet: Make) -> None:
    lines = run("build", cwd=outlet({"content/world/ferry.md": WORDS}).folder).err.splitlines()
    assert [line.rpartition("[")[2] for line in lines[:-1]] == ["unknown-key]", "dead-link]"]


def test_only_the_progress_bar_of_the_current_stage_is_shown() -> None:
    bars = Bars(disable=True)
    listener = _drawn_on(bars)
    for stage in ("reading", "printing", "placing"):
        listener(Progress(stage, 1, 2))
        listener(Progress(stage, 2, 2))
        assert [(task.completed, task.total) for task in bars.tasks] == [(2, 2)]


def test_a_deploy_leaves_no_progress_bar_on_the_screen(outlet: Make, tmp_path: Path) -> None:
    paper = outlet({"content/world/other.md": article("Other")})
    git = ("git", "-c", "user.name=Ann", "-c", "user.email=ann@gazette.example")
    subprocess.run(["git", "init", "-q", "--bare", tmp_path / "remote.git"], check=True)
    for words in (("init", "-q"), ("add", "newsprint.toml"), ("commit", "-q", "-m", "First")):
        subprocess.run([*git, *words], cwd=paper.folder, check=True)
    subprocess.run(["git", "remote", "add", "origin", tmp_path / "remote.git"], cwd=paper.folder, check=True)
    text = (paper.folder / "newsprint.toml").read_text().replace("gazette.example", "harbour-gazette.org")
    paper.write({"newsprint.toml": f'{text}\n[deploy.pages]\ntarget = "github-pages"\n'})
    assert run("build", cwd=paper.folder).code == 0
    lines = plain_lines("deploy", cwd=paper.folder, columns=80)
    assert any(line.startswith("pages: ") for line in lines)
    assert not [line for line in lines if "files ━" in line]
