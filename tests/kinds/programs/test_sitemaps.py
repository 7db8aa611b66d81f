"""Sitemaps and robots.txt: search engines get every page, and only pages that exist."""

from __future__ import annotations

import pytest
from lxml import etree

from newsprint.kinds.programs import sitemaps
from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.reading import Make

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
URL = "https://gazette.example"


def _tree(site: Outlet, name: str) -> etree._Element:
    return etree.fromstring((site.output / name).read_bytes())


def _locations(site: Outlet, name: str) -> list[str]:
    """Return the paths of all addresses in a sitemap."""
    return [element.text.removeprefix(URL) for element in _tree(site, name).iter(f"{MAP}loc")]


def _all(site: Outlet) -> list[str]:
    """Return every address in all sitemaps that the index names."""
    return [url for name in _locations(site, "sitemap.xml") for url in _locations(site, name.lstrip("/"))]


def _full(outlet: Make, toml: str = CONFIGURATION) -> Outlet:
    """Return an outlet with eight visible stories, every list, and a few drafts."""
    days = {f"content/{day}.md": article(date=f"2024-12-{day}", tags=["Fish & chips"]) for day in range(10, 17)}
    return outlet(
        {
            "newsprint.toml": toml,
            **days,
            "content/world/zoé.md": article("Zoé", slug="zoe", authors=["Zoé B."], series="Tides", aliases=["/old/"]),
            "content/pages/about.md": "---\ntitle: About\n---\nWe.\n",
            "content/pages/über uns.md": "---\ntitle: Über uns\ndraft: true\n---\nWe.\n",
            "content/draft.md": article(draft=True, tags=["Secret"], authors=["Nobody"]),
        }
    )


def test_sitemaps_have_every_article_list_and_standing_page_once(outlet: Make) -> None:
    site = _full(outlet)
    site.build()
    assert _locations(site, "sitemap.xml") == ["/sitemaps/articles-1.xml", "/sitemaps/pages-1.xml"]
    articles = [f"/world/2024/12/{day}/{day}/" for day in range(10, 17)] + ["/world/2024/12/20/zoe/"]
    assert _locations(site, "sitemaps/articles-1.xml") == articles
    pages = _locations(site, "sitemaps/pages-1.xml")
    assert len(pages) == len(set(pages))
    wanted = ["/", "/world/", "/sport/", "/archive/", "/world/archive/", "/about/"]
    assert set(pages) == {*wanted, "/sport/archive/", "/topics/fish-chips/", "/authors/zoe-b/", "/series/tides/"}


@pytest.mark.parametrize("url", [URL, "https://user.github.io/repo"])
def test_every_address_in_sitemaps_has_a_file(outlet: Make, url: str) -> None:
    site = _full(outlet, CONFIGURATION.replace(URL, url))
    site.build()
    files = set(site.files())
    names = [element.text for element in _tree(site, "sitemap.xml").iter(f"{MAP}loc")]
    trees = [_tree(site, name.removeprefix(f"{url}/")) for name in names]
    addresses = [element.text for tree in trees for element in tree.iter(f"{MAP}loc")]
    assert len(addresses) >= 18
    for address in addresses:
        assert address.startswith(f"{url}/")
        assert address.removeprefix(f"{url}/") + "index.html" in files


def test_sitemaps_say_when_an_article_last_changed(outlet: Make) -> None:
    site = outlet(
        {
            "content/a.md": article(date="2024-12-10T08:00:00Z"),
            "content/b.md": article(date="2024-12-11T08:00:00Z", updated="2024-12-20T10:00:00Z"),
        }
    )
    site.build()
    changed = [element.text for element in _tree(site, "sitemaps/articles-1.xml").iter(f"{MAP}lastmod")]
    assert changed == ["2024-12-10T08:00:00+00:00", "2024-12-20T10:00:00+00:00"]


