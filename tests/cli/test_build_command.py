"""``newsprint build``: what it prints for people and for programs, its options and its exit codes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from shlex import quote
from typing import Any

import pytest

from tests.support import manual
from tests.support.commandline import run
from tests.support.outlets import PICTURE, Outlet, article
from tests.support.reading import Make

AS_OF = ("--as-of", "2024-12-23T20:00:00Z")

PAPER: dict[str, str | bytes | None] = {
    "content/world/ferry.md": article("Ferry"),
    "content/world/draft.md": article("Draft", draft=True),
    "content/world/soon.md": article("Soon", embargo="2024-12-24T06:00"),
}
BROKEN: dict[str, str | bytes | None] = {**PAPER, "content/world/bad.md": article("Bad", date="yesterday")}


def build_json(paper: Outlet, *words: str) -> dict[str, Any]:
    """Return the JSON object that the build prints."""
    outcome = run("build", "--json", *words, cwd=paper.folder)
    assert outcome.out.count("\n") == 1
    return dict(json.loads(outcome.out))


def test_build_prints_what_it_did_and_where_the_site_is(outlet: Make) -> None:
    paper = outlet(PAPER)
    outcome = run("build", *AS_OF, cwd=paper.folder)
    lines = outcome.out.splitlines()
    assert re.fullmatch(r"1 article on (\d+) pages: \1 files written, in \d+\.\d s\.", lines[0])
    assert lines[1:] == [
        "2 stories hidden (newsprint status lists them).",
        "The site next changes by itself on 2024-12-24 06:00 GMT.",
        "The site is in output. See it with: newsprint serve",
    ]
    assert (outcome.code, outcome.err) == (0, "")


def test_a_second_build_has_nothing_to_write(outlet: Make) -> None:
    paper = outlet(PAPER)
    run("build", *AS_OF, cwd=paper.folder)
    assert ": nothing to write, in " in run("build", *AS_OF, cwd=paper.folder).out


def test_build_prints_how_many_files_were_removed(outlet: Make) -> None:
    paper = outlet(PAPER)
    run("build", *AS_OF, cwd=paper.folder)
    before = paper.write({"content/world/ferry.md": None}).files()
    printed = run("build", *AS_OF, cwd=paper.folder).out
    assert f", {len(before.keys() - paper.files().keys())} files removed, in " in printed


def test_build_counts_renditions_apart(outlet: Make) -> None:
    """A picture has several sizes and formats, and a producer wants to know how many pages changed."""
    paper = outlet({**PAPER, "content/world/pier.png": PICTURE})
    run("build", *AS_OF, cwd=paper.folder)
    shown = article("Ferry", image={"src": "pier.png", "alt": "The pier"})
    lines = [
        run("build", *AS_OF, cwd=paper.write(files).folder).out.splitlines()[0]
        for files in ({"content/world/ferry.md": shown}, {"content/world/ferry.md": article("Ferry")})
    ]
    pages = len(paper.files())
    assert re.fullmatch(
        rf"1 article on {pages + 1} pages: \d+ files and 3 renditions written, in \d+\.\d s\.", lines[0]
    )
    assert re.fullmatch(
        rf"1 article on {pages} pages: \d+ files written, 1 file and 3 renditions removed, in \d+\.\d s\.", lines[1]
    )


def test_the_json_object_of_build_has_the_documented_keys_and_numbers(outlet: Make) -> None:
    paper = outlet(PAPER)
    result = build_json(paper, *AS_OF)
    assert list(result) == manual.named(manual.part("docs/commands.md", "newsprint build --json"))
    assert result.pop("seconds") > 0
    pages = len(paper.files())
    assert result == {
        "articles": 1,
        "hidden": 2,
        "converted": 1,
        "pages": pages,
        "written": pages,
        "removed": 0,
        "unchanged": 0,
        "renditions": {"pages": 0, "written": 0, "removed": 0},
        "problems": [],
        "warnings": [],
        "counts": {"errors": 0, "warnings": 0, "by_code": {}},
        "next_change": "2024-12-24T06:00:00+00:00",
        "reasons": {"new": pages},
        "printed": [],
        "profile": None,
    }


def test_with_explain_build_gives_the_reason_for_every_printed_page(outlet: Make) -> None:
    paper = outlet(PAPER)
    build_json(paper, *AS_OF)
    (paper.output / "index.html").unlink()
    result = build_json(paper, *AS_OF, "--explain")
    reason = "output: its file was changed or deleted"
    assert result["printed"] == [{"file": "index.html", "reason": reason, "written": True}]
    assert result["reasons"] == {"output": 1}


PROBLEM = {
    "path": "content/world/bad.md",
    "line": 3,
    "column": 1,
    "message": '"date": "yesterday" is not a date',
    "hint": "write it as 2024-12-23, 2024-12-23 18:30 or 2024-12-23T18:30:00+01:00",
    "code": "invalid-value",
    "severity": "error",
}


def test_problems_are_reported_with_their_places_and_exit_code_1(outlet: Make) -> None:
    paper = outlet(BROKEN)
    outcome = run("build", *AS_OF, cwd=paper.folder)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.splitlines() == [
        "content/world/bad.md:3:1: {message} ({hint}) [{code}]".format(**PROBLEM),
        "1 problem. Nothing was changed.",
    ]
    assert not paper.output.exists()


def test_problems_are_in_the_json_object_of_build(outlet: Make) -> None:
    paper = outlet(BROKEN)
    counts = {"errors": 1, "warnings": 0, "by_code": {"invalid-value": 1}}
    assert build_json(paper, *AS_OF) == {"problems": [PROBLEM], "warnings": [], "counts": counts}
    result = build_json(paper, *AS_OF, "--skip-invalid")
    assert (result["articles"], result["problems"]) == (1, [PROBLEM])


def test_with_skip_invalid_other_stories_are_built_with_exit_code_0(outlet: Make) -> None:
    outcome = run("build", *AS_OF, "--skip-invalid", cwd=outlet(BROKEN).folder)
    assert (outcome.code, outcome.out.startswith("1 article on ")) == (0, True)
    assert outcome.err.splitlines()[-1] == "1 story held back because of problems."


@pytest.mark.parametrize(
    ("written", "visible"),
    [
        pytest.param("2024-12-19", 0, id="the day before"),
        pytest.param("2024-12-20", 1, id="the day itself"),
        pytest.param("2024-12-20 0:00", 1, id="a time in the outlet's zone"),
        pytest.param("2024-12-20T00:59+01:00", 0, id="an offset"),
        pytest.param("2024-12-24T05:59:59Z", 1, id="a second before an embargo ends"),
        pytest.param("2024-12-24T06:00Z", 2, id="when it ends"),
    ],
)
def test_as_of_accepts_an_instant_in_any_form(outlet: Make, written: str, visible: int) -> None:
    assert build_json(outlet(PAPER), "--as-of", written)["articles"] == visible


def test_an_invalid_instant_is_a_usage_error(outlet: Make) -> None:
    outcome = run("build", "--as-of", "tomorrow", cwd=outlet(PAPER).folder)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith('newsprint: --as-of: "tomorrow" is not a date (write it as 2024-12-23')


def test_build_prints_a_serve_command_that_works_in_the_current_folder(outlet: Make, tmp_path: Path) -> None:
    paper = outlet(PAPER)
    for place, site in (
        (tmp_path, " --site outlet"),
        (paper.folder / "content", ""),
        (Path("/"), f" --site {quote(str(paper.folder)[1:])}"),
    ):
        outcome = run("build", *([] if not site else ["--site", paper.folder]), *AS_OF, cwd=place)
        assert outcome.out.splitlines()[-1].endswith(f". See it with: newsprint serve{site}")


def test_an_output_folder_is_relative_to_the_current_folder(outlet: Make, tmp_path: Path) -> None:
    paper = outlet(PAPER)
    outcome = run("build", "--site", paper.folder, "--output", "public", *AS_OF, cwd=tmp_path)
    assert outcome.out.splitlines()[-1] == "The site is in public. See it with: newsprint serve --site outlet"
    assert (tmp_path / "public" / "index.html").is_file()
    assert not paper.output.exists()


def test_with_drafts_build_includes_drafts_and_embargoed_stories(outlet: Make) -> None:
    paper = outlet(PAPER)
    assert build_json(paper, *AS_OF, "--drafts", "--output", "preview")["articles"] == 3


@pytest.mark.parametrize("output", [".", "content", "content/world", "themes"])
def test_an_output_folder_among_the_sources_is_refused(outlet: Make, output: str) -> None:
    paper = outlet(PAPER)
    outcome = run("build", "--output", output, *AS_OF, cwd=paper.folder)
    assert (outcome.code, "choose another one" in outcome.err) == (1, True)
    assert sorted(path.name for path in (paper.folder / "content/world").iterdir()) == [
        "draft.md",
        "ferry.md",
        "soon.md",
    ]


@pytest.mark.parametrize("jobs", ["0", "-1", "many", "257"])
def test_an_impossible_number_of_workers_is_a_usage_error(outlet: Make, jobs: str) -> None:
    outcome = run("build", "--jobs", jobs, cwd=outlet(PAPER).folder)
    assert (outcome.code, "--jobs" in outcome.err) == (2, True)


def test_a_full_build_reads_everything_again_and_writes_nothing_new(outlet: Make) -> None:
    paper = outlet(PAPER)
    run("build", *AS_OF, cwd=paper.folder)
    assert build_json(paper, *AS_OF, "--full")["written"] == 0


def test_a_broken_configuration_is_reported_with_its_line_and_exit_code_2(outlet: Make) -> None:
    paper = outlet({"newsprint.toml": '[site]\ntitel = "A"\n[sections]\nworld = "World"\n'})
    outcome = run("build", cwd=paper.folder)
    assert outcome.code == 2
    assert 'newsprint.toml:2:1: unknown key "titel" (did you mean "title"?) [unknown-key]' in outcome.err.splitlines()


def test_a_broken_template_is_reported_with_its_line_and_exit_code_1(outlet: Make) -> None:
    paper = outlet({**PAPER, "themes/gazette/templates/404.html": "\n{{ pgae }}"})
    outcome = run("build", cwd=paper.folder)
    assert (outcome.code, outcome.err.splitlines()[0]) == (
        1,
        'themes/gazette/templates/404.html:2: there is no variable "pgae" (did you mean "page"?) [template]',
    )
