"""A page reads a range of a stream: it is out of date if, in this range, something it reads has changed.

Pages read a range by cards, by membership alone, or by texts; every edit is inside the range, at its edge, or outside.
"""

from __future__ import annotations

import pytest

from tests.promises.incremental.december import CONFIGURATION, Files, built_after, change, story
from tests.support.outlets import Outlet

PROBE = {"tags": ["Probe"]}
PROBED: Files = {**change(2, **PROBE), **change(4, **PROBE), **change(6, **PROBE), **change(8, **PROBE)}
"""The stream of the tag Probe: s2, s4, s6, s8."""

TEMPLATE = "{% for story in latest(limit=2, tag='Probe') %}{{ story.title }} {{ story.url }}\n{% endfor %}"
NEWEST: Files = {**PROBED, "themes/plain/templates/404.html": TEMPLATE}
"""404.html shows the two newest stories of the stream, s8 and s6: it reads from s6 on, by card."""

AS_OF_S7: Files = {
    **PROBED,
    "themes/plain/templates/article.html": f"{{% if article.title == 'Story 7' %}}{TEMPLATE}{{% endif %}}",
}
"""The page of s7 shows the two newest stories before it, s6 and s4: it reads from s4 to s7, by card."""

BESIDE_S7 = story(12, **PROBE, date="2024-12-07")
"""A story of the same instant as s7, in the other section, so that it is no neighbour of s7."""

NAME = "/topics/probe/page/2/"
NAMED: Files = {**PROBED, **change(9, **PROBE), **change(10, **PROBE)}
"""The second page of the topic reads s6 and s8 by card, and its name, which the oldest story gives, by membership."""


def reason_for(page: str, paper: Outlet, before: Files, edit: Files) -> str | None:
    """Return why ``page`` was written after ``edit``: None if it was not printed, "same" if its bytes are the same."""
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
        pytest.param(change(7, **PROBE), "membership: s7.md", id="a story is added inside"),
        pytest.param(change(8), "membership: s8.md", id="a story is removed inside"),
        pytest.param(change(6), "membership: s6.md", id="the story at the edge is removed"),
        pytest.param(
            change(1, **PROBE, date="2024-12-06"), "same", id="a story is added at the edge, before it in the order"
        ),
        pytest.param(
            change(9, **PROBE, date="2024-12-06"), "membership: s9.md", id="a story is added at the edge, after it"
        ),
        pytest.param(change(5, **PROBE), None, id="a story is added below"),
        pytest.param(change(2), None, id="a story is removed below"),
        pytest.param(change(4, **PROBE, date="2024-12-05"), None, id="a story moves below"),
        pytest.param(change(4, **PROBE, date="2024-12-07"), "membership: s4.md", id="a story moves into it"),
        pytest.param(change(8, **PROBE, date="2024-12-03"), "membership: s8.md", id="a story moves out of it"),
        pytest.param(change(8, **PROBE, date="2024-12-08T12:00"), "same", id="a story moves within it"),
    ],
)
def test_a_page_of_the_newest_cards_is_printed_for_changes_in_its_range(
    paper: Outlet, edit: Files, reason: str | None
) -> None:
    assert reason_for("/404.html", paper, NEWEST, edit) == reason


def test_with_fewer_stories_than_requested_the_range_has_no_end(paper: Outlet) -> None:
    glass = {**PROBED, "themes/plain/templates/404.html": TEMPLATE.replace("2", "9")}
    assert reason_for("/404.html", paper, glass, change(1, **PROBE)) == "membership: s1.md"


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        pytest.param(change(8, **PROBE, title="New"), None, id="a headline above"),
        pytest.param(change(6, **PROBE, title="New"), "card: s6.md", id="a headline inside"),
        pytest.param(change(4, **PROBE, title="New"), "card: s4.md", id="a headline at the lower edge"),
        pytest.param(change(2, **PROBE, title="New"), None, id="a headline below"),
        pytest.param(change(6, **PROBE, body="New"), None, id="a text inside"),
        pytest.param(change(8), None, id="a story is removed above"),
        pytest.param(
            {"content/z.md": BESIDE_S7}, "same", id="a story is added at the upper edge, after it in the order"
        ),
        pytest.param(
            {"content/a.md": BESIDE_S7}, "membership: a.md", id="a story is added at the upper edge, before it"
        ),
        pytest.param(change(5, **PROBE), "membership: s5.md", id="a story is added inside"),
        pytest.param(change(3, **PROBE), None, id="a story is added below"),
    ],
)
def test_a_page_of_cards_before_a_story_is_printed_for_its_range(
    paper: Outlet, edit: Files, reason: str | None
) -> None:
    assert reason_for("s7", paper, AS_OF_S7, edit) == reason


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        pytest.param(change(2, **PROBE, title="New"), None, id="a headline at the edge"),
        pytest.param(change(2, **PROBE, body="New"), None, id="a text at the edge"),
        pytest.param(
            change(2, tags=["probe"]), "membership: s2.md", id="the story at the edge spells the tag differently"
        ),
        pytest.param(change(4, tags=["probe"]), None, id="a story above spells the tag differently"),
        pytest.param(change(2, **PROBE, date="2024-12-01"), "same", id="the story at the edge moves inside"),
        pytest.param(change(4, **PROBE, date="2024-12-03"), None, id="a story above moves above"),
        pytest.param(change(4, tags=["probe"], date="2024-12-01"), "membership: s4.md", id="a story moves inside"),
    ],
)
def test_the_name_of_a_stream_depends_on_its_oldest_story_by_membership(
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
        pytest.param({"content/s9.md": None}, "membership: s9.md", id="a story is removed inside"),
        pytest.param({"content/s8.md": None}, "membership: s8.md", id="a story is removed at the edge"),
        pytest.param({"content/s7.md": None}, None, id="a story is removed below"),
        pytest.param(change(1, date="2024-12-08T12:00"), "membership: s1.md", id="a story moves inside"),
        pytest.param(change(1, date="2024-12-07T12:00"), None, id="a story moves below"),
    ],
)
def test_a_feed_is_printed_for_changes_of_its_three_stories(paper: Outlet, edit: Files, reason: str | None) -> None:
    assert reason_for("/rss.xml", paper, {"newsprint.toml": CONFIGURATION}, edit) == reason
