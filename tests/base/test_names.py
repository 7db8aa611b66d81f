"""Names of authors, tags and series: their slugs, and which spellings are the same name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsprint.base.names import name_slug, same_name
from newsprint.base.urls import SLUG


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("C", "c"),
        ("C#", "c-sharp"),
        ("C♯", "c-sharp"),
        ("C++", "c-plus-plus"),
        ("C++20", "c-plus-plus-20"),
        ("F# and C#", "f-sharp-and-c-sharp"),
        ("LGBTQ+", "lgbtq-plus"),
        ("#MeToo", "metoo"),
        ("Issue #42", "issue-42"),
        ("a + b", "a-b"),
        ("Long Pier", "long-pier"),
        ("+#", ""),
    ],
)
def test_signs_that_distinguish_names_are_in_the_slug(name: str, slug: str) -> None:
    assert name_slug(name) == slug


@given(st.text(alphabet="aBé#+ -_²字\u0301.", max_size=40))
def test_any_name_gives_a_valid_slug_or_an_empty_one(name: str) -> None:
    slug = name_slug(name)
    assert slug == "" or SLUG.fullmatch(slug)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ann lee", "Ann Lee"),
        ("Long-Pier", "Long Pier"),
        ("Café", "cafe"),
        ("Yahoo!", "Yahoo"),
        ("C♯", "C#"),
        ("#MeToo", "metoo"),
        ("O’Neill", "O'Neill"),
        ("STRASSE", "Straße"),
        ("Crème\u0302", "Creme"),
    ],
)
def test_spellings_of_one_name_are_the_same_name(one: str, other: str) -> None:
    assert same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("北京", "背景"),
        ("мой", "мои"),
        (".NET", "NET"),
        ("50%", "50"),
        ("5€", "5$"),
        ("R&D", "R D"),
        ("Bjørn", "Bjorn"),
    ],
)
def test_names_with_other_letters_or_signs_are_different(one: str, other: str) -> None:
    assert not same_name(one, other)
