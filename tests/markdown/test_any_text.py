"""Properties of every body, checked with random texts."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsprint.config.site import MarkdownSettings
from newsprint.markdown.body import Body, BodyError, convert
from newsprint.markdown.engines.engine import load_engine
from newsprint.markdown.slots import MARK
from tests.markdown.filling import filled
from tests.support.soak import examples

ENGINES = {name: load_engine(MarkdownSettings(engine=name), "de") for name in ("markdown", "commonmark")}

# Short pieces of all syntax that has a meaning in one of the engines or in HTML.
SYNTAX = """
    [ ] ( ) ! * _ ** ` ``` ~~~ < > <script> </script> <a </a> <b> href= src= " ' javascript: &#26; &colon; &amp; {{< ref
    >}} {lang=fr} {: #x .y onclick=z } > >> - 1. # ## === --- | |-| [^1] [^1]: *[a]: <!-- --> <!--more--> <img
    <table> <td> </table> <p> </p> <div> <style> <textarea> <![CDATA[ ]]> <? file:x name:x \\ / // /x x.md %1a %0a é “ ’ ... --
    """
PIECES = st.sampled_from(SYNTAX.split())
SPACES = st.sampled_from(["", " ", "\n", "\n\n", "    ", "\t", "  \n", "\r\n"])
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.tuples(st.one_of(PIECES, st.text(max_size=5)), SPACES), max_size=40).map(
        lambda pairs: "".join(piece + space for piece, space in pairs)
    ),
)


class Attributes(HTMLParser):
    """Collect tag, name and value of all attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [(tag, name, value or "") for name, value in attrs]


def converted(name: str, text: str, **chosen: str) -> Body | None:
    """Return the body of ``text``; None if it is refused."""
    try:
        return convert(text, ENGINES[name], MarkdownSettings(engine=name, **chosen))
    except BodyError as error:
        assert error.problems
        return None


@pytest.mark.parametrize("name", ENGINES)
@given(text=TEXTS, shortcodes=st.sampled_from(["text", "drop"]))
@settings(max_examples=examples(100, 4_000))
def test_any_text_is_converted_safely_or_refused(name: str, text: str, shortcodes: str) -> None:
    body = converted(name, text, shortcodes=shortcodes)
    if body is None:
        return
    resolved = filled(body.html, lambda kind, target: f"/{kind}/" if len(target) % 2 else None)
    assert "<script" not in resolved.lower()
    assert MARK not in resolved
    parser = Attributes()
    parser.feed(resolved)
    for tag, attribute, value in parser.found:
        assert not attribute.startswith("on"), (tag, attribute)
        if attribute in ("href", "src", "poster"):
            assert not re.match(r"\s*(javascript|data|vbscript|file):", value, re.I)
            assert "{{" not in value
    assert not re.search("[\x00-\x08\x0b-\x1f]", resolved + body.lead)
    assert all(reference.line <= text.count("\n") + text.count("\r") + 1 for reference in body.references)


@pytest.mark.parametrize("name", ENGINES)
@given(text=TEXTS)
@settings(max_examples=examples(100, 2_000))
def test_allowed_html_contains_no_comment_and_no_unfilled_slot(name: str, text: str) -> None:
    body = converted(name, text, raw_html="allowed")
    if body is None:
        return
    resolved = filled(body.html, lambda kind, target: None)
    assert MARK not in resolved and "\x1c" not in resolved  # neither slots nor placeholders of raw text
    if "<script" not in text and "<style" not in text and "<textarea" not in text:
        assert "<!--" not in resolved


@pytest.mark.parametrize("name", ENGINES)
@given(text=TEXTS)
def test_converting_twice_gives_the_same(name: str, text: str) -> None:
    assert converted(name, text) == converted(name, text)


@pytest.mark.parametrize("name", ENGINES)
@given(text=TEXTS)
def test_slots_and_references_agree(name: str, text: str) -> None:
    body = converted(name, text)
    if body is None:
        return
    asked: list[str] = []

    def address(kind: str, target: str) -> str:
        if kind == "file":
            asked.append(target)
        return "/"

    filled(body.html, address)
    assert asked == [reference.target for reference in body.references]
