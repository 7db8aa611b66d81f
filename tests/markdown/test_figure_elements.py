"""Pictures alone in their paragraphs are figures, with captions and credits, in both engines."""

from __future__ import annotations

from html import unescape
from types import SimpleNamespace
from typing import Any, cast

import pytest
from bs4 import BeautifulSoup, Tag

from newsprint.markdown.slots import fill
from newsprint.site.bodies import PAGE
from tests.markdown.conftest import Convert


def shown(html: str, *, missing: bool = False, stored: str = "") -> str:
    """Return ``html`` as readers see it: each file is in ``/media/``, or is ``missing``; ``stored`` is its credit."""
    place = cast(Any, SimpleNamespace())
    place.address = lambda kind, target: None if missing else f"/media/{target}"
    place.with_sizes = lambda image, *_, **__: image
    place.stored_credit = lambda *_: stored
    return fill(html, lambda kind, arguments: PAGE[kind](place, arguments)).replace(" />", ">")


def figures(html: str) -> list[Tag]:
    return list(BeautifulSoup(html, "html.parser").select("figure"))


@pytest.mark.parametrize("address", ["pier.jpg", "https://e.com/pier.jpg"])
def test_a_picture_alone_in_its_paragraph_is_a_figure(body: Convert, address: str) -> None:
    html = shown(body(f"Words.\n\n![The pier]({address})\n\nMore.\n").html).replace("/media/", "").replace("\n", "")
    assert html == f'<p>Words.</p><figure><img src="{address}" alt="The pier"></figure><p>More.</p>'


@pytest.mark.parametrize("address", ["pier.jpg", "https://e.com/pier.jpg", "/media/pier.jpg"])
def test_the_title_is_the_caption_and_no_title_any_more(body: Convert, address: str) -> None:
    html = shown(body(f'![The pier]({address} "The pier, \\"long\\" & <b>wide</b>.")\n').html)
    assert "title=" not in html
    assert "<figcaption>The pier, &quot;long&quot; &amp; &lt;b&gt;wide&lt;/b&gt;.</figcaption></figure>" in html


@pytest.mark.parametrize("address", ["pier.jpg", "https://e.com/pier.jpg"])
def test_a_credit_is_printed_after_the_caption(body: Convert, address: str) -> None:
    for written in ('{credit="Ann Lee"}', "{: credit='Ann Lee' }", "{.wide credit=“Ann Lee”}"):
        html = shown(body(f'![The pier]({address} "The pier."){written}\n').html)
        assert '<figcaption>The pier. <span class="credit">Ann Lee</span></figcaption></figure>' in html
        assert "{" not in html
        assert "credit=" not in html
    alone = shown(body(f"![The pier]({address}){{credit=Ann}}\n").html)
    assert '<figcaption><span class="credit">Ann</span></figcaption></figure>' in alone


def test_marks_of_markdown_in_a_credit_are_characters(body: Convert) -> None:
    credit = "A_b_c *Lee* & O'Lee https://e.com -- `x` &amp; <i>y</i>"
    figure = figures(shown(body(f'![The pier](pier.jpg){{credit="{credit}"}}\n').html))[0]
    assert figure.get_text() == unescape(credit)


def test_classes_and_the_language_are_those_of_the_figure(body: Convert) -> None:
    figure = figures(shown(body('![Le port](port.jpg "Le soir."){.wide .adjacent #port lang=fr}\n').html))[0]
    assert (figure["class"], figure["lang"]) == (["wide", "adjacent"], "fr")
    assert figure.img is not None
    assert figure.img.attrs == {"src": "/media/port.jpg", "alt": "Le port", "id": "port"}


def test_an_attribute_list_below_a_picture_is_that_of_the_figure(python_markdown: Convert) -> None:
    html = shown(python_markdown("![The pier](pier.jpg){.a}\n{: .wide #pier }\n").html)
    assert html.startswith('<figure class="wide a" id="pier"><img')


@pytest.mark.parametrize(
    "text",
    [
        '[![The pier](pier.jpg "The pier."){credit="Ann"}](https://e.com)',
        '<a href="https://e.com">\n<img src="pier.jpg" alt="The pier" title="The pier." credit="Ann">\n</a>',
    ],
)
def test_a_picture_that_is_a_link_is_a_figure(body: Convert, text: str) -> None:
    html = shown(body(f"Words.\n\n{text}\n\n## More\n").html)
    figure = figures(html)[0]
    assert [child.name for child in figure.find_all(recursive=False)] == ["a", "figcaption"]
    assert figure.select_one('a[href="https://e.com"] > img[src="/media/pier.jpg"]')
    assert html.count("<p>") == 1


@pytest.mark.parametrize(
    "text",
    [
        "![A](a.jpg)\n![B](b.jpg)",
        "![A](a.jpg) ![B](b.jpg)",
        '[![A](a.jpg "T") ![B](b.jpg)](https://e.com)',
        "Words ![A](a.jpg)",
        "![A](a.jpg) words",
        "![A](a.jpg)\\\nwords",
        '<img src="a.jpg" alt="A">\n<img src="b.jpg" alt="B">\n<img src="c.jpg" alt="C">',
        "## ![A](a.jpg)",
        "| a |\n|---|\n| ![A](a.jpg) |",
        "- ![A](a.jpg) words",
        "- ![A](a.jpg)\n  ![B](b.jpg)",
        "A note.[^1]\n\n[^1]: ![A](a.jpg)",
    ],
)
def test_a_picture_among_others_or_words_is_none(body: Convert, text: str) -> None:
    html = shown(body(f"{text}\n").html)
    assert "<img" in html
    assert "<figure" not in html


