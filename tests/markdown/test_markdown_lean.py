"""The lean parts write the same bytes as the library: over real articles, over whatever syntax, and rule by rule."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from pathlib import Path

import frontmatter
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown.inlinepatterns import InlineProcessor, LinkInlineProcessor, Pattern
from markdown.preprocessors import build_preprocessors

import markdown
from newsprint.config import MarkdownSettings
from newsprint.markdown import effort
from newsprint.markdown.lean import pieces, triggers, typography
from newsprint.markdown.lean.blocks import CAN_APPLY
from newsprint.markdown.limits import BodyError
from newsprint.markdown.python_markdown import PythonMarkdown

REPOSITORY = Path(__file__).parents[2]
ARCHIVE = REPOSITORY.parent / "shared" / "corpora" / "digitalgov-news.tar.gz"
FURTHER = (
    ("toc", "nl2br", "def_list", "admonition", "md_in_html", "wikilinks"),
    ("codehilite", "meta", "legacy_attrs", "legacy_em"),
)


def pair(language: str = "en", **chosen: object) -> tuple[PythonMarkdown, PythonMarkdown]:
    """The library as it comes, and the lean one."""
    wanted = MarkdownSettings(**chosen)  # type: ignore[arg-type]
    return PythonMarkdown(wanted, language, lean=False), PythonMarkdown(wanted, language)


PAIRS = [pair(), pair("de"), pair(smart=False), *(pair("fr", extensions=names) for names in FURTHER)]


def rendered(engine: PythonMarkdown, text: str) -> str:
    """The HTML; or what was raised, which has to be the same as well."""
    try:
        return engine.render(text)
    except BodyError as error:
        return f"refused: {error}"
    except Exception as error:
        return f"failed: {type(error).__name__}"


def different(texts: Iterator[tuple[str, str]], engines: tuple[PythonMarkdown, PythonMarkdown]) -> list[str]:
    plain, lean = engines
    return [name for name, text in texts if rendered(plain, text) != rendered(lean, text)]


def test_the_articles_of_this_repository_come_out_the_same() -> None:
    paths = sorted(REPOSITORY.joinpath("content").rglob("*.md"))
    assert len(paths) > 10
    for engines in PAIRS:
        assert different(((str(path), frontmatter.load(str(path)).content) for path in paths), engines) == []


@pytest.mark.corpus
@pytest.mark.skipif(not ARCHIVE.is_file(), reason=f"the archive {ARCHIVE.name} does not lie beside the repository")
def test_two_thousand_real_articles_come_out_the_same() -> None:
    texts: dict[str, str] = {}
    with tarfile.open(ARCHIVE) as packed:
        for member in packed:
            if member.name.endswith(".md") and (file := packed.extractfile(member)):
                texts[member.name] = frontmatter.loads(file.read().decode()).content
    assert len(texts) > 2_000
    assert different(iter(texts.items()), PAIRS[0]) == []
    assert different(iter(list(texts.items())[::8]), PAIRS[1]) == []


# Pieces of everything that a pattern, a processor or a skip looks at; the spaces between them make the blocks.
PIECES = st.sampled_from(
    [
        "[",
        "]",
        "(",
        ")",
        "!",
        "*",
        "**",
        "***",
        "_",
        "__",
        "`",
        "``",
        "```",
        "~~~",
        "<",
        ">",
        "<b>",
        "</b>",
        "<a",
        "</a>",
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<table>",
        "<td>",
        "<!--",
        "-->",
        "<?",
        "<img\n",
        "",
        "",
        "",
        "href=",
        '"',
        "'",
        "''",
        "\"'",
        "'\"",
        "'s",
        "&#26;",
        "&#26",
        "&colon;",
        "&amp;",
        "&",
        ";",
        "{lang=fr}",
        "{:",
        "#x",
        ".y",
        "}",
        "{",
        "}",
        ">>",
        "-",
        "+",
        "1.",
        "2.",
        "٣.",
        "#",
        "##",
        "===",
        "---",
        "--",
        "----",
        "*",
        "*",
        "*",
        "-",
        "-",
        "-\n",
        "",
        "",
        "",
        "|",
        "|-|",
        "-|-",
        "[^1]",
        "[^1]:",
        "*[a]:",
        "*[ab]:",
        "[a]:",
        "[a]",
        "[a][]",
        "![a]",
        "![",
        "](",
        "\\",
        "\\*",
        '\\"',
        "\\'",
        "/",
        "x",
        "x.md",
        "a",
        "ab",
        "80s",
        "s",
        "word",
        "it's",
        "::",
        ":",
        "!!!\n",
        "",
        "",
        "",
        "(http://x.y/a",
        "<http://a.b>",
        "<a@b.c>",
        "://",
        "@",
        "http://",
        "...",
        "..",
        "....",
        "–",
        "—",
        "é",
        "“",
        "’",
        "&nbsp;",
        "&mdash;",
        "&#8211;",
        "\xa0",
        "\u2028",
        "ﬀ",
    ]
)
SPACES = st.sampled_from(
    ["", "", " ", " ", "\n", "\n\n", "    ", "\t", "  \n", "\n  \n", "\n>", "\n- ", "\n1. ", "\n    "]
)
TEXTS = st.lists(st.tuples(st.one_of(PIECES, st.text(max_size=3)), SPACES), max_size=40).map(
    lambda pairs: "".join(piece + space for piece, space in pairs)
)


@pytest.mark.parametrize("engines", PAIRS, ids=["english", "german", "not-smart", "extensions", "more-extensions"])
@given(text=TEXTS)
@settings(max_examples=300, deadline=None)
def test_any_text_comes_out_the_same(engines: tuple[PythonMarkdown, PythonMarkdown], text: str) -> None:
    plain, lean = engines
    assert rendered(plain, text) == rendered(lean, text)


MARKS = st.lists(
    st.sampled_from(
        [*"\"'\"'-.s 8t(,–*&_[\n", "--", "---", "----", "...", "80s", "&nbsp;", "&mdash;", "word", '\\"', "\\'"]
    ),
    max_size=20,
).map("".join)


@given(text=MARKS)
@settings(max_examples=1_000, deadline=None)
def test_any_quotes_dashes_and_dots_come_out_the_same(text: str) -> None:
    plain, lean = PAIRS[0]
    assert rendered(plain, text) == rendered(lean, text)


@given(text=st.text(alphabet="&#;<>/!?aAx1-: \t\r\n`~\x02\x03", max_size=40))
@settings(max_examples=500, deadline=None)
def test_any_text_is_prepared_the_same(text: str) -> None:
    results = []
    for lean in (False, True):
        converter = markdown.Markdown(extensions=["fenced_code"])
        if lean:
            pieces.make_lean(converter)
        lines = text.split("\n")
        for preprocessor in converter.preprocessors:
            lines = preprocessor.run(lines)
        results.append((lines, converter.htmlStash.rawHtmlBlocks))
    assert results[0] == results[1]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("\"a\" 'b' it's", "“a” ‘b’ it’s"),
        ("the '80s, rock 'n' roll", "the ’80s, rock ‘n’ roll"),
        ("\"'a' b\"", "“‘a’ b”"),  # two quotes side by side
        ('a" "b', "a” “b"),  # a space that either could take
        ('"what\'s" \'s"', "“what’s“ ‘s”"),  # an s that a quote takes with it
        ('a--"b" --\'s', "a–“b” –’s"),  # a quote does not see what became of a dash
        ("a---b ----c ...d ....", "a—b ----c …d ...."),
        ('\\"a\\" *\'b\'* `"c"`', '"a" <em>‘b’</em> <code>"c"</code>'),
    ],
)
def test_marks_become_typographic(text: str, written: str) -> None:
    plain, lean = PAIRS[0]
    assert lean.render(text) == plain.render(text) == f"<p>{written}</p>"


@given(
    text=st.lists(st.tuples(TEXTS, st.integers(1, 60)), max_size=4).map(
        lambda parts: "\n\n".join(a * b for a, b in parts)
    )
)
@settings(max_examples=200, deadline=None)
def test_a_text_that_is_harmless_as_a_whole_is_so_in_its_parts(text: str) -> None:
    if not effort._is_harmless(text):
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(effort, "_is_harmless", lambda text: False)
        try:
            effort.check_effort(text)
        except BodyError as error:
            assert "used" in str(error) or "footnotes" in str(error), "only check_expansion may refuse it"


def test_the_installed_library_is_one_that_the_lean_parts_follow() -> None:
    assert markdown.__version__.startswith(pieces.RELEASES)


def test_another_release_of_the_library_is_taken_as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "__version__", "3.12")
    assert not lean_parts(PythonMarkdown(MarkdownSettings(), "en")._markdown)


def test_every_part_of_the_default_engine_is_lean() -> None:
    lean = PythonMarkdown(MarkdownSettings(), "en")._markdown
    assert lean_parts(lean) == {*pieces.LEAN.values(), typography.LeanSmarty}
    assert not lean_parts(PythonMarkdown(MarkdownSettings(), "en", lean=False)._markdown)


def test_every_trigger_and_every_block_test_is_of_use() -> None:
    """A regular expression that the library changes would fall out of the table without anybody noticing."""
    converter = PythonMarkdown(MarkdownSettings(), "en")._markdown
    patterns = [(type(pattern), pattern.pattern) for pattern in converter.inlinePatterns if pattern.pattern != r"\*|_"]
    assert set(patterns) == set(triggers.TRIGGERS)
    asked = {type(processor) for processor in converter.parser.blockprocessors} - set(CAN_APPLY)
    assert {kind.__name__ for kind in asked} == {"ParagraphProcessor"}


def lean_parts(converter: markdown.Markdown) -> set[type]:
    every = [converter.parser, *converter.preprocessors, *converter.inlinePatterns, *converter.treeprocessors]
    return {type(part) for part in every if type(part).__module__.startswith("newsprint.markdown.lean.")}


class Shouting(InlineProcessor):
    def handleMatch(self, m, data):  # type: ignore[no-untyped-def, override]  # noqa: N802
        return m[1].upper(), m.start(), m.end()


class OldShouting(Pattern):
    def handleMatch(self, m):  # type: ignore[no-untyped-def]  # noqa: N802
        return m.group(2).upper()


class OtherLink(LinkInlineProcessor):
    def handleMatch(self, m, data):  # type: ignore[no-untyped-def]  # noqa: N802
        return "a bracket", m.start(), m.end()


@pytest.mark.parametrize("pattern", [Shouting(r"(wor\w)"), OldShouting(r"(wor\w)"), OtherLink(r"(?<!\!)\[")])
def test_the_pattern_of_an_extension_is_always_tried(pattern: Pattern) -> None:
    results = []
    for engine in pair():
        engine._markdown.inlinePatterns.register(pattern, "link", 160)
        results.append(engine.render("word *word* [word word\n\n- word"))
    assert results[0] == results[1]
    assert "WORD" in results[0] or "a bracket" in results[0]


def test_other_substitutions_and_options_are_the_librarys_own_way() -> None:
    for configuration in (
        {"substitutions": {"ellipsis": "<b>"}},
        {"smart_angled_quotes": True},
        {"smart_dashes": False},
    ):
        converter = markdown.Markdown(extensions=["smarty"], extension_configs={"smarty": configuration})
        before = converter.convert("\"a\" -- <<b>> 'c' ...")
        pieces.make_lean(converter)
        assert type(converter.treeprocessors["smarty"]) is not typography.LeanSmarty
        assert converter.reset().convert("\"a\" -- <<b>> 'c' ...") == before


def test_the_preprocessors_are_all_known() -> None:
    assert {type(part) for part in build_preprocessors(markdown.Markdown())} <= set(pieces.LEAN)
