"""The preview in a real browser: the error page, the waiting page, the bar and the badges."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

from newsprint.preview.pages.own_pages import screen
from tests.browser.screens import on_each_screen
from tests.browser.visitors import wait_for
from tests.preview.previews import previewed
from tests.support.browsing import PatientBrowser
from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.reading import Make

pytestmark = pytest.mark.browser

Window = Callable[..., Page]
AS_OF = "2024-12-22T12:00:00Z"
DRAFT, EMBARGOED = "/world/2024/12/20/draft/", "/world/2024/12/19/embargoed/"
STORIES = {
    "content/draft.md": article("A draft", "See [the other one](embargoed.md).", draft=True),
    "content/embargoed.md": article("An embargoed story", "Words. " * 400, date="2024-12-19", embargo="2025-01-02"),
    **{f"content/{day}.md": article(f"Story {day}", date=f"2024-12-{day}", slug=f"s-{day}") for day in range(10, 15)},
}
BROKEN = "---\ntitle: A draft\ndate: 2024-12-20\nsection: world\nteaser: [a, b\nkicker: c\n---\n\n" + "Words. " * 300


@pytest.fixture
def window(browser: PatientBrowser) -> Iterator[Window]:
    """Yield ``window(url, width=…, scheme=…)``, which opens a page and waits until it is loaded."""
    contexts = []

    def window(url: str, *, width: int = 1280, scheme: Any = "light", javascript: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 700},
            color_scheme=scheme,
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(url)
        return page

    yield window
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a preview of the stories for tests that change nothing, and yield its address."""
    outlet = Outlet(tmp_path_factory.mktemp("stories") / "outlet").write({"newsprint.toml": CONFIGURATION, **STORIES})
    with previewed(outlet, as_of=AS_OF) as preview:
        yield preview.address


