"""Problems of front matter: all are reported at once, each with path, line, column and hint."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.outlets import Outlet, article
from tests.support.running import build_command, newsprint, snapshot

FILE = "content/world/storm.md"
SECTIONS = "add a line section: …, or move the file to a section's folder; known: sport, world"
FORMS = "write it as 2024-12-23, 2024-12-23 18:30 or 2024-12-23T18:30:00+01:00"


def yaml(*lines: str) -> str:
    """Return a file with a YAML header of ``lines``; the first of them is line 2 of the file."""
    return "---\n" + "\n".join(lines) + "\n---\n\nText.\n"


TITLE, DATE, SECTION = "title: Storm", "date: 2024-12-20", "section: world"

PROBLEMS = {
    "no title": (yaml(DATE, SECTION), ':1: "title" is missing (add a line title: …)'),
    "an empty title": (yaml('title: "  "', DATE, SECTION), ':2:1: "title" is empty (write title: …)'),
    "a bad date": (
        yaml(TITLE, "date: 31 December", SECTION),
        f':3:1: "date": "31 December" is not a date ({FORMS})',
    ),
    "an impossible date": (
        yaml(TITLE, "date: 2024-02-30", SECTION),
        f':3:1: "date": "2024-02-30" is not a date: day is out of range for month ({FORMS})',
    ),
    "no date": (yaml(TITLE, SECTION), ':1: "date" is missing (add a line date: 2024-12-23)'),
    "an unknown section": (
        yaml(TITLE, DATE, "section: wrold"),
        ':4:1: unknown section "wrold" (did you mean "world"?)',
    ),
    "an unknown key": (yaml(TITLE, DATE, "tagz: [a]"), ':4:1: unknown key "tagz" (did you mean "tags"?)'),
    "an unknown key of the picture": (
        yaml(TITLE, DATE, "image: {src: 'https://pictures.example/a.png', captoin: A, alt: A}"),
        ':4:1: unknown key "captoin" (did you mean "caption"?)',
    ),
    "a key given twice": (
        yaml(TITLE, DATE, "title: Again"),
        ':4:1: the key "title" is given twice (first on line 2)',
    ),
    "a colon without quotes": (
        yaml("title: Storm: the sequel", DATE),
        ':2:13: not valid YAML: the text of "title" contains a colon followed by a space '
        '(put quotation marks around it: title: "Storm: the sequel")',
    ),
    "a header that is not closed": (
        f"---\n{TITLE}\n{DATE}\n",
        ":1: the front matter is not closed (end it with a line ---)",
    ),
    "not UTF-8": (
        yaml("title: Caf\udce9", DATE).encode("utf-8", "surrogateescape"),
        ":2: not UTF-8: byte 0xe9 (save the file as UTF-8)",
    ),
    "a NUL": (yaml(TITLE, DATE, "kicker: a\0b"), ":4: the file contains a NUL character (is it a text file?)"),
    "a control character": (
        yaml(TITLE, DATE, "kicker: a\x01b"),
        ":4:10: the front matter contains a control character (U+0001) "
        "(delete it; it comes from another program or another encoding)",
    ),
    "a word that is not true or false": (
        yaml(TITLE, DATE, "draft: perhaps"),
        ':4:1: "draft" must be true or false, not text',
    ),
    "a Python tag": (
        yaml(TITLE, DATE, "extra: !!python/object/apply:os.getcwd []"),
        ":4:8: not valid YAML: could not determine a constructor for the tag "
        "'tag:yaml.org,2002:python/object/apply:os.getcwd' (check quotes and indentation here)",
    ),
    "a correction without its text": (
        yaml(TITLE, DATE, "corrections:", "  - date: 2024-12-21"),
        ':4:1: "corrections" needs "text"',
    ),
    "a focus that is not a point": (
        yaml(TITLE, DATE, "image: {src: 'https://pictures.example/a.png', focus: 'url(x)', alt: A}"),
        ':4:1: the focus "url(x)" is not a point (for example: 50% 20%)',
    ),
    "broken TOML": (
        '+++\ntitle = "Storm\n+++\n',
        ":2:15: not valid TOML: illegal character '\\n'",
    ),
    "broken JSON": (
        '{\n"title": "Storm",\n}\n',
        ":3:1: not valid JSON: expecting property name enclosed in double quotes",
    ),
}


@pytest.mark.parametrize(("text", "expected"), PROBLEMS.values(), ids=PROBLEMS.keys())
def test_a_problem_is_reported_with_place_and_hint(
    outlet: Callable[..., Outlet], text: str | bytes, expected: str
) -> None:
    assert outlet({FILE: text}).problems() == [FILE + expected]


AWKWARD_VALUES = {
    "a number as a key": yaml(TITLE, DATE, "1: one"),
    "true as a key": yaml(TITLE, DATE, "true: one"),
    "nothing as a key": yaml(TITLE, DATE, "~: one"),
    "a list as a key": yaml(TITLE, DATE, "? [a, b]\n: one"),
    "a tag that does not fit its value": yaml(TITLE, DATE, "draft: !!bool perhaps"),
    "an invalid timestamp": yaml(TITLE, DATE, "updated: !!timestamp soon"),
    "an empty number": yaml(TITLE, DATE, "extra: {a: !!int ''}"),
    "a number of 30 digits in YAML": yaml(TITLE, DATE, f"extra: {{a: !!int '{'9' * 30}'}}"),
    "a number of 30 digits in JSON": f'{{\n"title": "A", "date": "2024-12-20", "extra": {{"a": {"9" * 30}}}\n}}\n',
    "a number of 30 digits in TOML": f'+++\ntitle = "A"\ndate = 2024-12-20\nextra = {{a = {"9" * 30}}}\n+++\n',
    "a number of 5,000 digits in JSON": f'{{\n"title": "A", "extra": {{"a": {"9" * 5000}}}\n}}\n',
    "a number of 5,000 digits in TOML": f'+++\ntitle = "A"\nextra = {{a = {"9" * 5000}}}\n+++\n',
    "half a surrogate pair": '{\n"title": "A", "date": "2024-12-20", "aliases": ["/\\ud800/"]\n}\n',
    "half a surrogate pair in extra": '{\n"title": "A", "date": "2024-12-20", "extra": {"a": ["\\udfff"]}\n}\n',
    "half a surrogate pair as a key": '{\n"title": "A", "date": "2024-12-20", "\\ud800": 1\n}\n',
    "a list as the title": yaml("title: [a, b]", DATE),
    "a table as the date": yaml(TITLE, "date: {a: b}"),
    "a number as the picture": yaml(TITLE, DATE, "image: 7"),
    "a text as a correction": yaml(TITLE, DATE, "corrections: [wrong]"),
    "a time without a date": '+++\ntitle = "A"\ndate = 07:32:00\n+++\n',
    "the last day of the calendar": yaml(TITLE, "date: 9999-12-31"),
    "an offset of a hundred hours": yaml(TITLE, "date: 2024-12-20T10:00:00+99:00"),
    "a second document": yaml(TITLE, DATE, "...", "more: x"),
    "a header of one word": yaml("storm"),
    "an empty file": "",
}


@pytest.mark.parametrize("text", AWKWARD_VALUES.values(), ids=AWKWARD_VALUES.keys())
def test_an_odd_header_is_reported_with_a_place(outlet: Callable[..., Outlet], text: str) -> None:
    problems = outlet({FILE: text}).problems()

    assert problems
    assert all(problem.startswith(f"{FILE}:") and "\n" not in problem for problem in problems)


def test_all_problems_of_all_files_are_reported_in_the_order_of_place(outlet: Callable[..., Outlet]) -> None:
    site = outlet(
        {
            "content/world/b.md": yaml("date: tomorrow", "section: wrold", "tagz: x"),
            "content/sport/a.md": yaml(TITLE, DATE, "image: 7", "draft: maybe", 'slug: "../x"', 'aliases: ["/old//"]'),
            "content/pages/about.md": "---\nteaser: Who we are\n---\n",
            "content/loose.md": article(section=None),
            "content/world/good.md": article(),
        }
    )

    assert site.problems() == [
        f"content/loose.md:1: the article has no section ({SECTIONS})",
        'content/pages/about.md:1: "title" is missing (add a line title: …)',
        'content/sport/a.md:4:1: "image" must be a table of keys and values, not a whole number',
        'content/sport/a.md:5:1: "draft" must be true or false, not text',
        'content/sport/a.md:6:1: the slug "../x" must be one name, not a path (for example: x)',
        'content/sport/a.md:7:1: the alias "/old//" contains an empty segment (for example: /2019/old-address/)',
        'content/world/b.md:1: "title" is missing (add a line title: …)',
        f'content/world/b.md:2:1: "date": "tomorrow" is not a date ({FORMS})',
        'content/world/b.md:3:1: unknown section "wrold" (did you mean "world"?)',
        'content/world/b.md:4:1: unknown key "tagz" (did you mean "tags"?)',
    ]


def test_the_command_line_lists_problems_and_exits_with_1(outlet: Callable[..., Outlet]) -> None:
    site = outlet({"content/world/a.md": yaml(DATE), FILE: yaml(TITLE, "date: soon")})

    done = newsprint(*build_command(site))

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        'content/world/a.md:1: "title" is missing (add a line title: …) [missing-key]',
        f'{FILE}:3:1: "date": "soon" is not a date ({FORMS}) [invalid-value]',
        "2 problems. Nothing was changed.",
    ]


def test_a_failed_build_does_not_change_bytes_and_times_of_the_output(outlet: Callable[..., Outlet]) -> None:
    site = outlet({FILE: article("Before the tide")})
    site.build()
    before = snapshot(site.output)

    site.write({FILE: article("After the tide"), "content/world/bad.md": yaml(DATE)})

    assert site.problems() == ['content/world/bad.md:1: "title" is missing (add a line title: …)']
    assert snapshot(site.output) == before
    site.write({"content/world/bad.md": None}).build()
    assert site.pages_with("After the tide")
    assert not site.pages_with("Before the tide")


def test_a_failed_first_build_creates_no_output(outlet: Callable[..., Outlet], tmp_path: Path) -> None:
    site = outlet({FILE: yaml(DATE)})

    assert len(site.problems(output=tmp_path / "site")) == 1
    assert not (tmp_path / "site").exists()
