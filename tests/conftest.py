"""Fixtures that every test has."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.preview.previews import running_previews
from tests.support.environments import build_wheel
from tests.support.installations import COMMIT, FROM_GIT, note_installation
from tests.support.outlets import CONFIGURATION, Outlet
from tests.support.soak import examples
from tests.support.startup import start_alike

if TYPE_CHECKING:
    from tests.support.browsing import PatientBrowser

REPOSITORY = Path(__file__).parents[1]

# The time an example takes depends on the machine, so it is no reason to fail.
settings.register_profile(
    "newsprint", deadline=None, max_examples=examples(50, 500), suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("newsprint")


def pytest_configure() -> None:
    """Give every test process the same signals and variables; each process of pytest-xdist calls this."""
    start_alike()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark property tests with ``soak``: ``make soak`` runs them with more examples."""
    for item in items:
        if getattr(getattr(item, "function", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.soak)


@pytest.fixture
def outlet(tmp_path: Path) -> Callable[[Mapping[str, str | bytes | None]], Outlet]:
    """Return a function that makes an outlet from files by name, with a ``newsprint.toml`` and a content folder."""

    def make(files: Mapping[str, str | bytes | None]) -> Outlet:
        folder = tmp_path / "outlet"
        (folder / "content").mkdir(parents=True)
        return Outlet(folder).write({"newsprint.toml": CONFIGURATION, **files})

    return make


@pytest.fixture(autouse=True, scope="session")
def caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep caches in a folder of the tests, not in the user's, and yield that folder."""
    folder = tmp_path_factory.mktemp("caches")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        yield folder


@pytest.fixture(scope="session")
def repository() -> Path:
    """Return the folder of the project, which is itself the demonstration outlet."""
    return REPOSITORY


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the path of a newly built wheel of Newsprint."""
    return build_wheel(REPOSITORY, tmp_path_factory.mktemp("wheel"))


@pytest.fixture
def installed_from_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Make the Newsprint of the tests look installed from a commit; return the requirement that installs it."""
    note_installation(tmp_path / "installed", FROM_GIT)
    monkeypatch.syspath_prepend(str(tmp_path / "installed"))
    return f"newsprint-ssg @ git+https://git.harbour-gazette.news/newsprint@{COMMIT}"


@pytest.fixture(scope="session")
def browser() -> Iterator[PatientBrowser]:
    """Yield headless Chromium, or skip the test if none is installed."""
    from tests.support.browsing import chromium

    with chromium() as browser:
        yield browser


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add to the report of a failed test what the browser shows and what running previews have printed."""
    report = yield
    if report.when == "call" and report.failed:
        browser = getattr(item, "funcargs", {}).get("browser")
        if browser is not None:
            report.sections.append(("browser", browser.seen()))
        report.sections += [(f"preview at port {each.port}", each.printed) for each in running_previews()]
    return report