@pytest.fixture(scope="module")
def address_with_a_problem(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a preview that also has a story with a problem, for tests that change nothing; yield its address."""
    files = {"newsprint.toml": CONFIGURATION, **STORIES, "content/bad.md": article(titel="x")}
    outlet = Outlet(tmp_path_factory.mktemp("problem") / "outlet").write(files)
    with previewed(outlet, as_of=AS_OF) as preview:
        yield preview.address


def bar(page: Page) -> Locator:
    """Return the bar of the preview."""
    return page.get_by_role("complementary", name="Preview")


def badge(page: Page, headline: str, which: str = "::after") -> str:
    """Return the generated content of the pseudo-element ``which`` of the link with this text."""
    link = page.get_by_role("link", name=headline).first
    return link.evaluate(f"link => getComputedStyle(link, '{which}').content")


def is_accessible_and_fits(page: Page) -> bool:
    """Assert that Axe finds no violation and that the page does not scroll sideways."""
    page.wait_for_load_state()  # after a reload it may still be without its style sheet
    assert [violation["id"] for violation in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return True


def break_draft(site: Outlet) -> Outlet:
    """Write a syntax error into the front matter of the draft."""
    return site.write({"content/draft.md": BROKEN})


@on_each_screen
def test_the_error_page_is_accessible_and_fits(outlet: Make, window: Window, width: int, scheme: str) -> None:
    site = outlet({"newsprint.toml": CONFIGURATION, **STORIES})
    with previewed(site, "--editor", "vscode", as_of=AS_OF) as preview:
        page = window(preview.address + DRAFT, width=width, scheme=scheme)
        break_draft(site)
        page.get_by_role("heading", name="There is a problem").wait_for()
        assert page.locator("mark").inner_text() == "["
        assert is_accessible_and_fits(page)


def test_the_page_replaces_the_error_page_when_the_problem_is_fixed(outlet: Make, window: Window) -> None:
    site = outlet(STORIES)
    with previewed(site, as_of=AS_OF) as preview:
        page = window(preview.address + DRAFT)
        break_draft(site)
        page.get_by_role("heading", name="There is a problem").wait_for()
        site.write(STORIES)
        page.get_by_role("heading", name="A draft").first.wait_for()


@on_each_screen
def test_the_waiting_page_is_accessible_and_fits(window: Window, width: int, scheme: str, address: str) -> None:
    page = window(address, width=width, scheme=scheme)
    body = screen("preparing.html", title="The Harbour Gazette", done=1200, total=100_000).decode()
    page.route("**/", lambda route: route.fulfill(status=503, body=body, content_type="text/html"))
    page.goto(address + "/")
    assert page.get_by_role("progressbar").get_attribute("value") == "1200"
    assert is_accessible_and_fits(page)


def test_the_waiting_page_counts_and_then_shows_the_requested_page(window: Window, address: str) -> None:
    page = window(address)
    counts = [(0, 0), (10, 40), (30, 40)]  # the last one is repeated until the page has shown it

    def answer_request(route: Any) -> None:
        if not counts:
            route.continue_()
            return
        done, total = counts.pop(0) if len(counts) > 1 else counts[0]
        body = screen("preparing.html", title="The Harbour Gazette", done=done, total=total).decode()
        route.fulfill(status=503, body=body, content_type="text/html")

    page.route(f"**{DRAFT}", answer_request)
    page.goto(address + DRAFT)
    page.get_by_text("30 of 40").wait_for()
    counts.clear()
    page.get_by_role("heading", name="A draft").first.wait_for()


@on_each_screen
def test_a_page_with_ribbon_count_and_badges_is_accessible_and_fits(
    address_with_a_problem: str, window: Window, width: int, scheme: str
) -> None:
    for place, ribbon in ((DRAFT, "Draft: "), (EMBARGOED, "Embargoed until 2 January 2025, 00:00 GMT")):
        page = window(address_with_a_problem + place, width=width, scheme=scheme)
        page.get_by_role("status").get_by_text(ribbon).wait_for()
        assert bar(page).get_by_role("link", name="1 problem").get_attribute("href") == "/_desk/problems/"
        assert is_accessible_and_fits(page)


def test_badges_of_hidden_stories_are_read_out_and_not_printed(window: Window, address: str) -> None:
    page = window(address + DRAFT)
    page.get_by_role("link", name="the other one (embargoed)").wait_for()
    page.goto(address + "/")
    page.get_by_role("link", name="A draft (draft)").first.wait_for()
    assert badge(page, "A draft") == '"draft" / " (draft)"'
    assert badge(page, "Story 12") == "none"
    page.emulate_media(media="print")
    assert badge(page, "A draft") == "none"
    assert not bar(page).is_visible()


def test_stories_that_a_theme_fetches_later_have_badges_too(window: Window, address: str) -> None:
    page = window(address + "/world/2024/12/10/s-10/")  # the printed list of that day has no hidden stories
    page.get_by_role("link", name="A draft (draft)").first.wait_for()


def test_the_bar_covers_nothing_and_can_be_hidden_with_the_keyboard(window: Window, address: str) -> None:
    page = window(address + EMBARGOED, width=360)
    page.get_by_role("status").get_by_text("Embargoed").wait_for()
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    end_above_bar = "document.body.getBoundingClientRect().bottom <= innerHeight - 40"
    wait_for(page, end_above_bar, "the page has room for the bar below its end")
    box = bar(page).locator("div").first.bounding_box()
    assert box and page.evaluate("document.body.getBoundingClientRect().bottom") <= box["y"]
    page.keyboard.press("Shift+Tab")  # from the page's beginning back to its end
    button = page.get_by_role("button", name="Hide the note")
    assert button.evaluate("button => button === button.getRootNode().activeElement")
    page.keyboard.press("Enter")
    assert not page.get_by_text("Embargoed until").is_visible()
    page.reload()
    page.get_by_role("button", name="embargoed: show the note").wait_for()
    assert is_accessible_and_fits(page)
    page.get_by_role("button", name="embargoed: show the note").click()
    page.get_by_text("Embargoed until").wait_for()


HOSTILE = """
* { all: unset !important; }
html { font-size: 62.5%; }
html > * { display: none !important; transform: rotate(90deg) !important; }
body { display: block !important; }
newsprint-preview, newsprint-preview * { visibility: hidden !important; opacity: 0 !important; color: red !important; }
a::after { content: none !important; }
"""


def test_a_theme_does_not_disturb_the_bar(outlet: Make, window: Window) -> None:
    site, boxes = outlet(STORIES), []
    for style in ("", HOSTILE):
        template = f"<!doctype html><html lang=en dir=rtl><head><style>{style}</style></head><body>Text</body></html>"
        site.write({"themes/gazette/templates/article.html": template})
        with previewed(site, as_of=AS_OF) as preview:
            page = window(preview.address + DRAFT)
            page.get_by_text("Draft: ").wait_for()
            boxes.append(bar(page).locator("div").first.bounding_box())
    assert boxes[0] == boxes[1]


def test_the_bar_and_the_badges_do_not_disturb_the_theme(window: Window, address: str) -> None:
    """The page has the same elements, and those before the first badge are at the same place."""
    where = """() => [...document.body.querySelectorAll("*")].map(element => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [element.tagName, x, y, width, height].join(" ");
    })"""
    page = window(address + EMBARGOED)
    page.get_by_role("status").get_by_text("Embargoed").wait_for()
    with_bar = page.evaluate(where)
    page.route("**/_preview/notes.js", lambda route: route.abort())
    page.reload(wait_until="networkidle")
    assert bar(page).count() == 0
    plain = page.evaluate(where)
    assert [line.split()[0] for line in with_bar] == [line.split()[0] for line in plain]
    story = next(number for number, line in enumerate(plain) if line.startswith("ARTICLE"))
    assert with_bar[: story + 10] == plain[: story + 10]


CARD = """<!doctype html><html lang="en"><head><title>x</title><style>
.card { position: relative; } .card a::after { content: ""; position: absolute; inset: 0; }
</style></head><body><main><h1>Cards</h1>
<div class="card"><h2><a href="/world/2024/12/20/draft/">A card that is a link</a></h2><p>Text</p></div>
<a href="/world/2024/12/19/embargoed/" id="whole"><img src="/x.png" alt=""><h2>A link around a card</h2></a>
<a href="/world/2024/12/20/draft/" id="picture"><img src="/x.png" alt="A picture"></a>
</main></body></html>"""


def test_badges_leave_the_themes_pseudo_elements_and_pictures_alone(outlet: Make, window: Window) -> None:
    site = outlet({**STORIES, "themes/gazette/templates/section.html": CARD})
    with previewed(site, as_of=AS_OF) as preview:
        page = window(preview.address + "/sport/")
        page.get_by_role("link", name="(draft) A card that is a link").wait_for()
        link = page.get_by_role("link", name="A card that is a link")
        assert link.evaluate("link => getComputedStyle(link, '::after').position") == "absolute"
        content = (
            "element => [getComputedStyle(element, '::before').content, getComputedStyle(element, '::after').content]"
        )
        assert page.locator("#whole").evaluate(content) == ["none", '"embargoed" / " (embargoed)"']
        assert page.locator("#picture").evaluate(content) == ["none", "none"]


def test_notes_that_change_are_shown_without_a_reload(outlet: Make, window: Window) -> None:
    site = outlet(STORIES)
    with previewed(site, as_of=AS_OF) as preview:
        page = window(preview.address + DRAFT)
        page.get_by_text("Draft: ").wait_for()
        page.evaluate("window.still = true")
        site.write({"content/bad.md": article(titel="x")})
        page.get_by_role("status").get_by_role("link", name="1 problem").wait_for()
        assert page.evaluate("window.still")
