"""The menu, the organization and the sections on pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from newsprint.catalog.database import read_catalog
from newsprint.config.organization import POLICIES
from tests.support.outlets import CONFIGURATION, Outlet, article

Make = Callable[..., Outlet]

STORM = "/world/2024/12/20/storm/"
FILES = {
    "content/world/storm.md": article("Storm", date="2024-12-20"),
    "content/sport/essay.md": article("Why we row", date="2024-12-19", section="sport"),
    "content/pages/about.md": "---\ntitle: About\n---\nUs.\n",
    "content/pages/ethics.md": "---\ntitle: How we work\n---\nWith care.\n",
}
MENU = """
[[menu]]
name = "Who <we> are"
url = "/about/"
[[menu]]
name = "Shop"
url = "https://shop.example/?a=1&b=2"
[[menu]]
name = "Café"
url = "/topics/caf%C3%A9/#top"
"""
ORGANIZATION = """
[organization]
name = "Harbour Press Ltd"
address = "1 Quay Street"
email = "desk@gazette.example"
[organization.policies]
ethics = "/ethics/"
corrections = "https://press.example/corrections"
"""
TABLES = CONFIGURATION.replace(
    'sport = "Sport"',
    '[sections.sport]\nname = "Sport"\nkind = "opinion"\ndescription = "What rowers think."\ncolour = "#0b5fa5"',
)


def settings_of_reading(site: Outlet) -> str | None:
    """Return the digest of the settings with which the files were read; if it changes, all files are read again."""
    with read_catalog(site.folder / ".newsprint" / "catalog.sqlite") as catalog:
        return catalog.fact("settings")


def test_the_menu_follows_the_sections(outlet: Make) -> None:
    site = outlet({**FILES, "newsprint.toml": CONFIGURATION + MENU})
    site.build()
    links = site.page("/").select(".masthead-sections a")
    assert [(link.text, link["href"]) for link in links] == [
        ("World News", "/world/"),
        ("Sport", "/sport/"),
        ("Who <we> are", "/about/"),
        ("Shop", "https://shop.example/?a=1&b=2"),
        ("Café", "/topics/caf%C3%A9/#top"),
    ]


def test_the_entry_of_the_page_itself_is_marked(outlet: Make) -> None:
    site = outlet({**FILES, "newsprint.toml": CONFIGURATION + MENU})
    site.build()
    current = site.page("/about/").select(".masthead-sections [aria-current]")
    assert [(link.text, link["aria-current"]) for link in current] == [("Who <we> are", "page")]
    assert site.page("/").select(".masthead-sections [aria-current]") == []


def test_addresses_have_the_prefix_of_the_site(outlet: Make) -> None:
    text = (CONFIGURATION + MENU + ORGANIZATION).replace("https://gazette.example", "https://gazette.example/paper")
    site = outlet({**FILES, "newsprint.toml": text})
    site.build()
    assert site.page("/about/").select_one(".masthead-menu a")["href"] == "/paper/about/"
    assert site.page("/about/").select_one(".masthead-menu a")["aria-current"] == "page"
    assert site.page("/").select_one(".colophon-policies a")["href"] == "/paper/ethics/"


def test_the_colophon_lists_policies_once_and_how_to_reach_the_organization(outlet: Make) -> None:
    site = outlet({**FILES, "newsprint.toml": CONFIGURATION + ORGANIZATION})
    site.build()
    colophon = site.page("/").select_one(".colophon")
    assert [(link.text, link["href"]) for link in colophon.select(".colophon-policies a")] == [
        ("Ethics", "/ethics/"),
        ("Corrections policy", "https://press.example/corrections"),
    ]
    assert [link["href"] for link in colophon.select("nav a")].count("/ethics/") == 1
    assert "Harbour Press Ltd, 1 Quay Street" in colophon.text
    assert colophon.select_one('[href="mailto:desk@gazette.example"]').text == "desk@gazette.example"


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ar"])
def test_every_policy_has_a_name_in_every_language(outlet: Make, language: str) -> None:
    lines = "".join(f'{name} = "/about/#{name}"\n' for name in POLICIES)
    text = CONFIGURATION.replace('url = "', f'language = "{language}"\nurl = "')
    site = outlet({**FILES, "newsprint.toml": f"{text}\n[organization.policies]\n{lines}"})
    site.build()
    links = site.page("/").select(".colophon-policies a")
    assert [link["href"] for link in links] == [f"/about/#{name}" for name in POLICIES]
    assert len({link.text for link in links}) == len(POLICIES)


def test_the_logo_of_the_organization_is_published(outlet: Make) -> None:
    logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h9"/></svg>'
    printed = "{% set logo = site.organization.logo %}{{ logo.url }} {{ logo.width }}"
    files = {
        "newsprint.toml": f'{CONFIGURATION}\n[organization]\nlogo = "logo.svg"\n',
        "logo.svg": logo,
        "themes/gazette/templates/front.html": printed,
    }
    site = outlet({**FILES, **files})
    site.build()
    url, width = site.text("index.html").split()
    assert (url.partition(".")[0], width) == ("/assets/outlet/organization-logo", "40")
    assert "M0 0h9" in site.text(url.lstrip("/"))


def test_a_logo_that_is_missing_is_reported_with_its_line(outlet: Make) -> None:
    site = outlet({**FILES, "newsprint.toml": f'{CONFIGURATION}\n[organization]\nlogo = "logo.svg"\n'})
    (problem,) = site.problems()
    assert problem.startswith('newsprint.toml:11:1: "organization.logo": "logo.svg": there is no such file')


def test_without_an_organization_the_colophon_is_as_before(outlet: Make) -> None:
    site = outlet(FILES)
    site.build()
    colophon = site.page("/").select_one(".colophon")
    assert [link.text for link in colophon.select("li a")] == ["About", "How we work", "Archive", "RSS", "Atom"]


def test_a_description_is_on_the_index_and_in_its_metadata(outlet: Make) -> None:
    stories = {
        f"content/sport/{number}.md": article(f"Race {number}", date=f"2024-12-{number:02}", section="sport")
        for number in range(1, 7)
    }
    site = outlet({**FILES, **stories, "newsprint.toml": f"{TABLES}\n[listing]\npage_size = 2\n"})
    site.build()
    index, frozen = site.page("/sport/"), site.page("/sport/page/1/")
    assert index.select_one(".listing-standfirst").text == "What rowers think."
    assert index.select_one('meta[name="description"]')["content"] == "What rowers think."
    assert not frozen.select(".listing-standfirst, meta[name='description']")


def test_templates_know_what_a_section_publishes_and_its_colour(outlet: Make) -> None:
    site = outlet({**FILES, "newsprint.toml": TABLES})
    site.build()
    story, news = site.page("/sport/2024/12/19/essay/"), site.page(STORM)
    assert "is-opinion" in story.select_one("article.story")["class"]
    assert story.select_one(".story-section")["data-colour"] == "#0b5fa5"
    assert news.select_one("article.story")["class"] == ["story"]
    assert not news.select(".story-section[data-colour]")
    assert site.page("/sport/").select_one(".listing-header")["data-colour"] == "#0b5fa5"


def test_the_front_page_marks_the_block_of_a_section_with_its_colour(outlet: Make) -> None:
    stories = {f"content/sport/{n}.md": article(f"{n}", date=f"2024-12-0{n}", section="sport") for n in range(1, 7)}
    site = outlet({**FILES, **stories, "newsprint.toml": TABLES})
    site.build()
    assert site.page("/").select_one("#np-block-sport")["data-colour"] == "#0b5fa5"


@pytest.mark.parametrize("key", ["description", "colour", "kind"])
def test_no_story_is_read_again_when_a_section_is_described_differently(outlet: Make, key: str) -> None:
    values = {"description": '"Oars."', "colour": '"#123456"', "kind": '"reviews"'}
    site = outlet({**FILES, "newsprint.toml": TABLES})
    site.build()
    lines = [f"{key} = {values[key]}" if line.startswith(key) else line for line in TABLES.splitlines()]
    site.write({"newsprint.toml": "\n".join(lines) + "\n"})
    before = settings_of_reading(site)
    site.build()
    assert settings_of_reading(site) == before
    assert site.files() == site.clean_files()
