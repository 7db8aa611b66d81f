"""Links and pictures: slots, references, and what slots are filled with."""

from __future__ import annotations

import pytest

from newsprint.markdown.body import Reference
from newsprint.markdown.links.links import classify
from newsprint.markdown.slots import MARK, slot
from tests.markdown.filling import filled


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/?a=1",
        "http://example.com",
        "HTTPS://EXAMPLE.COM",
        "mailto:a@b.c",
        "tel:+44",
        "//e.com/x",
        "#here",
        "?page=2",
    ],
)
def test_an_absolute_address_is_kept(body, url: str) -> None:
    assert f'href="{url}"' in body(f"[x]({url})\n").html


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#115;cript:alert(1)",
        "javascript&colon;alert(1)",
        "javascript%3Aalert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "unknown:x",
    ],
)
def test_an_address_with_another_scheme_is_removed(body, url: str) -> None:
    converted = body(f"[x]({url}) ![y]({url})\n")
    assert "href" not in converted.html
    assert "<img" not in converted.html
    assert converted.references == ()


@pytest.mark.parametrize("raw_html", ["safe", "allowed"])
@pytest.mark.parametrize(
    "tag",
    [
        "<a href='javascript:alert(1)'>x</a>",
        "<a href=javascript:alert(1)>x</a>",
        '<A HREF="java\tscript:alert(1)">x</A>',
        '<a title=">" href=" &#1; javascript:alert(1)">x</a>',
        '<a title="a"href="&#106;avascript:alert(1)">x</a>',
        '<video poster="javascript:alert(1)"></video>',
    ],
)
def test_a_scheme_cannot_be_hidden_in_raw_html(body, raw_html: str, tag: str) -> None:
    html = body(f"text {tag}\n", raw_html=raw_html).html
    assert "script:" not in html.replace("&lt;", "<").lower() or "&lt;" in html.lower()


def test_relative_targets_become_slots_and_references(body) -> None:
    converted = body("[a](other%20file.md#part)\n\n![b](img/x.png)\n")
    alt = ' alt="b"'
    assert f'<a href="{slot("file", "other file.md#part")}">a</a>' in converted.html
    assert f"<{slot('picture', 'file', 'img/x.png', '', alt, '')[:-1]}" in converted.html
    assert converted.references == (
        Reference("other file.md#part", 1),
        Reference("img/x.png", 3, shown=True, linked=False),
    )


def test_a_path_of_the_site_becomes_a_slot_and_no_reference(body) -> None:
    converted = body("[a](/about/?x=1&y=2)\n")
    assert f'href="{slot("site", "/about/?x=1&amp;y=2")}"' in converted.html
    assert converted.references == ()


def test_references_in_raw_html_are_found(body) -> None:
    text = (
        '<img alt="x" src="a.png">\n\n<video src="b.mp4" poster="c.png"><source src="d.webm"></video>\n\n'
        '<audio src="e.mp3"></audio>\n\n<p><a href="f.md">f</a></p>\n'
    )
    targets = {reference.target: reference.line for reference in body(text).references}
    assert targets == {"a.png": 1, "b.mp4": 3, "c.png": 3, "d.webm": 3, "e.mp3": 5, "f.md": 7}


def test_a_reference_has_the_line_of_its_definition(body) -> None:
    converted = body("[one][r] and [two][r]\n\ntext\n\n[r]: notes/x.md\n")
    assert converted.references == (Reference("notes/x.md", 5), Reference("notes/x.md", 5))


def test_a_target_that_occurs_twice_is_found_twice(body) -> None:
    assert [reference.line for reference in body("[a](x.md)\n\n[b](x.md)\n").references] == [1, 3]


def test_a_target_is_not_confused_with_a_word_of_the_text(body) -> None:
    assert body("story is a word\n\n[a](story)\n").references == (Reference("story", 3),)


def test_a_target_with_escapes_is_found(body) -> None:
    assert body("text\n\n[a](a\\_b&amp;c.md)\n").references == (Reference("a_b&c.md", 3),)


def test_slots_are_filled_with_escaped_addresses(body) -> None:
    html = body("[a](x%20y.md) ![b](p.png) [c](/d/)\n").html
    asked: list[tuple[str, str]] = []

    def address(kind: str, target: str) -> str:
        asked.append((kind, target))
        return f'https://e.com/?a="{len(asked)}"&b'

    resolved = filled(html, address)
    assert asked == [("file", "x y.md"), ("file", "p.png"), ("site", "/d/")]
    assert 'href="https://e.com/?a=&quot;1&quot;&amp;b"' in resolved
    assert 'src="https://e.com/?a=&quot;2&quot;&amp;b"' in resolved
    assert MARK not in resolved


