"""The article page: what readers see on it, and in which order."""

from __future__ import annotations

import pytest

from tests.support.outlets import CONFIGURATION, article
from tests.support.reading import Make, headings, in_order, item_titles, items, main, stories, visible_text, widget

EIGHTEEN = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
FIFTEEN = EIGHTEEN.rsplit(" ", 3)[0]
PIXEL = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="6" viewBox="0 0 8 6"><path d="M0 0h8v6H0z"/></svg>\n'
)
STORM = "/world/2024/12/23/storm/"


def test_an_article_with_four_fields_has_the_order_of_a_newspaper(outlet: Make) -> None:
    site = outlet(
        {
            "content/storm.md": "---\ntitle: Storm closes the port\ndate: 2024-12-23\nsection: world\n"
            "teaser: Waves of nine metres shut the harbour.\n---\n\nThe pilots went home at noon.\n",
            "content/earlier.md": article("Ferry back in service", date="2024-12-19", teaser=EIGHTEEN),
        }
    )
    site.build()
    page = site.page(STORM)
    in_order(
        visible_text(page),
        [
            "The Harbour Gazette",
            "Today : Dec 23, 2024",
            "World News",
            "23 December 2024",
            "Storm closes the port",
            "Waves of nine metres shut the harbour.",
            "The pilots went home at noon.",
            "Latest Contents",
            "Ferry back in service",
            FIFTEEN + "…",
            "19 December 2024",
        ],
    )
    assert "sixteen" not in visible_text(page)
    assert [visible_text(heading) for heading in page.find_all("h1")] == ["Storm closes the port"]
    published = main(page).find("time")
    assert visible_text(published) == "23 December 2024"
    assert published["datetime"].startswith("2024-12-23")
    section = main(page).find("a", string="World News")
    assert section["href"] == "/world/"


def test_an_article_with_all_fields_has_them_in_the_right_order(outlet: Make) -> None:
    site = outlet(
        {
            "content/world/storm.md": article(
                "Storm closes the port",
                "The pilots went home.",
                date="2024-12-23",
                teaser="Waves of nine metres.",
                kicker="Weather",
                dateline="PORT AVERIL",
                authors=["Rosa Delacourt", "Tobias Wick"],
                image={"src": "wave.svg", "alt": "A wave", "caption": "The pier at noon", "credit": "Photo: Moss"},
                updated="2024-12-24T09:00:00",
                corrections=[
                    {"date": "2024-12-24", "text": "The waves were eight metres high."},
                    {"date": "2024-12-23", "text": "The pier is called Long Pier."},
                ],
            ),
            "content/world/wave.svg": PIXEL,
            "content/world/other.md": article("Another story", date="2024-12-20"),
        }
    )
    site.build("2024-12-25")
    page = site.page(STORM)
    in_order(
        visible_text(main(page)),
        [
            "World News",
            "23 December 2024",
            "Weather",
            "Storm closes the port",
            "Waves of nine metres.",
            "The pier at noon",
            "Photo: Moss",
            "By Rosa Delacourt and Tobias Wick",
            "PORT AVERIL",
            "The pilots went home.",
            "Updated 24 December 2024",
            "Corrections",
            "23 December 2024 : The pier is called Long Pier.",
            "24 December 2024 : The waves were eight metres high.",
            "Latest Contents",
        ],
    )
    figure = main(page).find("figure")
    assert figure.img["alt"] == "A wave"
    assert figure.img["src"] == "/media/world/wave.svg"
    assert visible_text(figure.figcaption) == "The pier at noon Photo: Moss"
    elements = [
        main(page).h1,
        figure,
        main(page).find("a", rel="author"),
        main(page).find(string="The pilots went home."),
    ]
    order = list(main(page).descendants)
    places = [next(place for place, node in enumerate(order) if node is element) for element in elements]
    assert places == sorted(places)


def test_one_correction_has_the_heading_in_the_singular(outlet: Make) -> None:
    correction = [{"date": "2024-12-21", "text": "It was a Tuesday."}]
    site = outlet({"content/storm.md": article("Storm", date="2024-12-23", corrections=correction)})
    site.build()
    assert "Correction" in headings(main(site.page(STORM)))


def test_fields_without_a_value_leave_no_label_on_the_page(outlet: Make) -> None:
    site = outlet({"content/storm.md": article("Storm", date="2024-12-23")})
    site.build()
    text = visible_text(main(site.page(STORM)))
    assert "By" not in text.split()
    assert not [
        word for word in ("Updated", "Correction", "Series", "Topics", "Previous story", "Next story") if word in text
    ]
    assert main(site.page(STORM)).find("figure") is None


