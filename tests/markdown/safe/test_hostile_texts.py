"""Hostile texts: each is converted or refused, in bounded time and with bounded output.

No test checks the time. The limits were measured with these texts; without the limits, the tests of refused texts
would not end.
"""

from __future__ import annotations

import pytest

from newsprint.config.site import MarkdownSettings
from newsprint.markdown.body import BodyError, convert
from newsprint.markdown.engines.engine import load_engine
from newsprint.markdown.limits import MAX_BYTES, MAX_HTML

ENGINES = {name: load_engine(MarkdownSettings(engine=name), "en") for name in ("markdown", "commonmark")}


def outcome(name: str, text: str, **settings: str) -> str:
    """Return the HTML of ``text``, or ``refused: `` and the problems."""
    try:
        return convert(text, ENGINES[name], MarkdownSettings(engine=name, **settings)).html
    except BodyError as error:
        assert all(problem.path == "" and problem.line >= 0 and problem.hint for problem in error.problems)
        return f"refused: {error}"


LARGE = {
    "brackets": "[" * 100_000,
    "bracket pairs": "[" * 50_000 + "]" * 50_000,
    "closing brackets": "]" * 100_000,
    "pictures": "![" * 50_000,
    "link openers": "[a](b " * 30_000,
    "link parentheses": "[a](" * 30_000,
    "stars": "*" * 100_000,
    "emphasis": "*a _b " * 30_000,
    "deep emphasis": "*a **b " * 10_000 + "b** a*" * 10_000,
    "strikethrough": "~~a " * 30_000,
    "angle brackets": "<" * 100_000,
    "tags": "<a " * 50_000,
    "comments": "a <!-- x " * 20_000,
    "CDATA sections": "a <![CDATA[ " * 20_000,
    "runs of backticks of every length": "".join("e" + "`" * size for size in range(1, 600)),
    "escapes": "\\*" * 60_000,
    "quotes": "\"a 'b " * 30_000,
    "dashes": "a--" * 50_000,
    "line ends": "word\n" * 100_000,
    "paragraphs": "a\n\n" * 50_000,
    "headings": "# a\n" * 50_000,
    "underlines": "a\n=\n" * 50_000,
    "rules": "---\n" * 50_000,
    "list items": "- a\n" * 50_000,
    "empty items": "-\n" * 50_000,
    "quotes and paragraphs": "> a\n\nb\n\n" * 20_000,
    "fences": "```\n" * 50_000,
    "fences of every length": "".join("`" * size + "\n" for size in range(3, 600)),
    "a wide table": "|" + "a|" * 10_000 + "\n|" + "-|" * 10_000 + "\n|a|\n",
    "a table that grows": "|" + "a|" * 1_000 + "\n|" + "-|" * 1_000 + "\n" + "a\n" * 1_000,
    "rows": "|a|b|\n|-|-|\n" + "|a|b|\n" * 50_000,
    "uses of a footnote": "[^1]: b\n\n" + "a[^1] " * 20_000,
    "footnotes": "".join(f"[^{number}]: b\n" for number in range(20_000)),
    "footnotes in footnotes": "".join(f"[^{n}]: a [^{n + 1}] [^{n + 1}]\n\n" for n in range(10_000)) + "[^0]",
    "definitions": "".join(f"[a{number}]: b\n" for number in range(20_000)),
    "uses of a long definition": "[a]: " + "b" * 100_000 + "\n\n" + "[a] " * 10_000,
    "abbreviations": "".join(f"*[a{number}]: b\n" for number in range(20_000)),
    "uses of an abbreviation": "*[a]: " + "b" * 1_000 + "\n\n" + "a " * 50_000,
    "braces": "# {a " * 30_000,
    "attributes": "a\n{: " + ".b " * 200_000 + "}\n",
    "quoted attributes": 'a\n{: b="' * 20_000,
    "open elements": "<div>" * 50_000,
    "formatting": "".join(f"<b title={n}>" for n in range(5_000)) + "<p>x" * 50_000,
    "scripts": "<script>" * 20_000,
    "ampersands": "&" * 150_000,
    "shortcodes": "{{<" * 30_000,
    "open shortcodes": '{{< a "' * 30_000,
    "language marks": "> a {lang=fr}\n" * 3_000,
    "attribute lists printed as text": "{.a}\n\n" * 10_000,
    "attributes in one paragraph": "{.a b=c} " * 5_000,
    "open attributes": "{" + '.a b="c" ' * 20_000,
    "unused footnotes in items": "".join(f"- [^{number}]: b\n" for number in range(2_000)),
    "a countdown": "".join(f"{number}. a\n" for number in range(5_000, 0, -1)),
    "nested lists in quotes": "> 9. 8. 7. 6. a\n>\n" * 2_000,
    "rows with too many cells": "|a|\n|-|\n" + "|a|`b|c`|\n" * 5_000,
    "a row with many cells": "|a|\n|-|\n|" + "a`|`" * 20_000 + "\n",
    "language marks below rows": "> |a|\n> {lang=fr}\n" * 3_000,
    "languages in html": "<b lang=xx>a</b> " * 3_000,
    "blocks of other systems": "::: note\n\n" * 3_000,
    "document types": "<!DOCTYPE a>\n\n" * 3_000,
    "spaces": "a" + " " * 200_000 + "b",
    "pipes": "|" * 100_000,
    "open headings": "<h2>" * 50_000,
    "open footnote marks": "<div>\n" + '<sup class="footnote-ref">' * 20_000,
    "open cells": '<div>\n<td align="left">' + "<td " * 50_000,
    "open links": "<div>\n" + "<a '\"" * 50_000,
    "open paragraphs": "<p>a" * 50_000,
    "a heading of spaces": "# a" + " " * 200_000 + "{#x\n",
    "code of spaces": "> a {lang=fr}\n\n```\n" + " " * 200_000 + "\n```\n",
    "a target that is a word": "a " * 200_000 + "\n\n" + "[x](a) " * 1_000,
    "tags without a bracket": "x <b\n\n" * 8_000,
    "tags without a quotation mark": '<b a="\n\n' * 8_000,
    "formatting in each paragraph": "<p>" + "<b><i><u><s><em><small><strong>" * 3 + "<p>x" * 190_000,
    "a little formatting with attributes": "".join(f"<b title={n}>" for n in range(50)) + "<p>x" * 190_000,
    "formatting with many attributes": "".join("<b " + f"a='{n}' " * 101 + ">" for n in range(1_000))
    + "<p>x" * 100_000,
    "deep paragraphs": "<div>" * 1_990 + "<p>x" * 190_000,
    "end tags of nothing": "<div></x>" * 100_000,
    "end tags in attributes": "<div title='</div>'>" * 50_000,
    "end tags in cells": ("<div>" * 1_000 + "<table><td>" + "</div>" * 1_000) * 100,
    "formatting outside cells": "".join(f"<p><b title={n}></p>" for n in range(2_000)) + "<table><td>" + "</b>" * 2_000,
    "pictures in a table": "<table>" + "<img src=a>" * 150_000,
    "a tag of attributes": "<p " + "".join(f"a{n} " for n in range(200_000)) + ">",
    "comments without an end": "a <!-- b\n\n" * 15_000,
    "editors' comments without an end": "{>>" * 60_000,
    "comments on one line": "- <!-- a -->" * 50_000,
    "comments in code": "`<!--` " * 50_000,
    "identical headings": "## a\n\n" * 7_000,
    "headings in another script": "".join(f"## é{number}\n\n" for number in range(150_000)),
    "references": "".join(f"![a](b{n}.png) " for n in range(6_000)),
    "bare addresses": "www.a.b " * 30_000,
    "bare addresses full of punctuation": "https://" + "a.)" * 60_000,
    "bare mail addresses": "a@b.c " * 30_000,
    "incomplete mail addresses": "a." * 100_000 + "@",
    "closed strikethrough": "~~a~~ " * 30_000,
    "fences in items": "- ```\n" * 30_000,
    "fences in quotes": "> ```\n" * 30_000,
    "lazy lines": "> a\nb\n" * 30_000,
    "lists below lines": "a\n- b\n" * 30_000,
    "lists and headings": "- a\n# b\n" * 8_000,
    "tasks": "- [ ] a\n" * 30_000,
    "loose list items": "- a\n\n" * 7_000,
    "loose items of two paragraphs": "- a\n\n  b\n\n" * 3_500,
    "deep lists that end": ("".join("  " * level + "- a\n" for level in range(40)) + "b\n\n") * 200,
    "table starts": "a|b\n-|-\n" * 20_000,
    "html in items": "- <div>\n" * 20_000,
    "rules of many marks": "* " * 100_000 + "a",
    "headings of many number signs": "# " + "# " * 100_000 + "a",
    "quotes between tags": "*\"* _'_ " * 10_000,
    "tags around a quote": "<b></b>" * 20_000 + '"a' + "<b></b>" * 20_000,
    "anchors of one name": "## a {#b}\n\n" * 7_000,
    "ids of the theme": '<p id="np-a">[b](#np-a)\n\n' * 7_000,
}


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_a_hostile_text_is_converted_or_refused(name: str, text: str) -> None:
    html = outcome(name, text, shortcodes="drop")
    assert len(html) <= MAX_HTML


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_a_hostile_text_with_html_as_written_is_converted_or_refused(text: str) -> None:
    assert len(outcome("commonmark", text, raw_html="allowed")) <= MAX_HTML


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize(
    "text",
    [
        ">" * 60 + " a",
        "> " * 60 + "a",
        "- " * 60 + "a",
        "1. " * 60 + "a",
        "> - " * 30 + "a",
        "-\t" * 60 + "a",
        "\n".join("  " * level + "- a" for level in range(60)),
        "\n".join("    " * level + "1. a" for level in range(60)),
        "\n".join("\t" * level + "* a" for level in range(60)),
    ],
)
def test_quotes_and_lists_more_than_fifty_deep_are_refused_with_their_line(name: str, text: str) -> None:
    with pytest.raises(BodyError) as caught:
        convert("First.\n\n" + text + "\n", ENGINES[name], MarkdownSettings(engine=name))
    problem = caught.value.problems[0]
    assert "50 deep" in problem.message
    assert problem.line >= 3


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize(
    "text",
    [
        "> " * 20 + "a",
        "\n".join("    " * level + "- a" for level in range(12)),
        "- " * 100,
        "*" * 300,
        "* * * " * 40,
        "```\n" + " " * 300 + "- a\n" + "> " * 80 + "\n```",
        "| a |\n|" + "-" * 200 + "|\n| b |",
        "text " + "- " * 80 + "text",
        "[image]: <data:image/png;base64," + "QUJD" * 50_000 + ">\n\n![x][image]",
        "| a | b | c | d | e |\n|---|---|---|---|---|\n" + "| 1 | 2 | 3 | 4 | 5 |\n" * 2_000,
        "- an item with [a link](https://example.com/some/page.html) in it\n" * 2_000,
        "<table>\n" + "<tr><td>1</td><td>2</td></tr>\n" * 2_000 + "</table>\n",
        'He said "so" -- it\'s *in* the [paper](https://example.com/). ' * 40 + "\n",
        ('He said "so" -- it\'s *in* the [paper](https://example.com/). ' * 4 + "\n\n") * 1_000,
        "Text.[^1]\n\n" * 300 + "[^1]: Note.\n",
    ],
)
def test_texts_that_a_newsroom_may_write_are_never_refused(name: str, text: str) -> None:
    assert not outcome(name, text).startswith("refused")


