"""Previews and tabs for the tests of the preview, and a preview for those that attack one."""

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
    """Starts a preview of an outlet that is ready when it is given; it must end at once and cleanly after the test."""
    with ExitStack() as stack:

        def start(outlet: Outlet, *options: str, **more: Any) -> Preview:
            return stack.enter_context(previewed(outlet, *options, **more))

        yield start


@pytest.fixture
def tabs(browser: PatientBrowser) -> Iterator[Callable[..., Tab]]:
    """``tabs(preview, path)`` opens a page in a tab of its own; closed after the test."""
    opened: list[Tab] = []

    def open_tab(preview: Preview, path: str, **options: bool) -> Tab:
        opened.append(tab_of(browser, preview.address))
        return opened[-1].open(path, **options)

    yield open_tab
    for tab in opened:
        tab.page.context.close()


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """What readers would see of the outlet in ``hostile_outlet.py``; the tests of a file share it."""
    with hostile_preview(tmp_path_factory.mktemp("hostile"), "--published") as preview:
        yield preview


@pytest.fixture
def server(attacked: Preview) -> Iterator[Preview]:
    """The preview that is attacked: whatever a test sends it, its terminal stays silent, and it answers afterwards."""
    with quiet(attacked):
        yield attacked
