"""Previews and tabs for the tests of the preview."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser
from previews import Preview, Tab, previewed, tab_of

from outlets import Outlet

Serve = Callable[..., Preview]
Open = Callable[..., Tab]


@pytest.fixture
def serve() -> Iterator[Callable[..., Preview]]:
    """Starts a preview of an outlet that is ready when it is given; it must end at once and cleanly after the test."""
    with ExitStack() as stack:

        def start(outlet: Outlet, *options: str, **more: Any) -> Preview:
            return stack.enter_context(previewed(outlet, *options, **more)).ready()

        yield start


@pytest.fixture
def tabs(browser: Browser) -> Iterator[Callable[..., Tab]]:
    """``tabs(preview, path)`` opens a page in a tab of its own; closed after the test."""
    opened: list[Tab] = []

    def open_tab(preview: Preview, path: str, **options: bool) -> Tab:
        opened.append(tab_of(browser, preview.address))
        return opened[-1].open(path, **options)

    yield open_tab
    for tab in opened:
        tab.page.context.close()
