"""Lists, quotations, headings and code as CommonMark has them: the same in both engines."""

from __future__ import annotations

import re

import pytest

from newsprint.config.site import MarkdownSettings
from newsprint.markdown.body import convert
from newsprint.markdown.engines.engine import load_engine


def folded(html: str) -> str:
    """Return ``html`` without white space beside tags of blocks."""
    return re.sub(r"\s*(</?(?:ul|ol|li|p|blockquote|pre|h\d|hr|table|thead|tbody|tr|th|td)\b[^<>]*>)\s*", r"\1", html)


def test_a_hashtag_at_the_start_of_a_paragraph_is_not_a_heading(body) -> None:
    converted = body("#MeToo marches on.\n\n##no heading\n")
    assert folded(converted.html) == "<p>#MeToo marches on.</p><p>##no heading</p>"
    assert converted.lead == "#MeToo marches on."


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("## C#\n", '<h2 id="c">C#</h2>'),
        ("## C# ##\n", '<h2 id="c">C#</h2>'),
        ("## The night ##\n", '<h2 id="the-night">The night</h2>'),
        ("   ## The night\n", '<h2 id="the-night">The night</h2>'),
        ("One\nand two\n---\n", '<h2 id="one-and-two">One\nand two</h2>'),
        ("text\n## a\nmore\n", '<p>text</p><h2 id="a">a</h2><p>more</p>'),
        ("## \\#1\n", '<h2 id="1">#1</h2>'),
    ],
)
def test_headings_are_read_as_commonmark_reads_them(body, text: str, html: str) -> None:
    assert folded(body(text).html) == html


@pytest.mark.parametrize("spaces", [2, 3, 4])
def test_a_nested_list_is_indented_by_two_or_more_spaces(body, spaces: int) -> None:
    html = folded(body("- a\n" + " " * spaces + "- b\n" + " " * spaces + "- c\n- d\n").html)
    assert html == "<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>"


def test_a_list_may_be_directly_below_a_paragraph(body) -> None:
    assert folded(body("We need:\n- bread\n- milk\n").html) == "<p>We need:</p><ul><li>bread</li><li>milk</li></ul>"
    assert folded(body("It was in\n1986. Long ago.\n").html) == "<p>It was in\n1986. Long ago.</p>"


@pytest.mark.parametrize("indent", ["  ", "    "])
def test_fenced_code_may_be_in_a_list_item(body, indent: str) -> None:
    text = f"- a\n\n{indent}```python\n{indent}x = 1\n\n{indent}    y\n{indent}```\n\n{indent}b\n- c\n"
    html = folded(body(text).html)
    code = '<pre><code class="language-python">x = 1\n\n    y\n</code></pre>'
    assert html == f"<ul><li><p>a</p>{code}<p>b</p></li><li><p>c</p></li></ul>"


def test_indented_code_may_be_in_a_list_item(body) -> None:
    assert folded(body("1. a\n\n       code\n2. b\n").html) == (
        "<ol><li><p>a</p><pre><code>code\n</code></pre></li><li><p>b</p></li></ol>"
    )


def test_fenced_code_may_be_in_a_quotation_in_a_list_item(body) -> None:
    html = folded(body("- a\n  > ```\n  > <b>\n  >\n  > x\n  > ```\n").html)
    assert html == "<ul><li>a<blockquote><pre><code>&lt;b&gt;\n\nx\n</code></pre></blockquote></li></ul>"


def test_an_unclosed_fence_ends_with_its_container(body) -> None:
    assert folded(body("- ```\n  a\n\nb\n").html) == "<ul><li><pre><code>a\n\n</code></pre></li></ul><p>b</p>"
    assert folded(body("```\na\n\n- b\n").html) == "<pre><code>a\n\n- b\n</code></pre>"


def test_tabs_in_code_are_kept(body) -> None:
    assert "all:\n\tmake\n" in body("```\nall:\n\tmake\n```\n").html


def test_a_loose_list_has_paragraphs_and_a_tight_one_has_none(body) -> None:
    assert folded(body("- a\n- b\n\n- c\n").html) == "<ul><li><p>a</p></li><li><p>b</p></li><li><p>c</p></li></ul>"
    assert folded(body("- a\n  - b\n\n    c\n- d\n").html) == (
        "<ul><li>a<ul><li><p>b</p><p>c</p></li></ul></li><li>d</li></ul>"
    )
    assert folded(body("- > a\n  >\n  > b\n- c\n").html) == (
        "<ul><li><blockquote><p>a</p><p>b</p></blockquote></li><li>c</li></ul>"
    )


def test_a_list_keeps_its_first_number(body) -> None:
    assert '<ol start="3">' in body("3) a\n4) b\n").html


def test_a_table_may_be_directly_below_a_paragraph_or_in_an_item(body) -> None:
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n"
    assert body(f"Tides:\n{table}").html.startswith("<p>Tides:</p>")
    assert "<td>2</td>" in body(f"Tides:\n{table}").html
    assert "<td>2</td>" in body("- x\n\n" + re.sub("^", "  ", table, flags=re.M)).html


