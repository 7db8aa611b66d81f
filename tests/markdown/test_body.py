"""Bodies that both engines make of a text: HTML, lead, words and references."""

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


def test_commonmark_has_task_lists_strikethrough_and_autolinks(commonmark) -> None:
    html = commonmark("- [x] done\n\n~~gone~~ https://example.com/x\n").html
    assert 'type="checkbox"' in html
    assert "<del>gone</del>" in html
    assert '<a href="https://example.com/x">' in html


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


# Typography


def test_quotes_are_those_of_the_language(body) -> None:
    text = "She said \"yes\", and 'no' -- it's so...\n"
    assert "“yes”, and ‘no’ – it’s so…" in body(text).html
    assert "„yes“, and ‚no‘ – it’s so…" in body(text, "de").html
    assert "«yes», and ‹no›" in body(text, "de-CH").html
    assert "«\N{NO-BREAK SPACE}yes\N{NO-BREAK SPACE}»" in body(text, "fr").html


def test_curly_quotes_are_kept_as_typed(body) -> None:
    assert "“typed” and „made“" in body('“typed” and "made"\n', "de").html


def test_smart_typography_can_be_turned_off(body) -> None:
    assert "it's -- so" in body("it's -- so\n", smart=False).html


def test_code_has_no_smart_quotes(body) -> None:
    assert "„" not in body('`x = "y"` and\n\n```\nx = "y"\n```\n', "de").html


# Headings


def test_headings_get_anchors_that_are_unique(body) -> None:
    html = body("## What now?\n\n## What now?\n\n### It's *over*\n").html
    assert '<h2 id="what-now">' in html
    assert '<h2 id="what-now-2">' in html
    assert '<h3 id="its-over">' in html


def test_an_anchor_is_transliterated(body) -> None:
    assert '<h2 id="uber-uns">' in body("## Über uns\n").html
    assert '<h2 id="section">' in body("## ???\n").html


def test_an_anchor_chosen_by_the_author_is_kept(body) -> None:
    html = body("## Mine {#my-own}\n\n## my own\n").html
    assert '<h2 id="my-own">Mine</h2>' in html
    assert '<h2 id="my-own-2">' in html


def test_an_h1_in_a_body_moves_all_headings_down(body) -> None:
    html = body("# One\n\n## Two\n\n###### Six\n").html
    assert "<h1" not in html
    assert '<h2 id="one">' in html
    assert '<h3 id="two">' in html
    assert '<h6 id="six">' in html


# Quotations in another language


@pytest.mark.parametrize(
    "text",
    [
        "> Bonjour\n> {lang=fr}\n",
        "> Bonjour {lang=fr}\n",
        "> Bonjour\n> {: lang=fr }\n",
        "> Bonjour\n>\n> {lang=fr}\n",
    ],
)
def test_a_block_quote_can_name_its_language(body, text: str) -> None:
    html = " ".join(body(text).html.split())
    assert html == '<blockquote lang="fr" dir="ltr"> <p>Bonjour</p> </blockquote>'


@pytest.mark.parametrize(
    "text", ["> - Un\n> - Deux\n> {lang=fr}\n", "> 1. Un\n>    - Deux {lang=fr}\n", "> - Un\n>\n>   Deux\n> {lang=fr}"]
)
def test_a_block_quote_that_ends_in_a_list_can_name_its_language(body, text: str) -> None:
    html = body(text).html
    assert html.startswith('<blockquote lang="fr" dir="ltr">')
    assert "Deux" in html
    assert "{" not in html


def test_a_right_to_left_quotation_has_its_direction(body) -> None:
    assert '<blockquote lang="ar" dir="rtl">' in body("> مرحبا {lang=ar}\n").html


@pytest.mark.parametrize(("written", "tag"), [("zh_cn", "zh-CN"), ("PT-br", "pt-BR")])
def test_common_spellings_of_a_language_tag_are_accepted(body, written: str, tag: str) -> None:
    assert f'<blockquote lang="{tag}" dir="ltr">' in body(f"> Words {{lang={written}}}\n").html


def test_an_unknown_language_of_a_quotation_is_a_problem_with_its_line(body) -> None:
    converted = body("One.\n\n> Bonjour\n> {lang=french}\n")
    assert [str(problem) for problem in converted.problems] == [':4: "french" is not a language (did you mean "fr"?)']
    assert converted.problems[0].code == "invalid-value"
    assert "{lang=french}" in converted.html


def test_a_quotation_within_a_quotation_has_a_language_of_its_own(body) -> None:
    html = " ".join(body("> outer\n>\n> > inner {lang=fr}\n>\n> end {lang=pt-BR}\n").html.split())
    assert html.startswith(
        '<blockquote lang="pt-BR" dir="ltr"> <p>outer</p> <blockquote lang="fr" dir="ltr"> <p>inner</p>'
    )


@pytest.mark.parametrize("mark", ["{lang=x}", "{lang=fr$}", "{lang=../x}", '{lang="a" onclick="b"}'])
def test_an_invalid_language_mark_stays_text(commonmark, mark: str) -> None:
    html = commonmark(f"> Bonjour {mark}\n").html
    assert "lang=" in html
    assert "<blockquote>" in html


def test_a_language_mark_within_code_or_not_at_the_end_is_text(body) -> None:
    html = body("> a {lang=fr}\n>\n> b\n").html
    assert "a {lang=fr}" in html
    assert "<blockquote>" in html


# Raw HTML


