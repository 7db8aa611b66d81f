"""HTML, addresses and shortcodes that are not published are reported with their line; the rest is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.markdown.unseen.reported import problems
from tests.support.outlets import PICTURE, Outlet, article

ENGINES = ("markdown", "commonmark")
REPORTED = {
    "iframe": ('<iframe src="https://a.example/v"></iframe>', "html-removed", "<iframe> is removed, with every"),
    "iframe in a line": ('Words <iframe src="https://a.example/v"></iframe> and more', "html-removed", "<iframe> is"),
    "script": ('<script src="https://a.example/w.js"></script>', "html-removed", "<script> is removed, with every"),
    "script with tags": ('<script>var a = "<b onclick=1>";</script>', "html-removed", "<script> is removed, with"),
    "style": ("<style>p { color: red }</style>", "html-removed", "<style> is removed, with everything in it"),
    "form": ('<form action="/x">Words</form>', "html-removed", "<form> is removed"),
    "object": ('<object data="a.swf"></object>', "html-removed", "<object> is removed, with everything in it"),
    "embed": ('Words <embed src="a.swf"> and more', "html-removed", "<embed> is removed"),
    "svg": ('<svg viewBox="0 0 1 1"><path d="M0"/></svg>', "html-removed", "<svg> is removed, with everything in it"),
    "an unknown tag": ("Words <my-widget>and</my-widget> more", "html-removed", "<my-widget> is removed"),
    "a placeholder": ("Words <insert quote here> and more", "html-removed", "<insert> is removed"),
    "font": ('<p><font color="red">Words</font></p>', "html-removed", "<font> is removed"),
    "input": ('<p><input type="text" name="q"></p>', "html-removed", "<input> becomes a disabled check box"),
    "an event handler": ('<p onclick="x()">Words</p>', "html-removed", 'the attribute "onclick" of <p>'),
    "an event handler after a tag": (
        '<p><a title="<b>" href="https://a.example" onclick="x()">Words</a></p>',
        "html-removed",
        'the attribute "onclick" of <a>',
    ),
    "a style": ('<p style="color: red">Words</p>', "html-removed", 'the attribute "style" of <p>'),
    "a style of a cell": (
        '<table><tr><td style="color: red">1</td></tr></table>',
        "html-removed",
        'the attribute "style" of <td> is removed, except text-align',
    ),
    "a second anchor": ('<p><a id="tide" name="top">Words</a></p>', "html-removed", 'the attribute "name" of <a>'),
    "javascript:": ("[a](javascript:alert)", "address-removed", 'the address "javascript:alert"'),
    "javascript: in HTML": ('<p><a href="javascript:x()">a</a></p>', "address-removed", 'the address "javascript:x()"'),
    "data:": ("![a](data:image/png;base64,AAAA)", "address-removed", 'the address "data:image/png;base64,AAAA"'),
    "file:": ("[a](file:///etc/passwd)", "address-removed", 'the address "file:///etc/passwd"'),
    "file: as an autolink": ("Words <file:///etc/passwd>", "address-removed", 'the address "file:///etc/passwd"'),
    "a control character": ("[a](a%00b.md)", "address-removed", 'the address "a%00b.md"'),
    "in srcset": (
        '<p><img src="https://a.example/a.png" srcset="data:x 2x" alt="A"></p>',
        "address-removed",
        '"data:x"',
    ),
    "an empty link": ("Words [a]() and more", "link-without-target", "the link or picture has no address"),
    "an empty picture": ("Words ![a]() and more", "link-without-target", "the link or picture has no address"),
    "an empty link in HTML": ('<p><a href="">Words</a></p>', "link-without-target", "the link or picture has no"),
    "a tag without an address": ("<p><a>Words</a></p>", "link-without-target", "the link or picture has no address"),
    "a missing definition": ("Words [a][missing] and more", "link-without-target", '"[a][missing]" is printed'),
    "a missing footnote": ("Words[^7] and more", "link-without-target", '"[^7]" is printed'),
    "PHP": ("Words <?php echo 1 ?> and more", "html-removed", "<? … ?> is removed"),
    "CDATA": ("Words <![CDATA[ of ours ]]> and more", "html-removed", "<![CDATA[ … ]]> is removed"),
    "javascript: over two lines": (
        "<p><a href='java\nscript:x()'>a</a></p>",
        "address-removed",
        'the address "java script:x()" is removed',
    ),
    "a gallery of WordPress": ('[gallery ids="1,2"]', "shortcode", 'the shortcode "[gallery ids="1,2"]" is printed'),
    "the end of a shortcode": ("Words [embed]x[/embed]", "shortcode", 'the shortcode "[/embed]" is printed as text'),
    "a shortcode": ("{{< youtube abc >}}", "shortcode", 'the shortcode "{{< youtube abc >}}" is printed as text'),
    "the other shortcode": ("Words {{% note %}}", "shortcode", 'the shortcode "{{% note %}}" is printed as text'),
    "Liquid": ("{% include video.html %}", "shortcode", 'the template tag "{% include video.html %}" is printed'),
    "a variable": ("Words {{ site.title }}", "shortcode", 'the template tag "{{ site.title }}" is printed as text'),
}
KEPT = """\
# Words <small>and</small> more

