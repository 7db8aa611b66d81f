"""Take the pictures of the manual: ``python -m docs.pictures.take``, or only those that are named.

They show the demonstration outlet as of Christmas Eve, in headless Chromium. Pages come from the preview, and what
commands print from a terminal of 80 columns. A picture is the same in each run until what it shows changes, if the
machine has the same fonts: the preview's own pages use those of the system.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image, ImageDraw
from playwright.sync_api import FloatRect, Locator, Page, expect
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from docs.pictures.blocks import BLOCKS
from docs.pictures.looks import foot, looks, mastheads
from docs.pictures.new_paper import new_paper
from tests.preview.previews import Preview, previewed
from tests.support.browsing import PatientBrowser, chromium
from tests.support.outlets import LIVE_URL, Outlet, add_folder_targets, article
from tests.support.terminals import coloured_lines

FOLDER = Path(__file__).parent
REPOSITORY = FOLDER.parents[1]
AS_OF = "2024-12-24"
COLUMNS = 80
WIDTH = 900
"""The width of most pages in CSS pixels: code hosts show pictures about 830 pixels wide, so text stays readable."""
DESK_WIDTH = 1000

MOST_BYTES = 200_000

LEAD = "town/2024-12-23-quay-wall-vote"
FERRY = "harbour/2024-12-22-the-sunday-boat"
BUDGET = "town/2024-12-23-budget"
WORDS_OF_A_DRAFT = "Charts of the harbour bed made before and after the work suggest that about 139,000 tonnes"
MORE_STORIES = {
    f"content/{BUDGET}.md": article(
        "Budget: what the council decided, page by page",
        "The council will publish its budget on Monday, 6 January. The Gazette has had all 214 pages since Friday, on "
        "the condition that nothing in them is printed before six in the morning.\n\n## The library\n\nThe opening "
        "hours stay as they are. The roof does not.",
        date="2024-12-23 17:40",
        section="town",
        kicker="Budget",
        teaser="Three libraries stay open, the baths wait another year, and the quay wall takes what is left.",
        authors=["Tobias Wick"],
        tags=["Council", "Budget"],
        embargo="2025-01-06 06:00",
    ),
    "content/sport/2024-12-26-swim-results.md": article(
        "Boxing Day swim: every name, every time",
        date="2024-12-26 15:00",
        section="sport",
        authors=["Callum Breck"],
        tags=["Swimming"],
    ),
}
"""Stories that are not published yet, for the desk and the note."""

STORY_WITH_MAP = {
    "content/town/2024-12-23-walk.md": article(
        "A walk along the wall",
        "From the ice house, the path follows the top of the old wall as far as the fish market.\n\n"
        "[The way from the ice house to the fish market](https://www.openstreetmap.org/#map=16/50.1/-5.5)\n\n"
        "It takes a quarter of an hour, and longer if the tide is in.",
        date="2024-12-23 12:00",
        section="town",
    ),
}
"""A story with an embed."""

BLACK, WHITE = (27, 35, 48), (230, 228, 220)
RED, GREEN, YELLOW = (255, 138, 118), (150, 210, 140), (240, 200, 110)
BLUE, MAGENTA, CYAN = (140, 180, 250), (210, 160, 230), (120, 210, 210)
COLOURS = TerminalTheme(BLACK, WHITE, [BLACK, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, WHITE])
SCREEN = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; width: max-content; background: {background}; color: {foreground} }}
pre {{ margin: 0; padding: 20px 24px; font: 16px/1.45 "DejaVu Sans Mono", monospace; width: 80ch }}
{stylesheet}</style><pre>{code}</pre>"""


@dataclass(frozen=True)
class Studio:
    """The browser, and an empty folder for the outlets of one picture."""

    browser: PatientBrowser
    folder: Path

    def outlet(self, files: dict[str, str | bytes | None] | None = None) -> Outlet:
        """Copy the demonstration outlet, with ``files`` on top."""
        folder = self.folder / "gazette"
        shutil.copytree(REPOSITORY / "content", folder / "content")
        shutil.copy(REPOSITORY / "newsprint.toml", folder)
        return Outlet(folder).write(files or {})

    def preview(self, outlet: Outlet, *options: str) -> AbstractContextManager[Preview]:
        """Start a preview of ``outlet`` as of Christmas Eve."""
        return previewed(outlet, *options, as_of=AS_OF)

    def page(self, url: str, width: int, height: int, *, scale: float = 1, **options: Any) -> Page:
        """Open ``url``, and wait for its fonts and pictures."""
        size = {"width": width, "height": height}
        page = self.browser.new_page(viewport=size, device_scale_factor=scale, reduced_motion="reduce", **options)
        page.clock.set_fixed_time(f"{AS_OF}T09:00:00Z")  # the masthead shows the browser's day
        page.goto(url)
        settle(page)
        return page

    def terminal(self, outlet: Outlet, *commands: Sequence[str], hidden: Sequence[str] = ()) -> Image.Image:
        """Take a terminal in which ``newsprint`` ran with each of ``commands``.

        The options ``hidden`` fix the instant, and are not shown.
        """
        lines = []
        for words in commands:
            lines.append(f"\x1b[1m$ newsprint {' '.join(words)}\x1b[0m")
            done = coloured_lines(*words, *hidden, cwd=outlet.folder, columns=COLUMNS)
            lines += [*map(self._repeatable, done), ""]
        console = Console(record=True, width=COLUMNS, file=StringIO(), color_system="standard", force_terminal=True)
        console.print(Text.from_ansi("\n".join(lines[:-1])), soft_wrap=True)
        page = self.browser.new_page(viewport={"width": WIDTH, "height": 100}, device_scale_factor=2)
        page.set_content(console.export_html(theme=COLOURS, code_format=SCREEN, inline_styles=True))
        return opened(page.locator("body").screenshot())

    def _repeatable(self, line: str) -> str:
        """Replace what differs from run to run: the target's folder, and how long something took."""
        return re.sub(r"in \d+\.\d s", "in 0.4 s", line.replace(str(self.folder / "www"), "/srv/www"))


