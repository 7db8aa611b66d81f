"""Pages in a browser: updated by the script, accessible, complete on a small phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route

from newsprint.base.dates import format_day
from tests.browser.visitors import Visit, wait_for
from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.reading import Make

pytestmark = pytest.mark.browser

Serve = Callable[[Path], str]
NOW = "2025-03-09T21:30:00Z"
OLD = "/world/2024/12/12/12/"
WIDGET_HAS_STORY_20 = "document.querySelector('[data-latest]').innerText.includes('Story 20')"
STRINGS = Path(__file__).parents[2] / "themes" / "gazette" / "strings"
PAGES = {
    "front": "/",
    "article": "/town/2024/12/23/quay-wall-vote/",
    "long read": "/harbour/2024/12/08/storm-ines-overtops-the-wall/",
    "section": "/harbour/",
    "opinion": "/opinion/",
    "author": "/authors/tobias-wick/",
    "archive": "/archive/2024/12/",
    "about": "/about/",
    "404": "/no-such-page/",
}
every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)


def _daily(mode: str = "live", language: str = "en") -> dict[str, str]:
    """Return the files of an outlet with a story a day from 10 to 20 December 2024; the widget shows four."""
    toml = CONFIGURATION.replace('url = "', f'language = "{language}"\nurl = "')
    return {
        "newsprint.toml": f'{toml}\n[latest]\ncount = 4\nmode = "{mode}"\n',
        **{f"content/{day}.md": article(f"Story {day}", date=f"2024-12-{day}") for day in range(10, 21)},
    }


def _built(site: Outlet) -> Outlet:
    """Build the outlet and return it."""
    site.build("2024-12-24")
    return site


def _widget(page: Page) -> list[str]:
    """Return the headlines that the browser shows in the widget now."""
    lists = page.locator("section, aside").filter(has=page.get_by_role("heading", name="Latest Contents", exact=True))
    return [text.strip() for text in lists.last.locator("li").get_by_role("heading").all_inner_texts()]


def _today(page: Page) -> str:
    """Return the text of the line with today's date."""
    return " ".join(page.locator("time[data-today]").first.locator("..").inner_text().split())


def _stories(*days: int) -> list[str]:
    """Return the headlines of the stories of these days."""
    return [f"Story {day}" for day in days]


def test_the_script_updates_the_date_and_the_widget(outlet: Make, serve: Serve, visit: Visit) -> None:
    home = serve(_built(outlet(_daily())).output)
    visitor = visit(home + OLD, now=NOW)
    wait_for(visitor.page, WIDGET_HAS_STORY_20, "the widget shows Story 20")
    assert _widget(visitor.page) == _stories(20, 19, 18, 17)
    assert _today(visitor.page).lower() == "today : mar 9, 2025"
    assert visitor.page.locator("time[data-today]").first.get_attribute("datetime") == "2025-03-09"
    assert visitor.errors == visitor.foreign == []


@pytest.mark.parametrize(
    ("language", "today"),
    [("pt-BR", "today : 9 de mar. de 2025"), ("de", "heute: 9. märz 2025"), ("ja", "2025年3月9日")],
)
def test_the_script_writes_the_date_in_the_format_of_the_language(
    outlet: Make, serve: Serve, visit: Visit, language: str, today: str
) -> None:
    visitor = visit(serve(_built(outlet(_daily(language=language))).output) + OLD, now=NOW)
    wait_for(
        visitor.page, "document.querySelector('[data-today]').dateTime == '2025-03-09'", "the page shows today's date"
    )
    assert _today(visitor.page).lower().endswith(today)
    assert visitor.errors == []


def test_without_javascript_the_printed_date_and_list_stay(outlet: Make, serve: Serve, visit: Visit) -> None:
    home = serve(_built(outlet(_daily())).output)
    page = visit(home + OLD, javascript=False).page
    assert _widget(page) == _stories(11, 10)
    assert _today(page).lower() == "today : dec 12, 2024"


