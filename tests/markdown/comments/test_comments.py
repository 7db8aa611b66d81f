"""Comments: none of their words is published, and the page equals that of the text without them."""

from __future__ import annotations

import pytest

from newsprint.config.site import MarkdownSettings
from newsprint.markdown.body import BodyError, convert
from newsprint.markdown.comments.uncomment import uncomment
from newsprint.markdown.engines.engine import load_engine
from tests.markdown.comments.commented import NOTE, random_syntax, text_pair
from tests.support.soak import examples

ENGINES = {name: load_engine(MarkdownSettings(engine=name), "en") for name in ("markdown", "commonmark")}


@pytest.mark.soak
@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("raw_html", ["safe", "allowed"])
def test_comments_anywhere_in_a_text_do_not_change_the_page(name: str, raw_html: str) -> None:
    settings = MarkdownSettings(engine=name, raw_html=raw_html)
    for seed in range(examples(60, 5_000)):
        plain, commented = text_pair(seed)
        expected, found = convert(plain, ENGINES[name], settings), convert(commented, ENGINES[name], settings)
        assert found.html == expected.html, (seed, plain, commented)
        assert (found.lead, found.words) == (expected.lead, expected.words), seed
        assert NOTE not in found.html + found.lead
        assert not found.problems, (seed, commented)
        lines = commented.split("\n")
        assert all(item.target in lines[item.line - 1] for item in found.references if item.line), seed


@pytest.mark.parametrize(
    ("commented", "plain"),
    [
        ("one\n<!-- x -->\ntwo", "one\ntwo"),
        ("one <!-- a\n\nb --> two", "one  two"),
        ("- a\n<!-- - b -->\n- c", "- a\n- c"),
        ("- <!-- x --> a\n  - b", "- a\n  - b"),
        ("<!-- x -->- a\n- b", "- a\n- b"),
        ("- a\n\n  <!-- x\n\n  y -->\n  b", "- a\n\n  b"),
        ("> a <!-- x\n\ny --> b", "> a  b"),
        ("> a\n> <!-- x -->\n> b", "> a\n> b"),
        ("| a |\n|---|\n| b <!-- x | y --> |\n<!-- | c | -->\n| d |", "| a |\n|---|\n| b  |\n| d |"),
        ("## One <!-- x --> two", "## One  two"),
        ("one <!-- x --> \ntwo", "one \ntwo"),
        ("one  <!-- x -->\ntwo", "one  \ntwo"),
        ("<!-- x --> <!-- y --><!-- z -->\n\none", "one"),
        ("<!-- x -->```\ncode\n```", "```\ncode\n```"),
        ("``` <!-- x -->\ncode\n```", "```\ncode\n```"),
        ("<!-- ```\nx\n``` -->\none", "one"),
        ("a ` b <!-- x --> c", "a ` b  c"),
        ("`` <!-- x --> ` a", "``  ` a"),
        ("a[^1] b\n\n[^1]: note <!-- x\n\ny --> more", "a[^1] b\n\n[^1]: note  more"),
        ('<a href="https://e.com/" title="a<!-- x -->b">c</a>', '<a href="https://e.com/" title="ab">c</a>'),
        ("[a](https://e.com/<!-- x -->b)", "[a](https://e.com/b)"),
        ("a {>>x\n\ny<<}b {{/* z */}}c{{- /* z */ -}}", "a b c"),
        ("{% comment 'Ann' %}x{% endcomment %}a", "a"),
        ("{% comment %}\n\nx\n\n{% endcomment %}\n\na {%- comment -%}x{%- endcomment -%}b", "a b"),
        ("<!--[if IE]> x <![endif]-->\n\n<!--[if !IE]><!-->a<!--<![endif]-->", "a"),
        ("a ` b\n<!-- c ` d -->\ne", "a ` b\ne"),
        ("a\n\n<!-- x", "a\n\n&lt;!-- x"),
    ],
)
def test_comments_leave_no_trace(body, commented: str, plain: str) -> None:
    assert body(commented).html == body(plain).html


@pytest.mark.parametrize(
    "text",
    [
        "`<!-- kept -->`",
        "``a ` <!-- kept --> ``",
        "a `<!--` opens and `-->` closes. kept",
        "```\n<!-- kept -->\n```",
        "~~~ html\n```\n<!-- kept\n~~~",
        "a\n\n    <!-- kept -->\n\n    {>>kept<<}",
        "- a\n\n        <!-- kept -->",
        "a `b\nc <!-- kept --> c` d",
    ],
)
def test_comments_in_code_are_code(body, text: str) -> None:
    converted = body(text)
    assert "kept" in converted.html
    assert "&lt;!--" in converted.html
    assert not converted.problems


def test_comments_in_code_in_a_list_or_quotation_are_code(commonmark) -> None:
    html = commonmark("- a\n\n  ```\n  <!-- kept -->\n  ```\n\n> ~~~\n> <!-- kept -->\n> ~~~\n").html
    assert html.count("&lt;!-- kept --&gt;") == 2


