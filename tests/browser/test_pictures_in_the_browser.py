"""Pictures in a browser: it loads the smallest file that is sharp enough, each once, and nothing on the page moves."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from math import sqrt
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browser.conftest import served
from tests.browser.visitors import Visit
from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.waiting import wait_until

pytestmark = pytest.mark.browser

STRICT = "default-src 'self'"
"""A Content-Security-Policy: pages may use nothing but files of their site."""

TEXT = """The storm came in the night.

![A boat](boat.webp "The caption.")

![The whole harbour](panorama.webp){.wide}

![The tower](tower.webp)

![A boat](small.webp){width=300}

Then it was quiet.
"""
PICTURES = {"boat": (2400, 1600), "panorama": (2400, 1000), "tower": (1600, 2400), "pier": (1920, 1080)}
COLOURS = ("#243b55", "#b5651d", "#8fa3ad", "#5b7553")
PAGES = {
    "front": "/",
    "section": "/world/",
    "article": "/world/2024/12/20/n-20/",
    "upright": "/world/2024/12/19/n-19/",
    "author": "/authors/ann/",
}
LAYOUT_SHIFTS = """
    window.shifts = [];
    new PerformanceObserver((list) => {
        shifts.push(...list.getEntries().map((entry) => entry.value));
    }).observe({type: "layout-shift", buffered: true});
"""
LEAST_SHIFT = 0.001
"""The least that tools report. A font that takes the place of its stand-in moves a line by a fraction of a pixel."""

SCROLL = """async () => {
    for (let at = 0; at < document.documentElement.scrollHeight; at += innerHeight / 2) {
        scrollTo(0, at);
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    }
}"""
LOADED = "[...document.images].every((image) => image.complete && image.naturalWidth)"
SHOWN = """() => [...document.images].map((image) => {
    const box = image.getBoundingClientRect(), fit = getComputedStyle(image).objectFit;
    const [width, height] = [image.getAttribute("width"), image.getAttribute("height")].map(Number);
    const [across, down] = [box.width / width, box.height / height];
    const scale = fit == "cover" ? Math.max(across, down) : fit == "contain" ? Math.min(across, down) : across;
    const sources = [...image.parentElement.querySelectorAll("source")].map((source) => source.srcset.split(", ").map(
        (each) => each.split(" ")).map(([url, wide]) => [new URL(url, location).href, parseInt(wide)]));
    const candidates = sources.find((source) => source.some(([url]) => url == image.currentSrc)) ?? [];
    return {url: image.currentSrc, place: image.closest("[class]").className, needed: width * scale,
        width: (candidates.find(([url]) => url == image.currentSrc) ?? [])[1], candidates: candidates.map((each) => each[1])};
})"""


def picture(size: tuple[int, int], colour: str) -> bytes:
    target = BytesIO()
    Image.new("RGB", size, colour).save(target, "WEBP", method=0)
    return target.getvalue()


def files() -> dict[str, str | bytes | None]:
    """Return an outlet with two dozen stories, whose pictures have other ratios than their places."""
    profile = "---\ntitle: Ann\nimage:\n  src: ann.webp\n  alt: Ann\n---\nShe writes.\n"
    found: dict[str, str | bytes | None] = {
        "newsprint.toml": CONFIGURATION,
        "content/authors/ann.md": profile,
        "content/authors/ann.webp": picture((900, 1200), "#777777"),
    }
    for number in range(1, 21):
        name, colour = [*PICTURES][number % 4], COLOURS[number % 4]
        folder = ("world", "harbour")[number % 3 == 0]
        image = {"src": f"n-{number}.webp", "alt": "A picture", "caption": "A caption.", "credit": "Ann Lee"}
        dated = {"date": f"2024-12-{number:02d}", "image": image, "authors": ["Ann"]}
        found[f"content/{folder}/n-{number}.md"] = article(f"Story {number}", TEXT, **dated)
        found[f"content/{folder}/n-{number}.webp"] = picture(PICTURES[name], colour)
    for name in ("boat", "panorama", "tower", "small"):
        found[f"content/world/{name}.webp"] = found[f"content/harbour/{name}.webp"] = picture(
            PICTURES.get(name, (2400, 1600)), "#336699"
        )
    return found


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve an outlet with pictures, and yield its address."""
    outlet = Outlet(tmp_path_factory.mktemp("pictures")).write(files())
    outlet.build("2024-12-24")
    with served(outlet.output, STRICT) as address:
        yield address


