"""A reader's window in a real browser."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, TimeoutError

from tests.support.waiting import PATIENCE, WaitedInVainError, in_vain


class Visitor:
    """A browser window that records console errors, failed requests and requests to other hosts."""

    def __init__(self, page: Page, home: str) -> None:
        self.page = page
        self.errors: list[str] = []
        self.foreign: list[str] = []
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("requestfailed", lambda request: self.errors.append(f"failed: {request.url}"))
        page.on(
            "request",
            lambda request: None if request.url.startswith((home, "data:")) else self.foreign.append(request.url),
        )


def wait_for(page: Page, expression: str, what: str) -> None:
    """Wait until a JavaScript expression is true on the page; otherwise fail with ``what`` and what it shows."""
    try:
        page.wait_for_function(expression)
    except TimeoutError:
        raise WaitedInVainError(in_vain(what, f"waited {PATIENCE:.0f} s", page.locator("body").inner_text)) from None


Visit = Callable[..., Visitor]
"""The type of the fixture ``visit``."""
