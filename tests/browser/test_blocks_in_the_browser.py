"""Blocks of the theme ``gazette`` in a browser: galleries turn, nothing plays by itself, nothing overlaps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

from tests.browser.conftest import served
from tests.browser.visitors import Visit
from tests.support import gazette_blocks
from tests.support.gazette_blocks import STORY
from tests.support.outlets import Outlet, article
from tests.support.waiting import wait_until

pytestmark = pytest.mark.browser

STRICT = "default-src 'self'"
BOTH_WAYS = pytest.mark.parametrize(("story", "onwards", "back"), [(STORY, "Right", "Left"), ("rtl", "Left", "Right")])
PICTURE = "![The pier](pier.png)"
NOTE = "::: aside title=Note\nA note that is long enough for a few lines in the margin, and then for a few more.\n:::"
PULL = '::: pullquote by="Ida"\nA sentence in large letters that is repeated here.\n:::'
BOX = "::: factbox title=Facts\n- One\n:::"
WIDE = '::: figure src=pier.png alt="The pier" size=wide\n:::'
TEXT = "The sea came over the wall for two hours, and went back at dawn. " * 9
CROWDED = [TEXT, NOTE, PULL, TEXT, PULL, WIDE, NOTE, "Short.", WIDE, TEXT, NOTE, BOX, PULL, "## Heading", TEXT, NOTE]
CROWDED += ["Short.", "```\ncode\n```", TEXT, PULL, "- One\n- Two", PICTURE, NOTE, TEXT, PULL]
OVERLAPS = """() => {
    const rectangles = [...document.querySelectorAll(".story-body > *")].map((part) => {
        if (getComputedStyle(part).float !== "none" || !part.matches("p, ul, h2")) return [part.getBoundingClientRect()];
        const words = document.createRange(), found = [];
        const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
            words.selectNodeContents(texts.currentNode);
            found.push(...words.getClientRects());
        }
        return found;
    });
    const meet = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1
        && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1;
    return rectangles.flatMap((some, place) => rectangles.slice(place + 1).flatMap((others) =>
        some.flatMap((one) => others.filter((other) => meet(one, other)).map((other) =>
            [one.top, one.left, one.width, other.top, other.left, other.width].join(" ")))));
}"""


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve an outlet with every block in an English and an Arabic story, and yield its address."""
    files = gazette_blocks.files()
    files["content/world/rtl.md"] = article("الجدار", gazette_blocks.BODY, lang="ar", date="2024-12-18")
    files["content/world/crowded.md"] = article("Crowded", "\n\n".join(CROWDED), date="2024-12-17")
    folder = tmp_path_factory.mktemp("blocks") / "outlet"
    (folder / "content").mkdir(parents=True)
    site = Outlet(folder).write(files)
    site.build()
    with served(site.output, STRICT) as address:
        yield address


def address_of(paper: str, story: str) -> str:
    """Return the address of a story, given its path or name."""
    return paper + (
        story if story.startswith("/") else f"/world/2024/12/{ {'rtl': 18, 'crowded': 17}[story] }/{story}/"
    )


def shows(page: Page, number: int) -> None:
    """Wait until the gallery is at picture ``number``: by its position, and by where the picture is."""
    state = f"""(() => {{
        const strip = document.querySelector(".gallery-strip"), box = strip.getBoundingClientRect();
        const image = strip.querySelectorAll("img")[{number - 1}].getBoundingClientRect();
        const [shown, count] = document.querySelector(".gallery [role=status]").textContent.match(/\\d+/g);
        return shown == {number} && count == 4 && image.left > box.left - 1 && image.right < box.right + 1;
    }})()"""
    wait_until(lambda: page.evaluate(state), f"the gallery shows picture {number}")


def turned_off(gallery: Locator) -> list[str | None]:
    """Return whether the two buttons of a gallery do nothing, as screen readers are told."""
    return [button.get_attribute("aria-disabled") for button in gallery.get_by_role("button").all()]


@BOTH_WAYS
def test_arrow_keys_turn_a_gallery(paper: str, visit: Visit, story: str, onwards: str, back: str) -> None:
    page = visit(address_of(paper, story), width=390).page
    page.locator(".gallery-strip").focus()
    shows(page, 1)
    for key, number in (
        (f"Arrow{onwards}", 2),
        (f"Arrow{onwards}", 3),
        (f"Arrow{back}", 2),
        ("End", 4),
        (f"Arrow{onwards}", 4),
        ("Home", 1),
        (f"Arrow{back}", 1),
    ):
        page.keyboard.press(key)
        shows(page, number)
    assert page.locator(".gallery-strip").evaluate("part => getComputedStyle(part).outlineStyle") == "solid"


@BOTH_WAYS
def test_buttons_turn_a_gallery_up_to_its_ends(paper: str, visit: Visit, story: str, onwards: str, back: str) -> None:
    page = visit(address_of(paper, story)).page
    gallery = page.locator(".gallery")
    words = {"Right": ("Previous picture", "Next picture"), "Left": ("الصورة السابقة", "الصورة التالية")}[onwards]
    before, after = (gallery.get_by_role("button", name=name) for name in words)
    assert turned_off(gallery) == ["true", "false"]
    after.click()
    shows(page, 2)
    assert turned_off(gallery) == ["false", "false"]
    after.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    shows(page, 4)
    assert turned_off(gallery) == ["false", "true"]
    before.click()
    shows(page, 3)
    left, right = before.bounding_box(), after.bounding_box()
    assert left and right and (left["x"] < right["x"]) == (onwards == "Right")
    assert min(left["width"], left["height"]) >= 44


