"""The settings of ``gazette``: what an outlet sets, and what its pages then have."""

from __future__ import annotations

from io import BytesIO

import pytest
from bs4 import Tag
from PIL import Image

from tests.support.html_checker import html_problems
from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.reading import Make, visible_text

STORY = "/world/2024/12/20/pier/"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path id="a" d="M0 0h{}"/></svg>'


def raster(width: int = 60) -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, 30), "navy").save(file, "PNG")
    return file.getvalue()


PICTURES = {"logo.svg": DRAWING.format(1), "dark.svg": DRAWING.format(2), "logo.png": raster(), "dark.png": raster(61)}


def paper(outlet: Make, given: str = "", site: str = "") -> Outlet:
    """Return an outlet that was built with ``given`` as its ``[theme.settings]``; ``site`` is added to ``[site]``."""
    config = CONFIGURATION.replace("[sections]", f"{site}\n[sections]")
    made = outlet(
        {
            "newsprint.toml": f"{config}\n[theme.settings]\n{given}\n",
            "content/world/pier.md": article("The pier", updated="2024-12-22"),
            **PICTURES,
        }
    )
    made.build()
    return made


def part(site: Outlet, selector: str) -> Tag:
    found = site.page(STORY).select_one(selector)
    assert found is not None, selector
    return found


def test_without_settings_the_masthead_has_the_title(outlet: Make) -> None:
    site = paper(outlet)
    assert part(site, ".masthead-name a").decode_contents() == "The Harbour Gazette"
    assert not site.pages_with("data-site=") | site.pages_with('rel="me"') | site.pages_with("Newsletter")


@pytest.mark.parametrize(
    ("given", "pictures"),
    [
        ('logo = "logo.svg"', ["svg"]),
        ('logo = "logo.png"', ["img"]),
        ('logo_dark = "dark.svg"', ["svg"]),
        ('logo = "logo.png"\nlogo_dark = "dark.png"', ["picture", "source", "img"]),
        ('logo = "logo.svg"\nlogo_dark = "dark.svg"', ["span", "svg", "span", "svg"]),
        ('logo = "logo.png"\nlogo_dark = "dark.svg"', ["span", "img", "span", "svg"]),
    ],
)
def test_a_logo_is_in_the_masthead_with_the_title_as_its_text(outlet: Make, given: str, pictures: list[str]) -> None:
    link = part(paper(outlet, given), ".masthead-name a")
    elements = [each for each in link.find_all(True) if "visually-hidden" not in each.get("class", [])]
    assert [each.name for each in elements if each.name != "path"] == pictures
    texts = [each.get_text() for each in link.select(".visually-hidden")] + [str(each["alt"]) for each in link("img")]
    assert set(texts) == {"The Harbour Gazette"}
    assert len(texts) == len(link.find_all(["svg", "img"]))


def test_a_raster_logo_has_its_size_and_a_name_with_a_fingerprint(outlet: Make) -> None:
    site = paper(outlet, 'logo = "logo.png"')
    image = part(site, ".masthead-name img")
    assert (image["width"], image["height"]) == ("60", "30")
    assert str(image["src"]).lstrip("/") in site.files()


def test_ids_of_two_drawings_differ(outlet: Make) -> None:
    site = paper(outlet, 'logo = "logo.svg"\nlogo_dark = "dark.svg"')
    ids = [str(each["id"]) for each in site.page(STORY).select(".masthead-name [id]")]
    assert ids == ["np-logo-a", "np-logo-dark-a"]


@pytest.mark.parametrize(
    ("name", "links"),
    [
        ("", [("icon", "image/svg+xml", None)]),
        ("logo.svg", [("icon", "image/svg+xml", None)]),
        ("logo.png", [("icon", "image/png", "60x30"), ("apple-touch-icon", None, None)]),
    ],
)
def test_the_icon_is_that_of_the_outlet_or_of_the_theme(
    outlet: Make, name: str, links: list[tuple[str, str | None, str | None]]
) -> None:
    site = paper(outlet, site=f'icon = "{name}"')
    found = site.page(STORY).select('link[rel~="icon"], link[rel~="apple-touch-icon"]')
    assert [(str(each["rel"][0]), each.get("type"), each.get("sizes")) for each in found] == links
    assert all(("/outlet/site-icon." in str(each["href"])) is bool(name) for each in found)
    assert all(str(each["href"]).lstrip("/") in site.files() for each in found)


def test_accounts_prove_that_the_site_is_theirs(outlet: Make) -> None:
    site = paper(outlet, 'social = [{ name = "Mastodon", url = "https://news.example/@paper" }]')
    nav = part(site, '.colophon nav[aria-label="Follow us"]')
    assert str(nav.a) == '<a href="https://news.example/@paper" rel="me">Mastodon</a>'


def test_the_colophon_has_links_and_a_text(outlet: Make) -> None:
    given = 'footer_text = "Printed by <A & B>"\nfooter_links = [{ name = "World", url = "/world/" }]'
    colophon = part(paper(outlet, given), ".colophon")
    assert "Printed by <A & B>" in visible_text(colophon)
    assert colophon.select_one('li a[href="/world/"]') is not None


