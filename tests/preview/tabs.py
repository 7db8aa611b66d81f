"""Open pages of a preview in tabs of a browser, and save files as editors do."""

from __future__ import annotations

from pathlib import Path
from time import time
from typing import Any

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.support.browsing import PatientBrowser
from tests.support.waiting import WaitedInVainError, in_vain


class Tab:
    """A tab that shows a page of a preview. A reload clears its variables and what was typed into it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        page.add_init_script(
            "sessionStorage.loads = 1 + Number(sessionStorage.loads || 0);"
            "document.addEventListener('LiveReloadConnect', () => { window.isConnected = true; });"
        )

    def open(self, path: str, *, connected: bool = True) -> Tab:
        """Open the page at ``path``, and if ``connected``, wait until it is connected to the preview."""
        self.page.goto(self.address + path)
        if connected:
            self.connect()
        return self

    def connect(self) -> None:
        """Wait until the page is connected to the preview."""
        self._wait("window.isConnected", None, "it is connected to the preview")

    @property
    def text(self) -> str:
        return self.page.locator("body").inner_text()

    @property
    def path(self) -> str:
        """Return the address of the page, without that of the preview."""
        return self.page.url.removeprefix(self.address)

    @property
    def loads(self) -> int:
        """Return how often a page was loaded in this tab."""
        return int(self.page.evaluate("sessionStorage.loads"))

    def mark(self) -> None:
        """Mark the page; a reload clears the mark."""
        self.page.evaluate("window.mark = 'here'")

    @property
    def is_marked(self) -> bool:
        """Return whether the page has not been reloaded since it was marked."""
        return bool(self.page.evaluate("window.mark === 'here'"))

    def shows(self, words: str, since: float | None = None) -> float:
        """Wait until the page shows ``words``, and return the seconds passed ``since``."""
        expression = "words => document.body && document.body.innerText.includes(words)"
        self._wait(expression, words, f"it shows {words!r}")
        return _seconds(since)

    def satisfies(self, expression: str, argument: Any = None, since: float | None = None) -> float:
        """Wait until the JavaScript ``expression`` is true on the page, and return the seconds passed ``since``."""
        self._wait(expression, argument, f"{expression} ({argument!r})")
        return _seconds(since)

    def _wait(self, expression: str, argument: Any, what: str) -> None:
        try:
            self.page.wait_for_function(expression, arg=argument)
        except PlaywrightTimeoutError as late:
            waited = late.message.splitlines()[0]
            raise WaitedInVainError(in_vain(f"{self.path}: {what}", waited, lambda: self.text)) from None


def _seconds(since: float | None) -> float:
    """Return and print the seconds passed ``since``, or return 0 without such a time."""
    if since is None:
        return 0.0
    took = time() - since
    print(f"{took:.3f} s")
    return took


def tab_of(browser: PatientBrowser, address: str) -> Tab:
    """Open a tab in a new window."""
    page = browser.new_context(viewport={"width": 1000, "height": 700}).new_page()
    return Tab(page, address)


def save(path: Path, text: str | bytes) -> float:
    """Save a file as most editors do, by replacing it with a new one, and return the time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(text if isinstance(text, bytes) else text.encode())
    now = time()
    new.replace(path)
    return now