def is_smallest_that_fits(chosen: int, candidates: list[int], needed: float, density: int) -> bool:
    """Return whether a browser could not have chosen better than the file with ``chosen`` pixels across.

    On screens with more than one pixel for each of CSS, Chromium also takes the next smaller file, if that is nearer
    to what is needed than the larger one: by their geometric mean.
    """
    enough = min((width for width in candidates if width >= needed - 1), default=max(candidates))
    below = max((width for width in candidates if width < enough), default=0)
    return chosen == enough or (density > 1 and chosen == below and needed <= sqrt(below * enough))


@pytest.mark.parametrize("density", [1, 2])
@pytest.mark.parametrize("width", [390, 768, 1440])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_browser_loads_the_smallest_pictures_that_are_sharp_enough(
    paper: str, visit: Visit, path: str, width: int, density: int
) -> None:
    requested: list[str] = []

    def watch(page: Page) -> None:
        page.on("request", lambda request: requested.append(request.url) if request.resource_type == "image" else None)
        page.add_init_script(LAYOUT_SHIFTS)

    visitor = visit(paper + path, width=width, density=density, prepare=watch, settled=True)
    page = visitor.page
    page.evaluate(SCROLL)
    wait_until(lambda: page.evaluate(LOADED), "all pictures are loaded")
    shown: list[dict[str, Any]] = page.evaluate(SHOWN)
    assert len(shown) >= 4
    wrong = [
        each
        for each in shown
        if not is_smallest_that_fits(each["width"], each["candidates"], each["needed"] * density, density)
    ]
    assert wrong == []
    pictures = [url for url in requested if "/renditions/" in url or "/media/" in url]
    assert sorted(pictures) == sorted({each["url"] for each in shown})
    assert sum(page.evaluate("shifts")) < LEAST_SHIFT
    assert visitor.errors == []


def colours(page: Page, shown: str) -> list[list[str]]:
    """Return the colours of pictures in the text: that of the picture, and the one that the browser has ``shown``."""
    found: list[list[str]] = page.locator(".story-body img").evaluate_all(
        f"images => images.map(image => [image.dataset.colour, {shown}])"
    )
    return [[f"rgb({', '.join(map(str, bytes.fromhex(colour[1:])))})", seen] for colour, seen in found]


def test_the_place_of_a_picture_has_its_colour_while_it_loads(paper: str, visit: Visit) -> None:
    page = visit(paper + PAGES["article"], javascript=False, prepare=hold_pictures).page
    found = colours(page, "getComputedStyle(image).backgroundColor")
    assert len(found) == 4
    assert all(expected == seen for expected, seen in found)


def test_the_script_shows_the_colour_where_style_sheets_cannot_read_it(paper: str, visit: Visit) -> None:
    def without_typed_attr(page: Page) -> None:
        hold_pictures(page)
        page.add_init_script("CSS.supports = () => false")

    page = visit(paper + PAGES["article"], prepare=without_typed_attr).page
    found = colours(page, "image.style.backgroundColor")
    assert len(found) == 4
    assert all(expected == seen for expected, seen in found)


def hold_pictures(page: Page) -> None:
    """Let no picture arrive."""
    page.route("**/renditions/*", lambda route: route.abort())


def test_a_phone_loads_a_front_page_of_at_most_250_kb(gazette: str, visit: Visit) -> None:
    sent: list[float] = []

    def measure(page: Page) -> None:
        network = page.context.new_cdp_session(page)
        network.on("Network.loadingFinished", lambda event: sent.append(event["encodedDataLength"]))
        network.send("Network.enable")

    page = visit(gazette, width=390, density=2, prepare=measure, settled=True).page
    assert len(sent) >= 10
    assert sum(sent) <= 250_000
    assert page.locator("img:not([loading=lazy])").count() == 1
    assert page.locator(".lead-picture img").get_attribute("fetchpriority") == "high"
