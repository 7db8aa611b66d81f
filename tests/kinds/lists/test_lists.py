"""List pages: front page, section indexes, topics, authors, series, archive, latest widgets."""

from __future__ import annotations

import re

import pytest

from tests.support.outlets import CONFIGURATION, article
from tests.support.reading import Make, headings, in_order, items, listed, main, stories, visible_text

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="6" viewBox="0 0 8 6"><path d="M0 0h8v6H0z"/></svg>\n'


def _month(**fronts: dict[str, object]) -> dict[str, str]:
    """Return a story a day from the 1st to the 20th, in two sections by turns.

    ``d07={...}`` adds front matter to the story of the 7th.
    """
    return {
        f"content/{day}.md": article(
            f"Story {day}",
            date=f"2024-12-{day}",
            **{"section": "world" if int(day) % 2 else "sport", **fronts.get(f"d{day}", {})},
        )
        for day in (f"{number:02d}" for number in range(1, 21))
    }


def _url(day: int) -> str:
    return f"/{'world' if day % 2 else 'sport'}/2024/12/{day:02d}/{day:02d}/"


@pytest.mark.parametrize(
    ("featured", "lead"),
    [
        pytest.param([], 20, id="the newest leads"),
        pytest.param([15], 15, id="a featured story leads"),
        pytest.param([12, 17], 17, id="the newer of two featured stories leads"),
        pytest.param([2], 20, id="an old featured story does not lead"),
    ],
)
def test_the_front_page_leads_with_the_right_story(outlet: Make, featured: list[int], lead: int) -> None:
    site = outlet(_month(**{f"d{day:02d}": {"featured": True} for day in featured}))
    site.build()
    assert listed(site.page("/"))[0] == _url(lead)


@pytest.mark.parametrize("days", [1, 5, 9, 13, 14, 20])
def test_no_story_is_on_the_front_page_twice(outlet: Make, days: int) -> None:
    month = _month(d12={"featured": True}, d03={"image": {"src": "a.svg", "alt": "A"}})
    site = outlet({**dict(list(month.items())[:days]), "content/a.svg": SVG})
    site.build()
    page = main(site.page("/"))
    links = [url for heading in page.find_all(re.compile("h[2-4]")) for url in stories(heading)]
    assert len(links) == len(set(links)) == days
    assert set(links) == {_url(day) for day in range(1, days + 1)}
    assert ("Latest Contents" in headings(page)) == (days > 13)


def test_latest_contents_on_the_front_page_continue_after_the_blocks(outlet: Make) -> None:
    site = outlet({**_month(), "newsprint.toml": CONFIGURATION + "[latest]\ncount = 3\n"})
    site.build()
    assert [stories(item) for item in items(site.page("/"))] == [[_url(7)], [_url(6)], [_url(5)]]


def test_the_front_page_has_a_block_for_each_section_in_navigation_order(
    outlet: Make,
) -> None:
    sections = CONFIGURATION + 'arts = "Arts"\nopinion = "Opinion"\n'
    site = outlet(
        {**_month(), "newsprint.toml": sections, "content/z.md": article(section="opinion", date="2024-11-01")}
    )
    site.build()
    page = main(site.page("/"))
    names = ["World News", "Sport", "Arts", "Opinion"]
    assert [name for name in headings(page) if name in names] == ["World News", "Sport", "Opinion"]
    block = page.find("h2", string=re.compile("Opinion")) or page.find("a", string="Opinion")
    assert stories(block.find_parent("section")) == ["/opinion/2024/11/01/z/"]


def test_the_lists_of_an_outlet_without_stories_say_no_stories_yet(outlet: Make) -> None:
    site = outlet({})
    site.build()
    for url in ("/", "/world/", "/sport/", "/archive/"):
        assert "No stories yet." in visible_text(site.page(url))
        assert listed(site.page(url)) == []


def test_a_section_index_lists_its_stories_newest_first(outlet: Make) -> None:
    site = outlet(_month())
    site.build()
    page = site.page("/sport/")
    assert visible_text(page.h1) == "Sport"
    assert listed(page) == [_url(day) for day in range(20, 0, -2)]
    assert "Today : Dec 20, 2024" in visible_text(page)
    assert main(page).find("a", href="/sport/archive/")
    assert page.find("link", type="application/rss+xml", href="/sport/rss.xml")


def test_stories_with_the_same_date_are_ordered_by_path(outlet: Make) -> None:
    site = outlet({f"content/{name}.md": article(name.upper()) for name in ("b", "a", "c")})
    site.build()
    assert listed(site.page("/world/")) == [f"/world/2024/12/20/{name}/" for name in ("c", "b", "a")]


def test_a_topic_page_lists_stories_with_any_spelling_of_the_tag(outlet: Make) -> None:
    site = outlet(
        _month(d03={"tags": ["Long Pier", "Storm"]}, d05={"tags": ["long pier"]}, d08={"tags": "LONG PIER, Fish"})
    )
    site.build()
    page = site.page("/topics/long-pier/")
    assert visible_text(page.h1) == "Long Pier"
    assert listed(page) == [_url(8), _url(5), _url(3)]
    assert {name.split("/")[1] for name in site.files() if name.startswith("topics/")} == {"long-pier", "storm", "fish"}


