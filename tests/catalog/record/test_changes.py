"""Which reads a change hits, and which changes an edit makes, tested row by row with literal values."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsprint.catalog.record.change_index import ChangeIndex
from newsprint.catalog.streams import Change, Read, Sensitivity, changes_between, hits
from newsprint.content.records import Article

MEMBERSHIP, CARD, BODY = Sensitivity
WORLD, TIDES = "section/world", "tag/tides"


@pytest.mark.parametrize(
    ("weight", "sensitivity", "hit"),
    [
        (MEMBERSHIP, MEMBERSHIP, True),
        (MEMBERSHIP, CARD, True),
        (MEMBERSHIP, BODY, True),
        (CARD, MEMBERSHIP, False),
        (CARD, CARD, True),
        (CARD, BODY, True),
        (BODY, MEMBERSHIP, False),
        (BODY, CARD, False),
        (BODY, BODY, True),
    ],
)
def test_a_read_is_hit_by_changes_that_its_sensitivity_includes(
    weight: Sensitivity, sensitivity: Sensitivity, hit: bool
) -> None:
    assert hits(Change("all", 5, weight, "a.md"), Read("all", 1, 9, sensitivity)) is hit


@pytest.mark.parametrize(
    ("since", "until", "hit"),
    [(1, 9, True), (5, 9, True), (1, 5, True), (6, 9, False), (1, 4, False), (None, 4, False), (None, 5, True),
     (5, None, True), (6, None, False), (None, None, True)],
)  # fmt: skip
def test_a_read_is_hit_by_changes_within_its_stretch(since: int | None, until: int | None, hit: bool) -> None:
    assert hits(Change("all", 5, MEMBERSHIP, "a.md"), Read("all", since, until, MEMBERSHIP)) is hit


def test_a_read_is_not_hit_by_changes_in_another_stream() -> None:
    assert not hits(Change(TIDES, 5, MEMBERSHIP, "a.md"), Read(WORLD, None, None, BODY))


changes = st.builds(Change, st.just("all"), st.integers(0, 9), st.sampled_from(Sensitivity), st.just("a.md"))


@given(st.lists(changes, min_size=1), st.integers(0, 9), st.integers(0, 9), st.sampled_from(Sensitivity))
def test_the_change_index_follows_the_same_rule(
    all_changes: list[Change], since: int, until: int, sensitivity: Sensitivity
) -> None:
    found = ChangeIndex(all_changes).within(since, until, sensitivity)
    read = Read("all", since, until, sensitivity)
    assert (found is not None) == any(hits(change, read) for change in all_changes)
    assert found is None or hits(found, read)


def story(**fields: Any) -> Article:
    values = {"url": "/a/", "title": "A", "section": "world", "date": 5, "published": 5, "tags": ("Tides",), **fields}
    return Article(path="a.md", **values)


def changes_of(before: Article | None, after: Article | None) -> set[tuple[str, int, Sensitivity]]:
    """Return the changes in streams of articles, without those of addresses and names."""
    found = changes_between(before, after)
    return {(change.stream, change.at, change.weight) for change in found if change.stream in ("all", WORLD, TIDES)}


def in_all_streams(at: int, weight: Sensitivity) -> set[tuple[str, int, Sensitivity]]:
    """Return one change in each stream of the story."""
    return {(stream, at, weight) for stream in ("all", WORLD, TIDES)}


def test_the_same_story_makes_no_changes() -> None:
    assert changes_between(story(), story()) == set()
    assert changes_between(None, None) == set()


def test_a_new_or_deleted_story_is_a_change_in_all_its_streams() -> None:
    assert changes_of(None, story()) == changes_of(story(), None) == in_all_streams(5, MEMBERSHIP)


def test_a_new_date_is_a_change_at_the_old_and_the_new_position() -> None:
    assert changes_of(story(), story(published=8)) == in_all_streams(5, MEMBERSHIP) | in_all_streams(8, MEMBERSHIP)


def test_a_new_headline_is_a_change_of_the_card() -> None:
    assert changes_of(story(), story(title="B")) == in_all_streams(5, CARD)


def test_a_new_text_is_a_change_of_the_body() -> None:
    assert changes_of(story(), story(body="digest")) == in_all_streams(5, BODY)


def test_a_removed_tag_does_not_change_the_card_in_other_streams() -> None:
    gone = {(TIDES, 5, MEMBERSHIP), ("all", 5, BODY), (WORLD, 5, BODY)}
    assert changes_of(story(), story(tags=())) == gone


def test_another_spelling_of_a_tag_changes_the_membership_of_its_stream() -> None:
    assert (TIDES, 5, MEMBERSHIP) in changes_of(story(), story(tags=("tides",)))


def test_a_new_address_is_a_change_for_pages_that_link_to_it() -> None:
    assert Change("file/a.md", 0, MEMBERSHIP, "a.md") in changes_between(story(), story(url="/b/"))
    assert not any(change.stream.startswith("file/") for change in changes_between(story(), story(title="B")))


def test_the_first_story_of_a_stream_is_a_change_for_lists_of_streams() -> None:
    assert Change("names/series/", 0, MEMBERSHIP, "a.md") in changes_between(story(), story(series="Pier"))
