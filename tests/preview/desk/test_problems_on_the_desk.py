"""Problems on the desk: beside their articles, and on a page of their own."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests.preview.desk.desks import Desk, choices, desk_of, states, text
from tests.support.outlets import article
from tests.support.reading import Make


def test_an_article_with_a_problem_is_listed_with_a_note(desk: Desk) -> None:
    desk.live.save({"content/d-published.md": article("Done", sektion="x")})
    page = desk.list(state="problems")
    assert states(page) == {"Done": "Published 1 problem"}
    assert choices(page)["With problems"] == 1
    assert choices(desk.list(section="world"))["With problems"] == 0
    assert editor_link(page).endswith(":5:1")
    assert not page.select(".unlisted")


def editor_link(page: BeautifulSoup) -> str:
    """Return the link that opens the first article of the list in the editor."""
    return str(page.select(".story-file a")[0]["href"])


def test_files_that_are_not_articles_yet_are_listed_first(desk: Desk) -> None:
    desk.live.save({"content/new.md": article("New", sektion="x"), "content/<i>.md": "no header"})
    lines = [text(each) for each in desk.page().select(".unlisted li")]
    assert [line.split(":")[0] for line in lines] == ["content/<i>.md", "content/new.md"]
    assert "sektion" in lines[1]
    assert desk.list(state="problems").select(".unlisted li")
    assert not desk.list(state="draft").select(".unlisted")
    desk.live.save({"content/new.md": article("New"), "content/<i>.md": None})
    assert not desk.page().select(".unlisted")
    assert "New" in desk.titles()


def test_problems_are_listed_with_place_hint_and_editor_link(desk: Desk) -> None:
    desk.live.save({"content/new.md": article("New", taeser="x")})
    (problem,) = desk.page("/_desk/problems/").select(".problem-item")
    assert text(problem.select_one("code")) == "content/new.md:5:1"
    assert text(problem.select_one(".problem-message")) == 'unknown key "taeser"'
    assert "teaser" in text(problem.select_one(".problem-hint"))
    assert problem.select_one("a")["href"].endswith("content/new.md:5:1")


def test_many_problems_are_split_into_pages(outlet: Make) -> None:
    files = {f"content/{number:03}.md": article("Bad", wrong=1) for number in range(230)}
    with desk_of(outlet(files)) as desk:
        lengths = [len(desk.page("/_desk/problems/", f"page={page}").select(".problem-item")) for page in (1, 2, 3)]
        assert lengths == [100, 100, 30]
        for hostile in ("page=0", "page=-1", "page=x", "page=" + "9" * 5000, "page=²", "%00", "page=1&" * 99):
            assert desk.page("/_desk/problems/", hostile).select(".problem-item")
        assert len(desk.page("/_desk/problems/", "page=77").select(".problem-item")) == 30


@pytest.mark.parametrize("name", ["newsprint.toml", "themes/gazette/theme.toml"])
def test_the_desk_works_when_configuration_or_theme_is_broken(desk: Desk, name: str) -> None:
    desk.live.save({name: "]["})
    assert len(desk.titles()) == 6
    assert name in text(desk.page("/_desk/problems/"))