def test_allowed_scripts_keep_what_looks_like_a_comment(body) -> None:
    text = "<script>\n<!--\nrun()\n//-->\n</script>\n\na<!-- x -->\n"
    html = body(text, raw_html="allowed").html
    assert "run()" in html
    assert "x -->" not in html


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("one\n\ntwo <!-- x\n\nthree", 3, 5),
        ("one\n\n<!-- x ->\n\ntwo <!-- y -->", 3, 1),
        ("one\n\n<!-- a <!-- b --> c -->", 3, 1),
        ("<!-- a -->\n\n<! -- x -->", 3, 1),
        ("a\n<!-- a\n-->\n<!- x -->", 4, 1),
        ("a\n\n<!–– x ––>", 3, 1),
        ("a\n\n<!— x —>", 3, 1),
        ("a\n\n<!-- x --", 3, 1),
        ("a\n\n<-- x -->", 3, 1),
        ("a\n\n< !-- x -->", 3, 1),
        ("a\n\n<!-- x --!>", 3, 1),
        ("a\n\n<!--> x -->", 3, 1),
        ("a\n\n<1-- x -->", 3, 1),
        ("a\n\nb !-- x -->", 3, 3),
        ("a\n\n<!−− x −−>", 3, 1),
        ("a\n\n<! x >", 3, 1),
        ("a\n\n{ >>x<<}", 3, 1),
        ("a\n\n{# x\n\ny #}", 3, 1),
        ("a\n\n{/* x */}", 3, 1),
        ("a\n\nb {{! x }}", 3, 3),
        ("a\n\n{{!-- x --}}", 3, 1),
        ("a\n\n{% # x %}", 3, 1),
        ("a\n\n<%# x %>", 3, 1),
        ("a\n\nb %% x %%", 3, 3),
        ("a\n\n[//]: # (x", 3, 0),
        ("a\n\n&lt;!-- x --&gt;", 3, 0),
        ("a\n\n&#60;!-- x --&#62;", 3, 0),
        ("a\n\n＜!-- x --＞", 3, 1),
        ("a\n\n＜！－－ x －－＞", 3, 1),
        ("a\n\nb ＜!— x —＞", 3, 3),
        ("a\n\n＜ !-- x -->", 3, 1),
        ("a\n\n﹤!-- x --﹥", 3, 1),
        ("a\n\n<！-- x -->", 3, 1),
        ("a\n\n<!－－ x －－>", 3, 1),
        ("a\n\n<\u200b!-- x -->", 3, 1),
        ("a\n\n<!\u200b-- x -->", 3, 1),
        ("a\n\n<!-\u2060- x -->", 3, 1),
        ("a\n\n<\u00a0!-- x -->", 3, 1),
        ("a\n\n&lt!-- x --&gt", 3, 0),
        ("a\n\n&LT;!-- x --&GT;", 3, 0),
        ("a\n\n&#60!-- x --&#62", 3, 0),
        ("a\n\n&#X3C!-- x --&#X3E", 3, 0),
        ("a\n\n&amp;lt;!-- x --&amp;gt;", 3, 0),
        ("a\n\n&lt;&#33;-- x --&gt;", 3, 0),
        ("a\n\n<!\n-- x -->", 3, 1),
        ("a\n\nb <\n!-- x -->", 3, 3),
        ("a\n\n> <!\n> -- x -->", 3, 3),
        ("a\n\n<! \n  -- x\n\ny -->", 3, 1),
        ("a\n\n```\n<!-- b\n```\nx\n```\n-->\nc\n```", 4, 1),
        ("a\n\n~~~\nb <!-- c\n~~~\n\nx\n\n~~~\n--> c\n~~~", 4, 3),
        ("a\n\n```\n{>> b\n```\n\n## x\n\n    <<}\n", 4, 1),
        ("a\n\n{* x *}", 3, 1),
        ("a\n\n{::comment}\nx\n{:/comment}", 3, 1),
        ("a\n\n{::comment}x{:/}", 3, 1),
        ("a\n\n<comment>x</comment>", 3, 1),
        ("a\n\n@* x *@", 3, 1),
        ("a\n\n<%doc>x</%doc>", 3, 1),
        ("a\n\n{>>x", 3, 1),
        ("a\n\n{{/* x }}", 3, 1),
        ("a\n\n{% comment %} x", 3, 1),
        ("a\n\nb ` c <!-- d ` e --> f", 3, 7),
        ("a\n\n> b\n> - c <!-- d\n", 4, 7),
        ("a\n\n| b |\n|---|\n| <!-- c |\n", 5, 3),
    ],
)
def test_an_unclosed_comment_is_a_problem_with_its_place(body, text: str, line: int, column: int) -> None:
    converted = body(text)
    first = converted.problems[0]
    assert (first.code, first.severity, first.line, first.column) == ("unclosed-comment", "error", line, column)
    assert "x" not in first.message.replace("next", "").replace("text", "")


def test_text_after_an_unclosed_comment_is_converted(body) -> None:
    html = body("one\n\n<!-- two\n\n## Three\n").html
    assert '<h2 id="three">' in html
    assert "two" in html