def test_a_large_archive_has_several_sitemaps_and_full_ones_do_not_change(
    outlet: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sitemaps.SHARD_SIZE == 10_000
    monkeypatch.setattr(sitemaps, "SHARD_SIZE", 3)
    site = _full(outlet)
    site.build()
    shards = [name.lstrip("/") for name in _locations(site, "sitemap.xml") if "articles" in name]
    assert shards == ["sitemaps/articles-1.xml", "sitemaps/articles-2.xml", "sitemaps/articles-3.xml"]
    assert [len(_locations(site, name)) for name in shards] == [3, 3, 2]
    lists = [name.lstrip("/") for name in _locations(site, "sitemap.xml") if "/pages-" in name]
    assert [len(_locations(site, name)) for name in lists] == [3, 3, 3, 1]
    before = site.files()
    assert {name for name in before if name.startswith("sitemaps/")} == {*shards, *lists}
    everything = _all(site)
    assert len(everything) == len(set(everything))
    site.write({"content/new.md": article(date="2024-12-21"), "content/newer.md": article(date="2024-12-22")}).build()
    after = site.files()
    assert [name for name in shards if before[name] != after[name]] == ["sitemaps/articles-3.xml"]
    assert _locations(site, "sitemaps/articles-4.xml") == ["/world/2024/12/22/newer/"]


@pytest.mark.parametrize(
    ("date", "listed"),
    [
        pytest.param("2024-12-23T20:00:00Z", True, id="of this instant"),
        pytest.param("2024-12-21T20:00:01Z", True, id="a second less than 48 hours old"),
        pytest.param("2024-12-21T20:00:00Z", False, id="48 hours old"),
        pytest.param("2024-12-21T19:59:59Z", False, id="a second more than 48 hours old"),
    ],
)
def test_the_news_sitemap_has_the_last_48_hours(outlet: Make, date: str, listed: bool) -> None:
    site = outlet({"content/a.md": article("Fish & <chips>", slug="a", date=date)})
    site.build("2024-12-23T20:00:00Z")
    tree = _tree(site, "news-sitemap.xml")
    assert [element.text for element in tree.iter(f"{NEWS}title")] == (["Fish & <chips>"] if listed else [])
    assert len(_locations(site, "news-sitemap.xml")) == int(listed)
    assert len(_locations(site, "sitemaps/articles-1.xml")) == 1


def test_a_news_item_has_the_outlet_s_name_its_language_and_the_date(outlet: Make) -> None:
    toml = CONFIGURATION.replace('url = "', 'language = "en-GB"\nurl = "')
    site = outlet({"newsprint.toml": toml, "content/a.md": article(date="2024-12-23T08:30:00+01:00")})
    site.build()
    (news,) = _tree(site, "news-sitemap.xml").iter(f"{NEWS}news")
    assert news.findtext(f"{NEWS}publication/{NEWS}name") == "The Harbour Gazette"
    assert news.findtext(f"{NEWS}publication/{NEWS}language") == "en"
    assert news.findtext(f"{NEWS}publication_date") == "2024-12-23T07:30:00+00:00"


@pytest.mark.parametrize(
    ("site_language", "story", "tag"),
    [
        ("en-GB", {}, "en"),
        ("en", {"lang": "pt_BR"}, "pt"),
        ("zh-CN", {}, "zh-cn"),
        ("zh-CN", {"lang": "zh_TW"}, "zh-tw"),
        ("en", {"lang": "gsw"}, "gsw"),
    ],
)
def test_a_news_item_is_in_the_language_of_the_story(
    outlet: Make, site_language: str, story: dict[str, str], tag: str
) -> None:
    toml = CONFIGURATION.replace('url = "', f'language = "{site_language}"\nurl = "')
    strings = {f"themes/gazette/strings/{site_language}.toml": "[words]\n"}
    site = outlet({"newsprint.toml": toml, **strings, "content/a.md": article(date="2024-12-23", **story)})
    site.build()
    (news,) = _tree(site, "news-sitemap.xml").iter(f"{NEWS}news")
    assert news.findtext(f"{NEWS}publication/{NEWS}language") == tag


def test_the_index_names_the_news_sitemap_while_it_has_a_story(outlet: Make) -> None:
    site = outlet({"content/a.md": article(date="2024-12-22T10:00:00Z")})
    site.build("2024-12-24T09:59:59Z")
    assert "/news-sitemap.xml" in _locations(site, "sitemap.xml")
    site.build("2024-12-24T10:00:00Z")
    assert "/news-sitemap.xml" not in _locations(site, "sitemap.xml")
    site.write({"content/b.md": article("Another", date="2024-12-24")}).build("2024-12-24T11:00:00Z")
    assert "/news-sitemap.xml" in _locations(site, "sitemap.xml")


def test_a_story_with_a_canonical_url_elsewhere_is_in_no_sitemap(outlet: Make) -> None:
    site = outlet(
        {
            "content/wire.md": article(date="2024-12-23", canonical="https://wire.example/2024/story"),
            "content/own.md": article("Own", date="2024-12-23", canonical=f"{URL}/world/2024/12/23/own/"),
        }
    )
    site.build()
    assert _locations(site, "sitemaps/articles-1.xml") == ["/world/2024/12/23/own/"]
    assert _locations(site, "news-sitemap.xml") == ["/world/2024/12/23/own/"]
    before = site.files()
    site.write({"content/own.md": article("Own", date="2024-12-23", canonical="https://wire.example/own")}).build()
    assert "/world/2024/12/23/own/" not in _all(site)
    assert _locations(site, "sitemap.xml") == ["/sitemaps/pages-1.xml"]
    assert "sitemaps/articles-1.xml" not in site.files()
    site.write({"content/own.md": article("Own", date="2024-12-23", canonical=f"{URL}/world/2024/12/23/own/")}).build()
    assert site.files() == before


@pytest.mark.parametrize(
    ("address", "listed"),
    [
        ("{site}/world/2024/12/23/a%2Fb/", False),
        ("http://GAZETTE.example/world/2024/12/23/story", True),
        ("https://user:x@[::1/", False),
        ("{site}/world/", False),
        ("https://www.gazette.example/world/2024/12/23/story/", False),
    ],
)
def test_a_canonical_url_is_the_story_s_own_by_host_and_path(outlet: Make, address: str, listed: bool) -> None:
    site = outlet({"content/story.md": article(date="2024-12-23", canonical=address.format(site=URL))})
    site.build()
    assert ("/world/2024/12/23/story/" in _all(site)) == listed


def test_a_story_with_a_canonical_url_elsewhere_needs_no_later_build(outlet: Make) -> None:
    """It was never in the news sitemap, so no build needs to remove it after two days."""
    site = outlet({"content/wire.md": article(date="2024-12-23", canonical="https://wire.example/story")})
    assert site.build().next_change is None


def test_sitemaps_have_the_date_of_a_story_from_before_1970(outlet: Make) -> None:
    site = outlet({"content/a.md": article(date="1916-05-01T08:00:00Z")})
    site.build()
    changed = [element.text for element in _tree(site, "sitemaps/articles-1.xml").iter(f"{MAP}lastmod")]
    assert changed == ["1916-05-01T08:00:00+00:00"]


def test_an_outlet_without_stories_has_sitemaps(outlet: Make) -> None:
    site = outlet({})
    site.build()
    assert _locations(site, "sitemap.xml") == ["/sitemaps/pages-1.xml"]
    assert _locations(site, "news-sitemap.xml") == []


@pytest.mark.parametrize("url", [URL, "https://user.github.io/repo"])
def test_every_page_has_its_own_absolute_canonical_url(outlet: Make, url: str) -> None:
    site = _full(outlet, CONFIGURATION.replace(URL, url))
    site.build()
    names = [name for name in site.files() if name.endswith(".html")]
    assert len(names) >= 25
    for name in names:
        (link,) = site.page(name).find_all("link", rel="canonical")
        own = "world/2024/12/20/zoe/index.html" if name == "old/index.html" else name
        assert link["href"] == f"{url}/{own.removesuffix('index.html')}"


def test_robots_txt_allows_all_robots_and_names_the_sitemap(outlet: Make) -> None:
    site = outlet({"newsprint.toml": CONFIGURATION.replace(URL, "https://user.github.io/repo")})
    site.build()
    lines = site.text("robots.txt").splitlines()
    assert "User-agent: *" in lines
    assert "Sitemap: https://user.github.io/repo/sitemap.xml" in lines


def test_the_outlet_s_own_robots_txt_is_used_instead(outlet: Make) -> None:
    site = outlet({"content/static/robots.txt": "User-agent: *\nDisallow: /\n"})
    assert site.problems() == []
    assert site.text("robots.txt") == "User-agent: *\nDisallow: /\n"
