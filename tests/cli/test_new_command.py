"""``newsprint new``: a file with a date and valid front matter for any headline."""

from __future__ import annotations

import re
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from tests.support.commandline import Outcome, run
from tests.support.outlets import CONFIGURATION, PICTURE, Outlet, article
from tests.support.reading import Make

NAMED = r"content/world/\d{4}-\d{2}-\d{2}-the-ferry-returns\.md"


def without_typography(text: str) -> str:
    return text.translate({ord("“"): '"', ord("”"): '"', ord("’"): "'", ord("‘"): "'"})


def new(paper: Outlet, *words: str) -> Outcome:
    return run("new", *words, cwd=paper.folder)


def test_new_names_the_file_by_date_and_headline_in_its_section(outlet: Make) -> None:
    paper = outlet({})
    made = new(paper, "The ferry returns!", "--section", "world", "--date", "2024-12-23 18:30")
    assert (made.code, made.out) == (0, "content/world/2024-12-23-the-ferry-returns.md\n")
    text = (paper.folder / made.out.strip()).read_text()
    assert text.startswith(
        "---\ntitle: The ferry returns!\ndate: 2024-12-23 18:30\nsection: world\n"
        "teaser:\nauthors: []\ntags: []\ndraft: true\n# kicker: "
    )
    assert text.endswith("\n---\n\n")


def test_with_publish_a_new_story_is_published_at_once(outlet: Make) -> None:
    paper = outlet({})
    made = new(paper, "The ferry returns", "--section", "world", "--publish")
    assert re.fullmatch(NAMED, made.out.strip())
    assert run("build", cwd=paper.folder).code == 0
    assert list(paper.output.glob("world/*/*/*/the-ferry-returns/index.html"))


def test_the_date_of_a_new_story_is_in_the_zone_of_the_outlet(outlet: Make) -> None:
    """At half past eleven at night in London, it is the next day in Tokyo."""
    paper = outlet({"newsprint.toml": CONFIGURATION.replace("Europe/London", "Asia/Tokyo")})
    made = new(paper, "Night", "--section", "world", "--date", "2024-12-23T23:30:00Z")
    assert made.out.strip() == "content/world/2024-12-24-night.md"
    assert "date: 2024-12-24 08:30\n" in (paper.folder / made.out.strip()).read_text()


def test_a_new_story_is_a_draft_and_new_says_so(outlet: Make) -> None:
    paper = outlet({})
    made = new(paper, "The ferry returns", "--section", "world", "--date", "2024-12-01")
    assert made.err == "It is a draft: delete the line draft: true to publish it.\n"
    assert (paper.build().articles, paper.build().hidden) == (0, 1)


HEADLINES = {
    "quotes and colon": 'He said: "never"',
    "special characters": "It's 100% #1 & [ready] {now}",
    "like a list": "- a list? *no*",
    "backslash": "back\\slash and ?query=1",
    "like a boolean": "true",
    "like a date": "2024-12-23",
    "like nothing": "null",
    "accents": "Été à Saint-Malo",
    "Arabic": "القارب يعود",
    "two lines": "a  headline\nover two lines",
    "very long": "x" * 300,
    "as long as it may be": "word " * 199 + "end",
    "emoji": "The \U0001f468\u200d\U0001f469\u200d\U0001f467 are back \U0001f389",
    "quotes": "\"Never\" 'ever' “again”",
    "number sign": "Arsenal go #1",
    "a colon at the end": "What we know:",
    "a colon in a word": "At 10:30 a.m. in r:eykjavik",
    "control characters": "Sula\x07 is\x85 back\u2028 now\ufeff",
    "template": "{{ title }} <b>bold</b> & more",
    "a key": "draft: true",
    "end of the front matter": "---",
    "an anchor": "*a &b !c |d >e %f @g `h",
    "only punctuation": "?!",
    "only an emoji": "\U0001f389",
}


