"""The lines and arguments of blocks, in every notation that authors bring along, and in hostile texts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsprint.config.declared import Argument, BlockType, Declared
from newsprint.config.site import MarkdownSettings
from newsprint.markdown.body import Body, BodyError, convert
from newsprint.markdown.engines.engine import engine_for

DECLARED = Declared(
    {
        "box": BlockType("optional", {"title": Argument(), "tone": Argument("choice", choices=("a", "b"))}),
        "rule": BlockType("none"),
        "tape": BlockType("optional", {"src": Argument("audio"), "page": Argument("url"), "loop": Argument("switch")}),
    }
)
ENGINES = ("markdown", "commonmark")
both = pytest.mark.parametrize("engine", ENGINES)


def converted(text: str, engine: str = "markdown", raw_html: str = "safe") -> Body:
    settings = MarkdownSettings(engine=engine, raw_html=raw_html)  # type: ignore[arg-type]
    return convert(text, engine_for(settings, "en"), settings, DECLARED)


def shape(text: str, engine: str = "markdown") -> str:
    """Return the HTML of ``text`` with its blocks as ``[box title=x …]``."""
    html = re.sub("<\x1aend\x1a>", "]", converted(text, engine).html)
    html = re.sub(
        "<\x1ablock\x1d\\d+\x1d([^\x1a]*)\x1a>", lambda match: "[" + match[1].replace("\x1d", " ").strip() + " ", html
    )
    return " ".join(html.split())


def problems(text: str, engine: str = "markdown") -> list[str]:
    return [f"{each.line}: {each.message}" for each in converted(text, engine).problems]


NOTATIONS = {
    "::: box\nText\n:::": "[box <p>Text</p> ]",
    ":::box\nText\n:::": "[box <p>Text</p> ]",
    "::: {.box}\nText\n:::": "[box <p>Text</p> ]",
    ":::: box ::::\nText\n::::::": "[box <p>Text</p> ]",
    '::: box title="A b" tone=a\nText\n:::': "[box title A b tone a <p>Text</p> ]",
    "::: box title='A \"b\"'\nText\n:::": "[box title A &quot;b&quot; <p>Text</p> ]",
    '::: box title="A \\"b\\""\nText\n:::': "[box title A &quot;b&quot; <p>Text</p> ]",
    "::: box title=“A b”\nText\n:::": "[box title A b <p>Text</p> ]",
    '::: {.box title="A b" tone=b}\nText\n:::': "[box title A b tone b <p>Text</p> ]",
    ":::box[A b]{tone=b}\nText\n:::": "[box title A b tone b <p>Text</p> ]",
    "::: box The title here\nText\n:::": "[box title The title here <p>Text</p> ]",
    "::: box The title tone=a\nText\n:::": "[box title The title tone a <p>Text</p> ]",
    "Before\n::: box\nText\n:::\nAfter": "<p>Before</p> [box <p>Text</p> ] <p>After</p>",
    "- item\n::: box\n- inner\n:::\n- other": "<ul> <li>item</li> </ul> [box <ul> <li>inner</li> </ul> ] <ul> <li>other</li> </ul>",
    "::: rule\n:::": "[rule ]",
    "::: tape loop\n:::": "[tape loop yes ]",
    "::: tape loop=no\n:::": "[tape loop ]",
    ":::: box\n::: box\nA\n:::\nB\n::::": "[box [box <p>A</p> ] <p>B</p> ]",
    "::: box\n    code\n:::": "[box <pre><code>code </code></pre> ]",
    "\\::: box": "<p>::: box</p>",
    "Words ::: box": "<p>Words ::: box</p>",
    "```\n::: box\n```": "<pre><code>::: box </code></pre>",
    "~~~\n::: box\n:::\n~~~": "<pre><code>::: box ::: </code></pre>",
    "    ::: box": "<pre><code>::: box </code></pre>",
    "<pre>\n::: box\n:::\n</pre>": "<pre>::: box ::: </pre>",
    "Use `<pre>` here.\n\n::: box\nText\n:::": "<p>Use <code>&lt;pre&gt;</code> here.</p> [box <p>Text</p> ]",
    "<pre>\n\n::: box\n\n:::\n\n</pre>\n\n::: rule\n:::": "<pre> ::: box ::: </pre> [rule ]",
    "<script>\n::: box\n</script>\n\n::: rule\n:::": "[rule ]",
    "::: box\n```\n:::\n```\n:::": "[box <pre><code>::: </code></pre> ]",
    "::: box\n\n::: rule\n:::\n\n:::": "[box [rule ] ]",
}


@both
@pytest.mark.parametrize("text", NOTATIONS)
def test_the_notations_of_pandoc_docusaurus_and_vitepress_are_read(text: str, engine: str) -> None:
    assert shape(text, engine) == NOTATIONS[text]
    assert not [each for each in converted(text, engine).problems if each.severity == "error"]


@both
def test_a_block_inside_a_list_or_quotation_stays_text_with_a_warning(engine: str) -> None:
    text = "- item\n\n  ::: box\n  Text\n  :::\n\n> ::: box\n> Text"
    assert "box" not in re.findall("block\x1d\\d+\x1d(\\w+)", converted(text, engine).html)
    assert [each.split(":")[0] for each in problems(text, engine)] == ["3", "5", "7"]


@both
def test_the_lines_of_other_problems_are_those_of_the_author(engine: str) -> None:
    text = "::: box\nText\n:::\n\n::: box\n![](a.png)\n\n[x](b.md)\n:::\n\n<!-- c -->\n\n::: box tone=c\nx\n:::"
    found = converted(text, engine)
    assert [(each.line, each.code) for each in sorted(found.problems)] == [(6, "missing-alt"), (13, "block")]
    assert [(each.target, each.line) for each in found.references] == [("a.png", 6), ("b.md", 8)]


ADDRESSES = {
    "https://gazette.example/a?b=c#d": True,
    "http://gazette.example/": False,
    "javascript:alert(1)": False,
    "https://gazette.example:443/": False,
    "https://user@gazette.example/": False,
    "https://gazette.example\\@evil.example/": False,
    "https://localhost/": False,
    "https://127.0.0.1/": False,
    "https:///x": False,
    "//gazette.example/": False,
    "https://münchen.example/": True,
    "https://a..example/": False,
    "https://[::1]/": False,
    "data:text/html,x": False,
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_addresses_are_https_and_have_a_host_with_a_name(address: str) -> None:
    assert (problems(f"::: tape page={address}\n:::") == []) == ADDRESSES[address]


FILES = {
    "tide.mp3": True,
    "../tapes/tide.ogg": True,
    "tide%20two.mp3": True,
    "/tapes/tide.mp3": False,
    "https://gazette.example/tide.mp3": False,
    "//gazette.example/tide.mp3": False,
    "tide.html": False,
    "tide.mp3#t=1": False,
    "data:audio/mpeg;base64,AAAA": False,
    "tide": False,
}


@pytest.mark.parametrize("path", FILES)
def test_a_file_is_beside_the_story_and_of_the_right_type(path: str) -> None:
    assert (problems(f'::: tape src="{path}"\n:::') == []) == FILES[path]


@both
def test_blocks_that_are_nested_too_deeply_are_refused(engine: str) -> None:
    with pytest.raises(BodyError, match="nested"):
        converted("::: box\n" * 10_000, engine)


def test_lines_that_name_no_block_do_not_count_as_nested() -> None:
    text = "::: unknown\n\n" * 100 + "::: box\nText\n:::\n"
    assert converted(text).html.count("\x1aend\x1a") == 1


def test_a_block_can_have_ten_thousand_items_and_a_text_a_thousand_blocks() -> None:
    text = "::: box\n" + "- item\n" * 10_000 + ":::\n" + "::: box title=x\nText\n:::\n" * 1_000
    html = converted(text, "commonmark").html
    assert html.count("<li>") == 10_000
    assert html.count("\x1aend\x1a") == 1_001


def test_a_list_that_is_too_long_for_an_engine_is_refused_with_its_line_in_a_block_too() -> None:
    with pytest.raises(BodyError) as refused:
        converted("Words.\n\n::: box\n" + "- item\n" * 10_000 + ":::\n")
    (problem,) = refused.value.problems
    assert (problem.line, problem.code) == (4, "text-limit")
    assert "commonmark" in problem.hint


@both
@pytest.mark.parametrize("raw_html", ["safe", "allowed"])
def test_an_author_cannot_write_the_elements_of_blocks(engine: str, raw_html: str) -> None:
    text = (
        '<np-block n="9">x</np-block> <div np-block="0">y</div>\n\n'
        "::: box title='\\' n0 &#27;n0&#27; &#26;end&#26;'\nText n0\n</div>\n:::\n"
    )
    html = converted(text, engine, raw_html).html
    assert html.count("\x1aend\x1a") == html.count("\x1ablock\x1d") == 1


@pytest.mark.parametrize(
    ("engine", "forged"),
    [("commonmark", "&#27;n1&#27;"), ("commonmark", "&#x1b;e0&#x1b;"), ("markdown", "n0\n\n*[n0]: z")],
)
def test_a_text_that_imitates_or_replaces_the_marks_of_blocks_is_refused(engine: str, forged: str) -> None:
    with pytest.raises(BodyError, match="the blocks of this text cannot be read"):
        converted(f"::: box\nText {forged}\n:::\n", engine)


PIECES = st.sampled_from(
    [
        "::: box\n", ":::\n", "::::\n", "::: rule\n", "text\n", "\n", "- item\n", "> quoted\n", "```\n", "    code\n",
        "<div>\n", "</div>\n", "<p>\n", "1. x\n", "  ", ":::box[x]\n", "| a |\n|---|\n", "[^1]: n\n", "<!-- ", " -->",
        "<pre>", "</pre>\n", "::: {.box\n", "![](a.png){.wide}\n", "# H\n", "***\n", "\t", "::: x\n", "<script>", "<b>",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(ENGINES))
def test_whatever_the_text_every_block_has_a_beginning_and_an_end(text: str, engine: str) -> None:
    html = converted(text, engine).html
    depth = 0
    for token in re.findall("<\x1a(block|end)", html):
        depth += 1 if token == "block" else -1
        assert depth >= 0
    assert depth == 0
    assert "\x1b" not in html
    assert "np-block" not in html