def settle(page: Page) -> None:
    """Wait for fonts, and for the pictures that are to be seen."""
    page.wait_for_function("document.fonts.status === 'loaded'")
    page.wait_for_function(
        "[...document.images].every((each) => each.complete || each.getBoundingClientRect().top > innerHeight)"
    )


def opened(png: bytes) -> Image.Image:
    """Return a screenshot as a picture."""
    return Image.open(BytesIO(png)).convert("RGB")


def front(studio: Studio) -> Image.Image:
    """Take the front page as readers get it on a large screen, without the empty margins."""
    with studio.preview(studio.outlet(), "--published") as preview:
        page = studio.page(f"{preview.address}/", 1440, 1096, scale=0.9)
        return opened(page.screenshot(clip={"x": 60, "y": 0, "width": 1320, "height": 1096}))


def phones(studio: Studio) -> Image.Image:
    """Take the front page and an article on phones in dark mode, side by side."""
    width, height, margin, scale = 390, 968, 30, 1.4
    with studio.preview(studio.outlet(), "--published") as preview:
        shots = [
            opened(studio.page(preview.address + path, width, height, scale=scale, color_scheme="dark").screenshot())
            for path in ("/", "/harbour/2024/12/22/the-sunday-boat/")
        ]
    step = width + margin
    sheet = Image.new("RGB", (int((2 * step + margin) * scale), int((height + 2 * margin) * scale)), "#d5dadf")
    for number, shot in enumerate(shots):
        corners = Image.new("L", shot.size, 0)
        ImageDraw.Draw(corners).rounded_rectangle((0, 0, *shot.size), 14 * scale, fill=255)
        sheet.paste(shot, (int((margin + number * step) * scale), int(margin * scale)), corners)
    return sheet


def problem_page(studio: Studio) -> Image.Image:
    """Take the preview's page about a story that was just saved with a problem."""
    outlet = studio.outlet()
    with studio.preview(outlet) as preview:
        page = studio.page(f"{preview.address}/harbour/2024/12/22/the-sunday-boat/", WIDTH, 540, scale=2)
        edit(outlet, FERRY, "section: harbour", "section: habour")
        expect(page.locator("body")).to_contain_text("Unknown section")
        return opened(page.screenshot())


def preview_note(studio: Studio) -> Image.Image:
    """Take a story under embargo in the preview, with the note at the foot of the page."""
    with studio.preview(studio.outlet(MORE_STORIES)) as preview:
        page = studio.page(f"{preview.address}/town/2024/12/23/budget/", 800, 750, scale=1.5)
        expect(page.get_by_role("complementary", name="Preview")).to_be_visible()
        return opened(page.screenshot())


def embed(studio: Studio) -> Image.Image:
    """Take the card of a map in a story, as readers see it before they press its button."""
    with studio.preview(studio.outlet(STORY_WITH_MAP), "--published") as preview:
        page = studio.page(f"{preview.address}/town/2024/12/23/walk/", 700, 900, scale=1.5)
        box = page.locator(".story-body").bounding_box()
        assert box
        clip: FloatRect = {"x": 0, "y": box["y"] - 20, "width": 700, "height": box["height"] + 40}
        return opened(page.screenshot(clip=clip, full_page=True))


def desk(studio: Studio) -> Image.Image:
    """Take the top of the desk: what happens next, and the stories per day."""
    with studio.preview(desk_outlet(studio)) as preview:
        page = studio.page(f"{preview.address}/_desk/", DESK_WIDTH, 1000, scale=1.5)
        return opened(page.screenshot(clip=above(page.get_by_role("heading", name="All articles"), margin=40)))


def desk_list(studio: Studio) -> Image.Image:
    """Take the list of the desk, sorted by state."""
    with studio.preview(desk_outlet(studio)) as preview:
        page = studio.page(f"{preview.address}/_desk/?sort=state", DESK_WIDTH, 1200, scale=1.5)
        return opened(page.screenshot(clip=above(page.locator("tbody tr").nth(5))))


