"""A published story that becomes a draft is hidden even if another line of its file is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from newsprint.config.content import ContentTable
from newsprint.content.held.raw_header import held_in
from tests.support.outlets import CONFIGURATION, Outlet, article

STORY, OTHER = "content/world/story.md", "content/world/other.md"
LENIENT = f'{CONFIGURATION}\n[content]\nunknown_keys = "ignore"\n[content.fields]\ndraft = ["offline", "draft"]\n'
MISTAKE = "updated: nonsense"


def changed(lines: str, body: str = "Old words.") -> str:
    """The story with further lines, and a mistake in one of them."""
    return f"---\ntitle: A story\ndate: 2024-12-20\n{lines}\n{MISTAKE}\n---\n\n{body}\n"


def published(outlet: Callable[..., Outlet], before: str, **files: Any) -> Outlet:
    site = outlet({STORY: before, OTHER: article("Other words", "See [the story](story.md)."), **files})
    site.build()
    assert site.pages_with("Old words.")
    return site


HOLDING = {
    "a draft": changed("draft: true"),
    "a draft in another case": changed("DRAFT: True"),
    "a draft with a remark": changed("draft: true # until Monday"),
    "a draft that is misspelt": changed("draft: ture"),
    "a key that is misspelt": changed("drfat: true"),
    "a key without a colon": changed("draft true"),
    "a key alone": changed("draft"),
    "a table": changed("build:\n  render: never\n  list: never"),
    "a quotation mark too few": changed('draft: "true'),
    "a value on the next line": changed("draft:\n  true"),
    "an embargo": changed("embargo: 2030-01-01"),
    "an embargo that is no date": "---\ntitle: A story\ndate: 2024-12-20\nembargo: next week\n---\nOld words.\n",
    "an expiry": changed("expires: 2024-12-22"),
    "a date to come": "---\ntitle: A story\ndate: 2030-01-01\nupdated: nonsense\n---\nOld words.\n",
    "not published": changed("published: false"),
    "a status": changed("Status: Private"),
    "a password": changed("password: swordfish"),
    "visibility": changed("visibility: members"),
    "retracted": changed("retracted: true"),
    "no YAML": changed('draft: true\ntags: [a, "b'),
    "no header line": changed("draft: true").removeprefix("---\n"),
    "no end of the header": "---\ntitle: A story\ndate: 2024-12-20\ndraft: true\n\nOld words.\n",
    "a conflict of git": "---\ntitle: A story\n<<<<<<< HEAD\n=======\ndraft: true\n>>>>>>> fix\n---\nOld words.\n",
    "TOML": "+++\ntitle = 'A story'\ndate = 2024-12-20\ndraft = true\nupdated = nonsense\n+++\nOld words.\n",
    "JSON": '{\n"title": "A story",\n"date": "2024-12-20",\n"draft": true,,\n}\nOld words.\n',
    "one line of JSON": '{"title": "A story", "draft": true}\n\nOld words.\n',
    "not UTF-8": changed("draft: true").encode() + b"\xff",
    "UTF-16": changed("draft: true").encode("utf-16"),
    "a NUL": changed("draft: true").encode() + b"\0",
    "old line ends": changed("draft: true").replace("\n", "\r").encode(),
    "too large": changed("draft: true").encode() + b"x" * 4 * 1024 * 1024,
    "a mistake in the text": article("A story", "Old words. [x](none.md)", draft=True),
    "a text too deep": article("A story", "> " * 100 + "Old words.", draft=True),
    "a headline that is an order": article("DO NOT PUBLISH: A story", "Old words."),
    "an order in a broken header": changed('tags: [a, "b').replace("A story", "A story - EMBARGOED UNTIL 9AM"),
    "an order under another key": changed('kicker: "HOLD FOR LEGAL"\ntags: [a, "b'),
    "an order above the header": "DO NOT PUBLISH\n" + article("A story", "Old words."),
    "an order in the text": article("A story", "**DO NOT PUBLISH**\n\nOld words."),
    "an order in the text and a broken header": changed('tags: [a, "b', "NOT FOR PUBLICATION\n\nOld words."),
    "an order in a note": article("A story", "Old words. [[HOLD: Ann is asking the lawyers]]"),
    "an order in UTF-16": article("HOLD FOR RELEASE - A story", "Old words.").encode("utf-16"),
    "a missing picture": article("A story", "Old words.", embargo="2030-01-01", image={"src": "none.png"}),
    "a taken address": article("A story", "Old words.", draft=True, slug="other"),
}


@pytest.mark.parametrize("after", HOLDING.values(), ids=HOLDING.keys())
def test_a_story_that_is_held_back_is_hidden_though_its_file_has_a_mistake(
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


STAYING = {
    "nothing new": changed(""),
    "no draft": changed("draft: false"),
    "published": changed("published: true\nstatus: publish"),
    "the same embargo": changed("embargo: '2024-12-01'"),
    "a date that has been": changed("").replace("2024-12-20", "2024-12-19"),
    "a note": article("A story", "Old words. [[NOTE: check the name]]"),
    "filler text": article("A story", "Lorem ipsum dolor sit amet.\n\nOld words."),
    "a headline about an order": changed("kicker: Judge").replace("A story", "DO NOT PUBLISH THE NAMES, JUDGE SAYS"),
    "a remark in a broken header": changed('tags: [a, "b # DO NOT PUBLISH'),
    "a word in the text": changed("teaser: The draft, private until now").replace("words.", "words.\n\ndraft: true"),
    "a word among the tags": changed("tags: [draft, private]"),
    "a word in a list": changed("tags:\n- draft\n- private"),
    "a table that publishes": changed("build:\n  render: always\n  list: never"),
}


@pytest.mark.parametrize("after", STAYING.values(), ids=STAYING.keys())
def test_the_last_good_version_stays_up_if_nothing_holds_the_story_back(
    outlet: Callable[..., Outlet], after: str
) -> None:
    site = published(outlet, article("A story", "Old words.", embargo="2024-12-01"))
    assert site.write({STORY: after}).build(skip_invalid=True).problems
    assert site.pages_with("Old words.")


def test_a_story_stays_hidden_until_its_file_is_good(outlet: Callable[..., Outlet]) -> None:
    """As on a machine that builds for the first time, which has no last good version."""
    site = published(outlet, article("A story", "Old words."))
    site.write({STORY: changed("draft: true")}).build(skip_invalid=True)
    site.write({STORY: changed("")}).build(skip_invalid=True)
    assert not site.pages_with("Old words.")
    site.write({STORY: article("A story", "Old words.")}).build(skip_invalid=True)
    assert site.pages_with("Old words.")


def test_an_order_that_readers_are_to_see_stays_when_the_file_has_a_mistake(outlet: Callable[..., Outlet]) -> None:
    title = "DO NOT PUBLISH: the memo"
    site = published(outlet, article(title, "Old words.", allow=["not-for-publication"]))
    text = changed("allow: [not-for-publication]").replace("A story", f"'{title}'")
    for broken in (text, text.replace("allow", "tags: [a, 'b\nallow")):
        assert site.write({STORY: broken}).build(skip_invalid=True).problems
        assert site.pages_with("Old words.")


def test_a_mapped_key_holds_a_broken_story_back(outlet: Callable[..., Outlet]) -> None:
    site = published(outlet, article("A story", "Old words."), **{"newsprint.toml": LENIENT})
    site.write({STORY: changed("offline: true")}).build(skip_invalid=True)
    assert not site.pages_with("Old words.")


def test_a_broken_page_and_a_broken_profile_are_hidden_by_the_same_lines(outlet: Callable[..., Outlet]) -> None:
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
def test_lines_that_hold_back_are_found_in_any_header(header: str, held: tuple[str, ...]) -> None:
    assert held_in(header.encode(), ContentTable()) == held
