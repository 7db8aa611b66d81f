"""Quotations in another language: the mark at their end names it."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "> Bonjour\n> {lang=fr}\n",
        "> Bonjour {lang=fr}\n",
        "> Bonjour\n> {: lang=fr }\n",
        "> Bonjour\n>\n> {lang=fr}\n",
    ],
)
def test_a_block_quote_can_name_its_language(body, text: str) -> None:
    html = " ".join(body(text).html.split())
    assert html == '<blockquote lang="fr" dir="ltr"> <p>Bonjour</p> </blockquote>'


@pytest.mark.parametrize(
    "text", ["> - Un\n> - Deux\n> {lang=fr}\n", "> 1. Un\n>    - Deux {lang=fr}\n", "> - Un\n>\n>   Deux\n> {lang=fr}"]
)
def test_a_block_quote_that_ends_in_a_list_can_name_its_language(body, text: str) -> None:
    html = body(text).html
    assert html.startswith('<blockquote lang="fr" dir="ltr">')
    assert "Deux" in html
    assert "{" not in html


def test_a_right_to_left_quotation_has_its_direction(body) -> None:
    assert '<blockquote lang="ar" dir="rtl">' in body("> مرحبا {lang=ar}\n").html


@pytest.mark.parametrize(("written", "tag"), [("zh_cn", "zh-CN"), ("PT-br", "pt-BR")])
def test_common_spellings_of_a_language_tag_are_accepted(body, written: str, tag: str) -> None:
    assert f'<blockquote lang="{tag}" dir="ltr">' in body(f"> Words {{lang={written}}}\n").html


def test_an_unknown_language_of_a_quotation_is_a_problem_with_its_line(body) -> None:
    converted = body("One.\n\n> Bonjour\n> {lang=french}\n")
    assert [str(problem) for problem in converted.problems] == [':4: "french" is not a language (did you mean "fr"?)']
    assert converted.problems[0].code == "invalid-value"
    assert "{lang=french}" in converted.html


def test_a_quotation_within_a_quotation_has_a_language_of_its_own(body) -> None:
    html = " ".join(body("> outer\n>\n> > inner {lang=fr}\n>\n> end {lang=pt-BR}\n").html.split())
    assert html.startswith(
        '<blockquote lang="pt-BR" dir="ltr"> <p>outer</p> <blockquote lang="fr" dir="ltr"> <p>inner</p>'
    )


@pytest.mark.parametrize("mark", ["{lang=x}", "{lang=fr$}", "{lang=../x}", '{lang="a" onclick="b"}'])
def test_an_invalid_language_mark_stays_text(commonmark, mark: str) -> None:
    html = commonmark(f"> Bonjour {mark}\n").html
    assert "lang=" in html
    assert "<blockquote>" in html


def test_a_language_mark_within_code_or_not_at_the_end_is_text(body) -> None:
    html = body("> a {lang=fr}\n>\n> b\n").html
    assert "a {lang=fr}" in html
    assert "<blockquote>" in html