def desk_outlet(studio: Studio) -> Outlet:
    """Return the demonstration outlet with a story in each state, and one with an error."""
    outlet = studio.outlet(MORE_STORIES)
    edit(outlet, FERRY, "kicker:", "kikcer:")
    return outlet


def above(element: Locator, margin: int = 0) -> FloatRect:
    """Return the part of the window above ``element``, for a page ``DESK_WIDTH`` wide."""
    box = element.bounding_box()
    assert box
    return {"x": 0, "y": 0, "width": DESK_WIDTH, "height": box["y"] - margin}


def edit(outlet: Outlet, story: str, old: str, new: str) -> None:
    """Replace words in a story, as an author would. Raises ValueError if the story does not contain them."""
    path = outlet.folder / "content" / f"{story}.md"
    text = path.read_text(encoding="utf-8")
    if old not in text:
        raise ValueError(f"{path.name} no longer contains {old!r}")
    path.write_text(text.replace(old, new), encoding="utf-8")


def terminal_build(studio: Studio) -> Image.Image:
    """Take a build that reports two problems."""
    outlet = studio.outlet()
    edit(outlet, LEAD, "section: town", "section: twon")
    edit(outlet, FERRY, "date: 2024-12-22T07:36:00", "date: 2024-12-32 07:36")
    return studio.terminal(outlet, ["build"], hidden=["--as-of", AS_OF])


def terminal_status(studio: Studio) -> Image.Image:
    """Take the list of the stories that readers do not see."""
    return studio.terminal(studio.outlet(MORE_STORIES), ["status"], hidden=["--as-of", AS_OF])


def live_outlet(studio: Studio) -> Outlet:
    """Return the demonstration outlet, built and deployed: it has a real address, and a folder as a target."""
    settings = (REPOSITORY / "newsprint.toml").read_text(encoding="utf-8")
    outlet = studio.outlet({"newsprint.toml": settings.replace("https://gazette.example", LIVE_URL)})
    www = studio.folder / "www"
    www.mkdir()
    add_folder_targets(outlet, ["gazette"], www)
    for name in ("build", "deploy"):
        coloured_lines(name, cwd=outlet.folder, columns=COLUMNS)
    return outlet


def terminal_deploy(studio: Studio) -> Image.Image:
    """Take a build and a deploy after one story was edited."""
    outlet = live_outlet(studio)
    edit(outlet, LEAD, "1.1 metres along 380 metres", "1.2 metres along 380 metres")
    return studio.terminal(outlet, ["build"], ["deploy", "--dry-run"], ["deploy"])


def terminal_refused(studio: Studio) -> Image.Image:
    """Take a deploy that finds words of a draft in a file, and refuses."""
    outlet = live_outlet(studio)
    outlet.write({"content/static/newsletter.html": f"<p>Coming in January: {WORDS_OF_A_DRAFT}</p>\n"})
    coloured_lines("build", cwd=outlet.folder, columns=COLUMNS)
    return studio.terminal(outlet, ["deploy"])


PICTURES: dict[str, Callable[[Studio], Image.Image]] = {
    "front.png": front,
    "phones.png": phones,
    "new-paper.png": new_paper,
    "looks.png": looks,
    "mastheads.png": mastheads,
    "foot.png": foot,
    "problem-page.png": problem_page,
    "preview-note.png": preview_note,
    "embed.png": embed,
    **BLOCKS,
    "desk.png": desk,
    "desk-list.png": desk_list,
    "terminal-build.png": terminal_build,
    "terminal-status.png": terminal_status,
    "terminal-deploy.png": terminal_deploy,
    "terminal-refused.png": terminal_refused,
}


def encoded(picture: Image.Image) -> bytes:
    """Return a PNG with a palette, small enough for a repository.

    A median cut keeps shadows smooth. Octrees make smaller files, and keep the few bright colours of drawings.
    """
    for method in (Image.Quantize.MEDIANCUT, Image.Quantize.FASTOCTREE):
        file = BytesIO()
        picture.quantize(256, method=method, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
        if file.tell() <= MOST_BYTES:
            return file.getvalue()
    raise ValueError(f"a picture of {picture.size} has {file.tell():,} bytes; the limit is {MOST_BYTES:,}")


def main() -> int:
    """Take the pictures that the command line names."""
    parser = argparse.ArgumentParser(description="Take the pictures of the manual.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="such as desk.png (default: all pictures)")
    names = parser.parse_args().names or list(PICTURES)
    if unknown := sorted(set(names) - PICTURES.keys()):
        parser.error(f"unknown picture {unknown[0]!r}; there are {', '.join(PICTURES)}")
    with chromium() as browser:
        for name in names:
            with TemporaryDirectory() as folder:
                data = encoded(PICTURES[name](Studio(browser, Path(folder))))
            (FOLDER / name).write_bytes(data)
            print(f"{name}: {len(data):,} bytes", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
