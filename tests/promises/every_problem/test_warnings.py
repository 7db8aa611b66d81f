"""Every build repeats a warning until its cause is fixed, however little the build reads and prints."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from msgspec.structs import replace

from newsprint.base.errors import ContentError, Problem
from newsprint.catalog.checks.all_checks import OF_FILES
from newsprint.catalog.sync import sync
from newsprint.problems.codes import CODES
from tests.support.commandline import run
from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.reading import Make

AS_OF = ("--as-of", "2024-12-23T20:00:00Z")

FRONT: dict[str, str | bytes | None] = {"content/world/ferry.md": article("The ferry TK", "Some words.")}
BODY: dict[str, str | bytes | None] = {"content/world/ferry.md": article("Ferry", "Some words, TK.")}
PAGE: dict[str, str | bytes | None] = {
    "content/pages/about.md": "---\ntitle: About us\ntags: [Tides]\n---\nWe print.\n",
    "content/world/a.md": article("A"),
}
HIDDEN_FILE: dict[str, str | bytes | None] = {"content/world/a.md": article("A"), "content/static/.env": "SECRET=1\n"}

sources = pytest.mark.parametrize(
    ("files", "code", "fixed"),
    [
        pytest.param(FRONT, "placeholder-word", {"content/world/ferry.md": article("Ferry")}, id="front matter"),
        pytest.param(BODY, "placeholder-word", {"content/world/ferry.md": article("Ferry")}, id="text"),
        pytest.param(PAGE, "unused-key", {"content/pages/about.md": "---\ntitle: About us\n---\n"}, id="page"),
        pytest.param(HIDDEN_FILE, "file-not-published", {"content/static/.env": None}, id="folder"),
    ],
)


def codes(paper: Outlet, **options: Any) -> list[str]:
    """Build, and return the codes of the warnings."""
    return [problem.code for problem in paper.build(**options).warnings]


def with_checks(code: str, level: str) -> str:
    """Return a configuration that gives problems of this code a level."""
    return f'{CONFIGURATION}\n[checks]\n{code} = "{level}"\n'


@sources
def test_every_build_repeats_a_warning_until_its_cause_is_fixed(
    outlet: Make, files: Any, code: str, fixed: Any
) -> None:
    paper = outlet({**files, "content/world/other.md": article("Other")})
    assert codes(paper) == [code]
    assert codes(paper) == [code]
    assert codes(paper.write({"content/world/other.md": article("Another")})) == [code]
    assert codes(paper, full=True) == [code]
    assert codes(paper.write(fixed)) == []
    assert codes(paper) == []


def check_tags(outcome: Any, *_rest: object) -> list[Problem]:
    """Check a story: it must have a tag."""
    story = outcome.version
    return [] if story is None or story.tags else [Problem(f"content/{story.path}", 1, 0, "no tag", code="no-story")]


def test_a_new_check_is_applied_to_files_that_were_read_before(outlet: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = outlet({"content/world/a.md": article("A"), "content/world/b.md": article("B", tags=["Tides"])})
    assert codes(paper) == []
    with monkeypatch.context() as patch:
        patch.setattr(sync, "OF_FILES", (*OF_FILES, check_tags))
        assert [codes(paper), codes(paper)] == [["no-story"], ["no-story"]]
    assert codes(paper) == []


@pytest.mark.parametrize("files", [FRONT, BODY], ids=["front matter", "text"])
def test_a_new_severity_applies_to_files_that_were_read_before(
    outlet: Make, files: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = outlet(files)
    assert codes(paper) == ["placeholder-word"]
    with monkeypatch.context() as patch:
        patch.setitem(CODES, "placeholder-word", replace(CODES["placeholder-word"], severity="error"))
        assert [problem.partition(": ")[2] for problem in paper.problems()] != []
    assert codes(paper) == ["placeholder-word"]


@sources
def test_a_warning_disappears_with_its_file(outlet: Make, files: Any, code: str, fixed: Any) -> None:
    paper = outlet({**files, "content/world/other.md": article("Other")})
    assert codes(paper) == [code]
    assert codes(paper.write(dict.fromkeys(files, None))) == []


@sources
def test_settings_turn_a_warning_into_an_error_or_off(outlet: Make, files: Any, code: str, fixed: Any) -> None:
    paper = outlet(files)
    assert codes(paper) == [code]
    assert codes(paper.write({"newsprint.toml": with_checks(code, "ignore")})) == []
    before = paper.files()
    (problem,) = paper.write({"newsprint.toml": with_checks(code, "error")}).problems()
    assert paper.files() == before
    assert [found.code for found in paper.build(skip_invalid=True).problems] == [code]
    assert codes(paper.write({"newsprint.toml": with_checks(code, "warn")})) == [code]
    assert problem


@sources
def test_a_strict_build_fails_with_warnings(outlet: Make, files: Any, code: str, fixed: Any) -> None:
    paper = outlet(files)
    paper.build()
    before = paper.files()
    assert len(paper.problems(strict=True)) == 1
    assert paper.files() == before
    assert paper.write(fixed).problems(strict=True) == []


FRAME = '<iframe src="https://tides.example/"></iframe>'
DRAFTS: dict[str, str] = {
    "content/world/draft.md": article("A draft", f"Words. {FRAME}", draft=True),
    "content/pages/about.md": f"---\ntitle: About us\ndraft: true\n---\nWe print. {FRAME}\n",
}


@pytest.mark.parametrize("path", DRAFTS)
def test_a_strict_build_does_not_fail_with_warnings_of_drafts(outlet: Make, path: str) -> None:
    paper = outlet({"content/world/a.md": article("A"), path: DRAFTS[path]})
    assert paper.problems(strict=True) == []
    found = codes(paper, strict=True)
    assert found == ["html-removed"]
    assert len(paper.problems(strict=True, drafts=True)) == 1
    published = re.sub(r".?draft.?[:=] true,?\n?", "", DRAFTS[path])
    assert len(paper.write({path: published}).problems(strict=True)) == 1


@pytest.mark.parametrize("key", ["embargo", "date"])
def test_a_strict_build_fails_with_warnings_of_scheduled_stories(outlet: Make, key: str) -> None:
    paper = outlet({"content/world/a.md": article("The ferry TK", **{key: "2025-06-01"})})
    (problem,) = paper.problems(strict=True)
    assert "TK" in problem


def test_a_strict_build_with_drafts_reports_the_warnings_of_others(outlet: Make) -> None:
    paper = outlet({**BODY, **DRAFTS})
    with pytest.raises(ContentError) as stopped:
        paper.build(strict=True)
    severities = {problem.path: problem.severity for problem in stopped.value.problems}
    assert severities == {"content/world/ferry.md": "error", **dict.fromkeys(DRAFTS, "warning")}


def test_a_story_may_turn_a_warning_off_for_itself(outlet: Make) -> None:
    paper = outlet({"content/world/ferry.md": article("The ferry TK", allow=["placeholder-word"])})
    assert codes(paper) == []


def test_errors_are_reported_with_the_warnings_of_all_other_files(outlet: Make) -> None:
    paper = outlet({**BODY, "content/world/bad.md": article("Bad", date="yesterday")})
    outcome = run("build", *AS_OF, cwd=paper.folder)
    assert outcome.code == 1
    assert [line.rpartition("[")[2] for line in outcome.err.splitlines()[:-1]] == [
        "invalid-value]",
        "placeholder-word]",
    ]
    assert outcome.err.splitlines()[-1] == "1 problem, 1 warning. Nothing was changed."


def test_a_warning_is_printed_with_its_place_and_code_and_counted(outlet: Make) -> None:
    paper = outlet(BODY)
    outcome = run("build", *AS_OF, cwd=paper.folder)
    (line,) = outcome.err.splitlines()
    assert line.startswith("content/world/ferry.md:7")
    assert ": warning: " in line
    assert line.endswith(" [placeholder-word]")
    assert "1 warning (see above; --strict makes them errors)." in outcome.out.splitlines()
    result = json.loads(run("build", "--json", *AS_OF, cwd=paper.folder).out)
    assert result["counts"] == {"errors": 0, "warnings": 1, "by_code": {"placeholder-word": 1}}
    assert [(each["code"], each["severity"]) for each in result["warnings"]] == [("placeholder-word", "warning")]


def test_many_warnings_of_one_kind_are_printed_in_a_few_lines(outlet: Make) -> None:
    paper = outlet({f"content/world/story-{number}.md": article("A", "TK", slug=f"s{number}") for number in range(14)})
    lines = run("build", *AS_OF, cwd=paper.folder).err.splitlines()
    assert [line.endswith("[placeholder-word]") for line in lines[:4]] == [True] * 4
    assert lines[3] == "  and 11 more stories [placeholder-word]"
    assert len(run("build", "--all", *AS_OF, cwd=paper.folder).err.splitlines()) == 14


def test_strict_and_skip_invalid_cannot_be_combined(outlet: Make) -> None:
    outcome = run("build", "--strict", "--skip-invalid", cwd=outlet(BODY).folder)
    assert outcome.code == 2
    assert "--strict and --skip-invalid cannot be combined" in outcome.err


@pytest.mark.parametrize(
    ("checks", "message"),
    [
        (
            'placeholder = "warn"',
            'problems with the code "placeholder" are always errors '
            "(to allow them in one story, add allow: [placeholder] to it)",
        ),
        (
            'source-published = "ignore"',
            'problems with the code "source-published" are always errors (remove this line)',
        ),
        ('placeholder-wrod = "warn"', 'unknown code "placeholder-wrod" (did you mean "placeholder-word"?)'),
        ('placeholder-word = "loud"', '"checks.placeholder-word" must be "error", "warn" or "ignore"'),
    ],
)
def test_a_code_that_cannot_be_lowered_is_reported_in_the_settings(outlet: Make, checks: str, message: str) -> None:
    paper = outlet({"newsprint.toml": f"{CONFIGURATION}\n[checks]\n{checks}\n"})
    outcome = run("build", cwd=paper.folder)
    assert (outcome.code, outcome.err.splitlines()[0].partition(": ")[2].rpartition(" [")[0]) == (2, message)