def test_the_newsletter_is_a_link_in_the_masthead_in_the_language_of_the_outlet(outlet: Make) -> None:
    site = paper(outlet, 'newsletter = "https://letter.example"', 'language = "es"')
    link = part(site, ".masthead .masthead-newsletter")
    assert (link["href"], link.get_text()) == ("https://letter.example", "Boletín")


@pytest.mark.parametrize(
    ("given", "script"),
    [
        (
            'analytics = "plausible"\nanalytics_id = "gazette.example"',
            '<script data-domain="gazette.example" defer="" src="https://plausible.io/js/script.js"></script>',
        ),
        (
            'analytics = "plausible"\nanalytics_id = "g.example"\nanalytics_url = "https://stats.example/"',
            '<script data-domain="g.example" defer="" src="https://stats.example/js/script.js"></script>',
        ),
        (
            'analytics = "goatcounter"\nanalytics_url = "https://gazette.goatcounter.com"',
            '<script async="" data-goatcounter="https://gazette.goatcounter.com/count" src="https://gc.zgo.at/count.js">'
            "</script>",
        ),
        (
            'analytics = "goatcounter"\nanalytics_url = "https://stats.example"',
            '<script async="" data-goatcounter="https://stats.example/count" src="https://stats.example/count.js"></script>',
        ),
    ],
)
def test_statistics_are_one_line(outlet: Make, given: str, script: str) -> None:
    scripts = part(paper(outlet, given), "head").find_all("script")
    assert len(scripts) == 2
    attributes = " ".join(f'{name}="{value}"' for name, value in sorted(scripts[1].attrs.items()))
    assert f"<script {attributes}></script>" == script


def test_matomo_is_loaded_by_a_script_of_the_theme(outlet: Make) -> None:
    given = 'analytics = "matomo"\nanalytics_id = "7"\nanalytics_url = "https://matomo.example/"'
    site = paper(outlet, given)
    script = part(site, "script[data-site]")
    assert (script["data-site"], script["data-url"]) == ("7", "https://matomo.example")
    assert str(script["src"]).lstrip("/") in site.files()


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (
            'analytics = "matomo"',
            '"theme.settings.analytics" is "matomo", which needs "analytics_id" and "analytics_url"',
        ),
        (
            'analytics_id = "7"',
            '"theme.settings.analytics_id" has no effect, because "analytics" is "none" (set analytics, or delete this '
            "line)",
        ),
    ],
)
def test_statistics_that_would_not_work_are_a_problem(outlet: Make, given: str, problem: str) -> None:
    site = outlet({"newsprint.toml": f"{CONFIGURATION}\n[theme.settings]\n{given}\n", "content/a.md": article("A")})
    (found,) = site.problems()
    assert found.endswith(problem)


@pytest.mark.parametrize(
    ("language", "form", "date"),
    [
        ("en", "long", "20 December 2024"),
        ("en", "medium", "20 Dec 2024"),
        ("en", "numeric", "20/12/2024"),
        ("en-US", "month_first", "December 20, 2024"),
        ("de", "medium", "20. Dez. 2024"),
        ("de", "numeric", "20.12.2024"),
        ("fr", "month_first", "20 décembre 2024"),
        ("fr", "numeric", "20/12/2024"),
        ("it", "medium", "20 dic 2024"),
        ("it", "numeric", "20/12/2024"),
    ],
)
def test_dates_have_the_chosen_form_in_each_language(outlet: Make, language: str, form: str, date: str) -> None:
    site = paper(outlet, f'dates = "{form}"', f'language = "{language}"')
    assert part(site, ".story-date time").get_text() == date
    card = site.page("/world/").select_one(".card-date time")
    assert card is not None
    assert card.get_text() == date


@pytest.mark.parametrize(("given", "preloaded"), [("serif", 2), ("sans", 2), ("system", 0)])
def test_typefaces_are_chosen_by_an_attribute_and_only_those_that_are_used_are_loaded_early(
    outlet: Make, given: str, preloaded: int
) -> None:
    page = paper(outlet, f'fonts = "{given}"').page(STORY)
    assert page.html is not None
    assert page.html.get("data-fonts", "serif") == given
    assert len(page.select('link[rel="preload"]')) == preloaded


def test_pages_keep_the_strict_policy_with_all_settings(outlet: Make) -> None:
    given = 'logo = "logo.svg"\nlogo_dark = "dark.svg"\naccent = "#063"\npaper = "#fff"\nfonts = "sans"'
    site = paper(outlet, given)
    assert not site.pages_with(" style=") | site.pages_with("<style") | site.pages_with(" onload=")


def test_pages_with_all_settings_are_valid(outlet: Make) -> None:
    given = (
        'logo = "logo.svg"\nlogo_dark = "dark.png"\nfonts = "sans"\nnewsletter = "https://letter.example/?a=1&b=2"\n'
        'social = [{ name = "M & N", url = "https://news.example/@paper" }]\nfooter_text = "<text>"\n'
        'footer_links = [{ name = "World", url = "/world/?a=1&b=2" }]\n'
        'analytics = "goatcounter"\nanalytics_url = "https://gazette.goatcounter.com"\n'
    )
    assert html_problems([paper(outlet, given, 'icon = "logo.png"').output]) == []
