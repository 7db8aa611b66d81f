"""The browser of the tests: its timeouts suit a busy machine, and a failed test reports what it showed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright

from tests.support.waiting import PATIENCE

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MOST_SHOWN = 2_000
"""Number of characters of a page that the report of a failed test contains."""


class PatientBrowser:
    """Chromium with the timeout of all tests; ``messages`` has what the consoles of its tabs have shown."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self.messages: list[str] = []

    def new_context(self, **options: Any) -> BrowserContext:
        """Open a window of its own, with Playwright's ``options``."""
        return self._watched(self._browser.new_context(**options))

    def new_page(self, **options: Any) -> Page:
        """Open a tab in a window of its own, which is closed with it."""
        page = self._browser.new_page(**options)
        self._watched(page.context)
        return page

    def _watched(self, context: BrowserContext) -> BrowserContext:
        context.set_default_timeout(1000 * PATIENCE)
        context.on(
            "console", lambda message: self.messages.append(f"{message.page and message.page.url}: {message.text}")
        )
        context.on("weberror", lambda error: self.messages.append(str(error.error)))
        return context

    def seen(self) -> str:
        """Return what all open tabs show, and what their consoles have shown."""
        pages = [page for context in self._browser.contexts for page in context.pages]
        return "\n\n".join([*map(_shown, pages), "consoles:", *self.messages[-20:]])


def _shown(page: Page) -> str:
    """Return the address, title and text of a page."""
    try:
        text = page.locator("body").inner_text(timeout=2_000)
        return f"{page.url} ({page.title()!r}) shows:\n{text[:MOST_SHOWN]}"
    except Error as error:
        return f"{page.url} shows nothing: {error.message}"


@contextmanager
def chromium() -> Iterator[PatientBrowser]:
    """Start headless Chromium, or skip the test if none is installed."""
    executable = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if executable is None:
        pytest.skip("no Chromium found: tests/support/install-browser.sh installs it")
    expect.set_options(timeout=1000 * PATIENCE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"], timeout=1000 * PATIENCE)
        yield PatientBrowser(started)
        started.close()
