"""Reads are stretches of streams: a page is out of date exactly if a change within its stretch goes deep enough.

Three pages look at one stretch each, by cards, by membership alone, and by texts; every edit lies inside the stretch, at
its edge, or outside.
"""

from __future__ import annotations

import pytest

from tests.promises.incremental.december import CONFIGURATION, Files, built_after, change, story
from tests.support.outlets import Outlet

PROBE = {"tags": ["Probe"]}
PROBED: Files = {**change(2, **PROBE), **change(4, **PROBE), **change(6, **PROBE), **change(8, **PROBE)}
"""The stream of the tag Probe: s2, s4, s6, s8."""

GLASS = "{% for story in latest(limit=2, tag='Probe') %}{{ story.title }} {{ story.url }}\n{% endfor %}"
NEWEST: Files = {**PROBED, "themes/plain/templates/404.html": GLASS}
"""404.html shows the two newest stories of the stream, s8 and s6: it read from s6 on, by card."""

AS_OF_S7: Files = {
    **PROBED,
    "themes/plain/templates/article.html": f"{{% if article.title == 'Story 7' %}}{GLASS}{{% endif %}}",
}
"""The page of s7 shows the two newest stories before it, s6 and s4: it read from s4 up to s7, by card."""

BESIDE_S7 = story(12, **PROBE, date="2024-12-07")
"""Of the instant of s7, in the other section, so that it is no neighbour of s7."""

NAME = "/topics/probe/page/2/"
NAMED: Files = {**PROBED, **change(9, **PROBE), **change(10, **PROBE)}
"""The second page of the topic holds s6 and s8, by card, and its name, which the oldest story gave, by membership."""


def reason_for(page: str, paper: Outlet, before: Files, edit: Files) -> str | None:
    """Why ``page`` was written after ``edit``: None if it was not printed, "same" if it came out as it was."""
    paper.write(before).build("2024-12-28")
    built = built_after(paper, edit)
    reasons = [reason for reason, pages in built.written.items() if page in pages]
    return reasons[0] if reasons else "same" if page in built.printed else None


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        pytest.param(change(8, **PROBE, title="New"), "card: s8.md", id="a headline inside"),
        pytest.param(change(6, **PROBE, title="New"), "card: s6.md", id="a headline at the edge"),
        pytest.param(change(4, **PROBE, title="New"), None, id="a headline below"),
        pytest.param(change(7, title="New"), None, id="a headline inside, in another stream"),
        pytest.param(change(8, **PROBE, body="New"), None, id="a text inside"),
        pytest.param(change(6, **PROBE, body="New"), None, id="a text at the edge"),
        pytest.param(change(4, **PROBE, body="New"), None, id="a text below"),
        pytest.param(change(7, **PROBE), "membership: s7.md", id="a story comes inside"),
        pytest.param(change(8), "membership: s8.md", id="a story goes inside"),
        pytest.param(change(6), "membership: s6.md", id="the story at the edge goes"),
        pytest.param(change(1, **PROBE, date="2024-12-06"), "same", id="one comes at the edge, in the order before it"),
        pytest.param(change(9, **PROBE, date="2024-12-06"), "membership: s9.md", id="one comes at the edge, after it"),
        pytest.param(change(5, **PROBE), None, id="a story comes below"),
        pytest.param(change(2), None, id="a story goes below"),
        pytest.param(change(4, **PROBE, date="2024-12-05"), None, id="a story moves below"),
        pytest.param(change(4, **PROBE, date="2024-12-07"), "membership: s4.md", id="a story moves into it"),
        pytest.param(change(8, **PROBE, date="2024-12-03"), "membership: s8.md", id="a story moves out of it"),
        pytest.param(change(8, **PROBE, date="2024-12-08T12:00"), "same", id="a story moves within it"),
    ],
)
def test_the_newest_cards_of_a_stream(paper: Outlet, edit: Files, reason: str | None) -> None:
    assert reason_for("/404.html", paper, NEWEST, edit) == reason


def test_where_there_are_fewer_stories_than_asked_for_the_stretch_is_open(paper: Outlet) -> None:
    glass = {**PROBED, "themes/plain/templates/404.html": GLASS.replace("2", "9")}
    assert reason_for("/404.html", paper, glass, change(1, **PROBE)) == "membership: s1.md"


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        pytest.param(change(8, **PROBE, title="New"), None, id="a headline above"),
        pytest.param(change(6, **PROBE, title="New"), "card: s6.md", id="a headline inside"),
        pytest.param(change(4, **PROBE, title="New"), "card: s4.md", id="a headline at the lower edge"),
        pytest.param(change(2, **PROBE, title="New"), None, id="a headline below"),
        pytest.param(change(6, **PROBE, body="New"), None, id="a text inside"),
        pytest.param(change(8), None, id="a story goes above"),
        pytest.param({"content/z.md": BESIDE_S7}, "same", id="one comes at the upper edge, in the order after it"),
        pytest.param({"content/a.md": BESIDE_S7}, "membership: a.md", id="one comes at the upper edge, before it"),
        pytest.param(change(5, **PROBE), "membership: s5.md", id="a story comes inside"),
        pytest.param(change(3, **PROBE), None, id="a story comes below"),
    ],
)
def test_the_newest_cards_as_of_a_story(paper: Outlet, edit: Files, reason: str | None) -> None:
    assert reason_for("s7", paper, AS_OF_S7, edit) == reason


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        pytest.param(change(2, **PROBE, title="New"), None, id="a headline at the edge"),
        pytest.param(change(2, **PROBE, body="New"), None, id="a text at the edge"),
        pytest.param(change(2, tags=["probe"]), "membership: s2.md", id="the story at the edge calls it otherwise"),
        pytest.param(change(4, tags=["probe"]), None, id="a story above calls it otherwise"),
        pytest.param(change(2, **PROBE, date="2024-12-01"), "same", id="the story at the edge moves inside"),
        pytest.param(change(4, **PROBE, date="2024-12-03"), None, id="a story above moves above"),
        pytest.param(change(4, tags=["probe"], date="2024-12-01"), "membership: s4.md", id="a story moves inside"),
    ],
)
def test_the_name_of_a_stream_is_its_oldest_story_s_by_membership_alone(
    paper: Outlet, edit: Files, reason: str | None
) -> None:
    assert reason_for(NAME, paper, NAMED, edit) == reason


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        pytest.param(change(9, body="New"), "body: s9.md", id="a text inside"),
        pytest.param(change(8, body="New"), "body: s8.md", id="a text at the edge"),
        pytest.param(change(7, body="New"), None, id="a text below"),
        pytest.param(change(9, title="New"), "card: s9.md", id="a headline inside"),
        pytest.param(change(8, title="New"), "card: s8.md", id="a headline at the edge"),
        pytest.param(change(7, title="New"), None, id="a headline below"),
        pytest.param({"content/s9.md": None}, "membership: s9.md", id="a story goes inside"),
        pytest.param({"content/s8.md": None}, "membership: s8.md", id="a story goes at the edge"),
        pytest.param({"content/s7.md": None}, None, id="a story goes below"),
        pytest.param(change(1, date="2024-12-08T12:00"), "membership: s1.md", id="a story moves inside"),
        pytest.param(change(1, date="2024-12-07T12:00"), None, id="a story moves below"),
    ],
)
def test_the_texts_of_a_feed_s_three_stories(paper: Outlet, edit: Files, reason: str | None) -> None:
    assert reason_for("/rss.xml", paper, {"newsprint.toml": CONFIGURATION}, edit) == reason
