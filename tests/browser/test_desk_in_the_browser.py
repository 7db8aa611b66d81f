"""The desk in a browser: accessible, complete on a small phone, usable by keyboard, updated after edits."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.screens import on_each_screen
from tests.browser.visitors import Visit
from tests.preview.previews import previewed
from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.reading import Make
from tests.support.waiting import wait_until

pytestmark = pytest.mark.browser

FILES = {
    "content/a.md": article("A draft with a headline that is long enough to need a second line", draft=True),
    "content/b.md": article("Bound by an embargo", embargo="2024-12-24 06:00", authors=["Ann Quay", "Jo Café"]),
    "content/c.md": article("Coming on Christmas Day", date="2024-12-25 09:30"),
    "content/d.md": article("Done", section="sport", expires="2024-12-24 18:00"),
    "content/e.md": article("Ended", date="2024-12-01", expires="2024-12-10"),
    "content/a-very-long-name-without-any-room-to-break-it-anywhere-at-all.md": article("Wrong", sektion="x"),
}
PAGES = {
    "the list": "/_desk/",
    "a search": "/_desk/?q=done&sort=title",
    "nothing found": "/_desk/?q=nothing",
    "figures": "/_desk/figures/",
    "problems": "/_desk/problems/",
    "no such page": "/_desk/nothing/",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a preview of the outlet for tests that change nothing, and yield its address."""
    outlet = Outlet(tmp_path_factory.mktemp("desk") / "outlet").write({"newsprint.toml": CONFIGURATION, **FILES})
    with previewed(outlet) as preview:
        yield preview.address


@on_each_screen
def test_every_page_of_the_desk_is_accessible_and_fits(
    home: str, visit: Visit, width: int, scheme: Literal["light", "dark"]
) -> None:
    page = visit(f"{home}/_desk/", width=width).page
    page.emulate_media(color_scheme=scheme)
    for name, address in PAGES.items():
        page.goto(home + address)
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        found = Axe().run(page)
        assert found.violations_count == 0, (name, found.generate_report())


def test_the_desk_can_be_used_by_keyboard_and_without_javascript(home: str, visit: Visit) -> None:
    page = visit(f"{home}/_desk/", javascript=False).page
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    page.keyboard.press("Enter")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("jo cafe")
    page.keyboard.press("Enter")
    expect(page.locator(".story-title")).to_have_text(["Bound by an embargo"])
    page.get_by_role("link", name="Headline").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="Headline")).to_have_attribute("aria-sort", "ascending")
    assert page.get_by_role("searchbox").input_value() == "jo cafe"


def test_a_filtered_list_keeps_its_filter_when_it_is_updated(outlet: Make, visit: Visit) -> None:
    site = outlet(FILES)
    with previewed(site) as preview:
        check_update_of_filtered_list(site, preview.address, visit)


def check_update_of_filtered_list(site: Outlet, home: str, visit: Visit) -> None:
    """Assert that a list with a search reloads at the same address after a story was added."""
    loads: list[str] = []
    sent: list[str] = []

    def prepare(page: Page) -> None:
        page.on("load", lambda page: loads.append(page.url))
        page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(str(frame))))

    page = visit(f"{home}/_desk/?q=done", prepare=prepare).page
    expect(page.locator(".story-title")).to_have_text(["Done"])
    pause = partial(page.wait_for_timeout, 20)
    wait_until(
        lambda: any('"info"' in frame for frame in sent),
        "the page connects to the preview",
        seen=lambda: sent,
        pause=pause,
    )
    site.write({"content/f.md": article("Nothing of interest", date="2024-12-02")})
    site.write({"content/g.md": article("Done again", date="2024-12-02")})
    expect(page.locator(".story-title")).to_have_text(["Done", "Done again"])
    wait_until(lambda: len(loads) > 1, "the page is loaded again", seen=lambda: loads, pause=pause)
    assert loads == [f"{home}/_desk/?q=done"] * 2
