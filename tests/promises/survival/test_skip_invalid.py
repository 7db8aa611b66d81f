"""``--skip-invalid``: articles with mistakes are held back, what was published stays up, the rest is built."""

from __future__ import annotations

import json
from collections.abc import Callable

from tests.support.outlets import Outlet, article
from tests.support.running import build_command, newsprint

GOOD, OTHER = "content/world/good.md", "content/world/other.md"
BROKEN = "---\ntitle: Broken words\ndate: nonsense\n---\n\nBroken words.\n"


def skipping(site: Outlet) -> list[str]:
    """The places of what a build with --skip-invalid held back."""
    return [str(problem).split(": ")[0] for problem in site.build(skip_invalid=True).problems]


def test_an_article_that_never_was_right_is_held_back_and_the_rest_is_built(outlet: Callable[..., Outlet]) -> None:
    site = outlet({GOOD: article("Good words"), OTHER: BROKEN})

    assert skipping(site) == [f"{OTHER}:3:1"]
    assert site.pages_with("Good words")
    assert not site.pages_with("Broken words")


def test_the_version_that_was_published_before_stays_up_until_the_mistake_is_mended(
    outlet: Callable[..., Outlet],
) -> None:
    site = outlet({GOOD: article("Good words"), OTHER: article("Old words")})
    site.build()
    published = site.pages_with("Old words")

    site.write({OTHER: BROKEN, GOOD: article("Better words")})
    assert skipping(site) == [f"{OTHER}:3:1"]
    assert site.pages_with("Old words") == published
    assert site.pages_with("Better words")
    assert not site.pages_with("Broken words")
    assert skipping(site) == [f"{OTHER}:3:1"]

    site.write({OTHER: article("Mended words")})
    assert skipping(site) == []
    assert site.pages_with("Mended words") == published
    assert not site.pages_with("Old words")


def test_a_mistake_that_is_taken_back_leaves_everything_as_it_was(outlet: Callable[..., Outlet]) -> None:
    site = outlet({GOOD: article("Good words"), OTHER: article("Old words")})
    site.build()
    before = site.files()

    skipping(site.write({OTHER: BROKEN}))
    assert skipping(site.write({OTHER: article("Old words")})) == []
    assert site.files() == before


def test_a_held_back_article_that_is_deleted_is_gone(outlet: Callable[..., Outlet]) -> None:
    site = outlet({GOOD: article("Good words"), OTHER: article("Old words")})
    site.build()
    skipping(site.write({OTHER: BROKEN}))

    assert skipping(site.write({OTHER: None})) == []
    assert not site.pages_with("Old words")
    assert site.pages_with("Good words")


def test_a_held_back_article_still_expires(outlet: Callable[..., Outlet]) -> None:
    site = outlet({GOOD: article("Good words"), OTHER: article("Old words", expires="2024-12-24")})
    site.build()
    site.write({OTHER: BROKEN})

    site.build("2024-12-25", skip_invalid=True)

    assert not site.pages_with("Old words")


def test_a_link_to_a_held_back_article_keeps_its_text_and_loses_its_address(outlet: Callable[..., Outlet]) -> None:
    site = outlet({GOOD: article(body="As we [wrote](other.md) before."), OTHER: BROKEN})

    assert skipping(site) == [f"{OTHER}:3:1"]
    page = site.page("/world/2024/12/20/good/")
    assert "As we wrote before." in page.get_text()
    assert not page.find("a", string="wrote", href=True)


def test_a_mistake_beyond_the_front_matter_holds_an_article_back_too(outlet: Callable[..., Outlet]) -> None:
    site = outlet(
        {
            GOOD: article("Good words"),
            "content/world/picture.md": article("No picture", image={"src": "none.png"}),
            "content/world/link.md": article("No link", "[x](none.md)"),
            "content/world/deep.md": article("Too deep", "> " * 100 + "x"),
        }
    )

    assert skipping(site) == ["content/world/deep.md:7", "content/world/link.md:7", "content/world/picture.md:5"]
    assert site.build(skip_invalid=True).articles == 1


def test_of_two_articles_at_one_address_the_first_is_published(outlet: Callable[..., Outlet]) -> None:
    site = outlet({GOOD: article("First words", slug="storm"), OTHER: article("Second words", slug="storm")})

    told = f"{OTHER}:1: the address /world/2024/12/20/storm/ is taken by {GOOD} (give one of the two another slug)"
    assert site.problems() == [told]
    assert skipping(site) == [f"{OTHER}:1"]
    assert site.pages_with("First words")
    assert not site.pages_with("Second words")
    site.write({GOOD: None}).build()
    assert site.pages_with("Second words")


def test_mistakes_in_the_theme_are_never_skipped(outlet: Callable[..., Outlet]) -> None:
    site = outlet({GOOD: article(), "themes/gazette/templates/article.html": "{{ nothing }}"})

    assert site.problems(skip_invalid=True) == [
        'themes/gazette/templates/article.html:1: there is no variable "nothing"'
    ]


def test_the_command_line_names_what_it_held_back_and_exits_with_0(outlet: Callable[..., Outlet]) -> None:
    site = outlet({GOOD: article(), OTHER: BROKEN, "content/world/third.md": "---\ndate: 2024-12-20\n---\n"})

    done = newsprint(*build_command(site, "--skip-invalid", "--json"))

    assert done.returncode == 0
    assert [line.split(": ")[0] for line in done.stderr.splitlines()[:-1]] == [
        f"{OTHER}:3:1",
        "content/world/third.md:1",
    ]
    assert done.stderr.splitlines()[-1] == "2 stories held back because of problems."
    result = json.loads(done.stdout)
    assert result["articles"] == 1
    assert result["problems"][1] == {
        "path": "content/world/third.md",
        "line": 1,
        "column": 0,
        "message": '"title" is missing',
        "hint": "add a line title: …",
        "code": "missing-key",
        "severity": "error",
    }


def test_a_story_that_is_given_a_taken_address_stays_where_readers_know_it(outlet: Callable[..., Outlet]) -> None:
    site = outlet({GOOD: article("Good words", slug="pier"), OTHER: article("Old words", slug="tide")})
    site.build()
    published = site.pages_with("Old words")

    site.write({OTHER: article("New words", slug="pier", date="2024-12-20")})
    for _ in range(2):
        assert skipping(site) == [f"{OTHER}:1"]
        assert site.pages_with("Old words") == published
        assert site.pages_with("Good words") and not site.pages_with("New words")

    site.write({OTHER: None}).build(skip_invalid=True)
    assert not site.pages_with("Old words")


def test_a_newcomer_does_not_push_a_published_story_from_its_address(outlet: Callable[..., Outlet]) -> None:
    """Its date is earlier, so in a build from nothing it would come first; but readers know the other one there."""
    site = outlet({OTHER: article("Old words", slug="tide", date="2024-12-20T12:00:00")})
    site.build()

    site.write({GOOD: article("New words", slug="tide", date="2024-12-20T06:00:00")})
    assert skipping(site) == [f"{GOOD}:1"]
    assert site.pages_with("Old words") and not site.pages_with("New words")
