"""The pictures of blocks in the manual: each as readers see it in a story of the demonstration outlet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import FloatRect

if TYPE_CHECKING:
    from docs.pictures.take import Studio

STORM = "/harbour/2024/12/08/storm-ines-overtops-the-wall/"
ENGINEER = "/harbour/2024/12/06/the-engineer-and-the-iron/"
HORN = "/harbour/2024/12/19/forty-seven-complaints-about-a-horn/"
TIDE = "/science/2024/12/16/a-tide-to-walk-on/"
VOTE = "/town/2024/12/23/quay-wall-vote/"

COLUMN, DESK = 640, 1080
"""The widths of the page in CSS pixels: the text alone, and with the margin beside it."""

PLACES = {
    "figure": (VOTE, "figure.wide", DESK),
    "gallery": (STORM, ".gallery", COLUMN),
    "pullquote": (ENGINEER, ".pullquote", DESK),
    "quote": (STORM, ".quote", COLUMN),
    "factbox": (VOTE, ".factbox", COLUMN),
    "aside": (TIDE, ".aside", DESK),
    "questions": (VOTE, ".questions", COLUMN),
    "audio": (HORN, ".audio", COLUMN),
    "video": (TIDE, ".video", COLUMN),
    "related": (VOTE, ".related", COLUMN),
    "document": (VOTE, ".document", COLUMN),
}
"""The story in which a block is shown, how it is found there, and the width of the page."""

LOAD = """Promise.all([...document.querySelectorAll(".story-body img")].map((each) => {
    each.loading = "eager";
    each.decoding = "sync";
    return each.decode();
}))"""
"""Load the pictures of the story, also those below the window."""

BESIDE = 90
"""The pixels of text above and below a block that is beside it."""


def block(name: str, studio: Studio) -> Image.Image:
    """Take the block ``name`` with the text around it."""
    url, selector, width = PLACES[name]
    with studio.preview(studio.outlet(), "--published") as preview:
        page = studio.page(preview.address + url, width, 900, scale=1.5 if width == COLUMN else 1.25)
        found = page.locator(selector).first
        page.evaluate(LOAD)
        box, text = found.bounding_box(), page.locator(".story-body").bounding_box()
        assert box and text
        edge = BESIDE if selector in (".aside", ".pullquote") else 24
        clip: FloatRect = {
            "x": max(0, text["x"] - 24),
            "y": box["y"] - edge,
            "width": min(width, width - text["x"] + 24),
            "height": box["height"] + 2 * edge,
        }
        return Image.open(BytesIO(page.screenshot(clip=clip, full_page=True))).convert("RGB")


BLOCKS: dict[str, Callable[[Studio], Image.Image]] = {f"block-{name}.png": partial(block, name) for name in PLACES}
"""The pictures by the names of their files."""
