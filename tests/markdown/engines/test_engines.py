"""Choosing an engine, and details of single modules: fingerprints, code, anchors, languages."""

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
def test_an_extension_that_cannot_be_loaded_is_reported(extension: str) -> None:
    with pytest.raises(ValueError, match=f'extension "{extension}" cannot be loaded'):
        load_engine(MarkdownSettings(extensions=(extension,)), "en")


def test_the_native_engine_refuses_extensions() -> None:
    with pytest.raises(ValueError, match="toc"):
        load_engine(MarkdownSettings(engine="commonmark", extensions=("toc",)), "en")


def test_extensions_are_loaded_by_entry_point_and_by_dotted_name(python_markdown) -> None:
    for name in ("def_list", "markdown.extensions.def_list"):
        assert "<dd>" in python_markdown("a\n:   b\n", extensions=(name,)).html


def test_the_fingerprint_depends_on_every_setting_and_the_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fingerprints = {
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
    assert len(fingerprints) == 10
    assert all("markdown=3." in text or "cmarkgfm=20" in text for text in fingerprints)


def test_an_edited_extension_changes_the_fingerprint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = "from markdown.extensions import Extension\nclass X(Extension):\n    def extendMarkdown(self, md):\n        pass\n"
    monkeypatch.syspath_prepend(str(tmp_path))
    fingerprints = []
    for text in (source, source + "# edited\n"):
        (tmp_path / "outlet_extension.py").write_text(text)
        sys.modules.pop("outlet_extension", None)
        fingerprints.append(load_engine(MarkdownSettings(extensions=("outlet_extension:X",)), "en").fingerprint)
    assert fingerprints[0] != fingerprints[1]


def test_converting_with_the_native_engine_leaks_no_memory() -> None:
    resource = pytest.importorskip("resource")
    engine = load_engine(MarkdownSettings(engine="commonmark"), "en")
    text = "A paragraph with *marks* and [a link](x.md).\n\n" * 2_000
    for _ in range(3):
        engine.render(text)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(30):
        engine.render(text)
    # The library's own functions would have leaked about 2 MB for each text.
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


MEMORIES = (cmark.DefaultMemory(), cmark.best_memory())
VARIOUS = '# A *head*\n\n| a | b |\n|---|---|\n| ~~c~~ | d |\n\n- [x] done[^1]\n\n[^1]: www.example.com "Note"\n\n'


def test_both_kinds_of_memory_of_the_native_engine_give_the_same_html(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = load_engine(MarkdownSettings(engine="commonmark"), "en")
    texts = [VARIOUS * times for times in (1, 2_000, 0, 3)]  # the second text fills the arena more than once
    rendered = []
    for memory in MEMORIES:
        monkeypatch.setattr(cmark, "_memory", memory)
        rendered.append([engine.render(text) for text in texts])
    assert rendered[0] == rendered[1]


def test_without_private_names_the_native_library_is_called_publicly(
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


def test_threads_may_use_the_native_engine_at_the_same_time() -> None:
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


def test_anchors_work_without_the_transliteration_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "slugify", None)
    assert slug("Élan vital") == "elan-vital"
    assert slug("中文") == "section"


def test_regions_fall_back_to_their_language_and_others_to_english() -> None:
    assert quotation_marks("en-GB") == quotation_marks("xx") == quotation_marks("en")
    assert quotation_marks("de_CH") == quotation_marks("de-CH") != quotation_marks("de-AT") == quotation_marks("de")
    assert back_label("de-AT") == back_label("de")


def test_quotation_marks_fall_back_to_the_next_wider_language() -> None:
    assert quotation_marks("zh-Hant-HK") == quotation_marks("zh-Hant") != quotation_marks("zh-Hans")
    assert quotation_marks("de-AT-1996") == quotation_marks("de")
