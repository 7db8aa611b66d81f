"""The list of articles: the state of each, and the articles of one state, section, author or tag."""

from __future__ import annotations

import json

import pytest

from tests.preview.desk.desks import STATES, Desk, choices, desk_of, states, titles
from tests.support.reading import Make


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


def test_search_words_beyond_a_limit_are_ignored(desk: Desk) -> None:
    assert desk.titles(q=json.dumps("done") + " x" * 300) == []
    assert desk.titles(q="done " * 8 + "nothing") == ["Done"]
