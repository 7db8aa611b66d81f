"""Keys without an effect in files of a type are reported, each with its line; all others have an effect."""

from __future__ import annotations

from typing import Any

import pytest

from newsprint.base.errors import Problem
from newsprint.config.content import FRONT_MATTER_KEYS, OWN_KEYS
from newsprint.content.reader import read_standing
from newsprint.content.reading_results import Reading, ReadingError
from newsprint.content.records import Standing
from newsprint.content.types import TYPES, UNDATED, FileType
from tests.content.readings import outlet_settings, text_of

PLACES = {kind: f"{TYPES[kind].folder}/about.md" for kind in UNDATED}
SAMPLES: dict[object, Any] = {str: "Some words", tuple[str, ...]: ["One", "Two"], bool: True}
USED: dict[str, Any] = {
    "title": "Another",
    "teaser": "Who we are.",
    "slug": "other",
    "image": {"src": "https://pictures.example/a.png", "alt": "A"},
    "lang": "fr",
    "draft": True,
    "aliases": ["/old/"],
    "allow": ["placeholder"],
}
UNUSED: dict[str, Any] = {
    "date": "2024-12-20",
    "section": "world",
    "updated": "2024-12-21",
    "authors": ["Ann"],
    "tags": ["Tides"],
    "series": "The pier",
    "kicker": "House",
    "dateline": "PORT AVERIL",
    "corrections": [{"date": "2024-12-21", "text": "It was Ann."}],
    "canonical": "https://other.example/about/",
    "featured": True,
    "template": "longread",
    "extra": {"live": True},
}
OTHERWISE_REPORTED = {"url", "embargo", "expires"}
VALUES = {**USED, **UNUSED, **{key: SAMPLES[of] for key, of in OWN_KEYS.items()}}
every_kind = pytest.mark.parametrize("kind", PLACES)


def kinds_and_keys(*, used: bool) -> list[tuple[FileType, str]]:
    """Return each kind with each key that has an effect in its files (``used``), or has none."""
    return [(kind, key) for kind in PLACES for key in VALUES if (key in USED or key in TYPES[kind].own_keys) is used]


def read(kind: FileType, front: dict[str, Any], header: str = "yaml", more: str = "") -> Reading[Standing]:
    """Return the reading of a page of a kind with ``front`` as its front matter."""
    text = text_of(header, {"title": "About", **front})
    return read_standing(PLACES[kind], text.encode(), outlet_settings(more))


def summary(problem: Problem) -> tuple[int, str, str]:
    """Return line, message and code of a problem."""
    return problem.line, problem.message, problem.code


def test_every_key_is_covered() -> None:
    assert {*VALUES, *OTHERWISE_REPORTED} == set(FRONT_MATTER_KEYS), "add the new key to USED or UNUSED"


@pytest.mark.parametrize("header", ["yaml", "toml", "json"])
@pytest.mark.parametrize(("kind", "key"), kinds_and_keys(used=False))
def test_a_key_without_an_effect_is_a_warning_with_its_line(kind: FileType, header: str, key: str) -> None:
    reading = read(kind, {key: VALUES[key]}, header)
    (problem,) = reading.problems
    assert summary(problem) == (3, f'"{key}" has no effect in {TYPES[kind].name}', "unused-key")
    assert problem.severity == "warning"
    assert reading.content == read(kind, {}, header).content


@pytest.mark.parametrize(("kind", "key"), kinds_and_keys(used=True))
def test_a_key_that_is_not_reported_has_an_effect(kind: FileType, key: str) -> None:
    reading = read(kind, {key: VALUES[key]})
    assert reading.problems == ()
    assert reading.content != read(kind, {}).content


def test_all_unused_keys_of_a_page_are_reported_at_once() -> None:
    found = read(FileType.AUTHOR, {**UNUSED, **USED, "allow": []}).problems
    assert sorted(problem.line for problem in found) == list(range(3, 3 + len(UNUSED)))


@every_kind
def test_a_key_without_a_value_is_not_reported(kind: FileType) -> None:
    assert read(kind, {"tags": [], "series": "", "featured": False, "extra": {}}).problems == ()


def test_a_warning_names_the_key_as_the_page_does() -> None:
    fields = '\n[content.fields]\ntags = ["topics"]\n'
    (problem,) = read(FileType.STANDING, {"topics": ["Tides"]}, more=fields).problems
    assert summary(problem) == (3, '"topics" has no effect in a standing page', "unused-key")


@every_kind
def test_a_page_may_allow_its_unused_keys(kind: FileType) -> None:
    assert read(kind, {**UNUSED, "allow": ["unused-key"]}).problems == ()


@every_kind
@pytest.mark.parametrize("key", ["embargo", "expires"])
def test_a_time_without_an_effect_is_an_error_that_names_the_page_and_the_key(kind: FileType, key: str) -> None:
    fields = f'\n[content.fields]\n{key} = ["until"]\n'
    with pytest.raises(ReadingError) as raised:
        read(kind, {"until": "2025-01-01"}, more=fields)
    (problem,) = raised.value.problems
    assert summary(problem) == (3, f'{TYPES[kind].name} cannot have "until"', "held-elsewhere")


@every_kind
def test_a_time_without_an_effect_is_not_reported_in_a_draft(kind: FileType) -> None:
    assert read(kind, {"embargo": "2025-01-01", "draft": True}).problems == ()


@every_kind
def test_relative_aliases_of_a_page_start_from_its_address(kind: FileType) -> None:
    base, other = TYPES[kind].base, "/elsewhere/about/"
    found = read(kind, {"aliases": ["/2019/we/", "old/", f"{base}about/", other]}).content.aliases
    assert set(found) == {"/2019/we/", f"{base}old/", other}
