"""Pictures of the settings of the theme: the same paper in several looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from docs.pictures.take import Studio

STORY = "/harbour/2024/12/22/the-sunday-boat/"
BACKGROUND = "#d5dadf"
MARGIN = 24
LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 508 64">
<circle cx="32" cy="32" r="30" fill="#0b6e75"/>
<g fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round">
<path d="M13 28q9.5-9 19 0t19 0"/><path d="M13 42q9.5-9 19 0t19 0"/></g>
<text x="80" y="47" font-family="Newsreader" font-size="45" font-weight="600" fill="currentColor">
The Harbour Gazette</text>
</svg>
"""


class Look(NamedTuple):
    """The settings of a look, the language of the outlet, and whether its reader prefers dark colours."""

    settings: str = ""
    language: str = "en"
    dark: bool = False


HOUSE = 'logo = "logo.svg"\naccent = "#0a5c63"\npaper = "#fff6ea"\nnewsletter = "https://letters.gazette.example"\n'
FOOT = """\
footer_text = "Printed in Port Averil. © Harbour Press Ltd."
footer_links = [{ name = "Work with us", url = "https://jobs.gazette.example" }]
social = [
  { name = "Mastodon", url = "https://news.example/@gazette" },
  { name = "Bluesky", url = "https://bluesky.example/gazette" },
]
"""
SANS = 'fonts = "sans"\naccent = "#00614d"\ndates = "medium"\n'


def looks(studio: Studio) -> Image.Image:
    """Take the top of the front page in four looks, two by two."""
    chosen = (Look(), Look(SANS), Look(HOUSE), Look(HOUSE, dark=True))
    return _sheet(list(_pages(studio, chosen, "/", (1240, 640), 0.56)), columns=2)


def mastheads(studio: Studio) -> Image.Image:
    """Take the top of a story on two phones: in light mode, and from right to left in dark mode."""
    chosen = (Look(HOUSE), Look(HOUSE, "ar", dark=True))
    return _sheet(list(_pages(studio, chosen, STORY, (390, 430), 1.4)), columns=2)


def foot(studio: Studio) -> Image.Image:
    """Take the foot of a page with accounts, a text and a further link."""
    outlet = studio.outlet({"logo.svg": LOGO})
    settings = (outlet.folder / "newsprint.toml").read_text(encoding="utf-8")
    outlet.write({"newsprint.toml": f"{settings}\n[theme.settings]\n{HOUSE}{FOOT}"})
    with studio.preview(outlet, "--published") as preview:
        page = studio.page(f"{preview.address}/contact/", 1000, 700, scale=1.2)
        return Image.open(BytesIO(page.locator(".colophon").screenshot())).convert("RGB")


def _pages(
    studio: Studio, chosen: Sequence[Look], path: str, size: tuple[int, int], scale: float
) -> Iterator[Image.Image]:
    outlet = studio.outlet({"logo.svg": LOGO})
    settings = (outlet.folder / "newsprint.toml").read_text(encoding="utf-8")
    for look in chosen:
        text = settings.replace('language = "en"', f'language = "{look.language}"')
        outlet.write({"newsprint.toml": f"{text}\n[theme.settings]\n{look.settings}"})
        with studio.preview(outlet, "--published") as preview:
            scheme = "dark" if look.dark else "light"
            yield _taken(studio.page(preview.address + path, *size, scale=scale, color_scheme=scheme))


def _taken(page: Page) -> Image.Image:
    return Image.open(BytesIO(page.screenshot())).convert("RGB")


def _sheet(shots: Sequence[Image.Image], columns: int) -> Image.Image:
    """Return the pictures, all of one size, side by side in rows."""
    width, height = (side + MARGIN for side in shots[0].size)
    rows = -(-len(shots) // columns)
    sheet = Image.new("RGB", (columns * width + MARGIN, rows * height + MARGIN), BACKGROUND)
    for number, shot in enumerate(shots):
        sheet.paste(shot, (MARGIN + number % columns * width, MARGIN + number // columns * height))
    return sheet
