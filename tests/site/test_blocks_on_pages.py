"""Blocks on pages and in feeds: printed by a theme's template, with arguments as text and files of the outlet."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests.support.outlets import CONFIGURATION, PICTURE, Outlet, article
from tests.support.reading import Make

PAGE = "/world/2024/12/20/wall/"
THEME = """
[blocks.box]
content = "required"
[blocks.box.arguments]
title = "text"
tone = { type = "choice", choices = ["plain", "alert"], default = "plain" }
count = "number"
open = "switch"

[blocks.tape]
[blocks.tape.arguments]
src = { type = "audio", required = true }
portrait = "picture"
alt = "text"
paper = "document"
"""
BOX = (
    '<div class="box {{ block.tone }}{{ " open" if block.open }}" id="np-box-{{ block.number }}">'
    "{% if block.title %}<b>{{ block.title }}</b>{% endif %}{{ block.count or '' }}{{ block.content }}</div>\n"
)
TAPE = (
    '<audio src="{{ block.src.url }}" data-type="{{ block.src.type }}" data-size="{{ block.src.size }}"></audio>'
    "{{ picture(block.portrait, 'body') if block.portrait }}"
    '{% if block.paper %}<a href="{{ block.paper.url }}">{{ site.title }}</a>{% endif %}'
)
FILES = {
    "themes/gazette/theme.toml": THEME,
    "themes/gazette/templates/blocks/box.html": BOX,
    "themes/gazette/templates/blocks/tape.html": TAPE,
}
ENGINES = pytest.mark.parametrize("engine", ["markdown", "commonmark"])


def paper(outlet: Make, body: str, engine: str = "markdown", **files: str | bytes) -> Outlet:
    """Return an outlet with a story of this ``body``, and a theme with two blocks."""
    settings = f'{CONFIGURATION}\n[markdown]\nengine = "{engine}"\n'
    return outlet({"newsprint.toml": settings, "content/world/wall.md": article("The wall", body), **FILES, **files})


def body_of(site: Outlet) -> BeautifulSoup:
    site.build()
    found = site.page(PAGE).select_one(".story-body")
    assert found is not None
    return BeautifulSoup(str(found), "lxml")


@ENGINES
def test_a_block_is_printed_by_its_template_around_its_text(outlet: Make, engine: str) -> None:
    text = '::: box title="The wall" tone=alert count=3 open\n- 1.1 *metres*\n:::\n\nAfter.'
    (box,) = body_of(paper(outlet, text, engine)).select(".box")
    assert box["class"] == ["box", "alert", "open"]
    assert box["id"] == "np-box-1"
    assert box.get_text(" ", strip=True) == "The wall 3 1.1 metres"
    assert box.select_one("li em")


@ENGINES
def test_blocks_are_nested_and_share_links_and_footnotes_with_the_text(outlet: Make, engine: str) -> None:
    text = "[^1] and [tide][t].\n\n::: box\nOuter\n::: box title=Inner\n[Tide][t][^1]\n:::\n:::\n\n[t]: https://t.example/\n[^1]: Note.\n"
    page = body_of(paper(outlet, text, engine))
    (inner,) = page.select(".box .box")
    assert inner.select_one('a[href="https://t.example/"]')
    assert len(page.select(".box")) == 2
    assert len(page.select('a[href="https://t.example/"]')) == 2


@ENGINES
def test_arguments_are_text_whatever_is_in_them(outlet: Make, engine: str) -> None:
    attack = """::: box title='<script>alert("x")</script> & {{ 7*7 }} **b** <&lt;'\nText\n:::"""
    (box,) = body_of(paper(outlet, attack, engine)).select(".box b")
    assert box.get_text() == '<script>alert("x")</script> & {{ 7*7 }} **b** <&lt;'
    assert not box.find(True)


@ENGINES
def test_the_inside_of_a_block_is_made_safe_as_the_text_is(outlet: Make, engine: str) -> None:
    text = '::: box\n<script>alert(1)</script><b onclick=x>bold</b>\n\n</div></div>\n\n<np-block n="7">x</np-block>\n:::\n\nAfter.'
    page = body_of(paper(outlet, text, engine))
    assert not page.select("script, [onclick]")
    assert "np-block" not in str(page.select_one(".box"))


def test_files_of_arguments_are_published_and_found_missing(outlet: Make) -> None:
    text = "::: tape src=tide.mp3 portrait=ann.png alt='Ann \"Lee\"' paper=plan.pdf\n:::"
    files = {
        "content/world/tide.mp3": b"ID3 tide",
        "content/world/ann.png": PICTURE,
        "content/world/plan.pdf": b"%PDF-1.4",
    }
    site = paper(outlet, text, **files)
    page = body_of(site)
    (tape,) = page.select("audio")
    assert (tape["src"], tape["data-type"], tape["data-size"]) == ("/media/world/tide.mp3", "audio/mpeg", "8")
    (portrait,) = page.select("img")
    assert (portrait["alt"], portrait["width"]) == ('Ann "Lee"', "1")
    (link,) = page.select("a[href$='.pdf']")
    assert link.get_text() == "The Harbour Gazette"
    assert {"media/world/tide.mp3", "media/world/ann.png", "media/world/plan.pdf"} <= site.files().keys()
    site.write({"content/world/tide.mp3": None})
    (problem,) = site.problems()
    assert problem.startswith('content/world/wall.md:7: the recording "tide.mp3" leads to no file')


@ENGINES
def test_feeds_have_a_plain_form(outlet: Make, engine: str) -> None:
    text = '::: box title="The <wall>"\nText with [a link](#x).\n:::'
    site = paper(outlet, text, engine)
    site.build()
    plain = "&lt;p&gt;&lt;strong&gt;The &amp;lt;wall&amp;gt;&lt;/strong&gt;&lt;/p&gt;"
    assert plain in site.text("rss.xml") or "<p><strong>The &lt;wall&gt;</strong></p>" in site.text("rss.xml")
    site.write({"themes/gazette/templates/blocks/box.feed.html": "<p>[{{ block.title }}]</p>"}).build()
    assert "[The" in site.text("rss.xml")
    assert site.files() == site.clean_files()


def test_what_a_block_lacks_is_reported_with_line_and_hint(outlet: Make) -> None:
    text = """::: box titel=x
