"""RSS and Atom feeds are valid, have whole texts and absolute URLs, and keep the ids of stories."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from pathlib import Path

import feedparser
import pytest
from bs4 import BeautifulSoup
from lxml import etree

from tests.support.outlets import CONFIGURATION, Outlet, article, at
from tests.support.reading import Make

ATOM = "{http://www.w3.org/2005/Atom}"
GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).parents[2] / "data" / "atom.rng"))
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="6" viewBox="0 0 8 6"><path d="M0 0h8v6H0z"/></svg>\n'
BOTH = pytest.mark.parametrize("name", ["rss.xml", "atom.xml"])
BODY = """\
See [the pilots](../sport/match.md#end), [about](/about/), [the table](#table) and [elsewhere](https://example.org/).

![A wave](wave.svg)

A claim.[^1] And `<a href="#code">` as code.

[^1]: The proof.
"""


def _feed(site: Outlet, name: str) -> feedparser.FeedParserDict:
    return feedparser.parse(site.output.joinpath(name).read_bytes())


def _ids(site: Outlet) -> list[str]:
    """Return the ids of the stories in both feeds."""
    return [entry.id for name in ("rss.xml", "atom.xml") for entry in _feed(site, name).entries]


def assert_valid_atom(data: bytes) -> etree._Element:
    """Check a feed against RFC 4287: its grammar, and sections 4.1.1, 4.1.2 and 4.2.7. Return the feed."""
    feed = etree.fromstring(data)
    assert GRAMMAR.validate(feed), GRAMMAR.error_log
    entries = feed.findall(f"{ATOM}entry")
    assert feed.find(f"{ATOM}author") is not None or all(entry.find(f"{ATOM}author") is not None for entry in entries)
    for part in [feed, *entries]:
        links = [(link.get("rel"), link.get("type"), link.get("hreflang")) for link in part.findall(f"{ATOM}link")]
        assert len(links) == len(set(links))
    ids = [part.findtext(f"{ATOM}id") for part in [feed, *entries]]
    assert len(ids) == len(set(ids))
    return feed


def _full(outlet: Make, toml: str = CONFIGURATION) -> Outlet:
    """Build an outlet with two stories, one of them with every key, and return it."""
    site = outlet(
        {
            "newsprint.toml": toml,
            "content/world/storm.md": article(
                "Storm closes the port",
                BODY,
                date="2024-12-22T08:30:00Z",
                updated="2024-12-23T09:00:00Z",
                teaser="Waves of nine metres.",
                authors=["Rosa Delacourt", "Tobias Wick"],
                tags=["Long Pier", "Weather"],
                image={"src": "port.svg", "alt": "The port"},
            ),
            "content/world/wave.svg": SVG,
            "content/world/port.svg": SVG,
            "content/sport/match.md": article("A match", "## End\n\nTwo to one.", date="2024-12-21", section="sport"),
            "content/draft.md": article("Hidden", date="2024-12-21", draft=True),
            "content/pages/about.md": "---\ntitle: About\n---\nWe.\n",
        }
    )
    site.build()
    return site


@BOTH
def test_a_feed_has_all_data_of_its_stories_newest_first(outlet: Make, name: str) -> None:
    site = _full(outlet)
    feed = _feed(site, name)
    assert not feed.bozo
    assert feed.feed.title == "The Harbour Gazette"
    assert feed.feed.link == "https://gazette.example/"
    assert [entry.title for entry in feed.entries] == ["Storm closes the port", "A match"]
    entry = feed.entries[0]
    assert entry.link == "https://gazette.example/world/2024/12/22/storm/"
    assert entry.summary == "Waves of nine metres."
    assert entry.published_parsed[:5] == (2024, 12, 22, 8, 30)
    assert [tag.term for tag in entry.tags] == ["Long Pier", "Weather"]
    assert [author.name for author in entry.authors] == ["Rosa Delacourt", "Tobias Wick"]
    text = BeautifulSoup(entry.content[0].value, "lxml").get_text()
    assert "See the pilots, about, the table and elsewhere." in text
    assert "The proof." in text
    assert '<a href="#code">' in text


@BOTH
@pytest.mark.parametrize("url", ["https://gazette.example", "https://user.github.io/repo"])
def test_every_url_in_a_feed_is_absolute_and_has_a_file(outlet: Make, name: str, url: str) -> None:
    site = _full(outlet, CONFIGURATION.replace("https://gazette.example", url))
    document = etree.fromstring(site.output.joinpath(name).read_bytes())
    links = [element.get("href") for element in document.iter("{*}link") if element.get("href")]
    links += [element.text for element in document.iter("link")]
    for body in document.iter(f"{ATOM}content", "{http://purl.org/rss/1.0/modules/content/}encoded"):
        soup = BeautifulSoup(body.text, "lxml")
        links += [part[key] for key in ("href", "src") for part in soup.find_all(attrs={key: True})]
    own = [link for link in links if link != "https://example.org/"]
    assert len(own) >= 9
    files = site.files()
    for link in own:
        path, _, fragment = link.removeprefix(f"{url}/").partition("#")
        assert link.startswith(f"{url}/"), link
        file = path + "index.html" if path.endswith("/") or not path else path
        assert file in files, link
        assert f"{url}/world/2024/12/22/storm/#table" in links
        if fragment not in ("", "table"):
            assert f'id="{fragment}"'.encode() in files[file]


def test_the_text_of_a_story_in_a_feed_begins_with_its_picture(outlet: Make) -> None:
    entry = _feed(_full(outlet), "atom.xml").entries[0]
    picture = BeautifulSoup(entry.content[0].value, "lxml").find("img")
    assert picture["src"] == "https://gazette.example/media/world/port.svg"
    assert picture["alt"] == "The port"


def test_an_atom_feed_is_valid_and_says_when_a_story_was_updated(outlet: Make) -> None:
    feed = assert_valid_atom((_full(outlet).output / "atom.xml").read_bytes())
    assert feed.findtext(f"{ATOM}updated") == "2024-12-23T09:00:00+00:00"
    dates = [entry.findtext(f"{ATOM}updated") for entry in feed.findall(f"{ATOM}entry")]
    assert dates == ["2024-12-23T09:00:00+00:00", "2024-12-21T00:00:00+00:00"]
    assert feed.find(f"{ATOM}link[@rel='self']").get("href") == "https://gazette.example/atom.xml"


def test_an_rss_feed_has_all_elements_that_its_specification_requires(outlet: Make) -> None:
    channel = etree.fromstring((_full(outlet).output / "rss.xml").read_bytes()).find("channel")
    assert channel.getparent().get("version") == "2.0"
    assert all(channel.findtext(name) for name in ("title", "link", "description"))
    item = channel.find("item")
    assert parsedate_to_datetime(item.findtext("pubDate")) == at("2024-12-22T08:30:00+00:00")
    assert parsedate_to_datetime(channel.findtext("lastBuildDate")) == at("2024-12-23T09:00:00+00:00")
    assert item.find("guid").get("isPermaLink") == "false"
    assert channel.find(f"{ATOM}link").get("href") == "https://gazette.example/rss.xml"


@BOTH
def test_a_section_has_a_feed_of_its_own(outlet: Make, name: str) -> None:
    feed = _feed(_full(outlet), f"sport/{name}")
    assert [entry.title for entry in feed.entries] == ["A match"]
    assert feed.feed.title == "The Harbour Gazette: Sport"
    assert feed.feed.link == "https://gazette.example/sport/"


@BOTH
def test_a_feed_has_as_many_stories_as_configured(outlet: Make, name: str) -> None:
    stories = {f"content/{day}.md": article(f"Story {day}", date=f"2024-12-{day}") for day in range(10, 20)}
    site = outlet({"newsprint.toml": CONFIGURATION + "\n[feeds]\ncount = 3\n", **stories})
    site.build()
    assert [entry.title for entry in _feed(site, name).entries] == ["Story 19", "Story 18", "Story 17"]


@pytest.mark.parametrize(
    "after",
    [
        pytest.param({"world/storm.md": article("Another headline")}, id="title"),
        pytest.param({"world/storm.md": article("Storm", slug="tempest")}, id="slug"),
        pytest.param({"world/storm.md": article("Storm", date="2024-11-02T10:00:00")}, id="date"),
        pytest.param({"world/storm.md": article("Storm", section="sport")}, id="section"),
        pytest.param({"world/storm.md": None, "world/storm/index.md": article("Storm")}, id="bundle"),
    ],
)
def test_the_id_of_a_story_does_not_change_with_its(outlet: Make, after: dict[str, str | None]) -> None:
    site = outlet({"content/world/storm.md": article("Storm")})
    site.build()
    before = _ids(site)
    site.write({f"content/{name}": text for name, text in after.items()}).build()
    assert _ids(site) == before
    assert len(set(before)) == 1
    assert before[0].startswith("tag:gazette.example,")


def test_the_id_of_a_story_does_not_change_when_a_section_is_renamed(outlet: Make) -> None:
    site = outlet({"content/world/storm.md": article("Storm")})
    site.build()
    before = _ids(site)
    toml = CONFIGURATION.replace('world = "World', 'international = "World')
    site.write({"newsprint.toml": toml, "content/world/storm.md": article("Storm", section="international")}).build()
    assert "international/2024/12/20/storm/index.html" in site.files()
    assert _ids(site) == before


@pytest.mark.parametrize("name", ["a b.md", "été.md", "100%.md", "who's #1?.md", 'a "quoted" <word>.md', "a{b}|c^`.md"])
def test_the_id_of_a_story_is_a_valid_uri_for_any_file_name(outlet: Make, name: str) -> None:
    site = outlet({f"content/{name}": article(slug="story")})
    site.build()
    data = (site.output / "atom.xml").read_bytes()
    assert_valid_atom(data)
    (first, second) = _ids(site)
    assert first == second
    specific = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})+"  # RFC 4151, 2.1 with RFC 3986's pchar
    assert re.fullmatch(rf"tag:gazette\.example,2000:{specific}", first), first


def test_two_stories_with_one_id_are_reported_and_the_second_is_skipped(outlet: Make) -> None:
    site = outlet(
        {
            "content/world/storm.md": article("First", date="2024-12-01"),
            "content/world/storm/index.md": article("Second", date="2024-12-02"),
        }
    )
    (problem,) = site.problems()
    assert problem.startswith("content/world/storm/index.md:1: content/world/storm.md has the same story name")
    site.build(skip_invalid=True)
    assert [entry.title for entry in _feed(site, "atom.xml").entries] == ["First"]


AWKWARD = 'Tom & "Jerry" <b>\'s</b> ]]> {{ x }} é \u202eevil 🦀'


@pytest.mark.parametrize(
    "teaser",
    [
        pytest.param("Use <b> & <script>alert(1)</script>", id="markup"),
        pytest.param("1 < 2 &lt; 3 &amp; 4", id="what looks like HTML already"),
        pytest.param(AWKWARD, id="awkward characters"),
    ],
)
def test_rss_readers_see_a_teaser_as_it_was_written(outlet: Make, teaser: str) -> None:
    site = outlet({"content/a.md": article("A", teaser=teaser)})
    site.build()
    item = etree.fromstring((site.output / "rss.xml").read_bytes()).find("channel/item")
    assert item is not None
    shown = BeautifulSoup(item.findtext("description") or "", "lxml")
    assert (shown.get_text(), shown.find(["b", "script"])) == (teaser, None)


@BOTH
def test_feeds_keep_awkward_characters_as_they_were_written(outlet: Make, name: str) -> None:
    site = outlet(
        {
            "newsprint.toml": CONFIGURATION.replace("The Harbour Gazette", 'A & B <\\"paper\\">'),
            "content/a.md": article(
                AWKWARD, "AT&T says 1 < 2 & `]]>` 🦀.", teaser=AWKWARD, authors=[AWKWARD], tags=['R&D "x" <y>']
            ),
        }
    )
    site.build()
    document = etree.fromstring((site.output / name).read_bytes())
    texts = [element.text for element in document.iter() if element.text]
    assert texts.count(AWKWARD) == (
        2 if name == "rss.xml" else 3
    )  # a description is HTML: see the test before this one
    assert 'A & B <"paper">' in texts
    terms = [element.get("term") or element.text for element in document.iter("{*}category")]
    assert terms == ['R&D "x" <y>']
    content = _feed(site, name).entries[0].content[0].value
    assert "AT&T says 1 < 2 & ]]> 🦀." in BeautifulSoup(content, "lxml").get_text()
    assert_valid_atom((site.output / "atom.xml").read_bytes())


@BOTH
def test_characters_that_xml_forbids_are_left_out_of_feeds(outlet: Make, name: str) -> None:
    site = outlet({"content/a.md": article("A\x0bB", "Bell &#7; and &#xFFFE; end.", teaser="x\x01y")})
    site.build()
    document = etree.fromstring((site.output / name).read_bytes())
    assert "end." in "".join(document.itertext())


def test_an_atom_entry_in_arabic_names_its_language(outlet: Make) -> None:
    site = outlet({"content/a.md": article("عاصفة تغلق الميناء", "عاد المرشدون.", slug="storm", lang="ar")})
    site.build()
    feed = assert_valid_atom((site.output / "atom.xml").read_bytes())
    entry = feed.find(f"{ATOM}entry")
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
    assert entry.findtext(f"{ATOM}title") == "عاصفة تغلق الميناء"
    assert "عاد المرشدون." in entry.findtext(f"{ATOM}content")


@pytest.mark.parametrize("folder", ["", "world/"])
def test_the_feeds_of_an_empty_outlet_are_valid(outlet: Make, folder: str) -> None:
    site = outlet({})
    site.build()
    assert_valid_atom((site.output / f"{folder}atom.xml").read_bytes())
    feed = _feed(site, f"{folder}rss.xml")
    assert not feed.bozo
    assert feed.entries == []
    assert feed.feed.title.startswith("The Harbour Gazette")


def test_no_hidden_story_is_in_a_feed(outlet: Make) -> None:
    site = outlet(
        {
            "content/a.md": article("Draft", "Xylophon.", draft=True),
            "content/b.md": article("Later", "Xylophon.", embargo="2025-01-01"),
            "content/c.md": article("Gone", "Xylophon.", expires="2024-12-22"),
        }
    )
    site.build()
    assert _ids(site) == []
    assert site.pages_with("Xylophon") == set()
    site.build("2025-01-02")
    assert len(_ids(site)) == 2


def test_the_ids_of_stories_in_feeds_do_not_change_with_the_site_s_url(outlet: Make) -> None:
    site = outlet({"content/a.md": article()})
    site.build()
    first = re.findall(r"tag:[^<]*", site.text("atom.xml"))
    moved = CONFIGURATION.replace("https://gazette.example", "https://post.example/news")
    site.write({"newsprint.toml": f'{moved}\n[feeds]\nid = "gazette.example"\n'}).build()
    assert first == re.findall(r"tag:[^<]*", site.text("atom.xml")) == ["tag:gazette.example,2000:a"]
    assert re.findall(r"tag:[^<]*", site.text("rss.xml")) == first
    assert "https://post.example/news/world/2024/12/20/a/" in site.text("atom.xml")
