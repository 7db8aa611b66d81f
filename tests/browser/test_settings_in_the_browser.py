"""The settings of ``gazette`` in a browser, under a strict policy: what is set can be read, and nothing else is asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route

from newsprint.themes.settings.colours import readable
from tests.browser.conftest import served
from tests.browser.visitors import Visit
from tests.support.hiding import painted
from tests.support.outlets import CONFIGURATION, Outlet, article

pytestmark = pytest.mark.browser

STORY = "/world/2024/12/20/pier/"
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 50"><style>.a { fill: url(#g) }</style><defs>'
    '<linearGradient id="g"><stop stop-color="red"/></linearGradient></defs><circle class="a" cx="25" cy="25" r="25"/>'
    '<path d="M60 10h340v30h-340z" fill="currentColor"/></svg>'
)
PAPER = "#f2eae0"
SETTINGS = f"""
[theme.settings]
logo = "logo.svg"
logo_dark = "dark.webp"
accent = "{readable("#ffcc00", PAPER)}"
paper = "{PAPER}"
fonts = "sans"
newsletter = "https://letter.example"
footer_text = "Printed in Port Averil."
social = [{{ name = "Mastodon", url = "https://news.example/@paper" }}]
footer_links = [{{ name = "Jobs", url = "https://jobs.example" }}]
"""
"""The lightest accent that is allowed on a dark paper."""

BODY = '::: factbox title="The wall"\n- 1.1 metres, [more](/world/)\n:::\n\nText with a [link](/world/).'


@pytest.fixture(scope="module", params=["en", "ar"])
def paper(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve an outlet with all settings, left to right and right to left, and yield its address."""
    site = Outlet(tmp_path_factory.mktemp("settings"))
    site.write(
        {
            "newsprint.toml": CONFIGURATION.replace("[sections]", f'language = "{request.param}"\n[sections]')
            + SETTINGS,
            "logo.svg": DRAWING,
            "dark.webp": painted("dark"),
            "content/world/pier.md": article(
                "The pier", BODY, kicker="Storm", corrections=[{"date": "2024-12-21", "text": "It was a Friday."}]
            ),
        }
    ).build()
    with served(site.output, "default-src 'self'") as address:
        yield address


def logos(page: Page) -> list[str]:
    """Return the logos that are to be seen in the masthead."""
    return page.locator(".masthead-name :is(img, svg):visible").evaluate_all("(all) => all.map((each) => each.tagName)")


@pytest.mark.parametrize("width", [390, 768, 1440])
@pytest.mark.parametrize("path", ["/", STORY])
def test_pages_can_be_read_and_ask_nothing_of_other_sites(paper: str, visit: Visit, path: str, width: int) -> None:
    visitor = visit(paper + path, width=width, settled=True)
    violations = []
    for scheme, logo in (("light", "svg"), ("dark", "IMG")):
        visitor.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert logos(visitor.page) == [logo]
        for each in Axe().run(visitor.page).response["violations"]:
            violations += [f"{scheme} {each['id']}: {node['failureSummary']}" for node in each["nodes"]]
    assert violations == [], "\n".join(violations)
    assert (visitor.errors, visitor.foreign) == ([], [])
    assert visitor.page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_the_logo_is_the_link_to_the_front_page_and_has_its_colours(paper: str, visit: Visit) -> None:
    page = visit(paper + STORY, width=1440).page
    link = page.get_by_role("link", name="The Harbour Gazette", exact=True)
    assert link.get_attribute("href") == "/"
    assert page.evaluate("getComputedStyle(document.querySelector('.masthead-name circle')).fill").startswith("url(")
    ink = page.evaluate("getComputedStyle(document.body).color")
    assert page.evaluate("getComputedStyle(document.querySelector('.masthead-name path')).fill") == ink


def test_a_printed_page_has_one_logo_and_no_button(paper: str, visit: Visit) -> None:
    page = visit(paper + STORY, width=1440).page
    page.emulate_media(media="print", color_scheme="dark")
    assert logos(page) == ["svg"]
    assert not page.locator(".masthead-newsletter").is_visible()


def test_matomo_counts_the_page_without_cookies(tmp_path_factory: pytest.TempPathFactory, visit: Visit) -> None:
    site = Outlet(tmp_path_factory.mktemp("matomo"))
    settings = 'analytics = "matomo"\nanalytics_id = "7"\nanalytics_url = "https://matomo.example"\n'
    site.write(
        {"newsprint.toml": f"{CONFIGURATION}\n[theme.settings]\n{settings}", "content/a.md": article("A")}
    ).build()
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="window.counted = _paq;", content_type="text/javascript")

    policy = "default-src 'self'; script-src 'self' https://matomo.example"
    with served(site.output, policy) as address:
        prepare = lambda page: page.route("https://matomo.example/**", answer)  # noqa: E731
        visitor = visit(address, prepare=prepare, settled=True)
        counted = visitor.page.evaluate("window.counted")
    assert (asked, visitor.errors) == (["https://matomo.example/matomo.js"], [])
    assert counted == [
        ["disableCookies"], ["setTrackerUrl", "https://matomo.example/matomo.php"], ["setSiteId", "7"],
        ["trackPageView"], ["enableLinkTracking"],
    ]  # fmt: skip
