"""The lead of a body: its first paragraph, or the text before the more comment."""

from __future__ import annotations

import pytest


def test_the_lead_is_the_first_paragraph(body) -> None:
    text = "## Heading\n\nFirst *one* &amp; only\nline.\n\nSecond.\n"
    assert body(text).lead == "First one & only line."


def test_the_lead_is_the_text_before_more(body) -> None:
    converted = body(
        "First.\n\n## Heading\n\n| a |\n|---|\n| b |\n\nSecond.[^1]\n\n<!-- more -->\n\nThird.\n\n[^1]: Note.\n"
    )
    assert converted.lead == "First. Second."
    assert "more" not in converted.html
    assert "Third." in converted.html


def test_more_within_a_paragraph_ends_the_lead_there(body) -> None:
    converted = body("First half <!--more--> second half.\n")
    assert converted.lead == "First half"
    assert "second half" in converted.html


def test_more_in_the_address_of_a_link_ends_the_lead_before_the_link(body) -> None:
    for link in ("[it](https://p.example/a<!--more-->b)", '<a href="https://p.example/a<!--more-->b">it</a>'):
        assert body(f"See {link} there.\n").lead in ("See", "See it there.")


@pytest.mark.parametrize("mark", ["<!--more-->", "<!-- more -->", "<!--MORE-->"])
@pytest.mark.parametrize("before", ["", "First.\n\n", "- a\n", "> a\n\n"])
def test_text_on_the_line_of_more_is_read_as_without_it(body, mark: str, before: str) -> None:
    text = f"{before}{mark}See [two](https://y.example/) *so*\nand `{mark}`\n"
    html = body(text).html
    assert '<a href="https://y.example/">two</a> <em>so</em>' in html
    assert html.count("&lt;!--") == 1


def test_more_in_code_is_code(body) -> None:
    converted = body("One `<!--more-->`.\n\n```\n<!--more-->\n```\n\n    <!--more-->\n\n- a\n\n      <!--more-->\n")
    assert converted.html.count("&lt;!--more--&gt;") == 4
    assert converted.lead == "One <!--more-->."


@pytest.mark.parametrize("raw_html", ["safe", "allowed"])
def test_a_lead_has_no_pictures_captions_footnote_marks_or_lists(body, raw_html: str) -> None:
    text = (
        "![alt](x.png)\n\n<figure><figcaption><p>Caption</p></figcaption></figure>\n\n- item\n\n    loose\n\n    - nested\n\n    still\n\n"
        "> > Quoted.\n>\n> Again.\n\nThe text.[^1]\n\n[^1]: Note.\n"
    )
    assert body(text, raw_html=raw_html).lead == "The text."


def test_a_body_without_paragraphs_has_no_lead(body) -> None:
    assert body("## Only\n\n- a\n- b\n").lead == ""
