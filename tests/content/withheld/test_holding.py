"""Keys of other systems that hold a story back are obeyed or reported, never ignored."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from newsprint.config.content import OWN_KEYS
from newsprint.content.reader import read_standing
from newsprint.content.reading_results import ReadingError
from newsprint.content.withheld.holding import is_holding
from tests.content.readings import FORMATS, outlet_settings, problems_of, read, text_of, utc, yaml
from tests.support.outlets import CONFIGURATION, Outlet, article

LENIENT = outlet_settings('\n[content]\nunknown_keys = "ignore"\n')
MAPPED = outlet_settings(
    '\n[content]\nunknown_keys = "ignore"\n[content.fields]\ndraft = "unpublished"\ndate = ["date", "published"]\n'
)

HOLDS: list[dict[str, Any]] = [
    {"published": False},
    {"Published": "no"},
    {"publish": 0},
    {"public": False},
    {"status": "draft"},
    {"Status": "Hidden"},
    {"status": "in-review"},
    {"status": ["draft"]},
    {"status": False},
    {"post_status": "auto-draft"},
    {"wp:status": "trash"},
    {"workflow_state": "needs_review"},
    {"state": "withheld"},
    {"moderation_state": "draft"},
    {"visibility": "private"},
    {"wip": True},
    {"under_embargo": "yes"},
    {"publicado": False},
    {"Entwurf": True},
    {"hidden": True},
    {"private": "yes"},
    {"Draft": "Yes"},
    {"DRAFT": True},
    {"isDraft": True},
    {"unpublished": True},
    {"expired": True},
    {"scheduled": True},
    {"render": False},
    {"permalink": False},
    {"_build": {"render": "never"}},
    {"build": {"render": False, "list": "never"}},
]


@pytest.mark.parametrize("header", FORMATS)
@pytest.mark.parametrize("held", HOLDS, ids=str)
def test_a_key_that_holds_a_story_back_elsewhere_makes_it_a_draft(held: dict[str, Any], header: str) -> None:
    if header == "toml" and any(not name.isidentifier() for name in held):
        return
    text = text_of(header, {"title": "x", "date": "2024-12-23", **held})
    assert read(text, config=LENIENT).draft


@pytest.mark.parametrize(
    "shown",
    [
        {"published": True},
        {"published": "yes"},
        {"published": None},
        {"published": "2024-12-23"},
        {"status": "publish"},
        {"Status": "Published"},
        {"state": "Ohio"},
        {"visibility": "public"},
        {"hidden": False},
        {"private": "no"},
        {"Draft": False},
        {"password": ""},
        {"unlisted": False},
        {"permalink": "/a/"},
        {"layout": "draft"},
        {"categories": ["draft", "private"]},
        {"hide": ["toc"]},
        {"noindex": True},
        {"build": {"render": "always"}},
        {"params": {"hidden": True, "draft": False}},
        {"extra": {"draft": True}},
        {"expiryDate": "never"},
        {"killed": 1},
        {"live": False},
        {"hold": "on me"},
        {"reviews": [{"status": "pending"}]},
        {"publish": {"feed": True}},
    ],
    ids=str,
)
def test_a_key_that_publishes_elsewhere_changes_nothing(shown: dict[str, Any]) -> None:
    story = read(text_of("yaml", {"title": "x", "date": "2024-12-23", **shown}), config=LENIENT)
    assert (story.draft, story.published) == (False, story.date)


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        ("password: swordfish", '"password" may hold the story back, and its value is not clear: swordfish'),
        ("post_password: 5", '"post_password" may hold the story back, and its value is not clear: 5'),
        ("visibility: members", '"visibility" may hold the story back, and its value is not clear: members'),
        ("status: with the lawyers", '"status" may hold the story back'),
        ("status: 3", '"status" may hold the story back'),
        ("published: never", '"published" may hold the story back'),
        ("hidden: from Ann", '"hidden" may hold the story back'),
        ("unlisted: true", '"unlisted" may hold the story back, and its value is not clear: true'),
        ("retracted: yes", '"retracted" may hold the story back'),
        ("publishDate: soon", '"publishDate" may hold the story back'),
        ("publishDate: 2024-13-40", '"publishDate": "2024-13-40" is not a date'),
        ("params: {draft: true}", '"params" may hold the story back'),
        ("params: {cms: {Published: false}}", '"params" may hold the story back'),
        ("build: {list: never}", '"build" may hold the story back'),
        ("wp: {post_status: draft}", '"wp" may hold the story back'),
        ("status: {name: draft}", '"status" may hold the story back'),
        ("published: {value: false}", '"published" may hold the story back'),
        ("cascade: [{build: {render: never}}]", '"cascade" may hold the story back'),
        ("hold: true", '"hold" may hold the story back'),
        ("eleventyExcludeFromCollections: true", '"eleventyExcludeFromCollections" may hold the story back'),
    ],
)
def test_an_unclear_key_is_a_problem_unless_the_story_allows_it(lines: str, shown: str) -> None:
    found = problems_of(yaml(lines), config=LENIENT)
    assert len(found) == 1
    assert found[0].startswith(f"4:1: {shown}")
    assert read(yaml(f"{lines}\nallow: held-elsewhere"), config=LENIENT).title == "Storm"
    assert read(yaml(f"{lines}\ndraft: true"), config=LENIENT).draft


def test_a_story_can_be_published_despite_another_systems_key() -> None:
    assert not read(yaml("published: false\nallow: [held-elsewhere]"), config=LENIENT).draft


@pytest.mark.parametrize(
    ("lines", "hint"),
    [
        ("published: false", 'unknown key "published" (write "draft: true" to hold the story back)'),
        ("status: draft", 'unknown key "status" (write "draft: true" to hold the story back)'),
        ("publishDate: 2030-01-01", 'unknown key "publishDate" (write "embargo: …" to hold the story back)'),
        ("Draft: true", 'unknown key "Draft" (did you mean "draft"?)'),
    ],
)
def test_an_unknown_key_that_would_hold_a_story_back_has_a_fitting_hint(lines: str, hint: str) -> None:
    assert problems_of(yaml(lines)) == [f"4:1: {hint}"]


@pytest.mark.parametrize("name", ["publishDate", "publish_date", "pubdate", "embargo_until", "Embargo", "published"])
def test_a_publication_date_of_another_system_is_an_embargo(name: str) -> None:
    story = read(yaml(f"{name}: 2024-12-24T06:00:00Z\nembargo: 2024-12-23"), config=LENIENT)
    assert utc(story.published) == "2024-12-24T06:00:00Z"


@pytest.mark.parametrize("name", ["expiryDate", "expire_date", "unpublish_on", "unpublishDate", "expires_at"])
def test_an_expiry_date_of_another_system_is_obeyed(name: str) -> None:
    assert utc(read(yaml(f"{name}: 2025-01-01"), config=LENIENT).expires) == "2025-01-01T00:00:00Z"


def test_an_outlet_that_maps_the_expiry_key_has_no_other() -> None:
    named = outlet_settings('\n[content]\nunknown_keys = "ignore"\n[content.fields]\nexpires = ["ends"]\n')
    assert read(yaml("expiryDate: 2025-01-01"), config=named).expires is None
    for name in ("ends", "expires", "Expires"):
        assert utc(read(yaml(f"{name}: 2025-01-01"), config=named).expires) == "2025-01-01T00:00:00Z"


def test_a_story_that_expired_elsewhere_before_its_date_is_hidden(outlet: Callable[..., Outlet]) -> None:
    site = outlet(
        {
            "newsprint.toml": f'{CONFIGURATION}\n[content]\nunknown_keys = "ignore"\n',
            "content/world/gone.md": article("Gone words", date="2024-12-20 10:00", expirydate="2024-12-20"),
            "content/world/never.md": article("Never words", date="2030-01-02", expirydate="2030-01-01"),
            "content/world/seen.md": article("Seen words"),
        }
    )
    report = site.build("2029-12-31")
    assert (report.articles, report.hidden, report.next_change) == (1, 2, None)
    assert not site.pages_with("Gone words")


def test_no_key_that_a_type_adds_holds_stories_back() -> None:
    """Such a key would be known in stories too, and would no longer hold them back."""
    assert [key for key in OWN_KEYS if is_holding(key)] == []


def test_newsprints_own_keys_count_whatever_is_mapped_to_them() -> None:
    assert read(yaml("unpublished: true"), config=MAPPED).draft
    assert read(yaml("unpublished: false\ndraft: true"), config=MAPPED).draft
    assert read(yaml("published: false"), config=MAPPED).draft
    assert read(yaml("published: 2024-12-22"), config=MAPPED).published == read(yaml(""), config=MAPPED).date
    assert utc(read(yaml("Expires: 2025-01-01"), config=MAPPED).expires) == "2025-01-01T00:00:00Z"


@pytest.mark.parametrize("path", ["pages/about.md", "authors/ann.md"])
def test_a_page_is_held_back_by_the_same_keys(path: str) -> None:
    def standing(lines: str) -> Any:
        return read_standing(path, f"---\ntitle: About\n{lines}\n---\n".encode(), LENIENT).content

    assert standing("published: false").draft
    assert standing("status: draft").draft
    assert standing("embargo: 2030-01-01\ndraft: true").draft
    assert not standing("embargo: 2030-01-01\nallow: held-elsewhere").draft
    for lines in ("password: x", "embargo: 2030-01-01", "expires: 2030-01-01"):
        with pytest.raises(ReadingError) as raised:
            standing(lines)
        assert [(problem.line, problem.code) for problem in raised.value.problems] == [(3, "held-elsewhere")]


def test_a_story_that_another_system_holds_back_is_in_no_file(outlet: Callable[..., Outlet]) -> None:
    site = outlet(
        {
            "newsprint.toml": f'{CONFIGURATION}\n[content]\nunknown_keys = "ignore"\n',
            "content/world/seen.md": article("Seen words", published=True),
            "content/world/held.md": article("Held words", published=False),
        }
    )
    report = site.build()
    assert (report.articles, report.hidden) == (1, 1)
    assert not site.pages_with("Held words")


@pytest.mark.parametrize(
    ("lines", "embargo", "expires"),
    [
        ("embargo: 2025-10-26 01:30\nexpires: 2025-10-26 02:30", "2025-10-26T01:30:00Z", "2025-10-26T02:30:00Z"),
        ("embargo: 2025-10-26 00:30\nexpires: 2025-10-26 01:30", "2025-10-25T23:30:00Z", "2025-10-26T00:30:00Z"),
        ("embargo: 2025-03-30 01:30\nexpires: 2025-03-31", "2025-03-30T01:30:00Z", "2025-03-30T23:00:00Z"),
        ("embargo: 2025-03-29\nexpires: 2025-03-30 01:30", "2025-03-29T00:00:00Z", "2025-03-30T00:30:00Z"),
        ("embargo: 2025-10-26T01:30+01:00\nexpires: 2025-10-27", "2025-10-26T00:30:00Z", "2025-10-27T00:00:00Z"),
    ],
)
def test_clock_changes_show_no_story_too_early_or_too_long(lines: str, embargo: str, expires: str) -> None:
    story = read(yaml(lines))
    assert (utc(story.embargo), utc(story.expires)) == (embargo, expires)


def test_a_date_in_a_repeated_hour_is_the_later_one() -> None:
    front = "title: x\ndate: 2025-10-26 01:30\ncorrections: [{date: 2025-10-26 01:45, text: x}]"
    story = read(f"---\n{front}\n---\n")
    assert (utc(story.date), utc(story.corrections[0].date)) == ("2025-10-26T01:30:00Z", "2025-10-26T01:45:00Z")


def test_a_toml_time_in_a_repeated_hour_is_the_later_one() -> None:
    story = read("+++\ntitle = 'x'\ndate = 2024-12-23\nembargo = 2025-10-26T01:30:00\n+++\n")
    assert utc(story.embargo) == "2025-10-26T01:30:00Z"
