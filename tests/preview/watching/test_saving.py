"""A saved file is shown in the browser: the pages that it changes are reloaded, and no others."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from time import time

import pytest
from PIL import Image
from playwright.sync_api import Route

from tests.preview.previews import Preview, previewed
from tests.preview.tabs import Tab, save
from tests.support.outlets import WITH_OWN_THEME, Outlet, article
from tests.support.reading import without_version
from tests.support.waiting import wait_until

pytestmark = pytest.mark.browser

Serve = Callable[..., Preview]
Tabs = Callable[..., Tab]
PIER, FERRY, OTHER = "/world/2024/12/20/pier/", "/world/2024/12/18/ferry/", "/sport/2024/12/19/other/"
TIDE, GULL = "/world/2024/12/16/tide/", "/world/2024/12/15/gull/"
STORIES = {
    f"content/{section}/{name}.md": article(
        f"The {name}", f"About the {name}.\n\nMore of it.", section=section, date=day
    )
    for section, name, day in (
        ("world", "pier", "2024-12-20"),
        ("world", "ferry", "2024-12-18"),
        ("world", "storm", "2024-12-17"),
        ("world", "tide", "2024-12-16"),
        ("world", "gull", "2024-12-15"),
        ("sport", "other", "2024-12-19"),
    )
}


def picture(width: int) -> bytes:
    """Return a PNG of this width."""
    file = io.BytesIO()
    Image.new("L", (width, 20), 128).save(file, "PNG")
    return file.getvalue()


THEME = {
    "content/static/buoy.png": picture(10),
    "themes/own/theme.toml": 'extends = "gazette"\n',
    "themes/own/assets/story-é.css": "h1 { color: rgb(1, 2, 3) }\n",
    "themes/own/templates/article.html": """\
{% extends "parent/article.html" %}
{% block head %}{% set sheet = asset("story-é.css") %}
<link rel="stylesheet" href="{{ sheet.url }}" integrity="{{ sheet.integrity }}" crossorigin="anonymous">{{ super() }}
{% endblock %}
{% block main %}{{ super() }}
<form><input id="said" aria-label="Said"></form><img src="/buoy.png" alt="A buoy"><p style="height: 3000px">Far down.</p>{% endblock %}
""",
}

FILES: dict[str, str | bytes] = {**STORIES, **THEME}
ADDRESSES = ("/", "/world/", PIER, FERRY, OTHER, TIDE, GULL, "/buoy.png")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Preview, dict[str, bytes]]]:
    """Start a preview for all tests of this file; yield it with its pages before any test saves something."""
    folder = tmp_path_factory.mktemp("shared") / "outlet"
    outlet = Outlet(folder).write({"newsprint.toml": WITH_OWN_THEME, **FILES})
    with previewed(outlet) as started:
        yield started, {address: shown(started, address) for address in ADDRESSES}


@pytest.fixture
def preview(shared: tuple[Preview, dict[str, bytes]]) -> Preview:
    """Undo what earlier tests did to the outlet, and return the shared preview."""
    preview, pages = shared
    content = preview.outlet.folder / "content"
    for path in (path for path in content.rglob("*") if path.is_file()):
        if path.relative_to(preview.outlet.folder).as_posix() not in FILES:
            path.unlink()
    for name, text in FILES.items():
        path = preview.outlet.folder / name
        data = text if isinstance(text, bytes) else text.encode()
        if not path.exists() or path.read_bytes() != data:
            save(path, data)
    wait_until(
        lambda: all(shown(preview, address) == page for address, page in pages.items()),
        "the preview shows the outlet as it was before the tests",
        seen=lambda: [address for address, page in pages.items() if shown(preview, address) != page],
    )
    return preview


@pytest.fixture
def other(preview: Preview, tabs: Tabs) -> Tab:
    """Open a story that no test edits in a tab of its own."""
    return tabs(preview, OTHER)


def shown(preview: Preview, address: str) -> bytes:
    """Return the page at ``address``, without the version of the outlet in it."""
    return without_version(preview.get(address))


def story(preview: Preview, name: str) -> Path:
    return preview.outlet.folder / f"content/world/{name}.md"


def rename_story(preview: Preview, before: str, after: str) -> float:
    """Rename the file of a story, and return the time."""
    now = time()
    story(preview, before).rename(story(preview, after))
    return now


def edit_story(preview: Preview, name: str, before: str, after: str) -> float:
    """Replace ``before`` with ``after`` in the file of a story, and return the time."""
    return replace_in(story(preview, name), before, after)


def replace_in(path: Path, before: str, after: str) -> float:
    """Replace ``before`` with ``after`` in a file, and return the time."""
    text = path.read_text()
    assert before in text
    return save(path, text.replace(before, after))


def test_an_edited_body_is_shown_at_once_and_no_other_page_is_reloaded(
    preview: Preview, other: Tab, tabs: Tabs
) -> None:
    other.mark()
    front = tabs(preview, "/")
    front.mark()
    tab = tabs(preview, PIER)
    for number in range(5):
        since = edit_story(preview, "pier", "More" if number == 0 else f"Much {number - 1} more", f"Much {number} more")
        tab.shows(f"Much {number} more of it.", since)
    assert tab.loads == 6
    assert other.is_marked
    assert front.is_marked


def test_an_edited_title_is_shown_on_the_page_and_on_lists(preview: Preview, other: Tab, tabs: Tabs) -> None:
    page, front = tabs(preview, FERRY), tabs(preview, "/")
    since = edit_story(preview, "ferry", "The ferry", "The last ferry")
    page.satisfies("() => document.querySelector('h1')?.innerText === 'The last ferry'", None, since)
    front.shows("The last ferry", since)


def test_an_edited_teaser_is_shown_on_the_list_in_another_tab(preview: Preview, tabs: Tabs) -> None:
    section = tabs(preview, "/world/")
    since = edit_story(preview, "storm", "section:", "teaser: A tale of two waves.\nsection:")
    section.shows("A tale of two waves.", since)
    assert section.loads == 2


def test_a_style_sheet_is_replaced_without_a_reload(preview: Preview, tabs: Tabs) -> None:
    """The scroll position and the text in a form stay; a page without this sheet is not changed."""
    page, front = tabs(preview, PIER), tabs(preview, "/")
    for tab in (page, front):
        tab.mark()
    page.page.fill("#said", "Half a sentence")
    page.page.evaluate("window.scrollTo(0, 700)")
    sheet = preview.outlet.folder / "themes/own/assets/story-é.css"
    for colour in ("rgb(200, 0, 0)", "rgb(0, 150, 0)"):
        since = save(sheet, f"h1 {{ color: {colour} }}\n")
        script = "colour => getComputedStyle(document.querySelector('h1')).color === colour"
        page.satisfies(script, colour, since)
    page.satisfies("() => document.querySelectorAll('link[href*=\"/story-\"]').length === 1")
    assert page.is_marked
    assert page.page.input_value("#said") == "Half a sentence"
    assert page.page.evaluate("window.scrollY") == 700
    assert page.loads == front.loads == 1
    assert front.is_marked


def test_a_broken_article_shows_its_problem_until_it_is_fixed(preview: Preview, other: Tab, tabs: Tabs) -> None:
    other.mark()
    tab = tabs(preview, TIDE)
    good = story(preview, "tide").read_text()
    since = save(story(preview, "tide"), good.replace('section: "world"', 'section: "wrold"'))
    tab.shows("wrold", since)
    assert "content/world/tide.md, line 4" in tab.text
    since = save(story(preview, "tide"), good.replace("More of it.", "Fixed."))
    tab.shows("Fixed.", since)
    assert other.is_marked


def test_a_tab_follows_a_story_that_is_renamed_until_it_is_deleted(preview: Preview, tabs: Tabs) -> None:
    tab = tabs(preview, GULL)
    since = edit_story(preview, "gull", "section:", "slug: herring-gull\nsection:")
    tab.satisfies("() => location.pathname === '/world/2024/12/15/herring-gull/' && document.body", None, since)
    tab.connect()
    since = edit_story(preview, "gull", "slug: herring-gull\n", "")
    tab.satisfies("() => location.pathname === '/world/2024/12/15/gull/' && document.body", None, since)
    tab.connect()
    # Without a slug, the address has the name of the file.
    since = edit_story(preview, "gull", "2024-12-15", "2024-12-11")
    tab.satisfies("() => location.pathname === '/world/2024/12/11/gull/' && document.body", None, since)
    tab.connect()
    since = rename_story(preview, "gull", "black-headed-gull")
    tab.satisfies("() => location.pathname === '/world/2024/12/11/black-headed-gull/' && document.body", None, since)
    tab.connect()
    story(preview, "black-headed-gull").unlink()
    tab.shows("Page not found", time())
    assert tab.path == "/world/2024/12/11/black-headed-gull/"


def test_a_picture_that_is_added_or_replaced_is_shown(preview: Preview, tabs: Tabs) -> None:
    shown = (
        "width => [...document.images].some(image => image.alt === 'A boat' && image.complete"
        " && image.currentSrc.includes(`-${width}.`))"
    )
    tab = tabs(preview, PIER)
    save(story(preview, "boat").with_suffix(".png"), picture(30))
    tab.satisfies(shown, 30, edit_story(preview, "pier", "About the pier.", "About the pier.\n\n![A boat](boat.png)"))
    tab.connect()
    tab.satisfies(shown, 50, save(story(preview, "boat").with_suffix(".png"), picture(50)))


def test_a_static_file_that_is_replaced_is_shown(preview: Preview, tabs: Tabs) -> None:
    tab, front = tabs(preview, PIER), tabs(preview, "/")
    front.mark()
    since = save(preview.outlet.folder / "content/static/buoy.png", picture(70))
    tab.satisfies(
        "() => [...document.images].some(image => image.alt === 'A buoy' && image.naturalWidth === 70)", None, since
    )
    assert front.is_marked


@pytest.mark.parametrize("how", ["in place", "by a backup"])
def test_a_save_is_shown_however_the_editor_writes_the_file(preview: Preview, tabs: Tabs, how: str) -> None:
    """In place; or as vim does, which renames the file, writes a new one and deletes the old one."""
    tab = tabs(preview, FERRY)
    path = story(preview, "ferry")
    text = path.read_text() + f"\nWritten {how}.\n"
    backup = path.with_name("ferry.md~")
    if how == "by a backup":
        path.rename(backup)
    path.write_text(text)
    backup.unlink(missing_ok=True)
    tab.shows(f"Written {how}.")
    assert tab.path == FERRY


def test_swap_files_and_unused_files_reload_no_page(preview: Preview, other: Tab, tabs: Tabs) -> None:
    other.mark()
    tab = tabs(preview, FERRY)
    tab.mark()
    for name in (".ferry.md.swp", "_ferry.md", "4913", "ferry.md~", "notes.txt"):
        save(story(preview, "ferry").with_name(name), "half a sentence")
    last = tabs(preview, PIER)
    last.shows("About the pier.\n\nSeen.", edit_story(preview, "pier", "About the pier.", "About the pier.\n\nSeen."))
    assert tab.is_marked
    assert other.is_marked


def test_an_edit_before_a_page_is_connected_is_not_lost(preview: Preview, tabs: Tabs) -> None:
    def edit_first(route: Route) -> None:
        edit_story(preview, "pier", "The pier", "The long pier")
        wait_until(
            lambda: b"The long pier" in preview.get(PIER),
            "the page shows the new words",
            seen=lambda: preview.ask(PIER),
        )
        route.continue_()

    tab = tabs(preview, OTHER)
    tab.page.route("**/_preview/livereload.js*", edit_first, times=1)
    tab.page.goto(preview.address + PIER)
    tab.shows("The long pier")
    assert tab.loads == 3
