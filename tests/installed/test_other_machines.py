"""The generated workflow on another machine, with real installs from a package index."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.support.environments import call, copy_sources
from tests.support.git import git
from tests.support.outlets import LIVE_URL
from tests.support.soak import SOAKING

WORKFLOW = ".github/workflows/publish.yml"
PLACE = "https://git.harbour-gazette.news/newsprint"

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(not SOAKING, reason="installs Newsprint and all its libraries many times: make soak"),
]


@pytest.mark.parametrize("origin", ["git", "wheel", "folder", "editable"])
def test_another_machine_installs_builds_and_checks_the_outlet(
    origin: str, repository: Path, wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = copy_sources(repository, tmp_path / "sources")
    for words in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "-m", "Newsprint")):
        git(sources, "-c", "user.name=Ann", "-c", "user.email=ann@gazette.example", *words)
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", f"url.{sources.as_uri()}.insteadOf")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", PLACE)
    origins = {"git": [f"git+{PLACE}"], "wheel": [wheel], "folder": [sources], "editable": ["--editable", sources]}

    here, there = new_machine(tmp_path / "here"), new_machine(tmp_path / "there")
    call(here / "python", "-m", "pip", "install", *origins[origin], cwd=tmp_path)
    call(here / "newsprint", "init", "paper", "--empty", "--deploy", "github-actions", "--url", LIVE_URL, cwd=tmp_path)
    outlet = tmp_path / "paper"
    steps = yaml.safe_load((outlet / WORKFLOW).read_text())["jobs"]["build"]["steps"]
    (script,) = (step["run"] for step in steps if step["name"] == "Install Newsprint")
    call("bash", "-eo", "pipefail", "-c", f'PATH="{there}:$PATH"\n{script}', cwd=outlet)
    call(there / "newsprint", "build", cwd=outlet)
    call(there / "newsprint", "deploy", "--check", cwd=outlet)
    frozen = [call(place / "python", "-m", "pip", "list", "--format=freeze", cwd=tmp_path) for place in (here, there)]
    assert frozen[0] == frozen[1]


def new_machine(folder: Path) -> Path:
    """Return the folder of programs of a new environment that has only pip."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    return folder / "bin"
