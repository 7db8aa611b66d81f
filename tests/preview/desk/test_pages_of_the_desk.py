"""The pages of the desk: their addresses, links and labels, and when they are reloaded."""

from __future__ import annotations

import pytest

from tests.preview.desk.desks import STATES, Desk, desk_of, text
from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.reading import Make


def test_a_story_has_links_to_its_page_and_to_the_editor(desk: Desk) -> None:
    row = desk.list(q="d-published").select_one(".stories tbody tr")
    assert row.select_one(".story-title a")["href"] == "/sport/2024/12/20/d-published/"
    path = (desk.live.files.folder / "content" / "d-published.md").as_posix()
    assert row.select_one(".story-file a")["href"] == f"vscode://file{path}:1:1"


def test_the_desk_has_no_prefix_if_the_site_has_one(outlet: Make) -> None:
    toml = CONFIGURATION.replace("gazette.example", "user.example/repo")
    with desk_of(outlet({**STATES, "newsprint.toml": toml})) as desk:
        page = desk.list(q="done")
        assert page.select_one(".story-title a")["href"] == "/repo/sport/2024/12/20/d-published/"
        assert page.select_one(".desk-folio a")["href"] == "/repo/"
        assert {each["href"].split("?")[0] for each in page.select(".choices a")} == {"/_desk/"}


def test_an_outlet_without_articles_has_a_desk(outlet: Make) -> None:
    with desk_of(outlet({})) as desk:
        assert "No articles match" in text(desk.page())
        assert "Readers see no stories yet" in text(desk.page("/_desk/figures/"))
        assert "No problems" in text(desk.page("/_desk/problems/"))


@pytest.mark.parametrize("path", ["/_desk/nothing/", "/_desk//", "/_desk/../", "/_desk/%2e%2e/", "/_desk/<b>/"])
def test_an_unknown_address_of_the_desk_gets_its_404_page(desk: Desk, path: str) -> None:
    answer = desk.ask(path)
    assert answer.status == 404
    assert b"There is no such page on the desk" in answer.body


@pytest.mark.parametrize("path", ["/_desk", "/_desk/problems", "/_desk/figures"])
def test_an_address_of_the_desk_without_its_slash_is_redirected(desk: Desk, path: str) -> None:
    answer = desk.ask(path)
    assert (answer.status, answer.location) == (302, f"{path}/")


def test_every_page_of_the_desk_is_reloaded_by_the_preview(desk: Desk) -> None:
    for path in ("/_desk/", "/_desk/figures/", "/_desk/problems/", "/_desk/nothing/"):
        answer = desk.ask(path)
        assert b"/_preview/preview.js" in answer.body
        assert answer.page is not None


def test_a_query_gets_the_same_bytes_until_something_changes(desk: Desk) -> None:
    before = desk.ask(query="q=done")
    assert desk.ask(query="q=done") == before
    desk.live.save({"content/other.md": article("Another", date="2024-12-01")})
    after = desk.ask(query="q=done")
    assert before.page and after.page and after.page.page == before.page.page
    desk.live.save({"content/done.md": article("Done again")})
    assert desk.ask(query="q=done") != before


def test_the_list_has_a_label_for_each_field(outlet: Make) -> None:
    with desk_of(Outlet(outlet(STATES).folder)) as desk:
        page = desk.page()
        fields = page.select("form input:not([type=hidden]), form select")
        assert {field["id"] for field in fields} == {label["for"] for label in page.select("form label")}
