"""Tags, authors and series with the same address: spellings of one name, or different names, which are reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsprint.base.errors import ConfigurationError
from newsprint.config.site import read_config
from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.reading import Make, visible_text


def test_c_and_c_sharp_and_c_plus_plus_are_different_topics(outlet: Make) -> None:
    site = outlet({"content/a.md": article(tags=["C", "C#", "C++"]), "content/b.md": article(tags=["c"])})
    assert site.build().warnings == ()
    links = site.page("/world/2024/12/20/a/").select(".story-topics a")
    assert [(link.text, link["href"]) for link in links] == [
        ("C", "/topics/c/"),
        ("C#", "/topics/c-sharp/"),
        ("C++", "/topics/c-plus-plus/"),
    ]
    assert site.page("/topics/c-sharp/").h1.text == "C#"
    assert len(site.page("/topics/c/").select("article.card")) == 2
    assert len(site.page("/topics/c-plus-plus/").select("article.card")) == 1


def test_a_byline_names_each_person_once(outlet: Make) -> None:
    site = outlet({"content/a.md": article(authors=["Ann Lee", "ann lee", "Ann\u00a0 Lee", "Bo Ek", "Ann-Lee"])})
    assert site.build().warnings == ()
    assert visible_text(site.page("/world/2024/12/20/a/").select_one(".byline")) == "By Ann Lee and Bo Ek"


def test_an_author_page_has_the_name_as_the_oldest_story_spells_it(outlet: Make) -> None:
    site = outlet(
        {
            "content/a.md": article(date="2024-12-01", authors=["Ann Lee"], series="The Pier"),
            "content/b.md": article(date="2024-12-02", authors=["ANN  LEE"], series="the pier"),
        }
    )
    assert site.build().warnings == ()
    page = site.page("/authors/ann-lee/")
    assert (page.h1.text, len(page.select("article.card"))) == ("Ann Lee", 2)
    assert site.page("/series/the-pier/").h1.text == "The Pier"


HOMOPHONES = {
    "content/a.md": article(date="2024-12-01", tags=["北京"]),
    "content/b.md": article(date="2024-12-02", tags=["Weather", "背景"]),
}
SHARED_PAGE = (
    'content/b.md:5:1: the topic "背景" shares its page with "北京", /topics/bei-jing/ (content/a.md) '
    "(change the spelling of one of them)"
)


def test_two_topics_with_one_page_are_a_warning_that_names_both(outlet: Make) -> None:
    site = outlet(HOMOPHONES)
    (warning,) = site.build().warnings
    assert (str(warning), warning.code, warning.severity) == (SHARED_PAGE, "names-alike", "warning")
    assert len(site.page("/topics/bei-jing/").select("article.card")) == 2
    assert site.build().warnings == (warning,)


def test_similar_names_are_reported_as_in_a_clean_build_after_edits(outlet: Make, tmp_path: Path) -> None:
    site = outlet({"content/a.md": HOMOPHONES["content/a.md"]})
    assert site.build().warnings == ()
    embargoed = article(date="2024-12-02", tags=["背景"], embargo="2024-12-24")
    assert site.write({"content/b.md": embargoed}).build().warnings == ()
    assert len(site.build("2024-12-24").warnings) == 1
    moved = article(title="Longer\nthan before", date="2024-12-02", kicker="New", tags=["背景"])
    warnings = site.write({"content/b.md": moved}).build("2024-12-24").warnings
    fresh = Outlet(tmp_path / "fresh").write(
        {"newsprint.toml": CONFIGURATION, "content/a.md": HOMOPHONES["content/a.md"], "content/b.md": moved}
    )
    assert warnings == fresh.build("2024-12-24").warnings
    assert site.write({"content/a.md": None}).build("2024-12-24").warnings == ()


def test_two_tags_with_one_address_in_a_story_are_a_warning(outlet: Make) -> None:
    (warning,) = outlet({"content/a.md": article(tags=["北京", "背景"])}).build().warnings
    assert str(warning) == (
        'content/a.md:5:1: "背景" has the same address as "北京", so it is left out (change the spelling of one of them)'
    )


def test_a_story_can_allow_names_alike_and_an_outlet_can_ignore_them(outlet: Make) -> None:
    allowed = article(date="2024-12-02", tags=["背景"], allow=["names-alike"])
    site = outlet({**HOMOPHONES, "content/b.md": allowed})
    assert site.build().warnings == ()
    ignored = CONFIGURATION + '\n[checks]\nnames-alike = "ignore"\n'
    assert site.write({**HOMOPHONES, "newsprint.toml": ignored}).build().warnings == ()


@pytest.mark.parametrize("code", ["names-alike", "doubtful-update"])
def test_a_problem_that_appears_with_time_alone_cannot_be_an_error(outlet: Make, code: str) -> None:
    site = outlet({"newsprint.toml": CONFIGURATION + f'\n[checks]\n{code} = "error"\n'})
    with pytest.raises(ConfigurationError, match="cannot be errors: they depend on the time of the build"):
        read_config(site.folder)


def test_names_alike_do_not_stop_a_strict_build(outlet: Make) -> None:
    assert len(outlet(HOMOPHONES).build(strict=True).warnings) == 1


def test_two_profiles_of_one_author_are_a_problem_that_names_both(outlet: Make) -> None:
    first, second = "---\ntitle: Ann Lee\n---\nOne.\n", "---\ntitle: Ann LEE\n---\nTwo.\n"
    site = outlet({"content/a.md": article(authors=["Ann Lee"]), "content/authors/ann-lee.md": first})
    assert site.problems() == []
    problem = (
        "content/authors/ann-lee.md:1: the address /authors/ann-lee/ is taken by content/authors/Ann Lee.md "
        "(choose another address)"
    )
    site.write({"content/authors/Ann Lee.md": second})
    assert site.problems() == site.problems(full=True) == [problem]
    assert site.write({"content/authors/Ann Lee.md": None}).problems() == []
    assert "One." in site.text("authors/ann-lee/index.html")