Text
:::

::: box tone=alrt count=three
:::

::: tape
:::

::: tape src=tide.pdf
:::

::: box title=a title=b
Text"""
    assert paper(outlet, text).problems() == [
        'content/world/wall.md:7: the block "box" has no argument "titel" (did you mean "title"?)',
        'content/world/wall.md:11: the argument "count" of the block "box" must be a whole number, not "three" (for example: 3)',
        'content/world/wall.md:11: the argument "tone" of the block "box" cannot be "alrt" (did you mean "alert"?)',
        'content/world/wall.md:11: the block "box" is empty (write its text before the line :::)',
        'content/world/wall.md:14: the block "tape" needs the argument "src" (for example: src="…")',
        'content/world/wall.md:17: the argument "src" of the block "tape" must be a file of the type "audio", not ".pdf" (use .mp3, .m4a, .ogg, .opus, .wav or .flac)',
        'content/world/wall.md:20: the argument "title" is given twice (delete one of them)',
        'content/world/wall.md:20: the block "box" is not closed (add a line ::: after its last line)',
    ]


def test_a_line_that_names_no_block_stays_text_with_a_warning(outlet: Make) -> None:
    site = paper(outlet, "::: bxo\nText\n:::\n\nMore.\n\n> ::: box\n> quoted\n\n:::\n\n```\n::: box\n```")
    warnings = [str(problem) for problem in site.build().warnings if problem.code == "unknown-block"]
    assert warnings == [
        'content/world/wall.md:7: there is no block "bxo": the line is printed as text (did you mean "box"?)',
        'content/world/wall.md:13: "> ::: box" is printed as text: a block cannot be in a list, quotation or footnote (write it without spaces at the beginning, after an empty line)',
        'content/world/wall.md:16: ":::" ends no block, and is printed as text (delete the line)',
    ]
    text = site.page(PAGE).get_text()
    assert "::: bxo" in text
    assert "::: box" in text


def test_a_theme_that_declares_or_drops_a_block_has_its_texts_converted_again(outlet: Make) -> None:
    site = paper(outlet, "::: card\nText\n:::")
    site.write({"content/world/other.md": article("Other", "No block.")})
    assert [problem.code for problem in site.build().warnings] == ["unknown-block"]
    card = "<section class=card>{{ block.content }}</section>"
    theme = THEME + "\n[blocks.card]\n"
    site.write({"themes/gazette/theme.toml": theme, "themes/gazette/templates/blocks/card.html": card})
    report = site.build()
    assert not report.warnings
    assert report.converted == 1
    assert site.page(PAGE).select("section.card")
    assert site.files() == site.clean_files()
    site.write({"themes/gazette/theme.toml": THEME, "themes/gazette/templates/blocks/card.html": None})
    assert [problem.code for problem in site.build().warnings] == ["unknown-block"]
    assert site.files() == site.clean_files()


def test_an_edited_template_of_a_block_prints_its_pages_and_converts_nothing(outlet: Make) -> None:
    site = paper(outlet, "::: box\nText\n:::")
    site.build()
    site.write({"themes/gazette/templates/blocks/box.html": "<aside>{{ block.content }}</aside>"})
    report = site.build()
    assert report.converted == 0
    assert site.page(PAGE).select("aside > p")
    assert site.files() == site.clean_files()


def test_a_problem_in_the_template_of_a_block_has_its_place(outlet: Make) -> None:
    site = paper(outlet, "::: box\nText\n:::")
    site.write({"themes/gazette/templates/blocks/box.html": "<i>\n{{ block.titel }}</i>"})
    (problem,) = site.problems()
    assert problem.startswith("themes/gazette/templates/blocks/box.html:2: ")
    assert "title" in problem


def test_text_outside_of_blocks_makes_the_teaser(outlet: Make) -> None:
    site = paper(outlet, "::: box\nA fact.\n:::\n\nThe story begins here.")
    site.build()
    assert site.page(PAGE).select_one('meta[name="description"]')["content"] == "The story begins here."  # type: ignore[index]
