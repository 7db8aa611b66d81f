"""A text that YAML would cut at a number sign is a problem; a comment stays a comment."""

from __future__ import annotations

import pytest

from tests.content.readings import outlet_settings, problems_of, read, yaml


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ("kicker: Issue #42", "4:15"),
        ("kicker: #MeToo", "4:9"),
        ("kicker: Learn C #", "4:17"),
        ("kicker: Issue ##42", "4:15"),
        ("kicker:\tIssue \t#42", "4:16"),
        ("teaser: One\n  two #three", "5:7"),
        ("dateline: é – #x", "4:15"),
        ("series: 1984 #orwell", "4:14"),
        ("section: world #1", "4:16"),
        ("slug: go #1", "4:10"),
        ("tags:\n- storm\n- #MeToo", "6:3"),
        ("tags: #MeToo", "4:7"),
        ("authors:\n  - Ann #1", "5:9"),
        ("tags: [storm, #MeToo\n  ]", "4:15"),
        ("tags: [storm,#MeToo\n  ]", "4:14"),
        ("tags: [#MeToo\n  ]", "4:8"),
        ("tags: [\n  storm,\n  #MeToo\n  ]", "6:3"),
        ("tags: [storm #1\n  ]", "4:14"),
        ("image:\n  src: a.jpg\n  alt: Arsenal go #1", "6:19"),
        ("image: {src: a.jpg, alt: x, credit: Ann #1\n  }", "4:41"),
        ("corrections:\n- date: 2024-12-24\n  text: It was pier #2.", "6:21"),
        ("extra:\n  note: Pier #2", "5:14"),
        ("aliases:\n- /old/\n- /old #2", "6:8"),
        ("aliases: /old #2", "4:15"),
        ("canonical: https://p.example/a #2", "4:32"),
        ("image: pier #2.jpg", "4:13"),
        ("image:\n  src: pier #2.jpg\n  alt: x", "5:13"),
    ],
)
def test_a_text_cut_at_a_number_sign_is_a_problem(lines: str, place: str) -> None:
    found = [each for each in problems_of(yaml(lines)) if "alternative text" not in each]
    assert len(found) == 1
    assert found[0].startswith(f"{place}: ")
    assert 'ends before the "#": YAML reads the rest as a comment (put quotes around the text' in found[0]


def test_a_headline_cut_at_a_number_sign_is_one_problem() -> None:
    assert [found[:5] for found in problems_of(yaml("", title="title: Arsenal go #1\n"))] == ["2:19:"]
    assert [found[:5] for found in problems_of(yaml("", title="title: #1 again\n"))] == ["2:8: "]


@pytest.mark.parametrize(
    "lines",
    [
        "draft: false #until Monday",
        "updated: 2024-12-24 #by Ann",
        "kicker: Weather # note for the desk",
        "kicker: Weather ## note",
        "kicker: C#",
        "kicker: a#1",
        "kicker: 'Issue #42'",
        'kicker: "Issue #42" #checked',
        "teaser: >\n  Issue #42\n  #43",
        "teaser: |-\n  #42",
        "#kicker: Weather",
        "tags:\n- storm\n#- MeToo\n- pier",
        "tags: ['#MeToo', \"go #1\"]",
        "tags: [storm, # the usual\n  pier]",
        "image:\n  src: a.jpg\n  #credit: Ann",
        "extra: {live: true} #until Monday",
        "extra:\n  live: true #until Monday",
        "authors: [Ann] #and others",
    ],
)
def test_comments_and_quoted_number_signs_are_not_reported(lines: str) -> None:
    assert problems_of(yaml(lines)) == []


def test_a_cut_text_under_a_mapped_name_is_reported() -> None:
    config = outlet_settings('\n[content]\nunknown_keys = "ignore"\n[content.fields]\nteaser = ["summary", "deck"]\n')
    assert [found[:5] for found in problems_of(yaml("summary: Go #1\nnote: Go #1"), config=config)] == ["4:13:"]


def test_a_story_can_allow_its_text_to_end_at_a_number_sign() -> None:
    assert read(yaml("kicker: Issue #42\nallow: cut-at-hash")).kicker == "Issue"


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ("tags: [storm, #MeToo]", "4:15"),
        ("tags: [#MeToo]\nkicker: x", "4:8"),
        ("kicker: one #two\n  three", "4:13"),
        ("image: {src: a.jpg, alt: Go #1}", "4:29"),
    ],
)
def test_a_number_sign_that_hides_a_bracket_is_reported(lines: str, place: str) -> None:
    (found,) = problems_of(yaml(lines))
    assert found.startswith(f"{place}: not valid YAML: ")
    assert found.endswith('(put quotes around a text with a "#")')


def test_a_comment_is_not_blamed_for_another_problem() -> None:
    assert "#" not in problems_of(yaml("#tags: x\nkicker: a: b # note"))[0]
