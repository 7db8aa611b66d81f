"""Embeds in a browser, under the manual's Content-Security-Policy: other sites are asked nothing before a click."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request, Route

from tests.browser.conftest import served
from tests.browser.visitors import Visit, Visitor
from tests.support import manual
from tests.support.hiding import painted
from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.waiting import wait_until

pytestmark = pytest.mark.browser

STORY = "/world/2024/12/20/wave/"
VIDEO = "https://www.youtube.com/watch?v=M7lc1UVf-VE"
FRAME = "https://www.youtube-nocookie.com/embed/M7lc1UVf-VE"
CHART = "https://datawrapper.dwcdn.net/WpAbK/2/"
TEXT = f"""Words before.

[The wave, filmed from the tower]({VIDEO})

{CHART}

::: embed url="https://www.tiktok.com/@scout2015/video/6718335390845095173" title="Upright" picture=pier.webp alt="A pier" caption="On 3 March."
:::

Words after.
"""
ANSWER = """<!doctype html><title>A player</title><button>Play</button>
<script>parent.postMessage({sentinel: "amp", type: "embed-size", height: 777.5}, "*");</script>"""
FOCUSED = "document.activeElement.localName === 'iframe'"
HEIGHT = "document.querySelector('iframe').offsetHeight"
Sites = Callable[[Page], None]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve an outlet in English and one in Arabic with the policy of the manual, and yield the address of both."""
    top = tmp_path_factory.mktemp("embeds")
    for language in ("en", "ar"):
        site = Outlet(top / language)
        settings = CONFIGURATION.replace("https://gazette.example", f"https://gazette.example/{language}")
        files = {"content/world/wave.md": article("The wave", TEXT), "content/world/pier.webp": painted("pier")}
        site.write({"newsprint.toml": settings.replace("[site]\n", f'[site]\nlanguage = "{language}"\n'), **files})
        site.build(output=top / "served" / language)
    with served(top / "served", policy()) as address:
        yield address


def policy() -> str:
    """Return the Content-Security-Policy of the manual."""
    [block] = [block for block in manual.blocks("docs/deployers/deploy.md") if "frame-src" in block.text]
    return block.text.strip().removeprefix("Content-Security-Policy: ")


@pytest.fixture
def asked() -> list[Request]:
    """Return the list of requests to other sites, which the fixture ``other_sites`` fills."""
    return []


@pytest.fixture
def other_sites(asked: list[Request]) -> Sites:
    """Return a function that answers requests of a page to other sites from here, and notes them."""

    def answer(route: Route) -> None:
        if urlsplit(route.request.url).hostname == "127.0.0.1":
            route.continue_()
        else:
            asked.append(route.request)
            route.fulfill(body=ANSWER, content_type="text/html")

    return lambda page: page.route("**/*", answer)


@pytest.fixture
def reader(home: str, visit: Visit, other_sites: Sites) -> Callable[..., Visitor]:
    """Return a function that opens the story of the paper in a language."""

    def opened(language: str = "en", **options: Any) -> Visitor:
        return visit(f"{home}/{language}{STORY}", prepare=other_sites, settled=True, **options)

    return opened


def test_nothing_is_asked_of_another_site_before_a_click(reader: Callable[..., Visitor], asked: list[Request]) -> None:
    visitor = reader()
    visitor.page.mouse.wheel(0, 5000)
    visitor.page.get_by_role("button").first.hover()
    visitor.page.wait_for_load_state("networkidle")
    assert (visitor.foreign, visitor.errors, asked) == ([], [], [])
    assert visitor.page.locator("iframe").count() == 0


def test_after_a_click_only_the_site_of_the_frame_is_asked(
    reader: Callable[..., Visitor], asked: list[Request]
) -> None:
    visitor = reader()
    visitor.page.get_by_role("button", name="YouTube").click()
    visitor.page.frame_locator("iframe").get_by_role("button", name="Play").wait_for()
    visitor.page.wait_for_load_state("networkidle")
    assert {urlsplit(request.url).hostname for request in asked} == {"www.youtube-nocookie.com"}
    assert [request.url for request in asked if request.resource_type == "document"] == [FRAME]
    assert asked[0].headers["referer"] == visitor.page.evaluate("location.origin + '/'")
    assert visitor.errors == []
    frame = visitor.page.locator("iframe")
    assert {name: frame.get_attribute(name) for name in ("sandbox", "referrerpolicy", "allow", "title", "src")} == {
        "sandbox": "allow-scripts allow-same-origin allow-popups",
        "referrerpolicy": "strict-origin-when-cross-origin",
        "allow": "fullscreen",
        "title": "The wave, filmed from the tower",
        "src": FRAME,
    }
    assert visitor.page.locator(".embed-card:visible").count() == 2, "the other cards stay"
    assert visitor.page.locator("script[src]:not([src^='/'])").count() == 0


