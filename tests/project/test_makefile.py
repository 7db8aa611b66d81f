"""What each target of the Makefile installs in a fresh clone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.waiting import finished


@pytest.fixture
def clone(repository: Path, tmp_path: Path) -> Path:
    """A folder with what make looks at, in which nothing is installed."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(repository / name, tmp_path)
    return tmp_path


def installed(clone: Path, target: str) -> list[str]:
    """What make would have pip install, each the words after the constraints, without doing it."""
    done = finished(["make", "--dry-run", target], cwd=clone)
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stdout.splitlines() if " pip install " in line]
    return [line.partition(" --constraint constraints.txt ")[2] for line in lines]


@pytest.mark.parametrize("target", ["build", "serve"])
def test_to_build_and_to_serve_only_what_newsprint_needs_is_installed(clone: Path, target: str) -> None:
    assert installed(clone, target) == ["--editable ."]


@pytest.mark.parametrize("target", ["test", "check", "setup", "bench-preview", "bench-instructions"])
def test_for_tests_checks_and_benchmarks_their_tools_are_installed_too(clone: Path, target: str) -> None:
    assert installed(clone, target) == ["--editable .", "--editable '.[dev]'"]
