"""HTML and template code where plain text belongs: escaped in every page, attribute, feed and sitemap."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, Tag

from tests.support.outlets import CONFIGURATION, Outlet, article

IMAGE = "<img src=x onerror=alert(1)>"
ATTACKS = {
    "script": "<script>alert(1)</script>",
    "attribute": '"><img src=x onerror=alert(1)>',
    "single quotes": "' onmouseover='alert(1)' x='",
    "closing tags": "</title></p></textarea></style></script><script>alert(1)</script>",
    "character data": "]]><script>alert(1)</script><![CDATA[",
    "template": "{{ 7*7 }}{% include 'article.html' %}{{ ''.__class__ }}{# gone #}",
    "entities": "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &bogus;",
}
FIELDS = ("title", "teaser", "caption", "alt", "credit", "author", "tag", "kicker", "dateline", "series", "correction")


def article_with(attack: str) -> str:
    """Return an article with ``attack`` in every text of its front matter, after the name of the field."""
    text = {field: f"{field} {attack}" for field in FIELDS}
    return article(
        text["title"],
        teaser=text["teaser"],
        authors=[text["author"]],
        tags=[text["tag"]],
        kicker=text["kicker"],
        dateline=text["dateline"],
        series=text["series"],
        corrections=[{"date": "2024-12-21", "text": text["correction"]}],
        image={
            "src": "https://pictures.example/a.png?a=1&b=\"2'<3>",
            "alt": text["alt"],
            "caption": text["caption"],
            "credit": text["credit"],
        },
    )


@pytest.fixture(scope="module", params=ATTACKS.values(), ids=ATTACKS.keys())
def attack(request: pytest.FixtureRequest) -> str:
    """Return a text that tries to break out of its place in a page."""
    return str(request.param)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, attack: str) -> Outlet:
    """Return a built outlet with the attack in its title, sections, pages, profiles and two articles."""
    quoted = json.dumps(f"name {attack}")
    profile = f"---\ntitle: {json.dumps(f'author {attack}')}\nteaser: {quoted}\n---\nWho writes.\n"
    built = Outlet(tmp_path_factory.mktemp("article_with")).write(
        {
            "newsprint.toml": CONFIGURATION.replace('"The Harbour Gazette"', quoted).replace('"World News"', quoted)
            + '\n[latest]\nmode = "baked"\n',
            "content/world/first.md": article_with(attack),
            "content/world/second.md": article_with(attack).replace("2024-12-20", "2024-12-22"),
            "content/pages/about.md": profile,
        }
    )
    built.build()
    return built


def pages(site: Outlet) -> Iterator[tuple[str, BeautifulSoup]]:
    """Yield every HTML page of the output with its path."""
    for name, data in site.files().items():
        if name.endswith(".html"):
            yield name, BeautifulSoup(data, "lxml")


def executable_parts(soup: BeautifulSoup) -> list[str]:
    """Return what could run in a page: scripts not of the theme, event handlers, ``javascript:`` addresses."""
    found = []
    for element in soup.find_all(True):
        assert isinstance(element, Tag)
        if element.name == "script" and not (
            str(element.get("src", "")).startswith("/assets/") or element.get("type") == "application/ld+json"
        ):
            found.append(str(element))
        found += [f"{element.name} {name}" for name in element.attrs if name.lower().startswith("on")]
        found += [str(element) for name in ("href", "src") if str(element.get(name, "")).startswith("javascript:")]
        if element.name == "img" and element.get("src") == "x":
            found.append(str(element))
    return found


def test_no_text_of_the_front_matter_runs_on_a_page(site: Outlet) -> None:
    found = {name: executable_parts(soup) for name, soup in pages(site)}

    assert len(found) > 15
    assert {name: danger for name, danger in found.items() if danger} == {}


def test_readers_see_every_text_as_it_was_written(site: Outlet, attack: str) -> None:
    soup = site.page(next(f"/{name.removesuffix('index.html')}" for name in site.files() if "/2024/12/20/" in name))
    image = soup.select_one("main img")
    text = soup.get_text()

    assert soup.h1 and soup.h1.get_text(strip=True) == f"title {attack}"
    assert image and image["alt"] == f"alt {attack}"
    assert [field for field in FIELDS if field != "alt" and f"{field} {attack}" not in text] == []
    assert soup.title and f"title {attack}" in soup.title.get_text()


def test_feeds_and_sitemaps_are_well_formed_and_contain_every_text(site: Outlet, attack: str) -> None:
    feeds = {name: data for name, data in site.files().items() if name.endswith(".xml")}
    trees = {name: ElementTree.fromstring(data) for name, data in feeds.items()}  # raises if not well-formed

    assert {"rss.xml", "atom.xml", "world/rss.xml", "sitemap.xml", "news-sitemap.xml"} <= set(trees)
    for name in ("rss.xml", "atom.xml"):
        texts = [element.text for element in trees[name].iter()]
        texts += [html.unescape(text) for text in texts if text and name == "rss.xml"]  # a description is HTML
        values = [*texts, *(value for element in trees[name].iter() for value in element.attrib.values())]
        for field in ("title", "teaser", "author", "tag"):
            assert f"{field} {attack}" in values
        assert f"name {attack}" in texts


def test_nothing_in_the_text_of_feeds_runs(site: Outlet) -> None:
    rss = ElementTree.fromstring(site.files()["rss.xml"])
    contents = [element.text or "" for element in rss.iter("{http://purl.org/rss/1.0/modules/content/}encoded")]

    assert len(contents) == 2
    for content in contents:
        assert executable_parts(BeautifulSoup(content, "lxml")) == []


def test_json_is_valid_and_cannot_close_its_script_element(site: Outlet) -> None:
    for _, soup in pages(site):
        for element in soup.find_all("script", type="application/ld+json"):
            json.loads(element.get_text())
    for name, data in site.files().items():
        if name.endswith((".json", ".webmanifest")):
            json.loads(data)


RAW = (
    '<script>alert(1)</script><p onclick="alert(1)">text</p><a href="javascript:alert(1)">a</a>'
    '<a href="&#106;avascript:alert(1)">b</a><iframe src="https://evil.example"></iframe><svg onload=alert(1)></svg>'
    '<form action="https://evil.example"><input></form><style>p{}</style><object data="x"></object>\n\n'
    "[c](javascript:alert(1)) ![d](javascript:alert(1)) <javascript:alert(1)>\n\n"
    f"{IMAGE}\n\n[e](data:text/html;base64,PHNjcmlwdD4=)"
)


@pytest.mark.parametrize("engine", ["markdown", "commonmark"])
def test_nothing_in_a_body_runs(outlet: Callable[..., Outlet], engine: str) -> None:
    settings = f'{CONFIGURATION}[markdown]\nengine = "{engine}"\n'
    body = RAW.replace("src=x", "src=https://pictures.example/a.png")
    site = outlet({"newsprint.toml": settings, "content/world/a.md": article(body=body)})
    site.build()

    for _, soup in pages(site):
        assert executable_parts(soup) == []
        assert soup.find(["iframe", "object", "form"]) is None
        assert not soup.find("a", href=lambda value: value and value.startswith(("data:", "javascript:")))
    feed = html.unescape(site.text("rss.xml"))
    assert "onerror" not in feed
    assert "<script" not in feed


@pytest.mark.parametrize("engine", ["markdown", "commonmark"])
def test_template_code_in_a_body_is_shown_as_text(outlet: Callable[..., Outlet], engine: str) -> None:
    settings = f'{CONFIGURATION}[markdown]\nengine = "{engine}"\nsmart = false\n'
    site = outlet({"newsprint.toml": settings, "content/world/a.md": article(body="Sum {{ 7*7 }} and {% raw %} here.")})
    site.build()

    assert "Sum {{ 7*7 }} and {% raw %} here." in site.page("/world/2024/12/20/a/").get_text()
