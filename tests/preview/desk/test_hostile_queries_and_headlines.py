"""Hostile, invalid and unknown values in a query, and markup in a headline, do no harm."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode

import pytest

from tests.preview.desk.desks import Desk, desk_of, text, titles
from tests.support.outlets import article
from tests.support.reading import Make

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


def test_half_a_surrogate_pair_in_a_query_does_no_harm(desk: Desk) -> None:
    assert desk.ask(query="q=\ud800&after=\udfff").status == 200


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
