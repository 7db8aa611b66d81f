"""The events that are planned: stories that appear, embargoes that end, stories that expire."""

from __future__ import annotations

from tests.preview.desk.desks import STATES, Desk, desk_of, text
from tests.support.outlets import CONFIGURATION, article
from tests.support.reading import Make


def test_the_desk_lists_coming_events_in_the_zone_of_the_outlet(outlet: Make) -> None:
    toml = CONFIGURATION.replace("Europe/London", "Asia/Tokyo")
    with desk_of(outlet({**STATES, "newsprint.toml": toml}), "2024-12-23T20:00:00Z") as desk:
        events = [text(each) for each in desk.page().select(".event")]
        assert events == [
            "24 Dec 2024, 06:00 Embargo ends Bound",
            "24 Dec 2024, 18:00 Expires Fading",
            "25 Dec 2024, 09:30 Goes out Coming",
        ]
        assert desk.page().select_one(".event time")["datetime"] == "2024-12-24T06:00:00+09:00"


def test_a_story_that_expires_before_it_appears_is_not_an_event(outlet: Make) -> None:
    never = article("Never", date="2025-01-02", expires="2025-01-01")
    with desk_of(outlet({"content/never.md": never})) as desk:
        assert not desk.page().select(".event")
        assert "Nothing is planned" in text(desk.page())


def test_a_filtered_list_is_shown_without_coming_events(desk: Desk) -> None:
    assert desk.page().select(".events")
    assert not desk.list(q="done").select(".events, .plot")
