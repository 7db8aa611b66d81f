"""A story in another language than its outlet: its typography, and the language in HTML and feeds."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.reading import Make, in_order, visible_text

ENGINES = pytest.mark.parametrize("engine", ["markdown", "commonmark"])
ATOM = "{http://www.w3.org/2005/Atom}"
QUOTATION = 'She said "yes".'


def _settings(engine: str, language: str = "en") -> str:
    toml = CONFIGURATION.replace('url = "', f'language = "{language}"\nurl = "')
    return f'{toml}\n[markdown]\nengine = "{engine}"\n'


def _body(site: Outlet, name: str) -> str:
    return site.page(f"/world/2024/12/20/{name}/").select_one(".story-body").get_text().strip()


@ENGINES
def test_the_language_of_a_story_decides_its_quotation_marks(outlet: Make, engine: str) -> None:
    """The same text in three languages is converted once for each language."""
    site = outlet(
        {
            "newsprint.toml": _settings(engine),
            "content/a.md": article(body=QUOTATION),
            "content/b.md": article(body=QUOTATION, lang="fr"),
            "content/c.md": article(body=QUOTATION, lang="de_at"),
            "content/d.md": article(body=QUOTATION, lang="en-GB"),
        }
    )
    site.build()
    assert _body(site, "a") == _body(site, "d") == "She said “yes”."
    assert _body(site, "b") == "She said «\N{NO-BREAK SPACE}yes\N{NO-BREAK SPACE}»."
    assert _body(site, "c") == "She said „yes“."


@ENGINES
def test_changing_the_language_of_a_story_converts_its_text_again(outlet: Make, tmp_path: Path, engine: str) -> None:
    site = outlet({"newsprint.toml": _settings(engine), "content/a.md": article(body=QUOTATION)})
    site.build()
    files = {"newsprint.toml": _settings(engine), "content/a.md": article(body=QUOTATION, lang="fr")}
    assert site.write(files).build().converted == 1
    assert "«" in _body(site, "a")
    fresh = Outlet(tmp_path / "fresh").write(files)
    fresh.build()
    assert site.files() == fresh.files()


def test_a_standing_page_has_the_quotation_marks_of_its_language(outlet: Make) -> None:
    site = outlet({"content/pages/about.md": f"---\ntitle: About\nlang: de\n---\n\n{QUOTATION}\n"})
    site.build()
    assert "„yes“" in site.text("about/index.html")


@pytest.mark.parametrize(("written", "tag"), [("zh_cn", "zh-CN"), ("pt_BR", "pt-BR"), ("FR-ca", "fr-CA")])
def test_a_language_is_published_as_a_bcp_47_tag(outlet: Make, written: str, tag: str) -> None:
    site = outlet({"content/a.md": article(lang=written)})
    site.build()
    assert site.page("/world/2024/12/20/a/").select_one("article.story")["lang"] == tag
    entry = etree.fromstring((site.output / "atom.xml").read_bytes()).find(f"{ATOM}entry")
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == tag
    item = etree.fromstring((site.output / "rss.xml").read_bytes()).find("channel/item")
    assert item.findtext("{http://purl.org/dc/elements/1.1/}language") == tag


STORY = {
    "date": "2024-12-20",
    "updated": "2024-12-21",
    "authors": ["Zoé", "Léa"],
    "corrections": [{"date": "2024-12-22", "text": "Huit mètres."}],
}


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("fr", ["20 décembre 2024", "Par Zoé et Léa", "Mis à jour le 21 décembre 2024", "Rectificatif 22 décembre"]),
        ("de-AT", ["20. Dezember 2024", "Von Zoé und Léa", "Aktualisiert am 21. Dezember 2024"]),
        ("cy", ["20 Rhagfyr 2024", "By Zoé and Léa", "Updated 21 Rhagfyr 2024"]),
        ("tlh", ["20 December 2024", "By Zoé and Léa"]),
        ("", ["20 December 2024", "By Zoé and Léa", "Updated 21 December 2024"]),
    ],
)
def test_dates_and_labels_in_a_story_are_in_its_language(outlet: Make, language: str, printed: list[str]) -> None:
    """Words that the theme lacks are in the outlet's language, and so is everything around the story."""
    site = outlet({"content/a.md": article(lang=language or None, **STORY)})
    assert site.build().warnings == ()
    page = site.page("/world/2024/12/20/a/")
    in_order(visible_text(page.select_one("article.story")), printed)
    assert "Today : Dec 20, 2024" in visible_text(page)
    assert "Latest Contents" in visible_text(page)


