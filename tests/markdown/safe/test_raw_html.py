"""HTML in a text: what is published, what is removed, and that no comment is published."""

from __future__ import annotations

import pytest


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


@pytest.mark.parametrize("name", ["title-card", "style-guide", "script-box", "table-view", "pre-view"])
def test_elements_of_the_outlet_contain_html_like_any_other(body, name: str) -> None:
    text = f"<{name}>\nWords <!-- secret -->\n</{name}>\n\n## Next\n\n[a link](b.md)\n"
    converted = body(text, raw_html="allowed")
    assert "secret" not in converted.html
    assert '<h2 id="next">' in converted.html
    assert converted.html.count("<div") == converted.html.count("</div>")
    assert [reference.target for reference in converted.references] == ["b.md"]
    assert converted.lead in ("Words", "a link")


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
