"""Editors' comments are in no file of the output, and a comment that is not closed stops the build."""

from __future__ import annotations

from tests.support.outlets import article

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


def test_an_unclosed_comment_stops_the_build_and_is_reported(outlet) -> None:
    site = outlet({"content/world/a.md": article(body="One.\n\nTwo <!-- zensored\n\nThree.")})
    problems = site.problems()
    assert [problem.partition(" ")[0] for problem in problems] == ["content/world/a.md:9:5:"]
    assert "zensored" not in problems[0]


def test_a_story_may_allow_text_that_looks_like_a_comment(outlet) -> None:
    site = outlet({"content/world/a.md": article(body="One <!-- two", allow=["unclosed-comment"])})
    site.build()
    assert "&lt;!– two" in site.text("world/2024/12/20/a/index.html")


def test_comments_in_the_front_matter_are_not_published(outlet) -> None:
    texts = {key: f"A <!-- zensored --> {key}{{>>zensored<<}}s" for key in ("teaser", "kicker", "dateline", "series")}
    image = {"src": "https://e.com/p.png", **dict.fromkeys(("alt", "caption", "credit"), "Pier<!-- zensored -->s")}
    corrections = [{"date": "2024-12-21", "text": "It was <!-- zensored --> wrong."}]
    site = outlet(
        {
            "content/world/a.md": article(
                "The <!-- zensored --> ferry", tags=["Pier<!-- zensored -->s"], authors=["Ann<!-- zensored -->"],
                image=image, corrections=corrections, **texts,
            )
        }
    )  # fmt: skip
    site.build()
    assert not site.pages_with("zensored")
    assert site.page("/world/2024/12/20/a/").h1.text.strip() == "The ferry"
    assert site.pages_with("A teasers")


def test_an_unclosed_comment_in_the_front_matter_is_reported(outlet) -> None:
    front = {"teaser": "One <!-- zensored", "image": {"src": "https://e.com/p.png", "alt": "<! - zensored -->"}}
    problems = outlet({"content/world/a.md": article(**front)}).problems()
    assert [problem.partition(": ")[0] for problem in problems] == ["content/world/a.md:5:1", "content/world/a.md:6:1"]
    assert "zensored" not in "".join(problems)