def test_a_comment_as_a_link_definition_is_removed_or_reported(commonmark) -> None:
    assert "x" not in commonmark("a\n\n[//]: # (x)\n").data.decode()
    assert [(each.code, each.line) for each in commonmark("a\n[//]: # (x)\n").problems] == [("unclosed-comment", 2)]


def test_an_escaped_comment_is_a_problem(commonmark) -> None:
    assert commonmark("a\n\n\\<!-- b -->").problems[0].line == 3


def test_a_comment_in_code_in_a_list_item_is_code(body) -> None:
    converted = body("- a\n\n      b <!-- c\n\n      d -->\n")
    assert "<code>b &lt;!-- c\n\nd --&gt;\n</code>" in converted.html
    assert converted.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "a --> b",
        "a <-- b",
        "a <- b -> c",
        "a < b! - c",
        "1 <!2",
        "{#id} {: .x }",
        "{{ x }}",
        "<!DOCTYPE x>",
        "5%% of 10%%",
        "100 %% 5",
        "## A {#a} and {#b}",
        "a <= b --> c",
        "{ a } >> b",
        "a!--b",
        "a ＜ b！ c ＞ d",
        "1 <\n2! 3",
        "a &lt b! &amp;lt; c",
        "{*a* b}",
        "@*x* y",
        "Thanks to @**simulacrum** and *@other* for that.",
        "{::nomarkdown}",
    ],
)
def test_arrows_and_braces_are_not_comments(body, text: str) -> None:
    assert {problem.code for problem in body(text).problems} <= {"shortcode", "attribute-list", "html-removed"}


def test_code_in_html_may_show_a_comment(body) -> None:
    assert not body("a <code>&lt;!-- b --&gt;</code>\n\n<pre>&lt;!-- c --&gt;</pre>").problems


def test_editing_marks_are_warnings_with_their_place(body) -> None:
    problems = body("<!-- x\n-->\na {++b++}\n\n{--c--} {~~d~>e~~} {==f==} `{++g++}`\n").problems
    assert [(item.code, item.severity, item.line, item.column) for item in problems] == [
        ("editing-mark", "warning", 3, 3),
        ("editing-mark", "warning", 5, 1),
        ("editing-mark", "warning", 5, 9),
        ("editing-mark", "warning", 5, 20),
    ]


# The comment <!--more-->, which ends the lead


@pytest.mark.parametrize("mark", ["<!--more-->", "<!-- more -->", "<!-- MORE\n-->"])
def test_text_after_more_on_the_same_line_is_markdown(body, mark: str) -> None:
    converted = body(f"One.\n\n{mark}See [two](https://y.example/) *now*.\n")
    assert converted.lead == "One."
    assert '<p>See <a href="https://y.example/">two</a> <em>now</em>.</p>' in converted.html


def test_more_between_two_lines_separates_them(body) -> None:
    converted = body("One.\n<!--more-->\nTwo.\n")
    assert converted.lead == "One."
    assert converted.html.strip() == "<p>One.</p>\n<p>Two.</p>"


def test_more_in_code_does_not_end_the_lead(body) -> None:
    converted = body("One `<!--more-->`.\n\nTwo.<!--more-->\n\nThree <!--more-->.\n")
    assert converted.lead == "One <!--more-->. Two."
    assert converted.html.count("more") == 1


def test_more_is_removed_from_anchors_and_addresses(body) -> None:
    html = body("## One <!--more-->\n\n[a](https://e.com/b)\n").html
    assert 'id="one"' in html
    assert "more" not in body("[a](https://e.com/b<!--more-->c)\n").html


def test_references_after_comments_have_the_line_of_the_file(body) -> None:
    text = "<!--\na\n\n-->\nb <!-- c\n\nd --> [e](gone.md)\n\n<!-- f -->\n[g](more.md)\n"
    assert [(item.target, item.line) for item in body(text).references] == [("gone.md", 7), ("more.md", 10)]


def test_a_problem_of_an_engine_has_the_line_of_the_file() -> None:
    text = "<!--\n\n\n-->\n" + "a\n\n" * 9_000
    with pytest.raises(BodyError) as caught:
        convert(text, ENGINES["markdown"], MarkdownSettings())
    assert text.split("\n")[caught.value.problems[0].line - 1] == "a"
    assert caught.value.problems[0].line > 8_000


def test_comments_between_quotation_marks_do_not_hide_their_depth(body) -> None:
    with pytest.raises(BodyError, match="50 deep"):
        body("> <!-- x -->" * 60 + "a")


@pytest.mark.soak
def test_every_line_left_after_removing_comments_has_its_line() -> None:
    for seed in range(examples(1_000, 50_000)):
        text = random_syntax(seed)
        found = uncomment(text, keep_scripts=bool(seed % 2))
        assert found.with_all_lines.count("\n") == text.count("\n"), seed
        if found.lines:
            whole = found.lines[: found.text.count("\n")]
            assert len(found.lines) == found.text.count("\n") + 1, seed
            assert list(whole) == sorted(whole), seed
            assert all(1 <= number <= text.count("\n") + 1 for number in whole), seed
        assert all(1 <= problem.line <= text.count("\n") + 1 for problem in found.problems), seed
