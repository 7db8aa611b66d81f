"""Bodies that both engines make of a text: HTML, words, references, and no state that two texts share."""

from __future__ import annotations

import pytest

from newsprint.markdown.body import BodyError, Reference


def test_paragraphs_emphasis_and_lists_become_html(body) -> None:
    html = body("One *two*\n\n- three\n- four\n").html
    assert "<p>One <em>two</em></p>" in html
    assert "<li>three</li>" in html


def test_an_empty_text_is_an_empty_body(body) -> None:
    converted = body("")
    assert (converted.html.strip(), converted.lead, converted.words, converted.references) == ("", "", 0, ())


def test_windows_line_ends_count_as_one_line(body) -> None:
    assert body("a\r\n\r\n[x](y.md)\r\n").references == (Reference("y.md", 3),)


def test_a_code_block_keeps_its_language_as_a_class(body) -> None:
    assert '<code class="language-python">' in body("```python\nx = 1\n```\n").html


def test_a_table_scrolls_and_is_aligned_by_classes(body) -> None:
    html = body("| a | b |\n|--:|:-:|\n| 1 | 2 |\n").html
    assert '<div class="table-scroll"><table>' in html
    assert "</table></div>" in html
    assert '<td class="align-right">1</td>' in html
    assert '<td class="align-center">2</td>' in html
    assert "style=" not in html
    assert "align=" not in html


def test_a_footnote_and_its_back_link_have_labels_in_the_language(body) -> None:
    text = "Text.[^1]\n\n[^1]: Note.\n"
    assert 'aria-label="Back to reference 1"' in body(text).html
    assert 'aria-label="Retour à la référence 1"' in body(text, "fr").html
    assert 'aria-label="↩ 1"' in body(text, "eo").html


def test_an_h1_in_a_body_moves_all_headings_down(body) -> None:
    html = body("# One\n\n## Two\n\n###### Six\n").html
    assert "<h1" not in html
    assert '<h2 id="one">' in html
    assert '<h3 id="two">' in html
    assert '<h6 id="six">' in html


def test_commonmark_has_task_lists_strikethrough_and_autolinks(commonmark) -> None:
    html = commonmark("- [x] done\n\n~~gone~~ https://example.com/x\n").html
    assert 'type="checkbox"' in html
    assert "<del>gone</del>" in html
    assert '<a href="https://example.com/x">' in html


def test_words_are_counted_without_tags(body) -> None:
    assert body("One *two* [three](https://example.com/a-b)\n\n- four\n").words == 4


def test_two_documents_share_no_state(body) -> None:
    text = "Text.[^1] [link][r]\n\n[^1]: Note.\n\n[r]: https://example.com/\n\n## Heading\n"
    first = body(text)
    assert "Note" not in body("Text.[^1] [link][r]\n").html
    assert body(text) == first


def test_one_engine_used_twice_shares_no_state() -> None:
    from newsprint.config.site import MarkdownSettings
    from newsprint.markdown.body import convert
    from newsprint.markdown.engines.engine import load_engine

    for name in ("markdown", "commonmark"):
        settings = MarkdownSettings(engine=name)
        engine = load_engine(settings, "en")
        text = "Text.[^1] [link][r]\n\n[^1]: Note.\n\n[r]: https://example.com/\n\n## Heading\n"
        first = convert(text, engine, settings)
        second = convert("Text.[^1] [link][r]\n", engine, settings)
        assert "Note" not in second.html
        assert "example.com" not in second.html
        assert convert(text, engine, settings) == first


def test_an_extension_that_fails_is_a_problem_of_the_text(tmp_path, monkeypatch) -> None:
    from newsprint.config.site import MarkdownSettings
    from newsprint.markdown.body import convert

    class Broken:
        name = "markdown"
        fingerprint = ""

        def render(self, text: str) -> str:
            raise ZeroDivisionError("division by zero")

    with pytest.raises(BodyError, match="ZeroDivisionError"):
        convert("text", Broken(), MarkdownSettings())
