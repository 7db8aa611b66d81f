"""A story in another language than its outlet: its typography, and what machines are told of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from outlets import CONFIGURATION, Outlet, article
from reading import Make

ENGINES = pytest.mark.parametrize("engine", ["markdown", "commonmark"])
ATOM = "{http://www.w3.org/2005/Atom}"
SPOKEN = 'She said "yes".'


def _with(engine: str, language: str = "en") -> str:
    toml = CONFIGURATION.replace('url = "', f'language = "{language}"\nurl = "')
    return f'{toml}\n[markdown]\nengine = "{engine}"\n'


def _body(site: Outlet, name: str) -> str:
    return site.page(f"/world/2024/12/20/{name}/").select_one(".story-body").get_text().strip()


@ENGINES
def test_the_language_of_a_story_decides_its_quotation_marks(outlet: Make, engine: str) -> None:
    """The same text in three languages: each is converted for its own."""
    site = outlet(
        {
            "newsprint.toml": _with(engine),
            "content/a.md": article(body=SPOKEN),
            "content/b.md": article(body=SPOKEN, lang="fr"),
            "content/c.md": article(body=SPOKEN, lang="de_at"),
            "content/d.md": article(body=SPOKEN, lang="en-GB"),
        }
    )
    site.build()
    assert _body(site, "a") == _body(site, "d") == "She said “yes”."
    assert _body(site, "b") == "She said «\N{NO-BREAK SPACE}yes\N{NO-BREAK SPACE}»."
    assert _body(site, "c") == "She said „yes“."


@ENGINES
def test_another_language_of_a_story_converts_its_text_again(outlet: Make, tmp_path: Path, engine: str) -> None:
    site = outlet({"newsprint.toml": _with(engine), "content/a.md": article(body=SPOKEN)})
    site.build()
    files = {"newsprint.toml": _with(engine), "content/a.md": article(body=SPOKEN, lang="fr")}
    assert site.write(files).build().converted == 1
    assert "«" in _body(site, "a")
    fresh = Outlet(tmp_path / "fresh").write(files)
    fresh.build()
    assert site.files() == fresh.files()


def test_a_standing_page_has_the_typography_of_its_language(outlet: Make) -> None:
    site = outlet({"content/pages/about.md": f"---\ntitle: About\nlang: de\n---\n\n{SPOKEN}\n"})
    site.build()
    assert "„yes“" in site.text("about/index.html")


@pytest.mark.parametrize(("written", "tag"), [("zh_cn", "zh-CN"), ("pt_BR", "pt-BR"), ("FR-ca", "fr-CA")])
def test_a_language_is_told_as_a_tag_of_bcp_47(outlet: Make, written: str, tag: str) -> None:
    site = outlet({"content/a.md": article(lang=written)})
    site.build()
    assert site.page("/world/2024/12/20/a/").select_one("article.story")["lang"] == tag
    entry = etree.fromstring((site.output / "atom.xml").read_bytes()).find(f"{ATOM}entry")
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == tag
    item = etree.fromstring((site.output / "rss.xml").read_bytes()).find("channel/item")
    assert item.findtext("{http://purl.org/dc/elements/1.1/}language") == tag


def test_a_story_in_the_language_of_its_outlet_says_nothing_of_it(outlet: Make) -> None:
    site = outlet({"newsprint.toml": _with("markdown", "EN_gb"), "content/a.md": article(lang="en-gb")})
    site.build()
    page = site.page("/world/2024/12/20/a/")
    assert page.html["lang"] == "en-GB"
    assert "lang" not in page.select_one("article.story").attrs
    assert "dc:language" not in site.text("rss.xml")


def test_a_date_from_before_time_zones_is_valid_for_machines(outlet: Make) -> None:
    """Paris was 9 minutes and 21 seconds ahead of Greenwich; HTML and feeds know no seconds in an offset."""
    toml = CONFIGURATION.replace("Europe/London", "Europe/Paris")
    site = outlet({"newsprint.toml": toml, "content/a.md": article(date="1905-05-01", updated="1905-05-02")})
    site.build()
    page = site.page("/world/1905/05/01/a/")
    told = [time["datetime"] for time in page.select("article.story time")]
    assert told == ["1905-05-01T00:00:39+00:10", "1905-05-02T00:00:39+00:10"]
    assert page.find("meta", property="article:published_time")["content"] == told[0]
    assert "<pubDate>Sun, 30 Apr 1905 23:50:39 +0000</pubDate>" in site.text("rss.xml")
    assert "<published>1905-04-30T23:50:39+00:00</published>" in site.text("atom.xml")


def test_a_language_that_is_none_is_a_problem_with_its_place(outlet: Make) -> None:
    (problem,) = outlet({"content/a.md": article(lang="en-UK")}).problems()
    assert problem == 'content/a.md:5:1: "en-UK" is not a language (did you mean "en-GB"?)'
