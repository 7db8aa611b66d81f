"""The desk: every article with its state, sorted, filtered and searched; figures; problems."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode

import pytest
from bs4 import BeautifulSoup

from newsprint.preview.pages.editors import editor_named
from tests.preview.desk.desks import Desk, choices, desk_of, link, states, text, titles
from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.reading import Make

STATES = {
    "content/a-draft.md": article("A draft", draft=True, tags=["Long pier"]),
    "content/b-embargoed.md": article("Bound", date="2024-12-20", embargo="2024-12-24 06:00", authors=["Jo Café"]),
    "content/c-scheduled.md": article("Coming", date="2024-12-25 09:30", body="one two three"),
    "content/d-published.md": article("Done", date="2024-12-20 08:00", section="sport", authors=["Ann Quay"]),
    "content/e-expired.md": article("Ended", date="2024-12-01", expires="2024-12-10 12:00"),
    "content/f-leaving.md": article("Fading", date="2024-12-02", expires="2024-12-24 18:00"),
}
HOSTILE = {
    "a script": "<script>alert(1)</script>",
    "quotes": "\"'>\\`",
    "a statement": "'; DROP TABLE article; --",
    "a null character": "a\0b",
    "ten kilobytes": "long " * 2000,
    "one long word": "x" * 10_000,
    "right-to-left override": "\u202egpj.exe",
    "noncharacters": "\ud7ff\ufffe\ufffd",
}


@pytest.fixture
def desk(outlet: Make) -> Iterator[Desk]:
    """Yield the desk of an outlet with an article in each state."""
    with desk_of(outlet(STATES), editor=editor_named("vscode")) as desk:
        yield desk


def many(count: int) -> dict[str, str]:
    """Return ``count`` articles, two in each minute, whose headlines are in another order than their files."""
    return {
        f"content/s{number:03}.md": article(
            f"Story {(number * 37) % count:03}", date=f"2024-12-{1 + number // 60:02} 08:{number % 60 // 2:02}"
        )
        for number in range(count)
    }


def titles_by_page(desk: Desk, query: str, by: str) -> list[list[str]]:
    """Return the headlines of all pages, from ``query`` on by the links with the text ``by``."""
    page = desk.page(query=query)
    pages = [titles(page)]
    while any(text(each) == by for each in page.select(".paging a")):
        page = desk.page(query=link(page, by))
        pages.append(titles(page))
    return pages


def test_every_article_is_listed_with_its_state(desk: Desk) -> None:
    assert states(desk.list()) == {
        "A draft": "Draft",
        "Bound": "Embargoed until 24 Dec 2024, 06:00",
        "Coming": "Scheduled",
        "Done": "Published",
        "Ended": "Expired on 10 Dec 2024, 12:00",
        "Fading": "Published expires 24 Dec 2024, 18:00",
    }


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("draft", ["A draft"]),
        ("embargoed", ["Bound"]),
        ("scheduled", ["Coming"]),
        ("published", ["Done", "Fading"]),
        ("expired", ["Ended"]),
        ("problems", []),
    ],
)
def test_the_desk_lists_the_articles_of_one_state(desk: Desk, state: str, expected: list[str]) -> None:
    page = desk.list(state=state, sort="title")
    assert titles(page) == expected
    assert choices(page) == {
        "All": 6, "Draft": 1, "Embargoed": 1, "Scheduled": 1, "Expired": 1, "Published": 2, "With problems": 0
    }  # fmt: skip


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2024-12-24T05:59:59Z", "Embargoed"),
        ("2024-12-24T06:00:00Z", "Published"),
    ],
)
def test_the_state_of_an_article_depends_on_the_instant(outlet: Make, as_of: str, expected: str) -> None:
    with desk_of(outlet(STATES), as_of) as desk:
        assert states(desk.list())["Bound"].split()[0] == expected
        assert "Bound" in desk.titles(state=expected.lower())


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"section": "sport"}, ["Done"]),
        ({"author": "Ann Quay"}, ["Done"]),
        ({"author": "JO CAFE"}, ["Bound"]),
        ({"author": "Ann"}, []),
        ({"tag": "long pier"}, ["A draft"]),
        ({"tag": "pier"}, []),
        ({"section": "world", "state": "published"}, ["Fading"]),
        ({"q": "d-pub"}, ["Done"]),
        ({"q": "bound cafe"}, ["Bound"]),
        ({"q": "bound quay"}, []),
        ({"q": "ANN QUAY"}, ["Done"]),
        ({"q": "%"}, []),
        ({"q": "_"}, []),
        ({"q": "*"}, []),
    ],
)
def test_articles_are_filtered_and_searched(desk: Desk, fields: dict[str, str], expected: list[str]) -> None:
    page = desk.list(**fields)
    assert titles(page) == expected
    assert choices(page)["All"] >= len(expected)


@pytest.mark.parametrize("search", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("field", ["q", "author", "tag", "section", "state", "sort", "order", "after", "before", "at"])
def test_values_of_the_query_are_never_markup_or_errors(desk: Desk, field: str, search: str) -> None:
    answer = desk.ask(query=urlencode({field: search}))
    assert answer.status == 200
    assert b"<script>alert" not in answer.body
    assert len(answer.body) < 60_000
    assert desk.titles(sort="title") == ["A draft", "Bound", "Coming", "Done", "Ended", "Fading"]


@pytest.mark.parametrize("query", ["%ff=%fe", "&&&==", "a=1&" * 500, "q", "=", "state=draft\0"])
def test_an_invalid_query_gives_the_whole_list(desk: Desk, query: str) -> None:
    assert len(titles(desk.page(query=query))) == 6


@pytest.mark.parametrize(
    "fields",
    [{"state": "secret"}, {"sort": "body"}, {"section": "none"}, {"order": "up"}, {"after": "../etc"}, {"at": "x"}],
)
def test_unknown_values_of_the_query_are_ignored(desk: Desk, fields: dict[str, str]) -> None:
    assert desk.titles(**fields) == desk.titles()


def test_markup_in_headlines_names_and_paths_is_shown_as_text(outlet: Make) -> None:
    hostile = '<img src=x onerror="alert(1)"> & "more"'
    with desk_of(outlet({"content/<b>.md": article(hostile, authors=["<i>Jo</i>"], date="2024-12-25")})) as desk:
        page = desk.list()
        assert titles(page) == [hostile]
        assert text(page.select_one(".story-path")) == "<b>.md"
        assert not page.select("img, i, b, main script")
        query = str(page.select_one(".story-authors a")["href"]).partition("?")[2]
        assert parse_qs(query) == {"author": ["<i>Jo</i>"]}
        assert titles(desk.page(query=query)) == [hostile]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "ABCDEF"),
        ({"sort": "title"}, "ABCDEF"),
        ({"sort": "title", "order": "desc"}, "FEDCBA"),
        ({"sort": "date"}, "CBDAFE"),
        ({"sort": "date", "order": "asc"}, "EFADBC"),
        ({"sort": "section"}, "DABCEF"),
        ({"sort": "state"}, "ABEDFC"),
        ({"sort": "words"}, "CFEDBA"),
    ],
)
def test_the_list_is_sorted_as_requested(desk: Desk, fields: dict[str, str], expected: str) -> None:
    found = "".join(title[0] for title in desk.titles(**fields))
    assert found == (expected if fields else "CBDAFE")


def test_a_column_says_how_it_is_sorted_and_links_to_the_other_order(desk: Desk) -> None:
    page = desk.list(sort="words", q="e")
    assert [text(each).split()[0] for each in page.select("th[aria-sort=descending]")] == ["Words"]
    assert parse_qs(link(page, "Words")) == {"sort": ["words"], "order": ["asc"], "q": ["e"]}
    assert parse_qs(link(page, "Headline")) == {"sort": ["title"], "q": ["e"]}
    assert parse_qs(link(page, "Date")) == {"q": ["e"]}


def test_headlines_are_sorted_ignoring_case_and_accents(outlet: Make) -> None:
    files = {f"content/{number}.md": article(title) for number, title in enumerate(["Zebra", "éclair", "apple", "Eel"])}
    with desk_of(outlet(files)) as desk:
        assert desk.titles(sort="title") == ["apple", "éclair", "Eel", "Zebra"]


@pytest.mark.parametrize("sort", ["date", "title", "section", "state", "words"])
@pytest.mark.parametrize("order", ["asc", "desc"])
def test_the_pages_of_a_list_contain_every_article_once_in_both_orders(outlet: Make, sort: str, order: str) -> None:
    with desk_of(outlet(many(124))) as desk:
        forwards = titles_by_page(desk, urlencode({"sort": sort, "order": order}), "Next")
        assert [len(page) for page in forwards] == [50, 50, 24]
        everything = [title for page in forwards for title in page]
        assert len(set(everything)) == 124
        backwards = titles_by_page(desk, urlencode({"sort": sort, "order": order, "at": "end"}), "Previous")
        assert backwards[0] == everything[-50:]
        assert backwards[-1] == everything[:50]


def test_a_page_of_the_list_says_which_articles_it_shows(outlet: Make) -> None:
    with desk_of(outlet(many(124))) as desk:
        page = desk.list(q="story")
        assert text(page.select_one(".list-where")).startswith("1 to 50 of 124 articles")
        page = desk.page(query=link(page, "Next"))
        assert text(page.select_one(".list-where")).startswith("51 to 100 of 124 articles")
        page = desk.page(query=link(page, "Last"))
        assert text(page.select_one(".list-where")).startswith("75 to 124 of 124 articles")
        assert parse_qs(link(page, "First")) == {"q": ["story"]}


def test_a_page_after_a_deleted_article_is_the_first_page(outlet: Make) -> None:
    with desk_of(outlet(many(124))) as desk:
        following = link(desk.list(), "Next")
        path = parse_qs(following)["after"][0]
        desk.live.save({f"content/{path}": None})
        assert titles(desk.page(query=following)) == desk.titles()


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


def test_the_desk_lists_coming_events_in_the_zone_of_the_outlet(outlet: Make) -> None:
    toml = CONFIGURATION.replace("Europe/London", "Asia/Tokyo")
    with desk_of(outlet({**STATES, "newsprint.toml": toml}), "2024-12-23T20:00:00Z") as desk:
        events = [text(each) for each in desk.page().select(".event")]
        assert events == [
            "24 Dec 2024, 06:00 Embargo ends Bound",
            "24 Dec 2024, 18:00 Expires Fading",
            "25 Dec 2024, 09:30 Goes out Coming",
        ]
        assert desk.page().select_one(".event time")["datetime"] == "2024-12-24T06:00:00+09:00"


def test_a_story_that_expires_before_it_appears_is_not_an_event(outlet: Make) -> None:
    never = article("Never", date="2025-01-02", expires="2025-01-01")
    with desk_of(outlet({"content/never.md": never})) as desk:
        assert not desk.page().select(".event")
        assert "Nothing is planned" in text(desk.page())


def test_a_filtered_list_is_shown_without_coming_events(desk: Desk) -> None:
    assert desk.page().select(".events")
    assert not desk.list(q="done").select(".events, .plot")


def test_stories_per_day_are_counted_in_the_zone_of_the_outlet(outlet: Make) -> None:
    files = {
        "newsprint.toml": CONFIGURATION.replace("Europe/London", "Asia/Kathmandu"),
        "content/a.md": article("A", date="2024-12-20T18:14:59Z"),
        "content/b.md": article("B", date="2024-12-20T18:15:00Z"),
        "content/c.md": article("C", date="2024-12-25", section="sport"),
        "content/d.md": article("D", date="2024-12-22", draft=True),
    }
    with desk_of(outlet(files)) as desk:
        page = desk.page("/_desk/figures/")
        rows = [[text(cell) for cell in row.select("th, td")] for row in page.select(".numbers tr")]
        assert rows == [
            ["Day", "World News", "Sport"],
            ["25 December 2024", "0", "1"],
            ["21 December 2024", "1", "0"],
            ["20 December 2024", "1", "0"],
            ["Total", "2", "1"],
        ]
        assert [each["class"] for each in page.select(".plot-row rect:has(title)")] == [
            ["plot-bar"], ["plot-bar"], ["plot-coming"]
        ]  # fmt: skip


def test_the_chart_has_a_description_in_words(desk: Desk) -> None:
    row = desk.page().select_one("svg.plot-bars")
    described = {text(row.find(id=row[name])) for name in ("aria-labelledby", "aria-describedby")}
    assert described == {
        "Stories per day in World News",
        "4 stories from 21 November 2024 to 25 December 2024; the most on one day: 1, on 25 December 2024.",
    }


@pytest.mark.parametrize("zone", ["America/St_Johns", "Pacific/Apia", "Europe/London", "Australia/Lord_Howe"])
def test_every_story_is_counted_on_days_when_clocks_change(outlet: Make, zone: str) -> None:
    files = {f"content/{day}.md": article(f"S{day}", date=f"2011-{day}") for day in ("12-29", "12-31", "11-27")}
    with desk_of(outlet({**files, "newsprint.toml": CONFIGURATION.replace("Europe/London", zone)})) as desk:
        cells = [text(each) for each in desk.page("/_desk/figures/").select(".numbers tbody td")]
        assert cells == ["1", "1", "1"]


def test_words_are_counted_per_section(outlet: Make) -> None:
    files = {
        "content/a.md": article("A", body="one two three"),
        "content/b.md": article("B", body="one"),
        "content/c.md": article("C", body="one two", section="sport"),
        "content/d.md": article("D", body="hidden words", draft=True, section="sport"),
    }
    with desk_of(outlet(files)) as desk:
        rows = [
            [text(cell) for cell in row.select("th, td")] for row in desk.page("/_desk/figures/").select(".shares tr")
        ]
        assert rows[1:] == [["World News", "4", "2", "2"], ["Sport", "2", "1", "2"]]


def test_an_outlet_without_articles_has_a_desk(outlet: Make) -> None:
    with desk_of(outlet({})) as desk:
        assert "No articles match" in text(desk.page())
        assert "Readers see no stories yet" in text(desk.page("/_desk/figures/"))
        assert "No problems" in text(desk.page("/_desk/problems/"))


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


def test_half_a_surrogate_pair_in_a_query_does_no_harm(desk: Desk) -> None:
    assert desk.ask(query="q=\ud800&after=\udfff").status == 200


def test_search_words_beyond_a_limit_are_ignored(desk: Desk) -> None:
    assert desk.titles(q=json.dumps("done") + " x" * 300) == []
    assert desk.titles(q="done " * 8 + "nothing") == ["Done"]


def test_the_list_has_a_label_for_each_field(outlet: Make) -> None:
    with desk_of(Outlet(outlet(STATES).folder)) as desk:
        page = desk.page()
        fields = page.select("form input:not([type=hidden]), form select")
        assert {field["id"] for field in fields} == {label["for"] for label in page.select("form label")}