def test_html_in_an_item_is_part_of_it(body) -> None:
    html = folded(body("- a\n\n  <div>*b*</div>\n\n  c\n").html)
    assert re.sub(r"\s*(</?div>)\s*", r"\1", html) == "<ul><li><p>a</p><div>*b*</div><p>c</p></li></ul>"


def test_task_lists_have_check_boxes(body) -> None:
    html = body("- [ ] open\n- [x] done\n- [y] neither\n").html
    assert html.count("<input") == 2
    assert html.count("checked") == 1
    assert "[y] neither" in html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("~~gone~~ kept", "<del>gone</del> kept"),
        ("~~*a* b~~ **~~c~~**", "<del><em>a</em> b</del> <strong><del>c</del></strong>"),
        ("Open 9~5, then 7~11.", "Open 9~5, then 7~11."),
        ("~about~ ten", "~about~ ten"),
        ("~~ a ~~", "~~ a ~~"),
        ("\\~~a~~", "~~a~~"),
        ("`~~a~~`", "<code>~~a~~</code>"),
    ],
)
def test_only_two_tildes_strike_text_through(body, text: str, html: str) -> None:
    assert folded(body(text).html) == f"<p>{html}</p>"


@pytest.mark.parametrize(
    ("text", "address", "after"),
    [
        ("See https://e.com/a_b_c.", "https://e.com/a_b_c", "."),
        ("(https://e.com/a)", "https://e.com/a", ")"),
        ("https://e.com/a_(b)", "https://e.com/a_(b)", "</p>"),
        ("**https://e.com/a**", "https://e.com/a", "</strong>"),
        ("www.e.com/x, so", "http://www.e.com/x", ", so"),
        ("news@e.com.", "mailto:news@e.com", "."),
        ("https://e.com/?a=1&b=2", "https://e.com/?a=1&amp;b=2", "</p>"),
    ],
)
def test_a_bare_address_is_a_link(body, text: str, address: str, after: str) -> None:
    html = body(text).html
    assert f'<a href="{address}">' in html
    assert f"</a>{after}" in html


def test_an_address_in_a_link_or_in_code_is_not_linked_again(body) -> None:
    html = body("[https://e.com](https://f.com) `https://g.com` <a href='https://h.com'>x</a> me@localhost x\n").html
    assert html.count("<a ") == 2
    assert "<code>https://g.com</code>" in html


def test_footnotes_are_numbered_in_the_order_of_their_marks(body) -> None:
    html = body("> One.[^b]\n\n- two[^c]\n\nThree.[^a]\n\n[^a]: A.\n[^b]: B.\n[^c]: C.\n").html
    assert re.findall(r'<a [^<>]*href="#fn.(\w)"[^<>]*>(\d)</a>', html) == [("b", "1"), ("c", "2"), ("a", "3")]
    assert re.findall(r'<li id="fn.(\w)">', html) == ["b", "c", "a"]
    assert 'aria-label="Back to reference 3"' in html.partition('<li id="fn')[2].rpartition("<li")[2]


def test_every_punctuation_mark_can_be_escaped_and_a_backslash_breaks_a_line(body) -> None:
    marks = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
    assert marks.translate({38: "&amp;", 60: "&lt;", 62: "&gt;"}) in body(
        "x " + "".join(f"\\{mark}" for mark in marks) + "\n"
    ).html.replace("&quot;", '"')
    assert re.search(r"<br ?/?>\s*b", body("a\\\nb\n").html)
    assert "&amp;copy;" in body("\\&copy;\n").html


EXTENSIONS = ("admonition", "def_list", "md_in_html", "toc", "extra")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "!!! note\n    Text\n\n    - a\n      - b\n\nAfter\n",
            "<p>Text</p><ul><li>a<ul><li>b</li></ul></li></ul></div>",
        ),
        ("Ferry\n:   A ship\n\n    - a\n    - b\n", "<ul><li>a</li><li>b</li></ul></dd>"),
        ('<div markdown="1">\n\n- a\n  - b\n\n</div>\n', "<ul><li>a<ul><li>b</li></ul></li></ul></div>"),
        ("- a\n\n!!! note\n    b\n", '</ul><div class="admonition note">'),
        ("- a\n\n[^1]: Note\n\n    - b\n\nText[^1]\n", "<li>b</li>"),
    ],
)
def test_blocks_of_extensions_are_found_and_may_contain_lists(python_markdown, text: str, found: str) -> None:
    html = re.sub(r"\s*(<[^<>]*>)\s*", r"\1", python_markdown(text, extensions=EXTENSIONS).html)
    assert re.sub(r"\s*(<[^<>]*>)\s*", r"\1", found) in html


def test_each_item_of_deep_lists_is_read_once() -> None:
    settings = MarkdownSettings()
    engine = load_engine(settings, "en")
    deep = "\n".join("  " * level + f"- {level}" for level in range(40)) + "\n"
    assert convert(deep * 40, engine, settings).html.count("<li>") == 1600