@pytest.mark.parametrize("headline", HEADLINES.values(), ids=HEADLINES)
def test_a_headline_with_special_characters_is_printed_unchanged(outlet: Make, headline: str) -> None:
    paper = outlet({})
    made = new(paper, "--section", "world", "--date", "2024-12-23", "--publish", "--", headline)
    assert (made.code, made.err) == (0, "")
    paper.build()
    page = next(paper.output.glob("world/2024/12/23/*/index.html"))
    address = "/" + page.parent.relative_to(paper.output).as_posix() + "/"
    seen = headline.translate(dict.fromkeys(map(ord, "\x07\x85\u2028\ufeff"), " "))
    assert paper.build().warnings == ()
    assert without_typography(paper.page(address).h1.text) == without_typography(" ".join(seen.split()))


def test_authors_are_written_into_the_byline(outlet: Make) -> None:
    paper = outlet({})
    made = new(paper, "A", "--section", "world", "--date", "2024-12-23", "--author", "Ann Lee", "--author", 'Bo "B", O')
    assert 'authors: [Ann Lee, "Bo \\"B\\", O"]\n' in (paper.folder / made.out.strip()).read_text()


def test_without_a_section_the_default_section_is_used(outlet: Make) -> None:
    paper = outlet({"newsprint.toml": CONFIGURATION + '\n[content]\ndefault_section = "sport"\n'})
    made = new(paper, "Derby", "--date", "2024-12-23")
    assert made.out.strip() == "content/sport/2024-12-23-derby.md"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(["A", "--section", "wrold"], 'unknown section "wrold" (did you mean "world"?)', id="misspelt"),
        pytest.param(["A"], "name the section: --section NAME, where NAME is one of world, sport", id="no section"),
        pytest.param([" ", "--section", "world"], "the headline is empty", id="empty"),
        pytest.param(["x" * 1001, "--section", "world"], "has 1,001 characters; the limit is 1,000", id="too long"),
        pytest.param(["caf\udce9", "--section", "world"], "the headline is not valid UTF-8", id="not UTF-8"),
        pytest.param(["A", "--section", "world", "--date", "soon"], '--date: "soon" is not a date', id="no date"),
    ],
)
def test_invalid_arguments_of_new_are_reported_and_no_file_is_made(
    outlet: Make, words: list[str], message: str
) -> None:
    paper = outlet({})
    made = new(paper, *words)
    assert (made.code, made.out, message in made.err) == (2, "", True)
    assert list((paper.folder / "content").rglob("*.md")) == []


def test_an_existing_story_is_never_overwritten(outlet: Make) -> None:
    paper = outlet({"content/world/2024-12-23-ferry.md": "mine"})
    made = new(paper, "Ferry", "--section", "world", "--date", "2024-12-23")
    assert (
        made.code,
        made.err.endswith("2024-12-23-ferry.md already exists: edit it, or choose another headline\n"),
    ) == (2, True)
    assert (paper.folder / "content/world/2024-12-23-ferry.md").read_text() == "mine"


def test_new_works_from_a_folder_below_and_with_the_site_option(outlet: Make, tmp_path: Path) -> None:
    paper = outlet({})
    below = run("new", "A", "--section", "world", "--date", "2024-12-23", cwd=paper.folder / "content")
    elsewhere = run("new", "B", "--section", "world", "--date", "2024-12-23", "--site", paper.folder, cwd=tmp_path)
    assert (below.code, elsewhere.code) == (0, 0)
    assert {path.name for path in paper.folder.rglob("*.md")} == {"2024-12-23-a.md", "2024-12-23-b.md"}
    assert date(2024, 12, 23).isoformat() in elsewhere.out


@pytest.mark.parametrize("folder", ["content/sport", "content/sport/2024/12"])
def test_in_the_folder_of_a_section_new_uses_that_section(outlet: Make, folder: str) -> None:
    paper = outlet({f"{folder}/old.md": article("Old", section="sport")})
    made = run("new", "Derby", "--date", "2024-12-23", cwd=paper.folder / folder)
    assert (made.code, made.out) == (0, "2024-12-23-derby.md\n")
    assert "\nsection: sport\n" in (paper.folder / folder / made.out.strip()).read_text()
    elsewhere = run("new", "Ferry", "--section", "world", "--date", "2024-12-23", cwd=paper.folder / folder)
    assert elsewhere.out.strip() == str(paper.folder / "content/world/2024-12-23-ferry.md")


