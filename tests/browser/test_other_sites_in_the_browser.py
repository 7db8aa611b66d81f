"""Pages of other sites get nothing from a preview on the same machine, in any of the usual ways."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.visitors import wait_for
from tests.preview.previews import Preview, previewed
from tests.support.browsing import PatientBrowser
from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.waiting import wait_until

pytestmark = pytest.mark.browser

Serve = Callable[[Path], str]
STORY = "/world/2024/12/20/story/"
IMAGE = '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"/>'
FILES = {
    "newsprint.toml": CONFIGURATION,
    "content/world/story.md": article("A draft", draft=True, image={"src": "p.svg", "alt": "Nothing"}),
    "content/world/p.svg": IMAGE,
}
AS_ELEMENT = """([name, url]) => new Promise((resolve) => {
  const element = document.createElement(name);
  element.onload = () => resolve("loaded");
  element.onerror = () => resolve("refused");
  element.src = url;
  document.body.append(element);
})"""
AS_TEXT = "(url) => fetch(url).then((response) => response.text()).then(() => 'loaded', () => 'refused')"
AS_OPAQUE = "(url) => fetch(url, {mode: 'no-cors'}).then(() => 'loaded', () => 'refused')"
AS_FRAME = """(url) => new Promise((resolve) => {
  const frame = document.createElement("iframe");
  frame.onload = () => resolve(frame.contentDocument === null ? "refused" : "loaded");
  frame.src = url;
  document.body.append(frame);
})"""
AS_SOCKET = """(url) => new Promise((resolve) => {
  const socket = new WebSocket(url.replace("http", "ws"));
  socket.onopen = () => resolve("loaded");
  socket.onerror = () => resolve("refused");
})"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """Start a preview of an outlet with a draft, and yield it."""
    top = tmp_path_factory.mktemp("drafts")
    with previewed(Outlet(top / "outlet").write(FILES)) as running:
        yield running


@pytest.fixture
def page(browser: PatientBrowser, serve: Serve, tmp_path: Path) -> Iterator[Page]:
    """Yield a browser tab with a page of another site."""
    (tmp_path / "index.html").write_text("<!doctype html><title>Another site</title><body>")
    with browser.new_page() as page:
        page.goto(serve(tmp_path))
        yield page


def test_another_site_can_load_nothing_from_the_preview(page: Page, server: Preview) -> None:
    address = f"http://{server.authority}"
    got = {
        "picture": page.evaluate(AS_ELEMENT, ["img", f"{address}/media/world/p.svg"]),
        "script": page.evaluate(AS_ELEMENT, ["script", f"{address}/_preview/preview.js"]),
        "text": page.evaluate(AS_TEXT, f"{address}{STORY}"),
        "bytes": page.evaluate(AS_OPAQUE, f"{address}{STORY}"),
        "socket": page.evaluate(AS_SOCKET, f"{address}/livereload"),
    }
    assert got == dict.fromkeys(got, "refused")


def test_another_site_cannot_show_the_preview_in_a_frame(page: Page, server: Preview) -> None:
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    assert page.evaluate(AS_FRAME, f"http://{server.authority}{STORY}") == "refused"
    wait_until(
        lambda: any("frame-ancestors" in line for line in messages),
        "the console reports that the frame was refused",
        seen=lambda: messages,
        pause=lambda: page.wait_for_timeout(20),
    )


def test_pages_of_the_preview_can_load_all_of_that(page: Page, server: Preview) -> None:
    address = f"http://{server.authority}"
    page.goto(f"{address}{STORY}")
    got = {
        "picture": page.evaluate(AS_ELEMENT, ["img", f"{address}/media/world/p.svg"]),
        "text": page.evaluate(AS_TEXT, f"{address}/"),
        "frame": page.evaluate(AS_FRAME, f"{address}/"),
        "socket": page.evaluate(AS_SOCKET, f"{address}/livereload"),
    }
    assert got == dict.fromkeys(got, "loaded")


def test_going_back_shows_what_was_saved_in_the_meantime(page: Page, server: Preview) -> None:
    page.goto(f"http://{server.authority}{STORY}")
    page.goto(f"http://{server.authority}/about-nothing/")
    server.outlet.write({"content/world/story.md": article("Another headline", draft=True)})
    saved = f"fetch('{STORY}').then((it) => it.text()).then((text) => text.includes('Another headline'))"
    wait_for(page, saved, "the preview serves the new headline")
    page.go_back()
    assert "Another headline" in page.title()
