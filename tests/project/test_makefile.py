"""The packages that each target of the Makefile installs in a fresh clone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.waiting import finished


@pytest.fixture
def clone(repository: Path, tmp_path: Path) -> Path:
    """Return a folder with the files that make reads, in which nothing is installed."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(repository / name, tmp_path)
    return tmp_path


def pip_arguments(clone: Path, target: str) -> list[str]:
    """Return the arguments after the constraints of each ``pip install`` that a dry run of make prints."""
    done = finished(["make", "--dry-run", target], cwd=clone)
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stdout.splitlines() if " pip install " in line]
    return [line.partition(" --constraint constraints.txt ")[2] for line in lines]


@pytest.mark.parametrize("target", ["build", "serve"])
def test_building_and_serving_install_only_the_dependencies(clone: Path, target: str) -> None:
    assert pip_arguments(clone, target) == ["--editable ."]


@pytest.mark.parametrize("target", ["test", "check", "setup", "bench-preview", "bench-instructions", "pictures"])
def test_tests_checks_and_benchmarks_install_their_tools_too(clone: Path, target: str) -> None:
    assert pip_arguments(clone, target) == ["--editable .", "--editable '.[dev]'"]
