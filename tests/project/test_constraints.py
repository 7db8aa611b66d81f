"""The versions that ``make setup`` installs support every Python that the README promises."""

from __future__ import annotations

import tomllib
from importlib.metadata import metadata
from pathlib import Path

from packaging.specifiers import SpecifierSet


def pinned(repository: Path) -> list[str]:
    """Return the names of the packages in ``constraints.txt``."""
    lines = (repository / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [line.partition("==")[0] for line in lines if line]


def test_every_pinned_version_installs_on_the_oldest_promised_python(repository: Path) -> None:
    """Debian 12 has Python 3.11.2: with a library that requires 3.11.5, ``make setup`` would fail there."""
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest = f"{project['requires-python'].removeprefix('>=')}.0"
    wanted = {name: metadata(name)["Requires-Python"] for name in pinned(repository)}
    assert {name: range for name, range in wanted.items() if range and oldest not in SpecifierSet(range)} == {}


def test_every_library_that_the_project_needs_is_pinned(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {need.partition(">=")[0].lower().replace("_", "-") for need in needed}
    assert names <= {name.lower().replace("_", "-") for name in pinned(repository)}


def test_every_library_that_the_project_needs_has_a_lowest_version(repository: Path) -> None:
    """CI runs the quick tests with these: tests/lowest."""
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert [need for need in project["dependencies"] if ">=" not in need] == []


def test_every_quick_test_exists(repository: Path) -> None:
    names = (repository / "tests/lowest/quick-tests.txt").read_text(encoding="utf-8").split()
    assert names
    assert [name for name in names if not (repository / name).exists()] == []