@BOTH_WAYS
def test_a_swipe_turns_a_gallery_by_one_picture(paper: str, visit: Visit, story: str, onwards: str, back: str) -> None:
    page = visit(address_of(paper, story), width=390).page
    strip = page.locator(".gallery-strip")
    strip.scroll_into_view_if_needed()
    box = strip.bounding_box()
    assert box
    finger = page.context.new_cdp_session(page)
    side, way = (0.85, -0.7) if onwards == "Right" else (0.15, 0.7)
    for kind, part in (("touchStart", 0), *(("touchMove", step / 20) for step in range(1, 21))):
        place = {"x": box["x"] + box["width"] * (side + part * way), "y": box["y"] + 60}
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [place]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    shows(page, 2)


def test_without_script_a_gallery_is_a_strip_that_scrolls(paper: str, visit: Visit) -> None:
    page = visit(address_of(paper, STORY), width=390, javascript=False).page
    strip = page.locator(".gallery-strip")
    assert page.locator(".gallery button").count() == 0
    assert strip.evaluate("part => part.scrollWidth > 3 * part.clientWidth")
    strip.focus()
    page.keyboard.press("ArrowRight")
    wait_until(lambda: strip.evaluate("part => part.scrollLeft > 0"), "the strip scrolls by keyboard")


def test_print_shows_all_pictures_of_a_gallery_and_all_transcripts(paper: str, visit: Visit) -> None:
    page = visit(address_of(paper, STORY)).page
    page.emulate_media(media="print")
    wait_until(lambda: are_below_each_other(page.locator(".gallery-strip img").all()), "the pictures are in a column")
    wait_until(page.locator(".gallery button").first.is_hidden, "the buttons are not printed")
    wait_until(page.locator("audio").is_hidden, "the player is not printed")
    transcript = page.get_by_text("The sea falls.")
    wait_until(lambda: (transcript.bounding_box() or {"height": 0})["height"] > 5, "the transcript is printed")


def are_below_each_other(pictures: list[Locator]) -> bool:
    """Return whether all four ``pictures`` are shown, each below the one before it."""
    boxes = [picture.bounding_box() for picture in pictures]
    tops = [box["y"] for box in boxes if box and box["height"]]
    return len(tops) == 4 and tops == sorted(set(tops))


def test_nothing_plays_or_loads_by_itself(paper: str, visit: Visit) -> None:
    requested: list[str] = []
    visitor = visit(
        address_of(paper, STORY),
        prepare=lambda page: page.on("request", lambda request: requested.append(request.url.rpartition("/")[2])),
        settled=True,
    )
    played = (
        "[...document.querySelectorAll('audio, video')].map(each => [each.paused, each.autoplay, each.currentTime])"
    )
    assert visitor.page.evaluate(played) == [[True, False, 0]] * 3
    assert visitor.page.locator("video[poster]").evaluate("film => film.readyState") == 0
    assert requested.count("tide.webm") <= 1, "only the film without a poster loads its first frame"
    assert [error for error in visitor.errors if not error.endswith(("tide.webm", "horns.wav"))] == []
    assert visitor.foreign == []


def test_a_film_plays_with_its_captions_after_a_click(paper: str, visit: Visit) -> None:
    visitor = visit(address_of(paper, STORY))
    film = visitor.page.locator("video[poster]")
    film.evaluate("film => { film.muted = true; return film.play(); }")
    wait_until(lambda: film.evaluate("film => film.currentTime > 0"), "the film plays")
    cues = "film => (film.textTracks[0].cues || []).length"
    wait_until(lambda: film.evaluate(cues) == 5, "the captions are loaded")
    assert film.evaluate("film => [film.duration, film.textTracks[0].mode]") == [14, "showing"]
    assert visitor.errors == visitor.foreign == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("story", [STORY, "rtl", "crowded"])
def test_axe_finds_no_violation_in_blocks(paper: str, visit: Visit, story: str, width: int) -> None:
    page = visit(address_of(paper, story), width=width).page
    page.evaluate("document.fonts.ready.then(() => true)")
    page.locator("details").evaluate_all("each => each.forEach(one => { one.open = true; })")
    violations: list[Any] = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for each in Axe().run(page).response["violations"]:
            violations += [f"{scheme} {each['id']}: {node['target']}" for node in each["nodes"]]
    assert violations == []


@pytest.mark.parametrize("story", [STORY, "rtl", "crowded"])
def test_blocks_overlap_nothing_and_fit_every_screen(paper: str, visit: Visit, story: str) -> None:
    page = visit(address_of(paper, story)).page
    for width in (320, 390, 768, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(OVERLAPS) == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_notes_and_pull_quotes_are_in_the_margin_of_wide_screens_only(paper: str, visit: Visit) -> None:
    page = visit(address_of(paper, STORY), width=1440).page
    sides = (
        "part => { const b = part.getBoundingClientRect(), t = part.parentElement.getBoundingClientRect();"
        "return [b.left > t.left + 200, b.right > t.right + 100, b.left < t.left - 100]; }"
    )
    assert page.locator(".pullquote").evaluate(sides) == [True, True, False]
    page.goto(address_of(paper, "rtl"))
    assert page.locator(".pullquote").evaluate(sides) == [False, False, True]
    page.set_viewport_size({"width": 800, "height": 900})
    assert page.locator(".pullquote").evaluate(sides) == [False, False, False]
