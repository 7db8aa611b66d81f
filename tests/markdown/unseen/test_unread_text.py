"""Markdown that is lost or printed as text is reported with its line, by both engines alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from newsprint.config.site import MarkdownSettings
from newsprint.markdown.body import convert
from newsprint.markdown.engines.engine import engine_for
from newsprint.markdown.lead import is_opening
from tests.markdown.unseen.reported import problems
from tests.support.outlets import Outlet, article

ENGINES = ("markdown", "commonmark")
TABLE = "| a | b |\n|---|--:|\n"
REPORTED = {
    "a footnote without a mark": ("Words.\n\n[^1]: A note.", 3, 'nothing refers to the footnote "[^1]"'),
    "a footnote in an item": ("- a\n\n  [^1]: A note.", 3, 'nothing refers to the footnote "[^1]"'),
    "a footnote whose mark is code": ("`[^1]`\n\n[^1]: A note.", 3, 'nothing refers to the footnote "[^1]"'),
    "a footnote given twice": ("Words.[^1]\n\n[^1]: A.\n\n[^1]: B.", 5, 'the footnote "[^1]" is defined twice'),
    "an address given twice": ("[a]\n\n[a]: b.md\n[A]: c.md", 4, 'the link "[A]" is defined twice'),
    "an anchor given twice": ("## A {#x}\n\n## B {#x}", 3, 'an earlier heading has the anchor "x"'),
    "a cell too many": (f"{TABLE}| 1 | 2 | 3 |", 3, '"3" is left out'),
    "a cell too many without edges": ("a | b\n--|--\n1 | 2 | 3", 3, '"3" is left out'),
    "a cell too many in a quotation": ("> a | b\n> --|--\n> 1 | 2\n> 1 | 2 | 3", 4, '"3" is left out'),
    "a cell too many in an item": ("- a | b\n  --|--\n  1 | 2 | 3", 3, '"3" is left out'),
    "a language after a row": ("> | a |\n> |---|\n> | 1 | {lang=fr}", 3, '"{lang=fr}" is left out'),
    "a countdown": ("3. c\n2. b\n1. a", 2, "the item is number 2 in the text, and 4 on the page"),
    "a countdown in an item": ("- a\n  1. c\n\n  3. b", 4, "the item is number 3 in the text, and 2 on the page"),
    "years": (
        "Words.\n\n1986. A year.\n\n2024. Another.",
        5,
        "the item is number 2024 in the text, and 1987 on the page",
    ),
    "a language below a quotation": ("> La mer\n\n{lang=fr}", 3, '"{lang=fr}" is printed as text'),
    "a language below a quoted table": ("> | a |\n> |---|\n{lang=fr}", 3, '"{lang=fr}" is printed as text'),
    "a language between quotes": ("> La mer\n\n{lang='fr'}", 3, "\"{lang='fr'}\" is printed as text"),
    "a class of a table": (f"{TABLE}| 1 | 2 |\n{{: .wide }}", 4, '"{: .wide }" is printed as text'),
    "a class without an element": ("Words.\n\n{.wide}\n\nMore.", 3, '"{.wide}" is printed as text'),
    "an anchor of a paragraph": ("Words {#x}", 1, '"{#x}" is printed as text'),
    "a block of another system": (
        "Words.\n\n::: note\nA\n:::",
        3,
        'there is no block "note": the line is printed as text',
    ),
    "a block with attributes": (
        "Words.\n\n::: {.note #x}\nA\n:::",
        3,
        'there is no block "note": the line is printed as text',
    ),
    "an admonition": ("Words.\n\n!!! note\n    A", 3, '"!!! note" is printed as text'),
    "a table of contents": ("Words.\n\n[TOC]\n", 3, '"[TOC]" is printed as text'),
}
KEPT = """\
Words.[^1] More.[^Two] `[^9]` {lang} {x} { } `{.a}` a = {b, c} ${x=y}

[^1]: A note
[^two]: Another[^3]
[^3]: A third

[b]: https://b.example
[b]: https://b.example

1. one
1. two

   1. a
   2. b
1. three

4. four

Words

7. seven
8. eight

- 3
- 1

> 1. one
> 2. two

1. one

| a | b |
|---|---|
| 1 | 2 | |
| 1 \\| 2 | 3
| 1

```
| a |
|---|
| 1 | 2 |
3. c
1. a
{.a}
```

    | a |
    |---|
    | 1 | 2 |

<pre>
3. c
1. a
</pre>

> La mer
> {lang=fr}

