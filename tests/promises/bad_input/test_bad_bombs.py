"""Files made to exhaust a program: bounded time and memory, a clear message, and other files are published."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.running import build_command, newsprint

BOMB = "content/world/bomb.md"
GIGABYTE = 1024**3

LAUGHS = "\n".join(
    ["---", "title: Laughs", "date: 2024-12-20", "extra:", "  a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol]"]
    + [f"  a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 8)}]" for n in range(1, 30)]
    + ["---", ""]
)
MERGED = "---\ntitle: Merged\ndate: 2024-12-20\nextra:\n  a: &a {b: c}\n  d:\n    <<: *a\n---\n"


def header(extra: str) -> str:
    """Return a file whose front matter has this value of ``extra``."""
    return f"---\ntitle: Bomb\ndate: 2024-12-20\nextra: {extra}\n---\n"


HEADERS = {
    "a billion laughs": (LAUGHS, ":5:7: YAML anchors and aliases are not read (write the value out where it is used)"),
    "merge keys": (MERGED, ":7:5: YAML merge keys are not read (write the values out)"),
    "1 MB of front matter": (
        header("x" * 1024 * 1024),
        ":1: the front matter is too long: 1024 KB; the limit is 64 KB (is its closing line missing?)",
    ),
    "1 MB of keys": (
        "---\n" + "".join(f"key{n}: value\n" for n in range(70_000)) + "---\n",
        ":1: the front matter is too long: 1082 KB; the limit is 64 KB (is its closing line missing?)",
    ),
    "10,000 closed brackets": (
        header("[" * 10_000 + "]" * 10_000),
        ":4:28: the front matter is nested too deep",
    ),
    "60,000 open brackets": (header("[" * 60_000), ":4:28: the front matter is nested too deep"),
    "20,000 open braces": (header("{a: " * 15_000), ":4:88: the front matter is nested too deep"),
    "10,000 dashes": (header("\n " + "- " * 10_000), ":5:42: the front matter is nested too deep"),
    "20,000 brackets in TOML": (
        f"+++\ntitle = {'[' * 20_000}\n+++\n",
        ":1: not valid TOML: nested too deep",
    ),
    "20,000 brackets in JSON": (f'{{\n"title": {"[" * 20_000}\n}}\n', ":1: the front matter is nested too deep"),
    "300 closed brackets in JSON": (
        f'{{\n"title": "Bomb", "date": "2024-12-20",\n"extra": {{"a": {"[" * 300}{"]" * 300}}}\n}}\n',
        ":3:1: the front matter is nested too deep",
    ),
}


@pytest.mark.parametrize(("text", "expected"), HEADERS.values(), ids=HEADERS.keys())
def test_a_hostile_header_is_refused_and_other_files_are_published(
    outlet: Callable[..., Outlet], text: str, expected: str
) -> None:
    site = outlet({BOMB: text, "content/world/good.md": article("Good news")})

    assert site.problems() == [BOMB + expected]
    assert site.build(skip_invalid=True).articles == 1
    assert site.pages_with("Good news")


def test_60_thousand_brackets_do_not_crash_the_process(outlet: Callable[..., Outlet]) -> None:
    """A parser in C would overflow the stack, which raises no exception: therefore a separate process runs it."""
    done = newsprint(*build_command(outlet({BOMB: header("[" * 60_000)})))

    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == f"{BOMB}:4:28: the front matter is nested too deep [front-matter]"


QUOTES = "> " * 10_000 + "deep"
DEEP = "quotes and lists are nested more than 50 deep (remove some levels; a fenced code block may contain anything)"


@pytest.mark.parametrize("engine", ["markdown", "commonmark"])
def test_quotes_of_10_thousand_levels_are_refused_with_their_line(outlet: Callable[..., Outlet], engine: str) -> None:
    settings = f'{CONFIGURATION}[markdown]\nengine = "{engine}"\n'
    site = outlet(
        {"newsprint.toml": settings, BOMB: article(body=f"First.\n\n{QUOTES}"), "content/world/good.md": article()}
    )

    assert site.problems() == [f"{BOMB}:9: {DEEP}"]
    assert site.build(skip_invalid=True).articles == 1


BODIES = {
    "brackets": "[" * 10_000 + "a" + "]" * 10_000,
    "images": "![" * 10_000,
    "stars": "*a **b " * 10_000,
    "backticks": "".join("`" * n + " " for n in range(1, 400)),
    "lists": "".join("  " * n + "- a\n" for n in range(1, 400)),
    "open tags": "<div>" * 10_000,
    "unclosed comments": "<!--" * 10_000,
    "entities": "&amp" * 10_000,
}


@pytest.mark.parametrize("engine", ["markdown", "commonmark"])
def test_a_body_of_10_thousand_marks_does_not_stop_other_files(outlet: Callable[..., Outlet], engine: str) -> None:
    """Each of these bodies is published or refused with a place, depending on the engine."""
    settings = f'{CONFIGURATION}[markdown]\nengine = "{engine}"\n'
    bombs = {f"content/world/{name}.md": article(name, body) for name, body in BODIES.items()}
    site = outlet({"newsprint.toml": settings, **bombs, "content/world/good.md": article("Good news")})

    report = site.build(skip_invalid=True)

    assert {problem.path for problem in report.problems} <= set(bombs)
    assert all(problem.message for problem in report.problems)
    assert report.articles == 1 + len(bombs) - len({problem.path for problem in report.problems})
    assert site.pages_with("Good news")


def test_a_body_of_20_mb_is_refused_in_little_memory(outlet: Callable[..., Outlet]) -> None:
    site = outlet({BOMB: article(body="word " * 4 * 1024 * 1024), "content/world/good.md": article("Good news")})

    done = newsprint(*build_command(site, "--skip-invalid", "--json"), memory=GIGABYTE)

    assert done.returncode == 0, done.stderr
    (problem,) = json.loads(done.stdout)["problems"]
    assert problem["path"] == BOMB
    assert problem["message"] == "the file is too large: 20.0 MB; the limit is 4 MB"
    assert problem["hint"] == "is it an article?"
    assert site.pages_with("Good news")


def test_an_article_of_many_gigabytes_is_not_read(outlet: Callable[..., Outlet]) -> None:
    site = outlet({BOMB: article(), "content/world/good.md": article("Good news")})
    with (site.folder / BOMB).open("r+b") as file:
        file.truncate(20 * GIGABYTE)  # a sparse file, which takes no space on the disk

    done = newsprint(*build_command(site, "--skip-invalid"), memory=GIGABYTE)

    assert done.returncode == 0, done.stderr
    expected = f"{BOMB}: the file is too large: 20480.0 MB; the limit is 4 MB (is it an article?) [file-too-large]"
    assert done.stderr.splitlines() == [expected, "1 story held back because of problems."]


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (3 * 1024 * 1024, ": the text is too large: 3.0 MiB; the limit is 2 MiB (split the article)"),
        (5 * 1024 * 1024, ": the file is too large: 5.0 MB; the limit is 4 MB (is it an article?)"),
    ],
    ids=["the text", "the file"],
)
def test_a_text_that_is_too_large_is_reported_with_the_limit(
    outlet: Callable[..., Outlet], size: int, expected: str
) -> None:
    assert outlet({BOMB: article(body="a" * size)}).problems() == [BOMB + expected]


def test_folders_nested_too_deep_are_reported(outlet: Callable[..., Outlet]) -> None:
    site = outlet({"content/world/" + "a/" * 60 + "deep.md": article(), "content/world/good.md": article("Good news")})

    (problem,) = site.problems()

    assert problem.startswith("content/world/a/a/")
    assert problem.endswith("folders are nested more than 40 deep")
    assert site.build(skip_invalid=True).articles == 1
