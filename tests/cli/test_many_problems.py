"""Many problems are grouped by kind and fit on one screen: examples, counts of stories, and what fixes each kind."""

from __future__ import annotations

import json

import pytest

from newsprint.base.errors import Problem
from newsprint.cli.problem_lines import outline
from newsprint.cli.problem_report import print_failure
from newsprint.problems.answers import answer_to
from newsprint.problems.codes import CODES
from newsprint.problems.grouping import problems_by_kind
from tests.support.commandline import run
from tests.support.outlets import article
from tests.support.reading import Make

LINES = 60


def unknown(key: str, stories: range) -> list[Problem]:
    """Return a problem of an unknown key for each of the stories."""
    message, hint = f'unknown key "{key}"', "known: " + ", ".join(f"key{number}" for number in range(30))
    return [Problem(f"content/news/story-{number:05}.md", 4, 1, message, hint, "unknown-key") for number in stories]


def of_each_code(stories: range) -> list[Problem]:
    """Return a problem of each code for each of the stories."""
    return [
        Problem(f"content/news/story-{number:05}.md", 9, 1, f'"{code}" {number} is wrong ' + "very " * 30, "edit", code)
        for code in CODES
        for number in stories
    ]


ARCHIVES = {
    "keys": [problem for key in range(30) for problem in unknown(f"key-{key}", range(1_300 - 40 * key))],
    "every code": of_each_code(range(120)),
    "both": unknown("layout", range(2904)) + of_each_code(range(30)),
    "long names": [Problem(f"content/{'a' * 300}{number}.md", 1, 0, "x", "", "dead-link") for number in range(57_035)],
}


def printed(problems: list[Problem], capsys: pytest.CaptureFixture[str], *, every: bool = False) -> list[str]:
    """Return the lines that are printed for ``problems``."""
    print_failure(problems, every=every, more="newsprint build --all")
    return capsys.readouterr().err.splitlines()


def height(lines: list[str]) -> int:
    """Return how many lines of a terminal with 80 columns these lines fill."""
    return sum(max(1, -(-len(line) // 80)) for line in lines)


@pytest.mark.parametrize("problems", ARCHIVES.values(), ids=ARCHIVES)
def test_any_number_of_problems_fits_on_a_screen(problems: list[Problem], capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(problems, capsys)
    assert height(lines) <= LINES
    assert lines[-1].startswith(
        f"{len(problems) - sum(CODES[each.code].severity == 'warning' for each in problems):,} "
    )
    assert lines[-1].endswith("Nothing was changed. To print every problem: newsprint build --all")


@pytest.mark.parametrize("width", [20, 40, 63, 64, 80, 200])
@pytest.mark.parametrize("problems", ARCHIVES.values(), ids=ARCHIVES)
def test_the_table_of_problems_fits_any_terminal(problems: list[Problem], width: int) -> None:
    table = outline(problems, width).table
    assert len(table) <= 34
    if width >= 40:
        assert max(map(len, table)) <= width


def test_problems_are_grouped_by_code_or_by_a_message_of_many_stories(capsys: pytest.CaptureFixture[str]) -> None:
    problems = unknown("layout", range(2904)) + unknown("permalink", range(12)) + unknown("wieght", range(1))
    lines = printed(problems, capsys)
    assert [line for line in lines if " more " in line] == [
        "  and 2,901 more stories [unknown-key]",
        "  and 9 more stories [unknown-key]",
    ]
    (row,) = (line.split(maxsplit=2) for line in lines if line.split()[1:2] == ["unknown-key"])
    assert (row[0], row[2].startswith('set unknown_keys = "ignore"')) == ("2,904", True)
    assert [line.split()[0] for line in lines if "  unknown key" in line] == ["2,904", "12"]
    assert lines[-1].startswith("2,917 problems in 2,904 stories. ")


def test_counts_are_numbers_of_stories_not_of_problems(capsys: pytest.CaptureFixture[str]) -> None:
    problems = [Problem("content/a.md", line, 0, "the link leads to no file", "", "dead-link") for line in range(1, 31)]
    lines = printed(problems, capsys)
    assert lines[3] == "  and 27 more in the story [dead-link]"
    (row,) = (line for line in lines if line.split()[1:2] == ["dead-link"] and line.split()[0].isdecimal())
    assert row.split()[0] == "1"


def test_problems_of_other_files_are_counted_as_files(capsys: pytest.CaptureFixture[str]) -> None:
    problems = [Problem(f"content/{number}.jpg", 0, 0, "damaged", "", "picture-unreadable") for number in range(20)]
    lines = printed(problems, capsys)
    assert lines[3] == "  and 17 more files [picture-unreadable]"
    assert lines[5].split()[0] == "files"


@pytest.mark.parametrize("count", [1, 10])
def test_a_few_problems_are_all_printed(count: int, capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(unknown("layout", range(count)), capsys)
    assert len(lines) == count + 1
    assert lines[-1] == f"{count} problem{'s' if count > 1 else ''}. Nothing was changed."


def test_every_problem_is_printed_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(unknown("layout", range(200)), capsys, every=True)
    assert len(lines) == 201
    assert len(set(lines)) == 201


def test_errors_come_before_warnings_and_frequent_kinds_first() -> None:
    problems = of_each_code(range(3)) + unknown("layout", range(9))
    codes = problems_by_kind(problems)
    assert [each.severity for each in codes] == sorted(each.severity for each in codes)
    assert codes[0].code == "unknown-key"


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_an_answer_with_valid_settings(code: str) -> None:
    """A setting that the code does not accept would be a problem in the configuration."""
    answer = answer_to(code)
    assert answer
    level = "warn" if CODES[code].severity == "error" else "ignore"
    assert (f'{code} = "{level}" under [checks]' in answer) == CODES[code].adjustable
    if "allow:" in answer:
        assert CODES[code].allowable


def test_build_and_status_print_groups_and_json_has_every_problem(outlet: Make) -> None:
    files = {f"content/world/{number}.md": article(f"A {number}", layout="post") for number in range(30)}
    paper = outlet({**files})
    for words in (["build"], ["build", "--skip-invalid"], ["status"]):
        assert "  and 27 more stories [unknown-key]" in run(*words, cwd=paper.folder).err.splitlines()
        lines = run(*words, "--all", cwd=paper.folder).err.splitlines()
        assert sum(line.endswith("[unknown-key]") for line in lines) == 30
    for words in (["build", "--json"], ["status", "--json"]):
        assert len(json.loads(run(*words, cwd=paper.folder).out)["problems"]) == 30