def test_the_fetched_list_does_not_contain_the_story_itself(outlet: Make, serve: Serve, visit: Visit) -> None:
    home = serve(_built(outlet(_daily())).output)
    visitor = visit(home + "/world/2024/12/19/19/", now=NOW)
    wait_for(visitor.page, WIDGET_HAS_STORY_20, "the widget shows Story 20")
    assert _widget(visitor.page) == _stories(20, 18, 17, 16)


def test_in_baked_mode_no_list_is_fetched(outlet: Make, serve: Serve, visit: Visit) -> None:
    home = serve(_built(outlet(_daily("baked"))).output)
    requested: list[str] = []
    visitor = visit(
        home + OLD,
        now=NOW,
        prepare=lambda page: page.on("request", lambda request: requested.append(request.url)),
        settled=True,
    )
    assert _widget(visitor.page) == _stories(20, 19, 18, 17)
    assert not [url for url in requested if "/latest/" in url]


@pytest.mark.parametrize("prefix", ["repo", "a/b"])
def test_the_script_works_on_a_site_below_a_path(outlet: Make, serve: Serve, visit: Visit, prefix: str) -> None:
    files = _daily()
    files["newsprint.toml"] = files["newsprint.toml"].replace("gazette.example", f"user.example/{prefix}")
    site = outlet(files)
    site.build("2024-12-24", output=site.folder / "published" / prefix)
    visitor = visit(f"{serve(site.folder / 'published')}/{prefix}/world/2024/12/19/19/", now=NOW)
    wait_for(visitor.page, WIDGET_HAS_STORY_20, "the widget shows Story 20")
    assert _widget(visitor.page) == _stories(20, 18, 17, 16)
    assert visitor.errors == []


@pytest.mark.parametrize("javascript", [True, False])
def test_a_page_without_a_date_shows_today_or_no_date_without_javascript(
    outlet: Make, serve: Serve, visit: Visit, javascript: bool
) -> None:
    page = visit(serve(_built(outlet(_daily())).output) + "/404.html", javascript=javascript, now=NOW).page
    place = page.locator("header p").filter(has=page.locator("[data-today]"))
    assert place.is_visible() == javascript
    if javascript:
        assert " ".join(place.inner_text().split()).lower() == "today : mar 9, 2025"
        assert page.locator("time[data-today]").get_attribute("datetime") == "2025-03-09"


@pytest.mark.parametrize("answer", ["nothing", "an error", "another page"])
def test_the_printed_list_stays_when_the_fresh_one_cannot_be_fetched(
    outlet: Make, serve: Serve, visit: Visit, answer: str
) -> None:
    def answer_request(route: Route) -> None:
        if answer == "nothing":
            route.abort()
        elif answer == "an error":
            route.fulfill(status=500, body="<ol><li>Oops</li></ol>", content_type="text/html")
        else:
            route.fulfill(status=200, body="<p>Log in to the network</p>", content_type="text/html")

    home = serve(_built(outlet(_daily())).output)
    visitor = visit(home + OLD, now=NOW, prepare=lambda page: page.route("**/latest/", answer_request), settled=True)
    assert _widget(visitor.page) == _stories(11, 10)
    assert _today(visitor.page).lower() == "today : mar 9, 2025"


@pytest.mark.parametrize("language", sorted(file.stem for file in STRINGS.glob("*.toml")))
def test_the_script_writes_every_date_as_the_build_does(
    outlet: Make, serve: Serve, visit: Visit, language: str
) -> None:
    site = outlet(_daily(language=language))
    site.build("2024-12-24")
    visitor = visit(serve(site.output) + OLD, now=NOW)
    time = visitor.page.locator("time[data-today]").first
    pattern = time.get_attribute("data-pattern")
    assert pattern
    for month in (1, 5, 8, 12):
        visitor.page.clock.set_fixed_time(f"2025-{month:02d}-0{month % 9 + 1}T12:00:00Z")
        visitor.page.reload(wait_until="load")
        assert time.text_content() == format_day(date(2025, month, month % 9 + 1), pattern, language)


