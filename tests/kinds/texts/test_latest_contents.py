"""The widget Latest Contents of an article: its items, and the stories in it in each mode."""

from __future__ import annotations

import pytest

from tests.kinds.texts.sample_stories import EIGHTEEN, FIFTEEN, PIXEL, STORM, week
from tests.support.outlets import article
from tests.support.reading import Make, in_order, item_titles, items, visible_text, widget


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


@pytest.mark.parametrize("mode", ["live", "baked"])
def test_the_widget_never_lists_the_article_itself(outlet: Make, mode: str) -> None:
    site = outlet(week(f'mode = "{mode}"'))
    site.build()
    for day in range(11, 17):
        titles = item_titles(site.page(f"/world/2024/12/{day}/{day}/"))
        assert titles and f"Story {day}" not in titles


def test_live_mode_prints_the_newest_stories_before_the_article(outlet: Make) -> None:
    site = outlet(week("count = 3"))
    site.build()
    assert item_titles(site.page("/world/2024/12/14/14/")) == ["Story 13", "Story 12", "Story 11"]
    assert item_titles(site.page("/world/2024/12/11/11/")) == ["Story 10"]
    assert item_titles(site.page("/world/2024/12/10/10/")) == []
    assert "Today : Dec 14, 2024" in visible_text(site.page("/world/2024/12/14/14/"))


def test_a_new_story_in_live_mode_changes_only_the_story_before_it(outlet: Make) -> None:
    site = outlet(week())
    site.build()
    before = site.files()
    site.write({"content/17.md": article("Story 17", date="2024-12-17")}).build()
    after = site.files()
    changed = {name for name in before if name.startswith("world/2024/") and before[name] != after[name]}
    assert changed == {"world/2024/12/16/16/index.html"}


def test_baked_mode_prints_today_s_newest_stories_in_every_article(outlet: Make) -> None:
    site = outlet(week("count = 3", 'mode = "baked"'))
    site.build()
    assert item_titles(site.page("/world/2024/12/11/11/")) == ["Story 16", "Story 15", "Story 14"]
    assert item_titles(site.page("/world/2024/12/15/15/")) == ["Story 16", "Story 14", "Story 13"]
    assert widget(site.page("/world/2024/12/11/11/")).get("data-latest") is None


def test_the_widget_in_live_mode_has_the_address_of_the_current_list(outlet: Make) -> None:
    site = outlet(week())
    site.build()
    page = site.page("/world/2024/12/11/11/")
    assert page.find(attrs={"data-latest": True})["data-latest"] == "/latest/"
    assert (site.output / "latest/index.html").is_file()
