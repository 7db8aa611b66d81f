"""The preview follows the files of an outlet, even if there are problems in them."""

from __future__ import annotations

import sqlite3

import pytest
from bs4 import BeautifulSoup

from newsprint.base.errors import NewsprintError
from newsprint.catalog.reading.view import View
from tests.preview.live import Live, live
from tests.support.outlets import WITH_OWN_THEME, article
from tests.support.reading import Make

PIER = "/world/2024/12/20/pier/"
TEMPLATE = "themes/own/templates/article.html"
LOOP = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
OUTLET = {
    "newsprint.toml": WITH_OWN_THEME,
    "content/world/pier.md": article("The pier", "About the pier."),
    "themes/own/theme.toml": 'extends = "gazette"\n',
    TEMPLATE: "{{ article.title }}",
}


def status_and_problem(shown: Live, address: str = PIER) -> tuple[int, str]:
    """Return the status of a page, and the message of the problem that it shows."""
    got = shown.ask(address)
    heading = BeautifulSoup(got.body, "lxml").find("h2")
    return got.status, heading.get_text() if heading else ""


def test_a_template_that_includes_itself_is_reported(outlet: Make) -> None:
    with live(outlet(OUTLET)) as shown:
        shown.save({TEMPLATE: '{% include "article.html" %}'})
        assert status_and_problem(shown) == (500, "The template includes or calls itself without end")
        shown.save({TEMPLATE: "{{ article.title }}"})
        assert status_and_problem(shown) == (200, "")


def test_a_template_that_does_not_end_is_stopped_and_reported(outlet: Make) -> None:
    with live(outlet(OUTLET), patience=0.2) as shown:
        shown.save({TEMPLATE: LOOP})
        assert status_and_problem(shown) == (500, "The page was still being made after 0.2 seconds")


def test_a_page_that_takes_too_long_outside_its_template_is_stopped_too(
    outlet: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(*_arguments: object) -> str:
        while True:
            pass

    with live(outlet(OUTLET), patience=0.2) as shown:
        monkeypatch.setattr(View, "body", endless)
        assert status_and_problem(shown) == (500, "The page was still being made after 0.2 seconds")


def test_changes_missed_while_the_catalog_was_unusable_are_read_later(
    outlet: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    with live(outlet(OUTLET)) as shown:
        with monkeypatch.context() as patch:
            patch.setattr(shown.outlet, "_sync", fail)
            with pytest.raises(NewsprintError, match="cannot be used: database or disk is full"):
                shown.save({"content/world/pier.md": article("Missed"), TEMPLATE: "Other {{ article.title }}"})
        shown.save({"content/world/ferry.md": article("The ferry")})
        assert b"Other Missed" in shown.ask(PIER).body
        assert b"Other The ferry" in shown.ask("/world/2024/12/20/ferry/").body


def fail(*_arguments: object) -> None:
    raise sqlite3.OperationalError("database or disk is full")


def test_a_content_folder_that_is_moved_away_and_back_is_read_again(outlet: Make) -> None:
    with live(outlet(OUTLET)) as shown:
        content, away = shown.files.folder / "content", shown.files.folder / "away"
        content.rename(away)
        shown.catch_up("content")
        assert [problem.message for problem in shown.outlet.problems] == ["this folder does not exist"]
        away.rename(content)
        shown.catch_up("content")
        assert shown.outlet.problems == ()
        assert status_and_problem(shown) == (200, "")


def test_the_pages_of_subsections_are_shown(outlet: Make) -> None:
    more = '"world/Far_East" = "The Far East"\n'
    toml = f"{WITH_OWN_THEME}{more}\n[listing]\npage_size = 1\n"
    stories = {f"content/world/Far_East/{number}.md": article(f"No. {number}", section=None) for number in range(3)}
    with live(outlet({**OUTLET, **stories, "newsprint.toml": toml})) as shown:
        for address in ("/world/", "/world/Far_East/", "/world/Far_East/page/1/", "/world/Far_East/archive/"):
            assert (address, shown.ask(address).status) == (address, 200)
        assert shown.ask("/world/Far_East/page/9/").status == 404


def test_a_story_is_shown_at_the_url_in_its_front_matter(outlet: Make) -> None:
    addresses = ("/x/Storm_1", "/x/storm-15.5", "/x/three.html", "/x/four/", "/x/%C3%A9t%C3%A9")
    stories = {f"content/world/{number}.md": article(f"No. {number}", url=url) for number, url in enumerate(addresses)}
    with live(outlet(stories)) as shown:
        for number, address in enumerate(addresses):
            got = shown.ask(address)
            assert (got.status, got.media_type) == (200, "text/html; charset=utf-8")
            assert f"No. {number}</h1>".encode() in got.body.replace(b"\n", b"")
        assert shown.ask("/x/Storm_1.html").location == "/x/Storm_1"
        assert shown.ask("/x/four").location == "/x/four/"
        assert shown.ask("/x/three").status == 404


def test_a_story_follows_the_template_that_it_names(outlet: Make) -> None:
    """A template that the theme does not have yet is a problem, and is found as soon as it is saved."""
    story, essay = OUTLET["content/world/pier.md"], "themes/own/templates/stories/essay.html"
    with live(outlet(OUTLET)) as shown:
        shown.save({"content/world/pier.md": story.replace("section:", "template: essay\nsection:")})
        assert [problem.code for problem in shown.outlet.problems] == ["unknown-template"]
        shown.save({essay: "Essay: {{ article.title }}"})
        assert shown.outlet.problems == ()
        assert "Essay: The pier" in shown.page(PIER).text
        shown.save({essay: None})
        assert [problem.code for problem in shown.outlet.problems] == ["unknown-template"]


def test_the_menu_follows_the_configuration(outlet: Make) -> None:
    with live(outlet(OUTLET)) as shown:
        shown.save({"newsprint.toml": f'{WITH_OWN_THEME}[[menu]]\nname = "Shop"\nurl = "https://shop.example/"\n'})
        assert shown.page("/").select_one(".masthead-menu a")["href"] == "https://shop.example/"
