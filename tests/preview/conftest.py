"""Fixtures that start previews and open tabs, and a preview for tests that attack it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.preview.previews import Preview, previewed
from tests.preview.tabs import Tab, tab_of
from tests.preview.web.hostile_outlet import hostile_preview, quiet
from tests.support.browsing import PatientBrowser
from tests.support.outlets import Outlet

Serve = Callable[..., Preview]
Open = Callable[..., Tab]


@pytest.fixture
def serve() -> Iterator[Callable[..., Preview]]:
    """Return a function that starts a preview of an outlet and waits until it is ready.

    After the test the preview must stop at once and without errors.
    """
    with ExitStack() as stack:

        def start(outlet: Outlet, *options: str, **more: Any) -> Preview:
            return stack.enter_context(previewed(outlet, *options, **more))

        yield start


@pytest.fixture
def tabs(browser: PatientBrowser) -> Iterator[Callable[..., Tab]]:
    """Return a function that opens a page of a preview in a new tab. The tabs are closed after the test."""
    opened: list[Tab] = []

    def open_tab(preview: Preview, path: str, **options: bool) -> Tab:
        opened.append(tab_of(browser, preview.address))
        return opened[-1].open(path, **options)

    yield open_tab
    for tab in opened:
        tab.page.context.close()


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """Start a published preview of the outlet in ``hostile_outlet.py`` for all tests of a file."""
    with hostile_preview(tmp_path_factory.mktemp("hostile"), "--published") as preview:
        yield preview


@pytest.fixture
def server(attacked: Preview) -> Iterator[Preview]:
    """Return the attacked preview; after each test it must answer, and have printed nothing."""
    with quiet(attacked):
        yield attacked
