"""The list of articles in the requested order, and its pages."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode

import pytest

from tests.preview.desk.desks import Desk, desk_of, link, text, titles
from tests.support.outlets import article
from tests.support.reading import Make


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
