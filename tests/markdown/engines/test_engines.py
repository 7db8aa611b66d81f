"""Choosing an engine, and the parts that only one module has."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from newsprint.config.site import MarkdownSettings
from newsprint.markdown.code import code_ranges
from newsprint.markdown.engines import cmark
from newsprint.markdown.engines.engine import ENGINES, load_engine
from newsprint.markdown.headings import slug
from newsprint.markdown.typography.language import back_label, quotation_marks


def test_an_engine_is_loaded_by_name() -> None:
    for name in ENGINES:
        engine = load_engine(MarkdownSettings(engine=name), "en")
        assert engine.name == name
        assert engine.render("a").strip() == "<p>a</p>"


def test_an_unknown_engine_is_refused_with_a_suggestion() -> None:
    with pytest.raises(ValueError, match=r'unknown Markdown engine "comonmark".*did you mean "commonmark"'):
        load_engine(MarkdownSettings(engine="comonmark"), "en")


@pytest.mark.parametrize(
    "extension", ["no_such_extension", "newsprint.markdown.settings", "json:loads", "json:nothing", ""]
)
def test_an_extension_that_cannot_be_loaded_is_named(extension: str) -> None:
    with pytest.raises(ValueError, match=f'extension "{extension}" cannot be loaded'):
        load_engine(MarkdownSettings(extensions=(extension,)), "en")


def test_the_native_engine_takes_no_extensions() -> None:
    with pytest.raises(ValueError, match="toc"):
        load_engine(MarkdownSettings(engine="commonmark", extensions=("toc",)), "en")


def test_extensions_are_loaded_by_entry_point_and_by_dotted_name(python_markdown) -> None:
    for name in ("def_list", "markdown.extensions.def_list"):
        assert "<dd>" in python_markdown("a\n:   b\n", extensions=(name,)).html


def test_a_fingerprint_differs_if_anything_differs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prints = {
        load_engine(settings, language).fingerprint
        for language in ("en", "fr")
        for settings in (
            MarkdownSettings(),
            MarkdownSettings(engine="commonmark"),
            MarkdownSettings(smart=False),
            MarkdownSettings(raw_html="allowed"),
            MarkdownSettings(extensions=("toc",)),
        )
    }
    assert len(prints) == 10
    assert all("markdown=3." in text or "cmarkgfm=20" in text for text in prints)


def test_an_edited_extension_changes_the_fingerprint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = "from markdown.extensions import Extension\nclass X(Extension):\n    def extendMarkdown(self, md):\n        pass\n"
    monkeypatch.syspath_prepend(str(tmp_path))
    prints = []
    for text in (source, source + "# edited\n"):
        (tmp_path / "outlet_extension.py").write_text(text)
        sys.modules.pop("outlet_extension", None)
        prints.append(load_engine(MarkdownSettings(extensions=("outlet_extension:X",)), "en").fingerprint)
    assert prints[0] != prints[1]


def test_converting_with_the_native_engine_leaks_no_memory() -> None:
    resource = pytest.importorskip("resource")
    engine = load_engine(MarkdownSettings(engine="commonmark"), "en")
    text = "A paragraph with *marks* and [a link](x.md).\n\n" * 2_000
    for _ in range(3):
        engine.render(text)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(30):
        engine.render(text)
    # The library's own functions would have kept some 2 MB of each.
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


MEMORIES = (cmark.DefaultMemory(), cmark.best_memory())
VARIOUS = '# A *head*\n\n| a | b |\n|---|---|\n| ~~c~~ | d |\n\n- [x] done[^1]\n\n[^1]: www.example.com "Note"\n\n'


def test_where_the_native_engine_keeps_a_document_makes_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = load_engine(MarkdownSettings(engine="commonmark"), "en")
    texts = [VARIOUS * times for times in (1, 2_000, 0, 3)]  # the second fills the arena more than once
    rendered = []
    for memory in MEMORIES:
        monkeypatch.setattr(cmark, "_memory", memory)
        rendered.append([engine.render(text) for text in texts])
    assert rendered[0] == rendered[1]


def test_a_native_library_without_the_private_names_is_called_by_its_public_function(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine = load_engine(MarkdownSettings(engine="commonmark"), "en")
    expected = engine.render(VARIOUS)
    assert cmark.best_way() is cmark._directly
    for broken in (None, object()):
        monkeypatch.setattr(cmark, "_lib", broken)
        monkeypatch.setattr(cmark, "_render", cmark.best_way())
        assert cmark._render is cmark._publicly
        assert engine.render(VARIOUS) == expected


def test_threads_may_convert_with_the_native_engine_at_once() -> None:
    engine = load_engine(MarkdownSettings(engine="commonmark"), "en")
    texts = [VARIOUS.replace("head", f"head {number}") * 50 for number in range(40)]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(engine.render, texts)) == [engine.render(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a `b` c", ["`b`"]),
        ("``a ` b`` `c`", ["``a ` b``", "`c`"]),
        ("`a\n\nb`", []),
        ("```\na `b`\n```\n`c`", ["```\na `b`\n```", "`c`"]),
        ("~~~~\na\n~~~\n~~~~\nb", ["~~~~\na\n~~~\n~~~~"]),
        ("```\nnever closed `a`", ["```\nnever closed `a`"]),
        ("`a ``b` c``", ["`a ``b`"]),
    ],
)
def test_code_is_found(text: str, code: list[str]) -> None:
    assert [text[start:end] for start, end in code_ranges(text)] == code


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("It&#8217;s A &amp; B", "its-a-b"),
        ("“Quoted” – so", "quoted-so"),
        ("Élan vital", "elan-vital"),
        ("中文", "zhong-wen"),
        ("…", "section"),
    ],
)
def test_an_anchor_is_made_of_plain_letters(text: str, anchor: str) -> None:
    assert slug(text) == anchor


def test_an_anchor_does_without_the_transliteration_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "slugify", None)
    assert slug("Élan vital") == "elan-vital"
    assert slug("中文") == "section"


def test_what_is_not_known_of_a_language_is_english() -> None:
    assert quotation_marks("en-GB") == quotation_marks("xx") == quotation_marks("en")
    assert quotation_marks("de_CH") == quotation_marks("de-CH") != quotation_marks("de-AT") == quotation_marks("de")
    assert back_label("de-AT") == back_label("de")


def test_a_language_that_is_not_known_takes_the_marks_of_the_next_wider_one() -> None:
    assert quotation_marks("zh-Hant-HK") == quotation_marks("zh-Hant") != quotation_marks("zh-Hans")
    assert quotation_marks("de-AT-1996") == quotation_marks("de")
