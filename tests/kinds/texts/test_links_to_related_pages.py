"""Links from an article to its neighbours, its series, its tags and its authors."""

from __future__ import annotations

from tests.kinds.texts.sample_stories import STORM, week
from tests.support.outlets import article
from tests.support.reading import Make, main, stories


def test_an_article_links_to_its_neighbours_in_the_same_section(outlet: Make) -> None:
    site = outlet({**week(), "content/sport.md": article("A match", date="2024-12-13", section="sport")})
    site.build()
    page = site.page("/world/2024/12/13/13/")
    assert main(page).find("a", rel="prev")["href"] == "/world/2024/12/12/12/"
    assert main(page).find("a", rel="next")["href"] == "/world/2024/12/14/14/"
    assert main(site.page("/world/2024/12/10/10/")).find("a", rel="prev") is None
    assert main(site.page("/world/2024/12/16/16/")).find("a", rel="next") is None
    assert main(site.page("/sport/2024/12/13/sport/")).find("a", rel=["prev", "next"]) is None


def test_a_story_in_a_series_links_to_earlier_parts_and_to_the_series(outlet: Make) -> None:
    parts = {
        f"content/part-{day}.md": article(f"Pier, part {day}", date=f"2024-12-0{day}", series="The Long Pier")
        for day in (1, 2, 3)
    }
    site = outlet(parts)
    site.build()
    page = site.page("/world/2024/12/02/part-2/")
    whole = main(page).find("a", string="The Long Pier")
    assert whole["href"] == "/series/the-long-pier/"
    links = stories(whole.find_parent("section"))
    assert links == ["/world/2024/12/01/part-1/"]
    first = main(site.page("/world/2024/12/01/part-1/")).find("a", string="The Long Pier").find_parent("section")
    assert stories(first) == []


def test_tags_and_authors_are_links_to_their_pages(outlet: Make) -> None:
    site = outlet({"content/storm.md": article("Storm", date="2024-12-23", tags=["Long Pier"], authors=["Zoë Müller"])})
    site.build()
    page = main(site.page(STORM))
    assert page.find("a", string="Long Pier")["href"] == "/topics/long-pier/"
    assert page.find("a", string="Zoë Müller")["href"] == "/authors/zoe-muller/"