def test_a_widget_item_has_a_picture_a_linked_headline_a_teaser_and_a_date(outlet: Make) -> None:
    picture = {"src": "wave.svg", "alt": "A wave"}
    site = outlet(
        {
            "content/storm.md": article("Storm", date="2024-12-23"),
            "content/world/ferry.md": article("Ferry back", date="2024-12-19", teaser=FIFTEEN, image=picture),
            "content/world/wave.svg": PIXEL,
        }
    )
    site.build()
    (item,) = items(site.page(STORM))
    assert item.img["src"] == "/media/world/wave.svg"
    headline = item.find(["h2", "h3"])
    assert headline.a["href"] == "/world/2024/12/19/ferry/"
    assert visible_text(headline) == "Ferry back"
    assert FIFTEEN in visible_text(item)
    assert item.time["datetime"].startswith("2024-12-19")
    in_order(str(item), ["<img", "Ferry back", "fifteen", "<time"])


LONG = "The pilots went home at noon, and the ferry stayed in the harbour until the wind had turned to the north."


@pytest.mark.parametrize("engine", ["markdown", "commonmark"])
@pytest.mark.parametrize(
    ("teaser", "body"),
    [
        pytest.param(None, LONG, id="no teaser"),
        pytest.param("", LONG, id="an empty teaser"),
        pytest.param(None, f"{LONG}\n\nMore.\n\n<!--more-->\n\nThe rest.", id="the part before the more comment"),
        pytest.param(LONG, LONG, id="the first paragraph given as teaser"),
        pytest.param('"It\'s *on*," said he.', '"It\'s *on*," said he.', id="the same in other quotation marks"),
        pytest.param("The pilots went home at noon, and...", LONG, id="its shortened beginning"),
        pytest.param("She said: 'Home!'", f'She said: "*Home*!" {LONG}', id="its first sentence"),
        pytest.param("The pilots went home at noon, […]", LONG, id="its beginning, shortened by another system"),
    ],
)
def test_a_teaser_that_repeats_the_text_is_not_printed_above_it(
    outlet: Make, teaser: str | None, body: str, engine: str
) -> None:
    settings = f'{CONFIGURATION}\n[markdown]\nengine = "{engine}"\n'
    site = outlet({"newsprint.toml": settings, "content/storm.md": article("Storm", body, teaser=teaser)})
    site.build()
    story = main(site.page("/world/2024/12/20/storm/")).article
    assert story.header.find_all("p")[2:] == []
    page = site.page("/world/2024/12/20/storm/")
    assert page.find("meta", attrs={"name": "description"})["content"]
    assert page.find("meta", property="og:description")["content"]
    assert len(visible_text(main(site.page("/world/")).article).split()) > 4
    assert "<description>" in site.text("rss.xml").partition("<item>")[2]


def test_a_teaser_that_differs_from_the_text_is_printed_above_it(outlet: Make) -> None:
    texts = {"a": ("The pilots went home.", LONG), "b": ("The pilots went home at noon", LONG), "c": ("Only this.", "")}
    texts |= {"d": ("The pilots went.", LONG), "e": ("The ferry is 1.", "The ferry is 1.5 metres longer.")}
    site = outlet({f"content/{key}.md": article(key, body, teaser=teaser) for key, (teaser, body) in texts.items()})
    site.build()
    for key, (teaser, _) in texts.items():
        header = main(site.page(f"/world/2024/12/20/{key}/")).article.header
        assert visible_text(header.find_all("p")[-1]) == teaser


def test_adding_or_removing_a_teaser_changes_the_page(outlet: Make) -> None:
    site = outlet({"content/storm.md": article("Storm", LONG)})
    site.build()
    for teaser in ("Home at noon.", LONG, None, "Home at noon."):
        site.write({"content/storm.md": article("Storm", LONG, teaser=teaser)}).build()
        text = visible_text(main(site.page("/world/2024/12/20/storm/")))
        assert text.count("Home at noon.") == (teaser == "Home at noon.")
        assert text.count(LONG) == 1


@pytest.mark.parametrize(
    ("teaser", "shown"),
    [
        pytest.param(EIGHTEEN, FIFTEEN + "…", id="18 words are shortened to 15"),
        pytest.param(FIFTEEN + " sixteen", FIFTEEN + "…", id="16 words are shortened to 15"),
        pytest.param(FIFTEEN, FIFTEEN, id="15 words are not shortened"),
        pytest.param("Short and whole.", "Short and whole.", id="3 words are not shortened"),
        pytest.param(FIFTEEN + ", sixteen", FIFTEEN + "…", id="no comma before the ellipsis"),
    ],
)
def test_a_widget_teaser_is_shortened_to_fifteen_words(outlet: Make, teaser: str, shown: str) -> None:
    site = outlet(
        {
            "content/storm.md": article("Storm", date="2024-12-23"),
            "content/other.md": article("Other", date="2024-12-19", teaser=teaser),
        }
    )
    site.build()
    (item,) = items(site.page(STORM))
    assert shown in [visible_text(part) for part in item.find_all("p")]
    assert ("…" in visible_text(item)) == shown.endswith("…")


