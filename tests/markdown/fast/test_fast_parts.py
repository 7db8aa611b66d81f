"""Each fast part: what its tables contain, and what it leaves alone."""

from __future__ import annotations

from re import Match
from xml.etree.ElementTree import Comment, Element, ProcessingInstruction, QName, fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import serializers
from markdown.inlinepatterns import InlineProcessor, LinkInlineProcessor, Pattern

from newsprint.config.site import MarkdownSettings
from newsprint.markdown.engines import effort
from newsprint.markdown.engines.python_markdown import PythonMarkdown
from newsprint.markdown.fast import pieces, triggers
from newsprint.markdown.fast.block_parser import CAN_APPLY, is_prose
from newsprint.markdown.fast.serializer import to_html
from newsprint.markdown.limits import BodyError
from tests.markdown.fast.engine_pairs import TEXTS, fast_parts_of, pair
from tests.support.soak import examples


@given(
    text=st.lists(st.tuples(TEXTS, st.integers(1, 60)), max_size=4).map(
        lambda parts: "\n\n".join(a * b for a, b in parts)
    )
)
@settings(max_examples=examples(100, 2_000))
def test_a_text_that_is_harmless_as_a_whole_passes_every_check(text: str) -> None:
    if not effort._is_harmless(text):
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(effort, "_is_harmless", lambda text: False)
        try:
            effort.check_effort(text)
        except BodyError as error:
            assert "used" in str(error) or "footnotes" in str(error), "only check_expansion may refuse it"


@given(block=st.builds("{}{}".format, st.sampled_from("aZ\"'("), TEXTS) | TEXTS)
@settings(max_examples=examples(100, 5_000))
def test_only_the_paragraph_processor_applies_to_a_line_of_prose(block: str) -> None:
    if is_prose(block):
        first = block.lstrip(" ")[:1]
        assert [kind for kind, can_apply in CAN_APPLY.items() if can_apply(block, first)] == []


def test_lines_of_prose_are_recognised() -> None:
    lines = {'"No," she said.': True, "Budget (draft) - 3 > 2": True, "a\n===": False, "a | b": False, "[a]: b": False}
    assert {line: is_prose(line) for line in lines} == lines


def test_every_part_of_the_default_engine_is_fast() -> None:
    fast = PythonMarkdown(MarkdownSettings(), "en")
    assert fast_parts_of(fast) == set(pieces.FAST.values())
    assert not fast_parts_of(PythonMarkdown(MarkdownSettings(), "en", fast=False))


def test_every_trigger_and_every_block_test_is_used() -> None:
    """An entry whose regular expression the library has changed would silently never be used."""
    converter = PythonMarkdown(MarkdownSettings(), "en")._markdown
    patterns = [(type(pattern), pattern.pattern) for pattern in converter.inlinePatterns if pattern.pattern != r"\*|_"]
    assert set(patterns) == set(triggers.TRIGGERS)
    asked = {type(processor) for processor in converter.parser.blockprocessors} - set(CAN_APPLY)
    assert {kind.__name__ for kind in asked} == {"ParagraphProcessor"}


Found = tuple[str, int, int]
"""The replacement of a match, and the start and end of the match."""


class Capitals(InlineProcessor):
    def handleMatch(self, m: Match[str], data: str) -> Found:  # type: ignore[override]  # noqa: N802 - the library's name, and as it calls it
        return m[1].upper(), m.start(), m.end()


class OldCapitals(Pattern):
    def handleMatch(self, m: Match[str]) -> str:  # noqa: N802 - the library's name
        return m.group(2).upper()


class OtherLink(LinkInlineProcessor):
    def handleMatch(self, m: Match[str], data: str) -> Found:  # noqa: N802 - the library's name
        return "a bracket", m.start(), m.end()


@pytest.mark.parametrize("pattern", [Capitals(r"(wor\w)"), OldCapitals(r"(wor\w)"), OtherLink(r"(?<!\!)\[")])
def test_the_pattern_of_an_extension_is_always_tried(pattern: Pattern) -> None:
    results = []
    for engine in pair():
        engine._markdown.inlinePatterns.register(pattern, "link", 160)
        results.append(engine.render("word *word* [word word\n\n- word"))
    assert results[0] == results[1]
    assert "WORD" in results[0] or "a bracket" in results[0]


NO_NAME = Element("p")
NO_NAME.tag = None  # type: ignore[assignment] - as the library marks an element that has only children


@pytest.mark.parametrize(
    "inside",
    [
        fromstring("<p>a &lt; b<em>c</em>d<br/>e</p>"),
        fromstring('<img src="a.jpg" alt="&quot;x&quot; &amp; &lt;y&gt;" hidden="hidden"/>'),
        fromstring("<script>a &lt; b</script>"),
        Comment("an editor's note"),
        ProcessingInstruction("php", "echo"),
        NO_NAME,
        Element(QName("{http://www.w3.org/2000/svg}svg"), {QName("width"): QName("9")}),  # type: ignore[arg-type, dict-item]  # names that ElementTree writes too
        Element("video", {"controls": None, "src": "a.mp4"}),  # type: ignore[dict-item]  # as extensions do for an attribute without a value
    ],
    ids=["texts", "attributes", "a script", "a comment", "an instruction", "no name", "a namespace", "no value"],
)
def test_a_tree_is_written_as_the_library_writes_it(inside: Element) -> None:
    root = Element("div")
    root.append(inside)
    inside.tail = "1 < 2 &amp; AT&T"
    root.append(fromstring("<p>the end</p>"))
    assert to_html(root) == serializers.to_html_string(root)
