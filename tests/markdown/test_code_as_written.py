"""Code and scripts are published exactly as written, whatever they look like."""

from __future__ import annotations

from html import unescape

import pytest
from bs4 import BeautifulSoup

from newsprint.config.site import MarkdownSettings
from newsprint.markdown.body import convert
from newsprint.markdown.engines.engine import engine_for
from newsprint.markdown.safe import sanitize

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
    """Return the parsed HTML of ``text``."""
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


SCRIPTS = (
    """document.write('<img src="a b.png">', 1 < 2, "<a href='#np-x' src=\\"50%\\">")""",
    """box.innerHTML = "<h1>Live</h1><p id='np-tide'><a href='#np-tide'>", '<table><td align="left">'""",
    """/* <!--more--> */ if (a<b && c>d) { x = "it's -- <q lang='xx-nowhere'>" }""",
)


@pytest.mark.parametrize("tag", ["script", "style", "textarea", "SCRIPT"])
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("text", SCRIPTS)
def test_raw_text_is_as_the_author_wrote_it(text: str, engine: str, tag: str) -> None:
    around = '# Top\n\n<p id="np-tide">[x](https://p.example/50%)</p>\n\na | b\n--|--:\n1 | 2\n'

    html = convert_allowed(f'{around}\n<{tag} data-x="y">{text}</{tag}>\n\n{around}', engine)

    assert f'<{tag} data-x="y">{text}</{tag}>' in html


@pytest.mark.parametrize("engine", ENGINES)
def test_the_address_of_a_script_is_encoded(engine: str) -> None:
    assert '<script src="a%20b.js">1 < 2</script>' in convert_allowed('<script src="a b.js">1 < 2</script>\n', engine)


VALUES = (
    "<table><tr> |",
    "see <a href='a b.md'> and <img src='a b.png' srcset='c d.png 2x'>",
    "<h1>Top</h1> <p id='np-tide'> <td align='left' x>",
    "<script> <textarea>",
    """<a href="a b.md"> href="a b" src="50%" ' &amp; > <img src="a.png">""",
)


@pytest.mark.parametrize("raw_html", RAW)
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize("value", VALUES)
def test_an_attribute_is_as_the_author_wrote_it(value: str, quote: str, engine: str, raw_html: str) -> None:
    written = value.replace(quote, "&quot;" if quote == '"' else "&#39;")
    text = f"<div title={quote}{written}{quote}>y</div>\n\n[x](https://p.example/50%)\n\na | b\n--|--:\n1 | 2\n"

    shown = page(text, engine, raw_html)

    assert shown.div and shown.div["title"] == unescape(value)
    assert len(shown.select("div.table-scroll > table")) == 1


def test_no_slot_is_made_in_an_attribute_that_contains_tags(monkeypatch: pytest.MonkeyPatch) -> None:
    """With early releases of nh3, such a slot would end the attribute and turn alternative text into attributes."""
    text = """<div title="<img src='a.png' alt='" onclick="x'>">y</div>\n"""
    monkeypatch.setattr(sanitize, "safe", lambda html: html)

    assert "\x1a" not in convert(text, engine_for(MarkdownSettings(), "en"), MarkdownSettings()).html


def convert_allowed(text: str, engine: str) -> str:
    """Return the HTML of ``text`` where authors may write any HTML."""
    settings = MarkdownSettings(engine=engine, raw_html="allowed")
    return convert(text, engine_for(settings, "en"), settings).html