@pytest.mark.parametrize(
    "text",
    [
        '> ![A](a.jpg "C")',
        '- ![A](a.jpg "C")\n- words',
        '- ![A](a.jpg "C")\n\n- words',
        '1. words\n\n   ![A](a.jpg "C")',
        '<img src="a.jpg" alt="A" title="C">',
        'Words.\n\n<img src="a.jpg" alt="A" title="C">\n\n## More',
        '> <img src="a.jpg" alt="A" title="C">',
        '<p>\n<img src="a.jpg" alt="A" title=C>\n</p>',
        '![A][a]\n\n[a]: a.jpg "C"',
        '![A](<a.jpg> "C")\n***\nwords',
    ],
)
@pytest.mark.parametrize("raw_html", ["safe", "allowed"])
def test_a_figure_may_be_in_a_quotation_or_a_list_and_of_html(body: Convert, text: str, raw_html: str) -> None:
    html = shown(body(f"{text}\n", raw_html=raw_html).html)
    assert '<figure><img src="/media/a.jpg" alt="A"><figcaption>C</figcaption></figure>' in html


@pytest.mark.parametrize(
    "text",
    [
        '<figure>\n<img src="a.jpg" alt="A" title="T">\n<figcaption>C</figcaption>\n</figure>',
        '<figure><p><img src="a.jpg" alt="A" title="T"></p></figure>',
        '<figure class="pair"><figure><img src="a.jpg" alt="A"></figure><p><img src="b.jpg" alt="B"></p></figure>',
        '<figure>\n\n<img src="a.jpg" alt="A" title="T">\n\n</figure>',
    ],
)
@pytest.mark.parametrize("raw_html", ["safe", "allowed"])
def test_a_figure_of_the_author_is_not_put_into_another(body: Convert, text: str, raw_html: str) -> None:
    html = shown(body(f"{text}\n\n![B](b.jpg)\n", raw_html=raw_html).html)
    assert html.count("<figure") == text.count("<figure") + 1


def test_a_stored_credit_is_printed_unless_the_author_writes_one(body: Convert) -> None:
    for written, printed in (("", "Bo &amp; &lt;Co&gt;"), ("{credit=Ann}", "Ann"), ('{credit=""}', "")):
        html = shown(body(f"![The pier](pier.jpg){written}\n").html, stored="Bo & <Co>")
        assert ("<figcaption>" in html, f'<span class="credit">{printed}</span>' in html) == (bool(printed),) * 2
    html = shown(body('![The pier](pier.jpg "The pier.")\n').html, stored="Bo")
    assert '<figcaption>The pier. <span class="credit">Bo</span></figcaption>' in html


def test_without_its_picture_a_caption_is_not_printed(body: Convert) -> None:
    html = shown(body('![The pier](pier.jpg "The pier."){credit="Ann"}\n').html, missing=True, stored="Bo")
    assert html.strip() == "<figure></figure>"


def test_a_caption_is_no_lead(body: Convert) -> None:
    converted = body('![The pier](https://e.com/a.jpg "The caption.")\n\nThe opening.\n')
    assert converted.lead == "The opening."


def test_a_credit_that_cannot_be_printed_is_reported_with_its_line(body: Convert) -> None:
    text = 'Words.\n\n![A](a.jpg){credit="Ann"}\n\nMore ![B](b.jpg){credit="Bo Lee"} and more.\n'
    converted = body(text)
    assert [(each.line, each.code, each.message) for each in converted.problems] == [
        (5, "unread-text", 'the credit "Bo Lee" is not printed')
    ]
    assert "credit=" not in shown(converted.html)


HOSTILE = [
    '"><script>alert(1)</script>',
    "<img src=x onerror=alert(1)>",
    "</figcaption></figure><iframe src=x>",
    "&quot; onload=alert(1) x=&quot;",
    "&#26;site&#29;/x&#26;",
    "<!-- a note",
    "&lt;script&gt;",
    "x title= y credit= z",
    "'><svg onload=alert(1)>",
]


@pytest.mark.parametrize("address", ["pier.jpg", "https://e.com/pier.jpg"])
@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("raw_html", ["safe", "allowed"])
def test_titles_credits_and_words_are_text_whatever_they_contain(
    body: Convert, hostile: str, address: str, raw_html: str
) -> None:
    value = hostile.replace('"', "&quot;")
    texts = [
        f'![{value}]({address} "{value}"){{credit="{value}"}}',
        f'<img src="{address}" alt="{value}" title="{value}" credit="{value}">',
    ]
    for text in texts:
        if "<!--" in text and text.startswith("!"):
            continue  # an error: a comment that is not closed
        soup = BeautifulSoup(shown(body(f"{text}\n", raw_html=raw_html).html), "lxml")
        allowed = {"html", "body", "figure", "img", "figcaption", "span", "p", "a"}
        assert {tag.name for tag in soup.find_all()} <= allowed, soup
        for tag in soup.find_all():
            assert {*tag.attrs} <= {"src", "alt", "class", "href", "title"}, soup


@pytest.mark.parametrize(
    "piece", ['![a](b.jpg "', '![a](b.jpg){credit="', "![", "![a][", "![](", "![a](b){.x}", "<p><img "]
)
def test_many_unfinished_pictures_take_linear_time(piece: str) -> None:
    from time import process_time

    from newsprint.markdown.figure_elements import with_figures
    from newsprint.markdown.picture_attributes import set_lists_aside

    def seconds(count: int) -> float:
        start = process_time()
        set_lists_aside(piece * count)
        with_figures(piece * count)
        return process_time() - start

    assert seconds(40_000) < 30 * seconds(4_000) + 0.2