def _week(*latest: str) -> dict[str, str]:
    """Return a story a day from the 10th to the 16th, and a configuration with lines for the table ``[latest]``."""
    days = {f"content/{day}.md": article(f"Story {day}", date=f"2024-12-{day}") for day in range(10, 17)}
    return {**days, "newsprint.toml": "\n".join([CONFIGURATION, "[latest]", *latest, ""])}


@pytest.mark.parametrize("mode", ["live", "baked"])
def test_the_widget_never_lists_the_article_itself(outlet: Make, mode: str) -> None:
    site = outlet(_week(f'mode = "{mode}"'))
    site.build()
    for day in range(11, 17):
        titles = item_titles(site.page(f"/world/2024/12/{day}/{day}/"))
        assert titles and f"Story {day}" not in titles


def test_live_mode_prints_the_newest_stories_before_the_article(outlet: Make) -> None:
    site = outlet(_week("count = 3"))
    site.build()
    assert item_titles(site.page("/world/2024/12/14/14/")) == ["Story 13", "Story 12", "Story 11"]
    assert item_titles(site.page("/world/2024/12/11/11/")) == ["Story 10"]
    assert item_titles(site.page("/world/2024/12/10/10/")) == []
    assert "Today : Dec 14, 2024" in visible_text(site.page("/world/2024/12/14/14/"))


def test_a_new_story_in_live_mode_changes_only_the_story_before_it(outlet: Make) -> None:
    site = outlet(_week())
    site.build()
    before = site.files()
    site.write({"content/17.md": article("Story 17", date="2024-12-17")}).build()
    after = site.files()
    changed = {name for name in before if name.startswith("world/2024/") and before[name] != after[name]}
    assert changed == {"world/2024/12/16/16/index.html"}


def test_baked_mode_prints_today_s_newest_stories_in_every_article(outlet: Make) -> None:
    site = outlet(_week("count = 3", 'mode = "baked"'))
    site.build()
    assert item_titles(site.page("/world/2024/12/11/11/")) == ["Story 16", "Story 15", "Story 14"]
    assert item_titles(site.page("/world/2024/12/15/15/")) == ["Story 16", "Story 14", "Story 13"]
    assert widget(site.page("/world/2024/12/11/11/")).get("data-latest") is None


def test_the_widget_in_live_mode_has_the_address_of_the_current_list(outlet: Make) -> None:
    site = outlet(_week())
    site.build()
    page = site.page("/world/2024/12/11/11/")
    assert page.find(attrs={"data-latest": True})["data-latest"] == "/latest/"
    assert (site.output / "latest/index.html").is_file()


def test_an_article_links_to_its_neighbours_in_the_same_section(outlet: Make) -> None:
    site = outlet({**_week(), "content/sport.md": article("A match", date="2024-12-13", section="sport")})
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


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        pytest.param({}, "https://gazette.example/world/2024/12/23/storm/", id="its own address"),
        pytest.param({"canonical": "https://agency.example/s?id=1"}, "https://agency.example/s?id=1", id="as written"),
    ],
)
def test_the_canonical_url_is_the_article_s_own_unless_the_author_sets_it(
    outlet: Make, front: dict[str, str], expected: str
) -> None:
    site = outlet({"content/storm.md": article("Storm", date="2024-12-23", **front)})
    site.build()
    (link,) = site.page(STORM).find_all("link", rel="canonical")
    assert link["href"] == expected


def test_an_article_in_another_language_has_its_language_and_direction(outlet: Make) -> None:
    site = outlet(
        {
            "content/storm.md": article("عاصفة تغلق الميناء", "عاد المرشدون.", date="2024-12-23", lang="ar"),
            "content/next.md": article("Home news", date="2024-12-23T12:00:00"),
        }
    )
    site.build()
    page = site.page(STORM)
    assert (page.html["lang"], page.html["dir"]) == ("en", "ltr")
    foreign = page.h1.find_parent(lang=True)
    assert (foreign["lang"], foreign["dir"]) == ("ar", "rtl")
    (item,) = items(site.page("/world/2024/12/23/next/"))
    assert (item["lang"], item["dir"]) == ("ar", "rtl")
    assert page.find("h2", string="Latest Contents").find_parent(lang=True).name == "html"


def test_an_embargoed_story_has_the_date_of_the_end_of_its_embargo(outlet: Make) -> None:
    site = outlet({"content/storm.md": article("Storm", date="2024-12-20", embargo="2024-12-22T06:00:00Z")})
    site.build()
    page = site.page("/world/2024/12/20/storm/")
    assert visible_text(main(page).find("time")) == "22 December 2024"


def test_the_date_of_an_article_is_in_the_outlet_s_time_zone(outlet: Make) -> None:
    tokyo = CONFIGURATION.replace("Europe/London", "Asia/Tokyo")
    site = outlet({"newsprint.toml": tokyo, "content/storm.md": article("Storm", date="2024-12-22T20:00:00Z")})
    site.build()
    page = site.page(STORM)
    assert visible_text(main(page).find("time")) == "23 December 2024"
    assert "Today : Dec 23, 2024" in visible_text(page)
