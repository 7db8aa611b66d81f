"""Pages fit the screen whatever stories contain: nothing overflows, tables scroll, pictures have margins."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import Serve
from tests.browser.visitors import Visit, wait_for
from tests.support.hiding import painted
from tests.support.outlets import CONFIGURATION, article
from tests.support.reading import Make

pytestmark = pytest.mark.browser

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsversammlung"
ADDRESS = f"https://harbour.example/{'a' * 120}"
BODY = f"""
{WORD} {ADDRESS} `{WORD}`

## {WORD}

- {WORD}

> {WORD}

![One](pier.webp) ![Two](pier.webp)

![Wide](pier.webp)
{{: .wide }}

| Station | Wind | Gusts | High water | Low water | Visibility | Pressure | Remarks        | {WORD} |
|---------|-----:|------:|-----------:|----------:|-----------:|---------:|----------------|--------|
| Pier    |   48 |    71 |      09:51 |     15:40 |        300 |      982 | Administration | {WORD} |

| day    | metres |
|--------|-------:|
| Sunday |    4.4 |

```text
{WORD}{WORD}{WORD}
```
"""
STORY = "/world/2024/12/20/a/"
FILES: dict[str, str | bytes | None] = {
    "newsprint.toml": CONFIGURATION,
    "content/world/a.md": article(
        WORD, BODY, teaser=ADDRESS, kicker=WORD, dateline=WORD, authors=[WORD], tags=[WORD, "x"], series=WORD
    ),
    "content/world/b.md": article("عاصفة", BODY, lang="ar", date="2024-12-21", teaser=WORD, tags=["x"]),
    **{f"content/world/{day}.md": article(f"{WORD} {day}", date=f"2024-12-{day}", kicker=WORD) for day in range(1, 19)},
    "content/world/pier.webp": painted("pier"),
    "content/pages/about.md": f"---\ntitle: {WORD}\n---\n\n{WORD}\n",
}
OVERFLOWING = """() => [...document.querySelectorAll("body *")].filter((part) => {
    const box = part.getBoundingClientRect();
    const scrolls = part.closest(".table-scroll, .masthead-sections, .visually-hidden, .skip");
    return box.width && !scrolls && (box.right > document.documentElement.clientWidth + 1 || box.left < -1);
}).map((part) => `${part.tagName} ${part.className}`).slice(0, 3)"""


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_nothing_overflows_a_page(outlet: Make, serve: Serve, visit: Visit, width: int) -> None:
    site = outlet(FILES)
    site.build()
    home = serve(site.output)
    page = visit(home + "/", width=width).page
    for url in (
        "/",
        STORY,
        "/world/2024/12/21/b/",
        "/world/",
        "/topics/x/",
        "/archive/2024/12/",
        "/latest/",
        "/about/",
    ):
        page.goto(home + url)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), url
        assert page.evaluate(OVERFLOWING) == [], url


def _box(page: Any, selector: str, number: int = 0) -> dict[str, float]:
    """Return the place and size of an element, the ``number``-th that ``selector`` matches."""
    box: dict[str, float] = page.locator(selector).nth(number).bounding_box()
    return box


def test_a_wide_table_scrolls_and_a_small_one_is_no_tab_stop(outlet: Make, serve: Serve, visit: Visit) -> None:
    site = outlet(FILES)
    site.build()
    page = visit(serve(site.output) + STORY, width=390).page
    wide, small = page.locator(".table-scroll").nth(0), page.locator(".table-scroll").nth(1)
    assert wide.evaluate("part => part.scrollWidth > 2 * part.clientWidth")
    no_tab_stop = "!document.querySelectorAll('.table-scroll')[1].hasAttribute('tabindex')"
    wait_for(page, no_tab_stop, "the script removes the tab stop of the small table")
    assert small.get_attribute("role") is None and small.get_attribute("aria-label") is None
    assert (wide.get_attribute("role"), wide.get_attribute("aria-label")) == ("region", "Table 1")
    wide.focus()
    page.keyboard.press("ArrowRight")
    wait_for(page, "document.querySelector('.table-scroll').scrollLeft > 0", "the wide table has scrolled")
    assert wide.evaluate("part => getComputedStyle(part).outlineStyle") == "solid"


def test_pictures_have_margins_and_wide_ones_are_wider_than_the_text(outlet: Make, serve: Serve, visit: Visit) -> None:
    site = outlet(FILES)
    site.build()
    page = visit(serve(site.output) + STORY, width=1440).page
    one, two, wide = (_box(page, ".story-body img", number) for number in range(3))
    assert two["y"] - one["y"] - one["height"] >= 8
    assert wide["y"] - two["y"] - two["height"] >= 8
    assert wide["x"] == one["x"]
    text = _box(page, ".story-body")
    assert wide["width"] > text["width"] + 100
    page.set_viewport_size({"width": 390, "height": 900})
    assert _box(page, ".story-body img", 2)["width"] <= 390


def test_code_in_an_arabic_story_is_aligned_left(outlet: Make, serve: Serve, visit: Visit) -> None:
    site = outlet({"content/a.md": article("عاصفة", "نص\n\n```\nmake --all\n```\n", lang="ar")})
    site.build()
    page = visit(serve(site.output) + STORY, width=768).page
    assert page.locator("pre").evaluate(
        "part => [getComputedStyle(part).direction, getComputedStyle(part).textAlign]"
    ) == [
        "ltr",
        "start",
    ]
