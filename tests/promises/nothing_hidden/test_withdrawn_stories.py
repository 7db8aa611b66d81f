"""A published story that becomes a draft is hidden even if its file also has a problem."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from newsprint.config.content import ContentTable
from newsprint.content.withheld.raw_header import held_in
from tests.support.outlets import CONFIGURATION, Outlet, article

STORY, OTHER = "content/world/story.md", "content/world/other.md"
LENIENT = f'{CONFIGURATION}\n[content]\nunknown_keys = "ignore"\n[content.fields]\ndraft = ["offline", "draft"]\n'
PROBLEM = "updated: nonsense"


def with_problem(lines: str, body: str = "Old words.") -> str:
    """Return the story with more lines of front matter, one of which has a problem."""
    return f"---\ntitle: A story\ndate: 2024-12-20\n{lines}\n{PROBLEM}\n---\n\n{body}\n"


def published(outlet: Callable[..., Outlet], before: str, **files: Any) -> Outlet:
    """Return a built outlet with the story and another one that links to it."""
    site = outlet({STORY: before, OTHER: article("Other words", "See [the story](story.md)."), **files})
    site.build()
    assert site.pages_with("Old words.")
    return site


WITHDRAWN = {
    "a draft": with_problem("draft: true"),
    "a draft in another case": with_problem("DRAFT: True"),
    "a draft with a comment": with_problem("draft: true # until Monday"),
    "a misspelt draft value": with_problem("draft: ture"),
    "a misspelt key": with_problem("drfat: true"),
    "a key without a colon": with_problem("draft true"),
    "a key alone": with_problem("draft"),
    "a table": with_problem("build:\n  render: never\n  list: never"),
    "a missing quotation mark": with_problem('draft: "true'),
    "a value on the next line": with_problem("draft:\n  true"),
    "an embargo": with_problem("embargo: 2030-01-01"),
    "an embargo that is not a date": "---\ntitle: A story\ndate: 2024-12-20\nembargo: next week\n---\nOld words.\n",
    "an expiry": with_problem("expires: 2024-12-22"),
    "a future date": "---\ntitle: A story\ndate: 2030-01-01\nupdated: nonsense\n---\nOld words.\n",
    "not published": with_problem("published: false"),
    "a status": with_problem("Status: Private"),
    "a password": with_problem("password: swordfish"),
    "visibility": with_problem("visibility: members"),
    "retracted": with_problem("retracted: true"),
    "invalid YAML": with_problem('draft: true\ntags: [a, "b'),
    "no header line": with_problem("draft: true").removeprefix("---\n"),
    "a header that is not closed": "---\ntitle: A story\ndate: 2024-12-20\ndraft: true\n\nOld words.\n",
    "a conflict of git": "---\ntitle: A story\n<<<<<<< HEAD\n=======\ndraft: true\n>>>>>>> fix\n---\nOld words.\n",
    "TOML": "+++\ntitle = 'A story'\ndate = 2024-12-20\ndraft = true\nupdated = nonsense\n+++\nOld words.\n",
    "JSON": '{\n"title": "A story",\n"date": "2024-12-20",\n"draft": true,,\n}\nOld words.\n',
    "one line of JSON": '{"title": "A story", "draft": true}\n\nOld words.\n',
    "not UTF-8": with_problem("draft: true").encode() + b"\xff",
    "UTF-16": with_problem("draft: true").encode("utf-16"),
    "a NUL": with_problem("draft: true").encode() + b"\0",
    "old line endings": with_problem("draft: true").replace("\n", "\r").encode(),
    "too large": with_problem("draft: true").encode() + b"x" * 4 * 1024 * 1024,
    "a problem in the text": article("A story", "Old words. [x](none.md)", draft=True),
    "a text too deep": article("A story", "> " * 100 + "Old words.", draft=True),
    "an instruction as the headline": article("DO NOT PUBLISH: A story", "Old words."),
    "an instruction in a broken header": with_problem('tags: [a, "b').replace(
        "A story", "A story - EMBARGOED UNTIL 9AM"
    ),
    "an instruction under another key": with_problem('kicker: "HOLD FOR LEGAL"\ntags: [a, "b'),
    "an instruction above the header": "DO NOT PUBLISH\n" + article("A story", "Old words."),
    "an instruction in the text": article("A story", "**DO NOT PUBLISH**\n\nOld words."),
    "an instruction in the text and a broken header": with_problem('tags: [a, "b', "NOT FOR PUBLICATION\n\nOld words."),
    "an instruction in a note": article("A story", "Old words. [[HOLD: Ann is asking the lawyers]]"),
    "an instruction in UTF-16": article("HOLD FOR RELEASE - A story", "Old words.").encode("utf-16"),
    "a missing picture": article("A story", "Old words.", embargo="2030-01-01", image={"src": "none.png", "alt": "A"}),
    "a taken address": article("A story", "Old words.", draft=True, slug="other"),
}


@pytest.mark.parametrize("after", WITHDRAWN.values(), ids=WITHDRAWN.keys())
def test_a_withdrawn_story_is_hidden_even_if_its_file_has_a_problem(
    outlet: Callable[..., Outlet], after: str | bytes
) -> None:
    site = published(outlet, article("A story", "Old words."))
    report = site.write({STORY: after}).build(skip_invalid=True)
    assert report.problems and report.articles == 1
    assert not site.pages_with("Old words.")
    assert not (site.output / "world/2024/12/20/story").exists()
    assert "See the story." in site.page("/world/2024/12/20/other/").get_text()
    assert site.build(skip_invalid=True).problems == report.problems
    assert not site.pages_with("Old words.")


STILL_PUBLISHED = {
    "nothing new": with_problem(""),
    "no draft": with_problem("draft: false"),
    "published": with_problem("published: true\nstatus: publish"),
    "the same embargo": with_problem("embargo: '2024-12-01'"),
    "a past date": with_problem("").replace("2024-12-20", "2024-12-19"),
    "a note": article("A story", "Old words. [[NOTE: check the name]]"),
    "filler text": article("A story", "Lorem ipsum dolor sit amet.\n\nOld words."),
    "a headline that quotes an instruction": with_problem("kicker: Judge").replace(
        "A story", "DO NOT PUBLISH THE NAMES, JUDGE SAYS"
    ),
    "a comment in a broken header": with_problem('tags: [a, "b # DO NOT PUBLISH'),
    "a word in the text": with_problem("teaser: The draft, private until now").replace(
        "words.", "words.\n\ndraft: true"
    ),
    "a word among the tags": with_problem("tags: [draft, private]"),
    "a word in a list": with_problem("tags:\n- draft\n- private"),
    "a table that publishes": with_problem("build:\n  render: always\n  list: never"),
}


@pytest.mark.parametrize("after", STILL_PUBLISHED.values(), ids=STILL_PUBLISHED.keys())
def test_the_last_valid_version_stays_published_if_nothing_withdraws_it(
    outlet: Callable[..., Outlet], after: str
) -> None:
    site = published(outlet, article("A story", "Old words.", embargo="2024-12-01"))
    assert site.write({STORY: after}).build(skip_invalid=True).problems
    assert site.pages_with("Old words.")


def test_a_withdrawn_story_stays_hidden_until_its_file_is_valid(outlet: Callable[..., Outlet]) -> None:
    """It then is as on a machine that builds for the first time and has no last valid version."""
    site = published(outlet, article("A story", "Old words."))
    site.write({STORY: with_problem("draft: true")}).build(skip_invalid=True)
    site.write({STORY: with_problem("")}).build(skip_invalid=True)
    assert not site.pages_with("Old words.")
    site.write({STORY: article("A story", "Old words.")}).build(skip_invalid=True)
    assert site.pages_with("Old words.")


def test_an_allowed_instruction_stays_published_when_the_file_has_a_problem(outlet: Callable[..., Outlet]) -> None:
    title = "DO NOT PUBLISH: the memo"
    site = published(outlet, article(title, "Old words.", allow=["not-for-publication"]))
    text = with_problem("allow: [not-for-publication]").replace("A story", f"'{title}'")
    for broken in (text, text.replace("allow", "tags: [a, 'b\nallow")):
        assert site.write({STORY: broken}).build(skip_invalid=True).problems
        assert site.pages_with("Old words.")


def test_a_renamed_key_withdraws_a_broken_story(outlet: Callable[..., Outlet]) -> None:
    site = published(outlet, article("A story", "Old words."), **{"newsprint.toml": LENIENT})
    site.write({STORY: with_problem("offline: true")}).build(skip_invalid=True)
    assert not site.pages_with("Old words.")


def test_the_same_lines_hide_a_broken_page_and_a_broken_profile(outlet: Callable[..., Outlet]) -> None:
    pages = ("content/pages/about.md", "content/authors/ann.md")
    site = outlet({STORY: article(authors=["Ann"]), **dict.fromkeys(pages, "---\ntitle: Ann\n---\n\nOld words.\n")})
    site.build()
    assert len(site.pages_with("Old words.")) == 2
    site.write(dict.fromkeys(pages, "---\ntitle: Ann\nlang: '?'\n---\n\nOld words.\n")).build(skip_invalid=True)
    assert len(site.pages_with("Old words.")) == 2
    site.write(dict.fromkeys(pages, "---\ntitle: Ann\nlang: '?'\nstatus: draft\n---\n\nOld words.\n"))
    site.build(skip_invalid=True)
    assert not site.pages_with("Old words.")


@pytest.mark.parametrize(
    ("header", "held"),
    [
        ("---\nDraft: 'True'  # x\nEmbargo: 2030-01-01\n---\ndraft: no\n", ("draft: true", "embargo: 2030-01-01")),
        ("---\ndraft: false\npublished: yes\nstatus: published\npassword: ''\n---\n", ()),
        ('{\n"status": ["draft"],\n"title": "x"\n}\n', ("status: draft",)),
        ("+++\nprivate = true\n+++\n", ("private: true",)),
        ("---\nparams: {draft: true, x: 1}\n---\n", ("draft: true",)),
        ("---\nparams:\n  draft: true\n  x: 1\n---\n", ("draft: true",)),
        ("---\nparams:\n  draft: false\n  x: 1\n---\n", ()),
    ],
)
def test_lines_that_withdraw_a_story_are_found_in_any_header(header: str, held: tuple[str, ...]) -> None:
    assert held_in(header.encode(), ContentTable()) == held