@pytest.mark.parametrize("name", ENGINES)
def test_a_text_of_more_than_two_mebibytes_is_refused(name: str) -> None:
    assert outcome(name, "é" * (MAX_BYTES // 2) + "a").startswith("refused: : the text is too large: 2.0 MiB")


@pytest.mark.parametrize("character", ["\0", "\x01", "\x0b", "\x0c", "\x1a", "\x1b", "\x7f", "\x85", "\ud800"])
def test_a_control_character_is_refused_with_its_place(character: str) -> None:
    with pytest.raises(BodyError) as caught:
        convert(f"One.\n\nTwo {character}.\n", ENGINES["commonmark"], MarkdownSettings(engine="commonmark"))
    assert (caught.value.problems[0].line, caught.value.problems[0].column) == (3, 5)


def test_every_control_character_is_reported_up_to_a_limit() -> None:
    with pytest.raises(BodyError) as caught:
        convert("a\x01\n" * 50, ENGINES["commonmark"], MarkdownSettings(engine="commonmark"))
    assert [problem.line for problem in caught.value.problems] == list(range(1, 21))


def test_a_text_that_is_too_deep_for_an_engine_is_a_problem() -> None:
    class Deep:
        name = "markdown"
        fingerprint = ""

        def render(self, text: str) -> str:
            return self.render(text)

    with pytest.raises(BodyError, match="too deep"):
        convert("a", Deep(), MarkdownSettings())