def test_dates_in_lists_are_in_the_outlet_s_language_and_marked_as_such(outlet: Make) -> None:
    files = {f"content/{name}.md": article(name, lang="ar") for name in "abcdefg"}
    site = outlet(files)
    site.build()
    for url in ("/", "/world/", "/latest/"):
        dates = site.page(url).select("[lang=ar] time")
        assert dates
        for date in dates:
            assert visible_text(date) == "20 December 2024"
            assert (date.parent["lang"], date.parent["dir"]) == ("en", "ltr")


def test_an_error_in_the_strings_of_a_story_s_language_has_its_place(outlet: Make) -> None:
    broken = {"themes/gazette/strings/fr.toml": "[words]\nby = 7\n"}
    problems = outlet({"content/a.md": article(lang="fr"), **broken}).problems()
    assert problems == ['themes/gazette/strings/fr.toml:2:1: "by" must be text']


def test_an_edited_string_of_a_story_s_language_gives_a_clean_build(outlet: Make, tmp_path: Path) -> None:
    files = {"content/a.md": article(lang="fr", **STORY), "themes/gazette/strings/fr.toml": '[words]\nby = "De"\n'}
    site = outlet({"content/a.md": files["content/a.md"]})
    site.build()
    site.write(files).build()
    fresh = Outlet(tmp_path / "fresh").write({"newsprint.toml": CONFIGURATION, **files})
    fresh.build()
    assert site.files() == fresh.files()
    assert "De Zoé et Léa" in visible_text(site.page("/world/2024/12/20/a/"))


def test_a_story_in_the_language_of_its_outlet_has_no_lang_attribute(outlet: Make) -> None:
    site = outlet({"newsprint.toml": _settings("markdown", "EN_gb"), "content/a.md": article(lang="en-gb")})
    site.build()
    page = site.page("/world/2024/12/20/a/")
    assert page.html["lang"] == "en-GB"
    assert "lang" not in page.select_one("article.story").attrs
    assert "dc:language" not in site.text("rss.xml")


def test_a_date_from_before_time_zones_is_valid_in_html_and_feeds(outlet: Make) -> None:
    """Paris was 9 minutes and 21 seconds ahead of Greenwich; HTML and feeds allow no seconds in an offset."""
    toml = CONFIGURATION.replace("Europe/London", "Europe/Paris")
    site = outlet({"newsprint.toml": toml, "content/a.md": article(date="1905-05-01", updated="1905-05-02")})
    site.build()
    page = site.page("/world/1905/05/01/a/")
    printed_times = [time["datetime"] for time in page.select("article.story time")]
    assert printed_times == ["1905-05-01T00:00:39+00:10", "1905-05-02T00:00:39+00:10"]
    assert page.find("meta", property="article:published_time")["content"] == printed_times[0]
    assert "<pubDate>Sun, 30 Apr 1905 23:50:39 +0000</pubDate>" in site.text("rss.xml")
    assert "<published>1905-04-30T23:50:39+00:00</published>" in site.text("atom.xml")


def test_an_unknown_language_is_a_problem_with_its_place(outlet: Make) -> None:
    (problem,) = outlet({"content/a.md": article(lang="en-UK")}).problems()
    assert problem == 'content/a.md:5:1: "en-UK" is not a language (did you mean "en-GB"?)'
