"""``newsprint new``: a dated article file whose front matter is right, whatever the headline."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from commandline import Outcome, run
from outlets import CONFIGURATION, Outlet
from reading import Make

NAMED = r"content/world/\d{4}-\d{2}-\d{2}-the-ferry-returns\.md"


def new(paper: Outlet, *words: str) -> Outcome:
    return run("new", *words, cwd=paper.folder)


def test_the_file_is_named_after_date_and_headline_and_lies_in_its_section(outlet: Make) -> None:
    paper = outlet({})
    made = new(paper, "The ferry returns!", "--section", "world", "--date", "2024-12-23 18:30")
    assert (made.code, made.out) == (0, "content/world/2024-12-23-the-ferry-returns.md\n")
    assert (paper.folder / made.out.strip()).read_text() == (
        '---\ntitle: "The ferry returns!"\ndate: 2024-12-23T18:30:00+0000\nsection: world\n'
        'teaser: ""\ntags: []\ndraft: true\n---\n\n'
    )


def test_without_a_date_it_is_dated_now_and_published_at_once_if_asked(outlet: Make) -> None:
    paper = outlet({})
    made = new(paper, "The ferry returns", "--section", "world", "--publish")
    assert re.fullmatch(NAMED, made.out.strip())
    assert run("build", cwd=paper.folder).code == 0
    assert list(paper.output.glob("world/*/*/*/the-ferry-returns/index.html"))


def test_the_date_is_that_of_the_outlets_zone(outlet: Make) -> None:
    """Half past eleven at night in Greenwich is the next day in Tokyo."""
    paper = outlet({"newsprint.toml": CONFIGURATION.replace("Europe/London", "Asia/Tokyo")})
    made = new(paper, "Night", "--section", "world", "--date", "2024-12-23T23:30:00Z")
    assert made.out.strip() == "content/world/2024-12-24-night.md"
    assert "date: 2024-12-24T08:30:00+0900" in (paper.folder / made.out.strip()).read_text()


def test_a_new_story_is_a_draft_and_it_says_so(outlet: Make) -> None:
    paper = outlet({})
    made = new(paper, "The ferry returns", "--section", "world", "--date", "2024-12-01")
    assert made.err == "It is a draft: take the line draft: true out to publish it.\n"
    assert (paper.build().articles, paper.build().hidden) == (0, 1)


HEADLINES = {
    "quotes and colon": 'He said: "never"',
    "signs": "It's 100% #1 & [ready] {now}",
    "like a list": "- a list? *no*",
    "backslash": "back\\slash and ?query=1",
    "like a truth": "true",
    "like a date": "2024-12-23",
    "like nothing": "null",
    "accents": "Été à Saint-Malo",
    "Arabic": "القارب يعود",
    "two lines": "a  headline\nover two lines",
    "very long": "x" * 300,
}


@pytest.mark.parametrize("headline", HEADLINES.values(), ids=HEADLINES)
def test_an_awkward_headline_is_printed_as_it_was_given(outlet: Make, headline: str) -> None:
    paper = outlet({})
    made = new(paper, "--section", "world", "--date", "2024-12-23", "--publish", "--", headline)
    assert (made.code, made.err) == (0, "")
    paper.build()
    page = next(paper.output.glob("world/2024/12/23/*/index.html"))
    address = "/" + page.parent.relative_to(paper.output).as_posix() + "/"
    assert paper.page(address).h1.text == " ".join(headline.split())


def test_authors_are_written_into_the_byline(outlet: Make) -> None:
    paper = outlet({})
    made = new(paper, "A", "--section", "world", "--date", "2024-12-23", "--author", "Ann Lee", "--author", 'Bo "B" O')
    assert 'authors: ["Ann Lee", "Bo \\"B\\" O"]\n' in (paper.folder / made.out.strip()).read_text()


def test_the_default_section_is_taken_if_none_is_named(outlet: Make) -> None:
    paper = outlet({"newsprint.toml": CONFIGURATION + '\n[content]\ndefault_section = "sport"\n'})
    made = new(paper, "Derby", "--date", "2024-12-23")
    assert made.out.strip() == "content/sport/2024-12-23-derby.md"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(["A", "--section", "wrold"], 'there is no section "wrold" (did you mean "world"?)', id="misspelt"),
        pytest.param(["A"], "name a section with --section (world, sport)", id="no section"),
        pytest.param(["!!!", "--section", "world"], "no letter or digit to name a file after", id="no letters"),
        pytest.param(["A", "--section", "world", "--date", "soon"], '--date: "soon" is not a date', id="no date"),
    ],
)
def test_what_is_wrong_is_told_and_no_file_is_made(outlet: Make, words: list[str], told: str) -> None:
    paper = outlet({})
    made = new(paper, *words)
    assert (made.code, made.out, told in made.err) == (2, "", True)
    assert list((paper.folder / "content").rglob("*.md")) == []


def test_a_story_that_exists_is_never_overwritten(outlet: Make) -> None:
    paper = outlet({"content/world/2024-12-23-ferry.md": "mine"})
    made = new(paper, "Ferry", "--section", "world", "--date", "2024-12-23")
    assert (made.code, made.err.endswith("2024-12-23-ferry.md exists already\n")) == (2, True)
    assert (paper.folder / "content/world/2024-12-23-ferry.md").read_text() == "mine"


def test_it_works_from_a_folder_below_and_from_elsewhere(outlet: Make, tmp_path: Path) -> None:
    paper = outlet({})
    below = run("new", "A", "--section", "world", "--date", "2024-12-23", cwd=paper.folder / "content")
    elsewhere = run("new", "B", "--section", "world", "--date", "2024-12-23", "--site", paper.folder, cwd=tmp_path)
    assert (below.code, elsewhere.code) == (0, 0)
    assert {path.name for path in paper.folder.rglob("*.md")} == {"2024-12-23-a.md", "2024-12-23-b.md"}
    assert date(2024, 12, 23).isoformat() in elsewhere.out
