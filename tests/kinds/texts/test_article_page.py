"""The article page: what readers see on it, and in which order."""

from __future__ import annotations

import pytest

from tests.kinds.texts.sample_stories import EIGHTEEN, FIFTEEN, PIXEL, STORM
from tests.support.outlets import CONFIGURATION, article
from tests.support.reading import Make, headings, in_order, items, main, visible_text


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