def test_without_an_address_a_link_is_text_and_a_picture_is_removed(body) -> None:
    html = filled(body('[a](x.md "t") ![b](p.png)\n').html, lambda kind, target: None)
    assert ">a</a>" in html
    assert "href" not in html
    assert "<img" not in html


def test_html_without_slots_is_unchanged() -> None:
    html = '<p>href="x"</p>'
    assert filled(html, lambda kind, target: "never") is html


def test_an_author_cannot_type_a_slot(body) -> None:
    text = (
        '[a](&#26;site:/x&#26;) <a href="&#x1a;file:/etc/passwd&#x1a;">b</a> &#26;file:x&#26; href="&#26;file:x&#26;"\n'
    )
    for raw_html in ("safe", "allowed"):
        html = body(text, raw_html=raw_html).html
        assert MARK not in html or "etc" not in html.partition(MARK)[2]
        assert "never" not in filled(html, lambda kind, target: "never")


@pytest.mark.parametrize(
    ("value", "kind", "target"),
    [
        ("a b.md", "file", "a b.md"),
        ("../x.md#y", "file", "../x.md#y"),
        ("a%0Ab", "drop", ""),
        ("/a%20b", "site", "/a%20b"),
        ("\\\\evil.example", "file", "\\\\evil.example"),
        ("{{< ref", "drop", ""),
        ("", "keep", ""),
    ],
)
def test_an_address_is_classified_by_its_kind(value: str, kind: str, target: str) -> None:
    assert classify(value) == (kind, target)


def test_addresses_in_srcset_are_treated_like_other_addresses(body) -> None:
    kept = body('<img src="a.png" srcset="https://e.com/a.png 1x, https://e.com/b.png 2x">\n').html
    assert 'srcset="https://e.com/a.png 1x, https://e.com/b.png 2x"' in kept
    marked = body('<img src="a.png" srcset="a.png 1x, https://e.com/b.png 2x">\n')
    assert [reference.target for reference in marked.references] == ["a.png", "a.png"]
    resolved = filled(marked.html, lambda kind, target: f"/media/{target}")
    assert resolved.count('srcset="/media/a.png 1x, https://e.com/b.png 2x"') == 1
    assert "srcset" not in filled(
        body('<img src="/x" srcset="a.png">').html, lambda kind, _: None if kind == "file" else "/x"
    )


# Shortcodes


def test_shortcodes_are_text_unless_they_are_dropped(body) -> None:
    converted = body('[a]({{< ref "x.md" >}}) {{< note >}}\n')
    assert "note" in converted.html
    assert converted.references == ()
    assert "href" not in converted.html


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ('[a]({{< ref "2013-x.md" >}})', "2013-x.md"),
        ('[a]({{< ref "/topics/y z" >}} "title")', "/topics/y z"),
        ('[a]({{% relref "x.md#part" %}})', "x.md#part"),
        ('<a href="{{< ref "x.md" >}}" target="_blank">a</a>', "x.md"),
        ("[a][r]\n\n[r]: {{< ref `x.md` >}}", "x.md"),
    ],
)
def test_a_ref_becomes_a_link_by_name(body, text: str, target: str) -> None:
    converted = body(text + "\n", shortcodes="drop")
    assert f'href="{slot("name", target)}"' in converted.html
    assert converted.references == ()
    assert filled(converted.html, lambda kind, name: f"/{kind}").count('href="/name"') == 1


def test_of_other_shortcodes_only_the_tags_are_removed(body) -> None:
    text = '{{< note variant="a" >}}\nKept.\n{{< /note >}}\n\n{{< img src="x" alt="a > b" >}} {{< ref "y" >}}after\n'
    html = body(text, shortcodes="drop").html
    assert "Kept." in html
    assert "after" in html
    assert "{{" not in html
    assert "note" not in html


def test_shortcodes_in_code_are_kept(body) -> None:
    text = "`{{< a >}}` and ``{{< b >}} ` ``\n\n```\n{{< c >}}\n```\n\n{{</* d */>}}\n"
    html = body(text, shortcodes="drop").html
    for name in "abcd":
        assert f"{{{{&lt; {name} &gt;}}}}" in html


def test_dropping_shortcodes_keeps_the_line_numbers(body) -> None:
    text = '{{< img\n  src="x"\n>}}\n\n[a](y.md)\n'
    assert body(text, shortcodes="drop").references == (Reference("y.md", 5),)