def test_the_keyboard_opens_a_frame_and_moves_into_it(reader: Callable[..., Visitor], asked: list[Request]) -> None:
    page = reader().page
    page.get_by_role("button", name="YouTube").focus()
    page.keyboard.press("Enter")
    wait_until(lambda: page.evaluate(FOCUSED), "the frame has the focus")
    page.frame_locator("iframe").get_by_role("button", name="Play").wait_for()
    page.keyboard.press("Tab")
    wait_until(lambda: page.evaluate(FOCUSED), "the focus is in the frame")
    assert (
        page.frame_locator("iframe")
        .get_by_role("button", name="Play")
        .evaluate("each => each === document.activeElement")
    )
    assert len(asked) == 1


def test_a_button_is_described_by_the_title(reader: Callable[..., Visitor]) -> None:
    page = reader().page
    button = page.get_by_role("button", name="Show content from YouTube")
    described = button.get_attribute("aria-describedby")
    assert page.locator(f"#{described}").inner_text() == "The wave, filmed from the tower"


def test_a_frame_of_a_fixed_shape_keeps_it_and_others_get_the_height_that_they_ask_for(
    reader: Callable[..., Visitor],
) -> None:
    page = reader().page
    page.get_by_role("button", name="Datawrapper").click()
    wait_until(lambda: page.evaluate(HEIGHT) == 778, "the chart has its height")
    for name in ("YouTube", "TikTok"):
        page.get_by_role("button", name=name).press("Enter")
    boxes = [frame.bounding_box() for frame in page.locator("iframe").all()]
    shapes = [box and round(box["width"] / box["height"], 2) for box in boxes]
    assert (shapes[0], shapes[2]) == (1.78, 0.56)


def test_a_message_from_elsewhere_changes_no_height(reader: Callable[..., Visitor]) -> None:
    page = reader().page
    page.get_by_role("button", name="Datawrapper").click()
    wait_until(lambda: page.evaluate(HEIGHT) == 778, "the chart has its height")
    page.evaluate("postMessage({height: 100}, '*')")
    page.evaluate("document.querySelector('iframe').contentWindow.parent.postMessage('no JSON', '*')")
    page.evaluate("new Promise((done) => setTimeout(done))")
    assert page.evaluate(HEIGHT) == 778


def test_without_scripts_an_embed_is_a_link(reader: Callable[..., Visitor], asked: list[Request]) -> None:
    page = reader(javascript=False).page
    assert page.get_by_role("button").count() == 0
    assert page.locator(".embed-note:visible").count() == 0
    link = page.get_by_role("link", name="Open on YouTube")
    assert link.is_visible() and link.get_attribute("href") == VIDEO
    assert asked == []


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [320, 390, 1440])
def test_cards_and_frames_fit_the_page(reader: Callable[..., Visitor], language: str, width: int) -> None:
    page = reader(language, width=width).page
    for _ in range(2):
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
        boxes = page.locator(":is(.embed-card, iframe):visible").evaluate_all(
            "all => all.map((each) => each.getBoundingClientRect().toJSON())"
        )
        assert len(boxes) == 3
        assert all(box["left"] >= 0 and box["right"] <= width for box in boxes)
        for name in ("YouTube", "Datawrapper", "TikTok"):
            if page.get_by_role("button", name=name).count():
                page.get_by_role("button", name=name).press("Enter")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_in_light_and_dark_mode(reader: Callable[..., Visitor], language: str) -> None:
    page = reader(language).page
    for shown in ("card", "frame"):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page, options={"iframes": False}).response["violations"]
            assert [(shown, scheme, each["id"], each["nodes"][0]["html"]) for each in found] == []
        page.get_by_role("button").first.click()


def test_a_printed_page_has_the_address_and_no_button(reader: Callable[..., Visitor]) -> None:
    page = reader().page
    page.get_by_role("button", name="YouTube").click()
    page.emulate_media(media="print")
    assert page.get_by_text("The wave, filmed from the tower").is_visible()
    assert page.locator(".embed-offer:visible, iframe:visible").count() == 0
    link = page.get_by_role("link", name="Open on YouTube")
    assert link.evaluate("each => getComputedStyle(each, '::after').content") == f'" ({VIDEO})"'