Words, *words*, [a](https://a.example "A title"), [b][b], [c](other.md#part), <https://a.example>, a@b.example,
<mail@a.example>, [x] and [y] (z), [sic], [1] [/] [a="b"], 3 < 4 > 2, `<iframe>`, `{{< x >}}`, `[a][b]`, `[^9]` and [^1], a[0][1].

![a](a.png)

<figure class="wide"><img src="a.png" alt="A" loading="lazy"><figcaption>B</figcaption></figure>
<details open><summary>C</summary>D</details>
<video src="a.mp4" controls poster="a.png"></video> <time datetime="2024">E</time>
<a id="f">F</a> <a href="#f">F</a> <a href="?x=1" target="_blank" rel="nofollow">G</a>

```html
<script>alert(1)</script> {{% y %}} {{ z }} [u][v]
```

| a | b |
|:-:|--:|
| 1 | 2 |

- one
- two

[b]: https://b.example
[^1]: A note.
"""


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("written", "code", "message"), REPORTED.values(), ids=REPORTED.keys())
def test_what_is_removed_or_printed_as_text_is_reported_with_its_line(
    written: str, code: str, message: str, engine: str
) -> None:
    found = problems(f"Words.\n\nMore words.\n\n{written}\n\nThe end.\n", engine=engine)

    assert [each for each in found if each[0] == 5 and each[1] == code and message in each[2]], found
    assert len(found) == 1, found


@pytest.mark.parametrize("engine", ENGINES)
def test_text_that_is_published_is_not_reported(engine: str) -> None:
    assert problems(KEPT, engine=engine) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_each_of_several_problems_has_its_own_line(engine: str) -> None:
    text = "\n\n".join(["<iframe></iframe>", "Words", "`<iframe>`", "<iframe></iframe>", "[a]()", "Words", "[b]()"])

    assert [(line, code) for line, code, _ in problems(text, engine=engine)] == [
        (1, "html-removed"),
        (7, "html-removed"),
        (9, "link-without-target"),
        (13, "link-without-target"),
    ]


def test_an_unclosed_tag_is_reported_as_removing_the_rest() -> None:
    [(line, _, message)] = problems("Words.\n\n<iframe src='x'>\n\nThe rest.\n")
    assert (line, message) == (3, "<iframe> is removed, with everything after it: it is not closed")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("tag", ['<iframe src="https://a.example"/>', "<script>", "<TEXTAREA>"])
def test_an_unclosed_tag_that_hides_the_rest_is_reported_where_html_is_allowed(tag: str, engine: str) -> None:
    name = tag.strip("</>").split()[0].lower()
    text = f"Words.\n\n{tag}</{name}>\n\n{tag}\n\nThe rest.\n"
    assert problems(text, engine=engine, raw_html="allowed") == [
        (5, "unread-text", f"<{name}> is not closed: readers see nothing after it")
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_with_all_html_allowed_only_addresses_are_reported(engine: str) -> None:
    text = "<iframe src='x'></iframe>\n\n<p onclick='x()'><a href='javascript:x()'>a</a></p>\n"
    assert [each[:2] for each in problems(text, engine=engine, raw_html="allowed")] == [(3, "address-removed")]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("code", ["cell = rows[a][b]", "'{.wide}'", "/* [^1] */", "!!! note", "'<pre>' + rows[a][b]"])
def test_code_in_a_script_is_not_reported_as_text(code: str, engine: str) -> None:
    text = f"Words\n\n<script>\n{code}\n</script>\n\n[c][d]\n"
    assert [each[0] for each in problems(text, engine=engine, raw_html="allowed")] == [7]


@pytest.mark.parametrize("engine", ENGINES)
def test_dropped_shortcodes_are_reported_unless_they_become_links(engine: str) -> None:
    text = '[a]({{< ref "b.md" >}})\n\n{{< youtube abc >}}\n\n{{% note %}}\nWords\n{{% /note %}}\n\n`{{< x >}}`\n'
    found = problems(text, engine=engine, shortcodes="drop")

    assert [each[:2] for each in found] == [(3, "shortcode"), (5, "shortcode")]
    assert all("is left out" in message for _, _, message in found)


def test_the_number_of_problems_of_a_text_is_limited() -> None:
    assert len(problems("<my-tag>x</my-tag>\n\n" * 500)) == 50


def test_the_warnings_of_a_story_have_the_lines_of_its_file(outlet: Callable[..., Outlet]) -> None:
    site = outlet({"content/world/a.md": article(body="Words.\n\n<iframe></iframe>\n\n[a](javascript:x)")})
    for _ in range(2):
        report = site.build()
        assert [(problem.path, problem.line, problem.code) for problem in report.warnings] == [
            ("content/world/a.md", 9, "html-removed"),
            ("content/world/a.md", 11, "address-removed"),
        ]


def test_a_story_may_allow_removed_html(outlet: Callable[..., Outlet]) -> None:
    site = outlet({"content/world/a.md": article(body="<iframe></iframe>", allow=["html-removed"])})
    assert site.build().warnings == ()


@pytest.mark.parametrize("engine", ENGINES)
def test_pictures_of_the_outlet_in_srcset_are_published_like_any_other(
    outlet: Callable[..., Outlet], engine: str
) -> None:
    body = (
        '<figure><img src="a.png" srcset="a.png 1x, b%20c.png 2x,/d.png 3x, https://e.example/e.png 4x" alt="A">'
        "</figure>\n\n<figure><picture><source srcset='f.png'><img src='a.png' alt='A'></picture></figure>"
    )
    names = ("a.png", "b c.png", "f.png")
    site = outlet({"content/world/a.md": article(body=body)} | {f"content/world/{name}": PICTURE for name in names})
    settings = (site.folder / "newsprint.toml").read_text()
    site.write({"newsprint.toml": f'{settings}\n[markdown]\nengine = "{engine}"\n'}).build()

    page = site.page("/world/2024/12/20/a/")
    assert page.select_one("img[srcset]")["srcset"] == (  # type: ignore[index]
        "/media/world/a.png 1x, /media/world/b%20c.png 2x, /d.png 3x, https://e.example/e.png 4x"
    )
    assert page.select_one("source")["srcset"] == "/media/world/f.png"  # type: ignore[index]
    assert {f"media/world/{name}" for name in names} <= site.files().keys()


def test_a_missing_picture_in_srcset_is_a_problem(outlet: Callable[..., Outlet]) -> None:
    body = 'Words.\n\n<figure><img src="a.png" srcset="a.png 1x, gone.png 2x" alt="A"></figure>'
    site = outlet({"content/world/a.md": article(body=body), "content/world/a.png": PICTURE})

    [problem] = site.problems()
    assert problem.startswith('content/world/a.md:9: the picture "gone.png" leads to no file')


def test_a_link_by_name_is_reported_until_a_file_has_that_name(outlet: Callable[..., Outlet]) -> None:
    body = 'Words.\n\n[a]({{< ref "gone.md" >}}) and [b]({{< ref "here.md#part" >}})'
    site = outlet({"content/world/a.md": article(body=body), "content/world/here.md": article("Here", body="## Part")})
    settings = (site.folder / "newsprint.toml").read_text()
    site.write({"newsprint.toml": f'{settings}\n[markdown]\nshortcodes = "drop"\n'})

    for _ in range(2):
        assert [str(problem).partition(" (")[0] for problem in site.build().warnings] == [
            'content/world/a.md:9: there is no file "gone.md", or more than one: the link is printed as plain text'
        ]
    site.write({"content/world/gone.md": article("Gone")})
    assert site.build().warnings == ()