def test_with_only_one_section_no_section_need_be_named(outlet: Make) -> None:
    paper = outlet({"newsprint.toml": CONFIGURATION.replace('sport = "Sport"\n', "")})
    assert new(paper, "Ferry", "--date", "2024-12-23").out == "content/world/2024-12-23-ferry.md\n"


@pytest.mark.parametrize("answer", ["2", "sport", "9\nwrold\nsport"])
def test_on_a_terminal_new_asks_for_the_section(outlet: Make, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    paper = outlet({})
    keyboard = StringIO(f"{answer}\n")
    monkeypatch.setattr(keyboard, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", keyboard)
    made = new(paper, "Derby", "--date", "2024-12-23")
    # Older versions of click print the space after a prompt to standard output.
    assert (made.code, made.out.splitlines()[-1].lstrip()) == (0, "content/sport/2024-12-23-derby.md")
    assert "  1  world  (World News)\n  2  sport  (Sport)\n" in made.err


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("2024-12-23", "2024-12-23"),
        ("2024-12-23 18:30", "2024-12-23 18:30"),
        ("2024-12-23T18:30:15Z", "2024-12-23 18:30:15"),
        ("2024-10-27T00:30:00Z", "2024-10-27T01:30:00+01:00"),
        ("2024-10-27T01:30:00Z", "2024-10-27 01:30"),
    ],
)
def test_new_writes_the_date_as_authors_do(outlet: Make, given: str, written: str) -> None:
    """In the hour that occurs twice, the first one needs its offset."""
    paper = outlet({})
    made = new(paper, "A", "--section", "world", "--date", given)
    assert f"\ndate: {written}\n" in (paper.folder / made.out.strip()).read_text()


def test_without_a_date_a_new_story_has_the_current_minute(outlet: Make) -> None:
    paper = outlet({})
    made = new(paper, "A", "--section", "world")
    assert re.search(r"^date: \d{4}-\d\d-\d\d( \d\d:\d\d)?$", (paper.folder / made.out.strip()).read_text(), re.M)


def test_the_optional_keys_are_valid_once_they_are_uncommented(outlet: Make) -> None:
    paper = outlet({"content/world/ferry.jpg": PICTURE})
    path = paper.folder / new(paper, "A", "--section", "world", "--date", "2024-12-01", "--publish").out.strip()
    path.write_text(path.read_text().replace("# ", ""))
    (paper.folder / "content/world/ferry.jpg").rename(paper.folder / "content/world/ferry.png")
    path.write_text(path.read_text().replace("ferry.jpg", "ferry.png"))
    report = paper.build()
    assert (report.articles, report.warnings) == (1, ())


def test_stories_whose_headline_gives_no_name_get_numbers(outlet: Make) -> None:
    paper = outlet({})
    made = [new(paper, "?!", "--section", "world", "--date", "2024-12-23").out.strip() for _ in range(2)]
    assert made == ["content/world/2024-12-23-story.md", "content/world/2024-12-23-story-2.md"]


@pytest.mark.parametrize("headline", ["- dash", "-10 degrees on the pier", "--all that glitters"])
def test_a_headline_that_starts_with_a_dash_gets_a_hint(outlet: Make, headline: str) -> None:
    paper = outlet({})
    refused = new(paper, headline, "--section", "world")
    assert refused.code == 2
    assert f'"{headline}" starts with a dash' in refused.err and "put -- before the headline" in refused.err
    assert new(paper, "--section", "world", "--", headline).code == 0


def test_an_unknown_option_gets_no_hint_about_dashes(outlet: Make) -> None:
    refused = new(outlet({}), "The pier", "--sektion", "world")
    assert refused.code == 2 and "--sektion" in refused.err and "dash" not in refused.err
