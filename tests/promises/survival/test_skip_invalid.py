"""``--skip-invalid`` holds back articles with problems, keeps their published versions, and builds the rest."""

from __future__ import annotations

import json
from collections.abc import Callable

from tests.support.outlets import Outlet, article
from tests.support.running import build_command, newsprint

GOOD, OTHER = "content/world/good.md", "content/world/other.md"
BROKEN = "---\ntitle: Broken words\ndate: nonsense\n---\n\nBroken words.\n"


def places_of_problems(site: Outlet) -> list[str]:
    """Build with --skip-invalid, and return the places of the problems."""
    return [str(problem).split(": ")[0] for problem in site.build(skip_invalid=True).problems]


def test_a_new_article_with_a_problem_is_held_back(outlet: Callable[..., Outlet]) -> None:
    site = outlet({GOOD: article("Good words"), OTHER: BROKEN})

    assert places_of_problems(site) == [f"{OTHER}:3:1"]
    assert site.pages_with("Good words")
    assert not site.pages_with("Broken words")


def test_the_last_published_version_stays_until_the_problem_is_fixed(
    outlet: Callable[..., Outlet],
) -> None:
    site = outlet({GOOD: article("Good words"), OTHER: article("Old words")})
    site.build()
    published = site.pages_with("Old words")

    site.write({OTHER: BROKEN, GOOD: article("Better words")})
    assert places_of_problems(site) == [f"{OTHER}:3:1"]
    assert site.pages_with("Old words") == published
    assert site.pages_with("Better words")
    assert not site.pages_with("Broken words")
    assert places_of_problems(site) == [f"{OTHER}:3:1"]

    site.write({OTHER: article("Fixed words")})
    assert places_of_problems(site) == []
    assert site.pages_with("Fixed words") == published
    assert not site.pages_with("Old words")


def test_an_undone_edit_leaves_the_output_as_it_was(outlet: Callable[..., Outlet]) -> None:
    site = outlet({GOOD: article("Good words"), OTHER: article("Old words")})
    site.build()
    before = site.files()

    places_of_problems(site.write({OTHER: BROKEN}))
    assert places_of_problems(site.write({OTHER: article("Old words")})) == []
    assert site.files() == before


def test_a_held_back_article_that_is_deleted_disappears(outlet: Callable[..., Outlet]) -> None:
    site = outlet({GOOD: article("Good words"), OTHER: article("Old words")})
    site.build()
    places_of_problems(site.write({OTHER: BROKEN}))

    assert places_of_problems(site.write({OTHER: None})) == []
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

    assert places_of_problems(site) == [f"{OTHER}:3:1"]
    page = site.page("/world/2024/12/20/good/")
    assert "As we wrote before." in page.get_text()
    assert not page.find("a", string="wrote", href=True)


def test_an_article_with_a_problem_in_its_text_is_held_back(outlet: Callable[..., Outlet]) -> None:
    site = outlet(
        {
            GOOD: article("Good words"),
            "content/world/picture.md": article("No picture", image={"src": "none.png", "alt": "A"}),
            "content/world/link.md": article("No link", "[x](none.md)"),
            "content/world/deep.md": article("Too deep", "> " * 100 + "x"),
        }
    )

    assert places_of_problems(site) == [
        "content/world/deep.md:7",
        "content/world/link.md:7",
        "content/world/picture.md:5",
    ]
    assert site.build(skip_invalid=True).articles == 1


def test_the_first_of_two_articles_with_the_same_address_is_published(outlet: Callable[..., Outlet]) -> None:
    site = outlet({GOOD: article("First words", slug="storm"), OTHER: article("Second words", slug="storm")})

    expected = f"{OTHER}:1: the address /world/2024/12/20/storm/ is taken by {GOOD} (give one of the two another slug)"
    assert site.problems() == [expected]
    assert places_of_problems(site) == [f"{OTHER}:1"]
    assert site.pages_with("First words")
    assert not site.pages_with("Second words")
    site.write({GOOD: None}).build()
    assert site.pages_with("Second words")


def test_problems_of_the_theme_are_never_skipped(outlet: Callable[..., Outlet]) -> None:
    site = outlet({GOOD: article(), "themes/gazette/templates/article.html": "{{ nothing }}"})

    assert site.problems(skip_invalid=True) == [
        'themes/gazette/templates/article.html:1: there is no variable "nothing"'
    ]


def test_the_command_line_reports_held_back_articles_and_exits_with_0(outlet: Callable[..., Outlet]) -> None:
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


def test_a_story_that_gets_a_taken_address_keeps_its_old_one(outlet: Callable[..., Outlet]) -> None:
    site = outlet({GOOD: article("Good words", slug="pier"), OTHER: article("Old words", slug="tide")})
    site.build()
    published = site.pages_with("Old words")

    site.write({OTHER: article("New words", slug="pier", date="2024-12-20")})
    for _ in range(2):
        assert places_of_problems(site) == [f"{OTHER}:1"]
        assert site.pages_with("Old words") == published
        assert site.pages_with("Good words") and not site.pages_with("New words")

    site.write({OTHER: None}).build(skip_invalid=True)
    assert not site.pages_with("Old words")


def test_a_new_story_does_not_take_the_address_of_a_published_one(outlet: Callable[..., Outlet]) -> None:
    """In a build from nothing the new story would be first, because of its date; but readers know the other one."""
    site = outlet({OTHER: article("Old words", slug="tide", date="2024-12-20T12:00:00")})
    site.build()

    site.write({GOOD: article("New words", slug="tide", date="2024-12-20T06:00:00")})
    assert places_of_problems(site) == [f"{GOOD}:1"]
    assert site.pages_with("Old words") and not site.pages_with("New words")
