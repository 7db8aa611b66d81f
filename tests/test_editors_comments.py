"""Editors' comments in an outlet: no file of the output has their words, and one without an end stops the build."""

from __future__ import annotations

from outlets import article

BODY = """\
The ferry <!-- zensored

over a blank line --> is back.[^1]

<!-- more -->The *rest*.

> Said <!-- zensored

--> the mayor.

## The {>>zensored<<}night

| a {{/* zensored */}} | b |
|---|---|
| c | d <!-- zensored ` --> |

[^1]: A note <!-- zensored

--> of the editors.
"""


def test_no_file_of_the_output_has_the_words_of_a_comment(outlet) -> None:
    site = outlet({"content/world/a.md": article(body=BODY), "content/pages/about.md": article(body=BODY)})
    site.build()
    assert not site.pages_with("zensored")
    assert site.pages_with("of the editors")


def test_a_comment_without_an_end_stops_the_build_with_its_place(outlet) -> None:
    site = outlet({"content/world/a.md": article(body="One.\n\nTwo <!-- zensored\n\nThree.")})
    problems = site.problems()
    assert [problem.partition(" ")[0] for problem in problems] == ["content/world/a.md:9:5:"]
    assert "zensored" not in problems[0]


def test_a_story_may_allow_what_looks_like_a_comment(outlet) -> None:
    site = outlet({"content/world/a.md": article(body="One <!-- two", allow=["unclosed-comment"])})
    site.build()
    assert "&lt;!– two" in site.text("world/2024/12/20/a/index.html")
