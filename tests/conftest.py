"""Fixtures that every test has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from outlets import CONFIGURATION, Outlet

REPOSITORY = Path(__file__).parents[1]


@pytest.fixture
def outlet(tmp_path: Path) -> Callable[[Mapping[str, str | bytes | None]], Outlet]:
    """Makes an outlet of files given by name; ``newsprint.toml`` and the content folder are there without saying."""

    def make(files: Mapping[str, str | bytes | None]) -> Outlet:
        folder = tmp_path / "outlet"
        (folder / "content").mkdir(parents=True)
        return Outlet(folder).write({"newsprint.toml": CONFIGURATION, **files})

    return make


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of the project, which is itself the demonstration outlet."""
    return REPOSITORY
