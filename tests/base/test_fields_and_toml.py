"""Conversion of plain data to frozen types, with every problem at once; and the places of keys in TOML."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Meta, Struct

from newsprint.base import toml
from newsprint.base.errors import suggestion
from newsprint.base.fields import convert, unknown_keys


class Place(Struct, frozen=True, kw_only=True):
    name: Annotated[str, Meta(min_length=1, max_length=5)]
    height: Annotated[int, Meta(ge=1, le=10)] = 3


class Story(Struct, frozen=True, kw_only=True):
    title: str
    size: float = 1.0
    open: bool = False
    mode: Literal["live", "baked"] = "live"
    tags: tuple[str, ...] | None = None
    place: Place | None = None


@pytest.mark.parametrize(
    ("data", "key", "message", "hint"),
    [
        ({}, "title", '"title" is missing', ""),
        ({"title": 3}, "title", '"title" must be text, not a whole number', ""),
        ({"title": None}, "title", '"title" must be text, not nothing', ""),
        ({"title": "x", "open": "yes"}, "open", '"open" must be true or false, not text', ""),
        ({"title": "x", "size": []}, "size", '"size" must be a number, not a list', ""),
        ({"title": "x", "mode": "dead"}, "mode", "\"mode\" cannot be 'dead'", '"live" or "baked"'),
        ({"title": "x", "tags": "a"}, "tags", '"tags" must be a list, not text', ""),
        ({"title": "x", "tags": ["a", 1]}, "tags", '"tags" must be text, not a whole number', ""),
        ({"title": "x", "place": "here"}, "place", '"place" must be a table of keys and values, not text', ""),
        ({"title": "x", "place": {}}, "place", '"place" needs "name"', ""),
        ({"title": "x", "place": {"name": ""}}, "place.name", '"place.name" must not be empty', ""),
        ({"title": "x", "place": {"name": "harbour"}}, "place.name", '"place.name" is longer than 5 characters', ""),
        ({"title": "x", "place": {"name": "a", "height": 0}}, "place.height", '"place.height" must be 1 or more', ""),
        ({"title": "x", "place": {"name": "a", "height": 11}}, "place.height", '"place.height" must be 10 or less', ""),
    ],
)
def test_a_field_of_the_wrong_type_is_reported_in_plain_words(
    data: dict[str, Any], key: str, message: str, hint: str
) -> None:
    story, problems = convert(data, Story)
    assert story is None
    assert [(problem.key, problem.message, problem.hint) for problem in problems] == [(key, message, hint)]


def test_every_wrong_field_is_reported_with_the_name_of_its_table() -> None:
    _, problems = convert({"title": 1, "open": 2, "tags": 3}, Story, prefix="story.")
    assert [problem.key for problem in problems] == ["story.title", "story.open", "story.tags"]
    assert problems[0].message.startswith('"story.title" must be')


def test_valid_data_is_converted_and_other_keys_are_ignored() -> None:
    story, problems = convert({"title": "x", "place": {"name": "pier"}, "other": 1}, Story)
    assert story == Story(title="x", place=Place(name="pier"))
    assert not problems


def test_an_unknown_key_is_reported_with_the_nearest_known_one() -> None:
    problems = unknown_keys({"titel": 1, "size": 2, "qqqq": 3}, ("title", "size"), prefix="story.")
    assert [(problem.key, problem.message, problem.hint) for problem in problems] == [
        ("story.titel", 'unknown key "titel"', 'did you mean "title"?'),
        ("story.qqqq", 'unknown key "qqqq"', "known: size, title"),
    ]


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("wrold", ["sport", "world"], 'did you mean "world"?'),
        ("World", ["sport", "world"], 'did you mean "world"?'),
        ("xyz", ["sport", "world"], "known: sport, world"),
        ("xyz", [], ""),
    ],
)
def test_a_suggestion_is_the_nearest_word_or_the_list_of_words(word: str, known: list[str], hint: str) -> None:
    assert suggestion(word, known) == hint


DOCUMENT = """\
# Newsprint
[site]
title = "x"
  url="y"

[deploy.production]
target = "s3://b"
"quoted key" = 1
a.b = 2

[[more]]
c = 3
"""


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("site", (2, 2)),
        ("site.title", (3, 1)),
        ("site.url", (4, 3)),
        ("site.absent", (2, 2)),
        ("deploy.production.target", (7, 1)),
        ("deploy.production.quoted key", (8, 1)),
        ("deploy.production.a.b", (9, 1)),
        ("more.c", (12, 1)),
        ("nowhere", (1, 0)),
        ("sit", (1, 0)),
    ],
)
def test_a_dotted_key_is_found_on_its_line_or_the_line_of_its_table(key: str, place: tuple[int, int]) -> None:
    assert toml.position_of(DOCUMENT, key) == place


def test_only_a_line_feed_ends_a_line_not_other_unicode_separators() -> None:
    assert toml.position_of('a = "one\u2028two\x85three"\nb = 1\n', "b") == (2, 1)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = 1\na = 2\n", 2),
        ("a = \n", 1),
        ("[a\n", 1),
        ("a = 1\n\nb = 'open\n", 3),
        ("a = 2024-13-01\n", 1),
        ("a = " + "1" * 5000, 1),
        ("a = " + "[" * 5000, 1),
        ('a = """open', 1),
    ],
    ids=["key twice", "no value", "open table", "open text", "no such month", "endless number", "nested", "unclosed"],
)
def test_invalid_toml_is_reported_with_its_line(text: str, line: int) -> None:
    with pytest.raises(toml.TomlError) as error:
        toml.load(text)
    assert error.value.problem.line == line
    assert error.value.problem.message.startswith("not valid TOML: ")


@settings(deadline=None)
@given(st.text(alphabet="ab.=\"'[]{}\n #1-:\\\u2028\x85", max_size=60), st.text(alphabet="ab.", max_size=5))
def test_any_text_is_toml_or_a_problem_with_a_place_in_the_text(text: str, key: str) -> None:
    line, column = toml.position_of(text, key)
    assert 1 <= line <= text.count("\n") + 1
    assert 0 <= column <= len(text.split("\n")[line - 1])
    try:
        data = toml.load(text)
    except toml.TomlError as error:
        assert 1 <= error.problem.line <= text.count("\n") + 1
    else:
        assert isinstance(data, dict)
