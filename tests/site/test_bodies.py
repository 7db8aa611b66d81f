"""Bodies on pages and in feeds: the direction of code, tables that scroll, valid addresses."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from lxml import etree

from newsprint.markdown.links.address_encoding import sound, sound_addresses
from newsprint.markdown.tables import name_tables, wrap_tables
from newsprint.markdown.typography.code_direction import left_to_right_code
from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.reading import Make, main

STORY = "/world/2024/12/20/a/"
CODE = """شُغِّل `make -j 2`.

```sh
make --all
```

    indented

<kbd>Ctrl</kbd> <samp>done</samp> <code dir="auto">code</code>[^1]

[^1]: `log.txt`
"""
ENGINES = pytest.mark.parametrize("engine", ["markdown", "commonmark"])
DIRECTIONS = {"pre": "ltr", "code": "ltr", "kbd": "ltr", "samp": "ltr"}


def _settings(engine: str, language: str = "en") -> str:
    site = CONFIGURATION.replace("[sections]", f'language = "{language}"\n\n[sections]')
    return f'{site}\n[markdown]\nengine = "{engine}"\n'


def _in_feeds(site: Outlet) -> list[BeautifulSoup]:
    """Return the body of the only story from both feeds."""
    rss = etree.fromstring((site.output / "rss.xml").read_bytes())
    atom = etree.fromstring((site.output / "atom.xml").read_bytes())
    texts = rss.findtext(".//{*}encoded"), atom.findtext(".//{*}entry/{*}content")
    return [BeautifulSoup(text or "", "lxml") for text in texts]


@ENGINES
@pytest.mark.parametrize(
    ("outlet_language", "story_language"), [("ar", None), ("en", "he"), ("en", "fa-IR"), ("fa", None), ("en", "ar")]
)
def test_code_in_right_to_left_text_is_left_to_right(
    outlet: Make, engine: str, outlet_language: str, story_language: str | None
) -> None:
    site = outlet(
        {"newsprint.toml": _settings(engine, outlet_language), "content/a.md": article("A", CODE, lang=story_language)}
    )
    site.build()
    for part in (main(site.page(STORY)), *_in_feeds(site)):
        code = part.find_all(list(DIRECTIONS))
        assert len(code) == 9
        assert {str(tag) for tag in code if tag.get("dir") != "ltr"} == {'<code dir="auto">code</code>'}


@ENGINES
def test_a_right_to_left_body_in_a_feed_has_its_direction(outlet: Make, engine: str) -> None:
    site = outlet({"newsprint.toml": _settings(engine), "content/a.md": article("A", CODE, lang="ar")})
    site.build()
    for text in _in_feeds(site):
        assert (text.body.div["lang"], text.body.div["dir"]) == ("ar", "rtl")
    site.write({"content/a.md": article("A", CODE)}).build()
    assert [text.body.find("div", dir=True) for text in _in_feeds(site)] == [None, None]


@ENGINES
def test_code_has_no_direction_attribute_if_all_text_is_left_to_right(outlet: Make, engine: str) -> None:
    site = outlet({"newsprint.toml": _settings(engine), "content/a.md": article("A", CODE.replace(' dir="auto"', ""))})
    site.build()
    assert not main(site.page(STORY)).find(list(DIRECTIONS), dir=True)
    site.write({"content/a.md": article("A", "> شُغِّل `make`.\n> {lang=ar}\n\nAnd `more`.")}).build()
    assert [code["dir"] for code in main(site.page(STORY)).find_all("code")] == ["ltr", "ltr"]


@pytest.mark.parametrize(
    ("html", "changed"),
    [
        ("<pre><code class='x'>", '<pre dir="ltr"><code dir="ltr" class=\'x\'>'),
        ("<code DIR=rtl>", "<code DIR=rtl>"),
        ("<preface><codes>", "<preface><codes>"),
        ('<script>x = "<code>"</script><code>', '<script>x = "<code>"</script><code dir="ltr">'),
        ("<p>code</p>", "<p>code</p>"),
    ],
)
def test_only_code_elements_get_a_direction(html: str, changed: str) -> None:
    assert left_to_right_code(html) == changed


TABLES = "| a | b |\n|---|---|\n| 1 | 2 |\n\nMore.\n\n| c | d |\n|---|---|\n| 3 | 4 |\n"


@ENGINES
@pytest.mark.parametrize(("language", "word"), [("en", "Table"), ("fr", "Tableau"), ("ar", "جدول"), ("nl", "Table")])
def test_a_table_that_may_scroll_is_a_labelled_region_with_keyboard_focus(
    outlet: Make, engine: str, language: str, word: str
) -> None:
    site = outlet({"newsprint.toml": _settings(engine, language), "content/a.md": article("A", TABLES)})
    site.build()
    regions = main(site.page(STORY)).find_all("div", role="region")
    assert [(region["aria-label"], region["tabindex"]) for region in regions] == [
        (f"{word} 1", "0"),
        (f"{word} 2", "0"),
    ]
    assert [region.find_all(recursive=False)[0].name for region in regions] == ["table", "table"]
    for text in _in_feeds(site):
        assert len(text.find_all("table")) == 2
        assert not text.find(attrs={"tabindex": True}) and not text.find(role=True)


def test_nested_tables_scroll_and_a_single_table_has_no_number() -> None:
    html = wrap_tables("<table><tr><td><table></table></td></tr></table>")
    assert (
        html
        == '<div class="table-scroll"><table><tr><td><div class="table-scroll"><table></table></div></td></tr></table></div>'
    )
    assert 'aria-label="A &lt;b&gt;"' in name_tables('<div class="table-scroll"><table>', "A <b>")
    assert name_tables("<p>No table</p>", "Table") == "<p>No table</p>"


@pytest.mark.parametrize(
    ("address", "encoded"),
    [
        ("https://p.example/a b?c d#e f", "https://p.example/a%20b?c%20d#e%20f"),
        ("https://p.example/%zz/%20/50%", "https://p.example/%25zz/%20/50%25"),
        ("https://p.example/|{}\\^`", "https://p.example/%7C%7B%7D%5C%5E%60"),
        (" https://p.example/é?a=1&amp;b=[2] ", "https://p.example/é?a=1&amp;b=[2]"),
        ("mailto:a b@c.example", "mailto:a%20b@c.example"),
    ],
)
def test_characters_that_are_invalid_in_a_url_are_encoded(address: str, encoded: str) -> None:
    assert sound(address) == encoded
    assert sound_addresses(f'<a href="{address}" title="a b">') == f'<a href="{encoded}" title="a b">'


def test_the_url_of_a_picture_on_another_site_is_valid_on_every_page(outlet: Make) -> None:
    picture = {"src": "https://p.example/a b.png", "alt": "A"}
    site = outlet({"content/a.md": article("A", "![b](<https://p.example/c d.png>)", image=picture)})
    site.build()
    for name in ("index.html", "world/index.html", STORY.strip("/") + "/index.html", "rss.xml", "atom.xml"):
        assert "a%20b.png" in site.text(name), name
        assert "a b.png" not in site.text(name) and "c d.png" not in site.text(name), name