def test_an_author_page_has_a_picture_a_biography_and_stories(outlet: Make) -> None:
    profile = (
        "---\ntitle: Zoë Müller\nteaser: Harbour correspondent\nimage:\n  src: zoe.svg\n  alt: Zoë\n---\nBorn *here*.\n"
    )
    site = outlet(
        {
            **_month(d03={"authors": ["Zoë Müller"]}, d04={"authors": ["Zoe Muller", "A. Ghost"]}),
            "content/authors/zoe-muller.md": profile,
            "content/authors/zoe.svg": SVG,
            "content/authors/quiet-pen.md": "---\ntitle: Quiet Pen\n---\nHas written nothing yet.\n",
        }
    )
    site.build()
    page = main(site.page("/authors/zoe-muller/"))
    assert visible_text(page.h1) == "Zoë Müller"
    assert page.img["src"] == "/media/authors/zoe.svg"
    assert page.img["alt"] == "Zoë"
    in_order(visible_text(page), ["Zoë Müller", "Harbour correspondent", "Born here .", "Story 04", "Story 03"])
    assert (site.output / "media/authors/zoe.svg").is_file()
    assert listed(site.page("/authors/a-ghost/")) == [_url(4)]
    assert visible_text(main(site.page("/authors/a-ghost/")).h1) == "A. Ghost"
    assert "Has written nothing yet." in visible_text(site.page("/authors/quiet-pen/"))
    assert main(site.page(_url(4))).find("a", href="/authors/zoe-muller/").string == "Zoë Müller"


@pytest.mark.parametrize(
    ("file", "slug"),
    [
        pytest.param("authors/jane-doe.md", None, id="named like the author"),
        pytest.param("authors/Jane Doe.md", None, id="with a space and capitals"),
        pytest.param("authors/jane-doe/index.md", None, id="an index file in a folder"),
        pytest.param("authors/jd.md", "jane-doe", id="a slug of its own"),
    ],
)
def test_a_profile_belongs_to_the_author_with_the_same_address(outlet: Make, file: str, slug: str | None) -> None:
    line = f"slug: {slug}\n" if slug else ""
    site = outlet(
        {
            "content/a.md": article(authors=["Jane Doe"]),
            f"content/{file}": f"---\ntitle: Jane Q. Doe\n{line}---\nBorn by the sea.\n",
        }
    )
    site.build()
    page = main(site.page("/authors/jane-doe/"))
    in_order(visible_text(page), ["Jane Q. Doe", "Born by the sea.", "A headline"])
    assert visible_text(page.h1) == "Jane Q. Doe"
    assert "Jane Q. Doe" in visible_text(site.page("/world/2024/12/20/a/"))


def test_nothing_of_a_draft_profile_is_published(outlet: Make) -> None:
    site = outlet(
        {
            "content/a.md": article(authors=["Jane Doe"]),
            "content/authors/jane-doe.md": "---\ntitle: Jane Xylophon\ndraft: true\nteaser: Xylophon\n---\nXylophon.\n",
        }
    )
    site.build()
    assert visible_text(main(site.page("/authors/jane-doe/")).h1) == "Jane Doe"
    assert site.pages_with("Xylophon") == set()


def test_a_series_page_lists_its_stories(outlet: Make) -> None:
    site = outlet(_month(d03={"series": "The Long Pier"}, d09={"series": "The long pier"}))
    site.build()
    page = site.page("/series/the-long-pier/")
    assert visible_text(page.h1) == "The Long Pier"
    assert listed(page) == [_url(9), _url(3)]


def test_the_archive_has_a_page_for_each_month_with_stories(outlet: Make) -> None:
    site = outlet(
        {**_month(), "content/old.md": article("Old", date="2023-02-28"), "content/x.md": article(date="2024-10-31")}
    )
    site.build()
    page = main(site.page("/archive/"))
    months = [link["href"] for link in page.find_all("a", href=re.compile(r"/archive/\d"))]
    assert months == ["/archive/2024/12/", "/archive/2024/10/", "/archive/2023/02/"]
    in_order(visible_text(page), ["2024", "December", "October", "2023", "February"])
    assert stories(main(site.page("/archive/2023/02/"))) == ["/world/2023/02/28/old/"]
    december = site.page("/archive/2024/12/")
    assert visible_text(december.h1) == "December 2024"
    assert stories(main(december)) == [_url(day) for day in range(20, 0, -1)]
    in_order(visible_text(december), ["Friday, 20 December", "Story 20", "Thursday, 19 December", "Story 19"])
    sections = {name for name in site.files() if re.match(r"sport/archive/\d", name)}
    assert sections == {"sport/archive/2024/12/index.html"}
    assert stories(main(site.page("/sport/archive/2024/12/"))) == [_url(day) for day in range(20, 0, -2)]


@pytest.mark.parametrize(
    ("zone", "month"),
    [("Asia/Tokyo", "2024/12"), ("Europe/London", "2024/11"), ("America/Los_Angeles", "2024/11")],
)
def test_the_archive_has_months_of_the_outlet_s_time_zone(outlet: Make, zone: str, month: str) -> None:
    toml = CONFIGURATION.replace("Europe/London", zone)
    site = outlet({"newsprint.toml": toml, "content/a.md": article(date="2024-11-30T20:00:00Z")})
    site.build()
    pages = {name for name in site.files() if re.search(r"archive/\d", name)}
    assert pages == {f"archive/{month}/index.html", f"world/archive/{month}/index.html"}


def test_a_latest_page_has_one_story_more_than_the_widget_shows(outlet: Make) -> None:
    site = outlet({**_month(), "newsprint.toml": CONFIGURATION + "\n[latest]\ncount = 3\n"})
    site.build()
    assert listed(site.page("/latest/")) == [_url(20), _url(19), _url(18), _url(17)]
    assert listed(site.page("/latest/sport/")) == [_url(20), _url(18), _url(16), _url(14)]
    for url in ("/latest/", "/latest/world/"):
        assert "Latest Contents" in headings(main(site.page(url)))
        assert site.page(url).find("meta", attrs={"name": "robots"})["content"] == "noindex"
