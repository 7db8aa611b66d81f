"""The targets of the Makefile: what each installs in a fresh clone, and that the help lists it."""

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


def dry_run(clone: Path, target: str) -> list[str]:
    """Return the lines that a dry run of make prints."""
    done = finished(["make", "--no-print-directory", "--dry-run", target], cwd=clone)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def pip_arguments(clone: Path, target: str) -> list[str]:
    """Return the arguments after the constraints of each ``pip install`` of ``target``."""
    lines = [line for line in dry_run(clone, target) if " pip install " in line]
    return [line.partition(" --constraint constraints.txt ")[2] for line in lines]


@pytest.mark.parametrize("target", ["build", "serve"])
def test_building_and_serving_install_only_the_dependencies(clone: Path, target: str) -> None:
    assert pip_arguments(clone, target) == ["--editable ."]


@pytest.mark.parametrize(
    "target", ["test", "soak", "check", "setup", "bench-preview", "bench-instructions", "pictures"]
)
def test_tests_checks_and_benchmarks_install_their_tools_too(clone: Path, target: str) -> None:
    assert pip_arguments(clone, target) == ["--editable .", "--editable '.[dev]'"]


@pytest.mark.parametrize("target", ["test", "soak"])
def test_tests_install_the_object_stores_and_the_browser_first(clone: Path, target: str) -> None:
    """Without them, tests are skipped: a soak would kill no deploy."""
    lines = dry_run(clone, target)
    tests = next(number for number, line in enumerate(lines) if " -m pytest " in line)
    for script in ("install-stores.sh", "install-browser.sh"):
        assert any(script in line for line in lines[:tests])


def test_the_help_lists_every_target(clone: Path) -> None:
    phony = next(line for line in (clone / "Makefile").read_text().splitlines() if line.startswith(".PHONY:"))
    done = finished(["make", "--no-print-directory", "help"], cwd=clone)
    assert sorted(line.split()[0] for line in done.stdout.splitlines()) == sorted(phony.split()[1:])