def test_scripts_styles_frames_forms_and_handlers_are_dropped(body) -> None:
    text = (
        "<script>alert(1)</script>\n\n<style>p{}</style>\n\n<iframe src='https://e.com'></iframe>\n\n"
        "<form action='/x'><button>b</button></form>\n\n<p onclick='x()' style='color:red'>kept</p>\n\n"
        "a <img src='https://e.com/x.png' onerror=alert(1)> <input name=a>\n"
    )
    html = body(text).html
    for gone in ("script", "alert", "<style", "iframe", "<form", "<button", "onclick", "onerror", "color", "name="):
        assert gone not in html
    assert "<p>kept</p>" in html


def test_harmless_html_is_kept(body) -> None:
    text = (
        '<figure class="wide"><img src="https://e.com/x.png" alt="x" width="1" height="2">'
        "<figcaption>Caption</figcaption></figure>\n\n"
        "<details><summary>More</summary>text</details>\n\n"
        '<video controls src="https://e.com/v.mp4"></video>\n\n'
        'H<sub>2</sub>O <kbd>x</kbd> <mark>m</mark> <abbr title="t">a</abbr> <time datetime="2024-01-01">d</time>\n'
    )
    html = body(text).html
    for kept in ('<figure class="wide">', "<figcaption>", "<details>", "<summary>", "<sub>2</sub>", "<kbd>", "<mark>"):
        assert kept in html
    assert 'width="1"' in html
    assert "controls" in html
    assert '<time datetime="2024-01-01">' in html


def test_allowed_html_is_published_as_written(body) -> None:
    text = (
        '<iframe src="https://www.youtube.com/embed/x"></iframe>\n\n<script>if (a < b) { "<a href=\'x\'>" }</script>\n'
    )
    html = body(text, raw_html="allowed").html
    assert '<iframe src="https://www.youtube.com/embed/x"></iframe>' in html
    assert "<script>if (a < b) { \"<a href='x'>\" }</script>" in html


@pytest.mark.parametrize("raw_html", ["safe", "allowed"])
@pytest.mark.parametrize(
    "comment",
    [
        "a <!-- secret --> b",
        "<!-- secret -->",
        "<!--\nsecret\n-->\n\nb",
        "<!-- secret",
        "a <!-- secret --!> b",
        "<? secret ?>",
    ],
)
def test_a_comment_is_never_published(body, raw_html: str, comment: str) -> None:
    html = body(f"Before\n\n{comment}\n", raw_html=raw_html).html
    assert "<!--" not in html
    assert "secret" not in html or "&lt;" in html  # what an engine does not read as a comment is visible text


def test_a_comment_in_code_is_code(body) -> None:
    assert "&lt;!-- note --&gt;" in body("`<!-- note -->`\n", raw_html="allowed").html


def test_attribute_lists_are_sanitised(python_markdown) -> None:
    html = python_markdown('text\n{: onclick="alert(1)" style="color:red" .lead }\n').html
    assert html == '<p class="lead">text</p>'


# The lead


def test_the_lead_is_the_first_paragraph(body) -> None:
    text = "## Heading\n\nFirst *one* &amp; only\nline.\n\nSecond.\n"
    assert body(text).lead == "First one & only line."


def test_the_lead_is_the_text_before_more(body) -> None:
    converted = body(
        "First.\n\n## Heading\n\n| a |\n|---|\n| b |\n\nSecond.[^1]\n\n<!-- more -->\n\nThird.\n\n[^1]: Note.\n"
    )
    assert converted.lead == "First. Second."
    assert "more" not in converted.html
    assert "Third." in converted.html


def test_more_within_a_paragraph_ends_the_lead_there(body) -> None:
    converted = body("First half <!--more--> second half.\n")
    assert converted.lead == "First half"
    assert "second half" in converted.html


def test_more_in_the_address_of_a_link_ends_the_lead_before_the_link(body) -> None:
    for link in ("[it](https://p.example/a<!--more-->b)", '<a href="https://p.example/a<!--more-->b">it</a>'):
        assert body(f"See {link} there.\n").lead in ("See", "See it there.")


@pytest.mark.parametrize("mark", ["<!--more-->", "<!-- more -->", "<!--MORE-->"])
@pytest.mark.parametrize("before", ["", "First.\n\n", "- a\n", "> a\n\n"])
def test_text_on_the_line_of_more_is_read_as_without_it(body, mark: str, before: str) -> None:
    text = f"{before}{mark}See [two](https://y.example/) *so*\nand `{mark}`\n"
    html = body(text).html
    assert '<a href="https://y.example/">two</a> <em>so</em>' in html
    assert html.count("&lt;!--") == 1


def test_more_in_code_is_code(body) -> None:
    converted = body("One `<!--more-->`.\n\n```\n<!--more-->\n```\n\n    <!--more-->\n\n- a\n\n      <!--more-->\n")
    assert converted.html.count("&lt;!--more--&gt;") == 4
    assert converted.lead == "One <!--more-->."


@pytest.mark.parametrize("raw_html", ["safe", "allowed"])
def test_a_lead_has_no_pictures_captions_footnote_marks_or_lists(body, raw_html: str) -> None:
    text = (
        "![alt](x.png)\n\n<figure><figcaption><p>Caption</p></figcaption></figure>\n\n- item\n\n    loose\n\n    - nested\n\n    still\n\n"
        "> > Quoted.\n>\n> Again.\n\nThe text.[^1]\n\n[^1]: Note.\n"
    )
    assert body(text, raw_html=raw_html).lead == "The text."


def test_a_body_without_paragraphs_has_no_lead(body) -> None:
    assert body("## Only\n\n- a\n- b\n").lead == ""


def test_words_are_counted_without_tags(body) -> None:
    assert body("One *two* [three](https://example.com/a-b)\n\n- four\n").words == 4
