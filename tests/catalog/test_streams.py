"""The streams that an article belongs to, and how much of a stretch a page can show."""

from __future__ import annotations

from typing import Any

import pytest

from newsprint.catalog.streams import ALL, Read, Sensitivity, streams_of
from newsprint.content.records import Article


def story(**fields: Any) -> Article:
    return Article(path="a.md", url="/a/", title="A", section="world", date=1, published=1, **fields)


@pytest.mark.parametrize(
    ("fields", "streams"),
    [
        ({}, {"all": "", "section/world": ""}),
        ({"tags": ("Long Pier", "weather")}, {"tag/long-pier": "Long Pier", "tag/weather": "weather"}),
        ({"authors": ("Imogen Farrant", "Wu Mei")}, {"author/imogen-farrant": "Imogen Farrant", "author/wu-mei": "Wu Mei"}),
        ({"authors": ("…",)}, {}),
        ({"series": "The Long Pier"}, {"series/the-long-pier": "The Long Pier"}),
        ({"tags": ("Zoë",), "authors": ("Zoë",)}, {"tag/zoe": "Zoë", "author/zoe": "Zoë"}),
    ],
    ids=["every article", "tags", "authors", "an author without a letter", "series", "one name in two roles"],
)  # fmt: skip
def test_an_article_is_in_the_streams_of_its_section_tags_authors_and_series(
    fields: dict[str, Any], streams: dict[str, str]
) -> None:
    assert streams_of(story(**fields)) == {"all": "", "section/world": "", **streams}


@pytest.mark.parametrize("hidden", [{"draft": True}, {"expires": 0}])
def test_a_hidden_article_belongs_to_the_same_streams(hidden: dict[str, Any]) -> None:
    assert streams_of(story(tags=("x",), **hidden)) == streams_of(story(tags=("x",)))


def test_each_sensitivity_includes_the_one_before_it() -> None:
    assert Sensitivity.MEMBERSHIP < Sensitivity.CARD < Sensitivity.BODY


def test_reads_with_equal_values_are_equal() -> None:
    one = Read(ALL, 1, 2, Sensitivity.CARD)
    assert {one, Read(ALL, 1, 2, Sensitivity.CARD)} == {one}
    assert one != Read(ALL, 1, 2, Sensitivity.BODY)
    assert one != Read(ALL, 1, None, Sensitivity.CARD)
