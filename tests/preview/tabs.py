"""Tabs of a real browser that show pages of a preview, and saving as an editor does while they are open."""

from __future__ import annotations

from pathlib import Path
from time import time
from typing import Any

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.support.browsing import PatientBrowser
from tests.support.waiting import WaitedInVainError, in_vain


class Tab:
    """A tab that shows a page of a preview. Its variables and what is typed into it last until it is loaded anew."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        page.add_init_script(
            "sessionStorage.loads = 1 + Number(sessionStorage.loads || 0);"
            "document.addEventListener('LiveReloadConnect', () => { window.isConnected = true; });"
        )

    def open(self, path: str, *, connected: bool = True) -> Tab:
        """Open the page at ``path``; ``connected`` waits until the preview knows of it."""
        self.page.goto(self.address + path)
        if connected:
            self.connect()
        return self

    def connect(self) -> None:
        """Wait until the page is connected with the preview."""
        self.page.wait_for_function("window.isConnected")

    @property
    def text(self) -> str:
        return self.page.locator("body").inner_text()

    @property
    def path(self) -> str:
        """Where the tab is, below the preview's address."""
        return self.page.url.removeprefix(self.address)

    @property
    def loads(self) -> int:
        """How often a page was loaded in this tab."""
        return int(self.page.evaluate("sessionStorage.loads"))

    def mark(self) -> None:
        """Leave a mark that is gone when the page is loaded anew."""
        self.page.evaluate("window.mark = 'here'")

    @property
    def is_marked(self) -> bool:
        """Whether the page was not loaded anew since it was marked."""
        return bool(self.page.evaluate("window.mark === 'here'"))

    def shows(self, words: str, since: float | None = None) -> float:
        """Wait until the page shows ``words``; the seconds ``since``."""
        return self.fulfils("words => document.body && document.body.innerText.includes(words)", words, since)

    def fulfils(self, expression: str, argument: Any = None, since: float | None = None) -> float:
        """Wait until the JavaScript ``expression`` holds on the page; the seconds ``since``."""
        try:
            self.page.wait_for_function(expression, arg=argument)
        except PlaywrightTimeoutError as late:
            what = f"{self.path}: {expression} ({argument!r})"
            raise WaitedInVainError(in_vain(what, late.message.splitlines()[0], lambda: self.text)) from None
        took = time() - since if since else 0.0
        if since:
            print(f"{took:.3f} s")
        return took


def tab_of(browser: PatientBrowser, address: str) -> Tab:
    """A tab in a window of its own."""
    page = browser.new_context(viewport={"width": 1000, "height": 700}).new_page()
    return Tab(page, address)


def save(path: Path, text: str | bytes) -> float:
    """Save a file as most editors do, through another one; gives the time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(f".{path.name}.new")
    waiting.write_bytes(text if isinstance(text, bytes) else text.encode())
    now = time()
    waiting.replace(path)
    return now
