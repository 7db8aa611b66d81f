"""Attribute lists after pictures: read by neither engine, and equal in both."""

from __future__ import annotations

import pytest

from newsprint.markdown.picture_attributes import set_lists_aside, with_attributes
from tests.markdown.conftest import Convert, converter


@pytest.mark.parametrize(
    ("written", "attributes"),
    [
        ("{.wide}", (("class", "wide"),)),
        ("{: .wide .dark #pier }", (("class", "wide"), ("class", "dark"), ("id", "pier"))),
        ("{credit=\"Ann Lee\" width=400 Alt=''}", (("credit", "Ann Lee"), ("width", "400"), ("alt", ""))),
        ("{credit=“Ann Lee”}", (("credit", "Ann Lee"),)),
    ],
)
def test_a_list_is_read(written: str, attributes: tuple[tuple[str, str], ...]) -> None:
    text, lists = set_lists_aside(f"A ![b](c.jpg){written} d")
    assert written not in text
    assert [(each.written, each.attributes) for each in lists] == [(written, attributes)]


@pytest.mark.parametrize(
    "text",
    [
        "![b](c.jpg) {.wide}",
        "![b](c.jpg){see below}",
        "![b](c.jpg){}",
        "![b](c.jpg){{.wide}}",
        '![b](c.jpg){credit="Ann}',
        "[b](c.jpg){.wide}",
        "\\![b](c.jpg){.wide}",
        "`![b](c.jpg){.wide}`",
        "```\n![](c.jpg){.wide}\n```",
        "![b]\n{.wide}",
    ],
)
def test_other_braces_stay(text: str) -> None:
    assert set_lists_aside(text) == (text, [])


@pytest.mark.parametrize(
    "text",
    [
        "![b](c.jpg){.wide}",
        '![b](c.jpg "It\'s"){.wide credit="Ann\'s" alt="new"} words "q"',
        "[![b](c(1).jpg){.x}](d.md)",
        "![b [c] d](<e f.jpg> 'g (h)'){.x}",
        "![b][c]{#x}\n\n[c]: d.jpg",
        "![b]{.x}\n\n[b]: d.jpg",
        "# ![b](c.jpg){.x}",
        "| ![b](c.jpg){.x} |\n|---|\n| ![b](c.jpg){.y} |",
        "A[^1]\n\n[^1]: ![b](c.jpg){.x} c",
        "> ![b](c.jpg){.x} d\n> {lang=fr}",
        '    ![b](c.jpg){.x y="1"}',
        "![b ![c](d.jpg){.x} e](f.jpg){.y}",
        "![b](c.jpg){onclick=alert(1) style=x src=d.jpg .x}",
    ],
)
def test_both_engines_print_the_same(text: str) -> None:
    def printed(engine: str) -> str:
        html = converter(engine)(f"{text}\n").html
        return html.replace(" /\x1a>", "\x1a>").replace("\n", "").replace('="x y"', '="y x"').replace("&quot;", '"')

    assert "\x1b" not in printed("markdown")
    for part in ("class=", "{", "alt=", "id=", "credit", "onclick"):
        assert printed("markdown").count(part) == printed("commonmark").count(part), (
            printed("markdown"),
            printed("commonmark"),
        )


def test_a_list_that_no_picture_precedes_is_text(body: Convert) -> None:
    html = body('    ![b](c.jpg){.x credit="A & <b>"}\n').html
    assert "![b](c.jpg){.x credit=" in html
    assert "A &amp; &lt;b&gt;" in html


def test_attributes_of_a_list_replace_those_of_the_picture() -> None:
    _, lists = set_lists_aside('![b](c.jpg){.x alt="new" .y}')
    html, places = with_attributes('<img src="c.jpg" class="a" alt="b" />\x1b0\x1b', lists)
    assert (html, places) == ('<img src="c.jpg" class="a x y" alt="new" />', [])


def test_what_html_may_not_contain_is_removed_and_reported(body: Convert) -> None:
    converted = body("Words ![b](c.jpg){onclick=alert(1)}\n")
    assert "onclick" not in converted.html
    assert [(each.line, each.code) for each in converted.problems] == [(1, "html-removed")]