@pytest.mark.parametrize(
    ("zone", "now", "shown"),
    [
        ("Europe/London", "2025-03-09T23:30:00Z", "mar 9, 2025"),
        ("Asia/Tokyo", "2025-03-09T23:30:00Z", "mar 10, 2025"),
        ("America/Los_Angeles", "2025-03-09T03:30:00Z", "mar 8, 2025"),
    ],
)
def test_today_is_the_date_in_the_time_zone_of_the_outlet(
    outlet: Make, serve: Serve, visit: Visit, zone: str, now: str, shown: str
) -> None:
    files = _daily()
    files["newsprint.toml"] = files["newsprint.toml"].replace("Europe/London", zone)
    site = _built(outlet(files))
    assert _today(visit(serve(site.output) + "/", now=now).page).lower() == f"today : {shown}"


def test_a_modified_script_does_not_run(outlet: Make, serve: Serve, visit: Visit) -> None:
    def modify_script(route: Route) -> None:
        route.fulfill(response=(answer := route.fetch()), body=answer.text() + "\ndocument.title = 'owned';")

    home = serve(_built(outlet(_daily())).output)
    visitor = visit(home + OLD, now=NOW, prepare=lambda page: page.route("**/*.js", modify_script))
    assert visitor.page.title() != "owned"
    assert _today(visitor.page).lower() == "today : dec 12, 2024"
    assert any("integrity" in error for error in visitor.errors)


@every_page
def test_a_page_loads_without_errors_and_only_from_its_own_host(gazette: str, visit: Visit, path: str) -> None:
    visitor = visit(gazette + path, now=NOW, settled=True)
    wanted = [] if path != PAGES["404"] else visitor.errors[:1]
    assert visitor.errors == wanted
    assert all("404" in error for error in wanted)
    assert visitor.foreign == []
    sheets = visitor.page.evaluate("[...document.styleSheets].map(sheet => sheet.cssRules.length)")
    assert sheets and all(sheets)


@every_page
def test_axe_finds_no_violation_in_light_and_dark_mode(gazette: str, visit: Visit, path: str) -> None:
    page = visit(gazette + path, now=NOW, settled=True).page
    violations = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for each in Axe().run(page).response["violations"]:
            violations += [
                f"{scheme} {each['id']}: {node['target']} {node['failureSummary']}" for node in each["nodes"]
            ]
    assert violations == [], "\n".join(violations)


@every_page
def test_no_page_scrolls_sideways(gazette: str, visit: Visit, path: str) -> None:
    page = visit(gazette + path, width=320).page
    for width in (320, 360, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_no_story_with_a_table_or_code_scrolls_sideways_on_a_phone(gazette: str, visit: Visit) -> None:
    page = visit(gazette + "/archive/2024/12/", width=320).page
    links = page.locator("main a[href*='/2024/12/']").evaluate_all("links => links.map(link => link.href)")
    stories = [link for link in dict.fromkeys(links) if "/archive/" not in link]
    assert len(stories) >= 40
    wide = [link for link in stories if any(tag in page.request.get(link).text() for tag in ("<table", "<pre"))]
    assert len(wide) >= 3
    for link in wide:
        page.goto(link)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 320, link


def test_the_first_tab_stop_skips_the_navigation(gazette: str, visit: Visit) -> None:
    page = visit(gazette + PAGES["article"]).page
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.get_attribute("href") == "#np-main"
    box = focused.bounding_box()
    assert box and box["x"] >= 0 and box["y"] >= 0 and box["height"] > 10
    page.keyboard.press("Enter")
    wait_for(page, "location.hash === '#np-main'", "the link to the content was followed")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("by", ["style sheet", "script"])
def test_a_section_has_a_mark_in_its_colour(gazette: str, visit: Visit, by: str) -> None:
    """The script sets it where style sheets cannot read it."""
    options: dict[str, object] = {"javascript": False}
    if by == "script":
        options = {"prepare": lambda page: page.add_init_script("CSS.supports = () => false")}
    header = visit(gazette + PAGES["opinion"], **options).page.locator(".listing-header")
    assert header.get_attribute("data-colour") == "#7a4b94"
    mark = header.evaluate("header => getComputedStyle(header, '::before').borderBlockStartColor")
    assert mark == "rgb(122, 75, 148)"
    assert header.evaluate("header => header.style.getPropertyValue('--colour')") == (
        "#7a4b94" if by == "script" else ""
    )
