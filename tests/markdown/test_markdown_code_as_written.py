"""What stands in code, or in a script, readers get to the letter, whatever it looks like."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from newsprint.config.site import MarkdownSettings
from newsprint.markdown.body import convert
from newsprint.markdown.engines.engine import engine_for

SAMPLES = (
    '<a href="{{ page.url }}">',
    '<img src="my picture.png" alt="100%" srcset="a b.png 2x">',
    '<video poster=" a|b.png ">',
    '<h1 id="np-top">Top</h1> <a href="#np-top">',
    "<table><tr><td>1</td></tr></table>",
    '<p lang="xx-nowhere" dir="rtl">',
    "<script>if (a < b) alert('x')</script>",
    '<div class="table-scroll"><table>',
    "<!-- more --> <!-- a comment -->",
    '{{< ref "storm.md" >}} {{ site.url }} {% include x %}',
    "&#26;more&#26; &#29; %1Amore%1A &amp; &lt;",
    "\"quotes\" and 'these' -- ... (c)",
    "[[x]] [^1] [TOC] ::: note :::",
    '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>',
    " ".join(('href="50%"', 'src="{x}"', "href='a b'")),
)
ENGINES = ("markdown", "commonmark")
RAW = ("safe", "allowed")


def page(text: str, engine: str, raw_html: str) -> BeautifulSoup:
    settings = MarkdownSettings(engine=engine, raw_html=raw_html)
    return BeautifulSoup(convert(text, engine_for(settings, "en"), settings).data.decode(), "lxml")


@pytest.mark.parametrize("raw_html", RAW)
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("sample", SAMPLES)
def test_code_is_as_the_author_wrote_it(sample: str, engine: str, raw_html: str) -> None:
    links = '[a link](https://p.example/100%) and <b class="x">more</b> = &#8364;'
    text = f"{links}\n\nCode: ``{sample}``\n\n```html\n{sample}\n```\n\n    {sample}\n\n{links}\n"

    shown = [code.get_text().strip() for code in page(text, engine, raw_html)("code")]

    assert shown == [sample] * 3


@pytest.mark.parametrize("engine", ENGINES)
def test_prose_that_looks_like_an_attribute_is_as_the_author_wrote_it(engine: str) -> None:
    text = 'Write  href=\\"a b\\" or  src=\\"50%\\" here, as [here](https://p.example/a|b).'

    shown = page(text, engine, "safe")

    assert shown.get_text().strip() == 'Write  href="a b" or  src="50%" here, as here.'
    assert shown.a and shown.a["href"] == "https://p.example/a%7Cb"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_script_is_as_the_author_wrote_it(engine: str) -> None:
    script = """document.write('<img src="a b.png">', 1 < 2, "<a href='#np-x' src=\\"50%\\">")"""

    shown = page(f'<script src="a b.js">{script}</script>\n\n[x](https://p.example/50%)\n', engine, "allowed")

    assert shown.script and shown.script.string == script
    assert shown.script["src"] == "a%20b.js"


@pytest.mark.parametrize("engine", ENGINES)
def test_an_attribute_is_as_the_author_wrote_it(engine: str) -> None:
    text = '<div title="<table><tr> |">y</div>\n\na | b\n--|--\n1 | 2\n'

    shown = page(text, engine, "allowed")

    assert shown.div and shown.div["title"] == "<table><tr> |"
    assert len(shown.select("div.table-scroll > table")) == 1