{x=1} $a_{i=1}$ \\{.a} {#if x} and !!! wow

!!! so it is

Words
!!! wow what it is

| a `|` b | c |
|---|---|---|
| 1 | 2 | 3 |
"""
LIKE_LISTS_OR_TABLES = {
    "a list in HTML": "<div>\n3. c\n2. b\n</div>",
    "a table in HTML": "<div>\n| a |\n|---|\n| 1 | 2 |\n</div>",
    "lines between blank lines in HTML": "<pre>\n\n3. c\n2. b\n\n</pre>",
    "a list that HTML ends": "1. a\n<div>x</div>\n\n5. b",
    "a list after an end tag": "1. a\n</div>\n\n5. b",
    "a row below an item": "1. a | b\n--|--\n1 | 2 | 3",
    "code that shows HTML": "```\n<div>\n```\n\n1. a\n2. b",
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("written", "line", "message"), REPORTED.values(), ids=REPORTED.keys())
def test_lost_text_is_reported_once_with_its_line(written: str, line: int, message: str, engine: str) -> None:
    [(reported_line, _, reported)] = problems(f"{written}\n", engine=engine)
    assert reported_line == line
    assert message in reported


@pytest.mark.parametrize("engine", ENGINES)
def test_text_that_is_printed_as_intended_is_not_reported(engine: str) -> None:
    text = KEPT if engine == "commonmark" else KEPT.replace("[^two]", "[^Two]")
    assert problems(text, engine=engine) == []


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("written", LIKE_LISTS_OR_TABLES.values(), ids=LIKE_LISTS_OR_TABLES.keys())
def test_lines_that_only_look_like_lists_or_tables_are_not_reported(written: str, engine: str) -> None:
    assert [each for each in problems(f"{written}\n", engine=engine) if each[1] == "unread-text"] == []


def test_lists_after_html_are_checked_again() -> None:
    assert [each[:2] for each in problems("<div>\n<p>a</p>\n</div>\n\n3. c\n2. b\n")] == [(6, "unread-text")]


def test_an_abbreviation_is_reported_by_the_engine_that_has_none() -> None:
    text = "The EU.\n\n*[EU]: European Union\n"
    assert problems(text) == []
    assert problems(text, engine="commonmark") == [(3, "shortcode", '"*[EU]:" is printed as text')]


def test_an_attribute_list_is_reported_by_the_engine_that_has_none() -> None:
    text = "Words.\n{: .wide }\n\n![A](a.png){: .wide }\n"
    assert problems(text) == []
    assert [each[:2] for each in problems(text, engine="commonmark")] == [(2, "attribute-list")]


def test_a_bar_in_code_is_reported_by_the_engine_where_it_ends_a_cell() -> None:
    text = f"{TABLE}| 1 | `x|y` |\n"
    assert problems(text) == []
    assert [each[:2] for each in problems(text, engine="commonmark")] == [(3, "unread-text")]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_printed_attribute_list_is_found_among_others_that_work(engine: str) -> None:
    text = "> La mer\n> {lang=fr}\n\nLa plage\n\n{lang=fr}\n\n> La mer\n> {lang=fr}\n"
    assert [each[:2] for each in problems(text, engine=engine)] == [(6, "attribute-list")]


@pytest.mark.parametrize("engine", ENGINES)
def test_lines_of_problems_count_removed_comments(engine: str) -> None:
    text = f"<!-- a\n\nb -->\n\n{TABLE}<!-- c -->\n| 1 | 2 | 3 |\n\n{{.wide}}\n"
    assert [each[:2] for each in problems(text, engine=engine)] == [(8, "unread-text"), (10, "attribute-list")]


@pytest.mark.parametrize("engine", ENGINES)
def test_language_tags_in_html_are_checked_like_others(engine: str) -> None:
    chosen = MarkdownSettings(engine=engine)
    text = 'Words.\n\n<p lang="FR_ca">Une <i lang="english">b</i> <i lang="">c</i></p>\n'
    body = convert(text, engine_for(chosen, "en"), chosen)

    assert '<p lang="fr-CA">Une <i>b</i> <i lang="">c</i></p>' in body.html
    [problem] = body.problems
    assert (problem.line, problem.code) == (3, "html-removed")
    assert problem.hint == 'did you mean "en"?'


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("table", ["> | a |\n> |---|\n> | 1 |\n", "> a | b\n> --|--\n> 1 | 2\n"])
def test_a_table_before_the_language_of_a_quotation_stays_a_table(table: str, engine: str) -> None:
    chosen = MarkdownSettings(engine=engine)
    body = convert(f"{table}> {{lang=fr}}\n", engine_for(chosen, "en"), chosen)

    assert body.html.startswith('<blockquote lang="fr" dir="ltr">')
    assert "<table>" in body.html
    assert body.html.count("<tr>") == 2
    assert "{" not in body.html
    assert body.problems == ()


def test_an_unknown_language_of_a_quotation_is_one_problem() -> None:
    assert [each[:2] for each in problems("> Words\n> {lang=xx-1}\n")] == [(2, "invalid-value")]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_document_type_is_reported(engine: str) -> None:
    found = problems("Words.\n\n<!DOCTYPE html>\n\nWords.\n", engine=engine)
    assert found == [(3, "html-removed", "<! … > is removed")]


def test_a_document_type_within_a_line_is_reported() -> None:
    found = problems("Words <!DOCTYPE x> and more.\n", engine="commonmark")
    assert found == [(1, "html-removed", "<! … > is removed")]


def test_the_number_of_problems_of_a_text_is_limited() -> None:
    assert len(problems(TABLE + "| 1 | 2 | 3 |\n" * 500)) == 50


def test_an_excerpt_over_two_paragraphs_is_the_opening_of_its_text() -> None:
    assert is_opening("The ferry is back. It had been […]", "The ferry is back.")
    assert not is_opening("The ferry is back. It had been repaired.", "The ferry is back.")
    assert not is_opening("Words …", "")


def test_every_build_reports_the_warnings_with_the_lines_of_the_file(outlet: Callable[..., Outlet]) -> None:
    site = outlet({"content/world/a.md": article(body="3. c\n2. b\n\n{.wide}")})
    for _ in range(2):
        assert [(problem.line, problem.code) for problem in site.build().warnings] == [
            (8, "unread-text"),
            (10, "attribute-list"),
        ]
