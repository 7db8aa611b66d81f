"""Fixtures that every test has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
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


@pytest.fixture(autouse=True, scope="session")
def caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What is kept in the user's own folder for caches is kept in one of the tests' instead."""
    folder = tmp_path_factory.mktemp("caches")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        yield folder


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of the project, which is itself the demonstration outlet."""
    return REPOSITORY
