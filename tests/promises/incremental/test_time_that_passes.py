"""A later build prints only what time has changed: embargoes, expired stories, stories that are news no longer."""

from __future__ import annotations

from tests.promises.incremental.december import ANOTHER_PLACE, INDEXES, SHARD, Row, change, check, rows
from tests.support.outlets import Outlet

S4_AND_S10 = "/ /archive/2024/12/ /sport/archive/2024/12/ /sport/ /latest/sport/ /topics/tides/ /authors/ann-ell/"
CLOCK = "time: the outlet is seen as of another instant"
INDEXES_WITH_SPORT = f"{INDEXES} /sport/archive/"


@rows(
    nothing=Row({}, {}, {}, later="2024-12-28T00:00:01"),
    no_news_story_becomes_too_old=Row({}, {}, {}, as_of="2024-12-11T12:00", later="2024-12-11T23:59:59"),
    a_news_story_becomes_too_old=Row(
        {}, {CLOCK: "/news-sitemap.xml /sitemap.xml"}, as_of="2024-12-11T23:59:59", later="2024-12-12"
    ),
    an_embargo_is_lifted=Row(  # it becomes news of the 29th
        {},
        {
            "membership: s4.md": f"{S4_AND_S10} s10 /latest/ feeds sport/feeds /sitemap.xml /news-sitemap.xml",
            ANOTHER_PLACE: f"/topics/tides/page/3/ /authors/ann-ell/page/3/ {SHARD}",
            "new": "s4 /topics/tides/page/4/ /authors/ann-ell/page/4/",
        },
        {"membership: s4.md": INDEXES_WITH_SPORT.replace("/sitemap.xml ", "")},
        before=change(4, embargo="2024-12-29T06:00"),
        later="2024-12-29T06:00",
    ),
    the_instant_before_an_embargo_is_lifted=Row(
        {},
        {},
        {},
        before=change(4, embargo="2024-12-29T06:00"),
        later="2024-12-29T05:59:59",
    ),
    a_story_expires=Row(
        {},
        {
            "membership: s4.md": f"{S4_AND_S10} s2 s5-8",
            ANOTHER_PLACE: f"/sport/page/1/ /topics/tides/page/2/ /topics/tides/page/3/ /authors/ann-ell/page/2/"
            f" /authors/ann-ell/page/3/ {SHARD}",
        },
        {"membership: s4.md": INDEXES_WITH_SPORT},
        "s4 /topics/tides/page/4/ /authors/ann-ell/page/4/",
        before=change(4, expires="2024-12-29"),
        later="2024-12-29",
    ),
    the_build_is_as_of_a_time_before_a_story=Row(
        {},
        {
            "membership: s10.md": "s8 / /latest/ /latest/sport/ /sport/ /topics/tides/ /authors/ann-ell/"
            " /archive/2024/12/ /sport/archive/2024/12/ feeds sport/feeds /sitemap.xml",
            ANOTHER_PLACE: f"/topics/tides/page/3/ /authors/ann-ell/page/3/ {SHARD}",
            CLOCK: "/news-sitemap.xml",
        },
        {"membership: s10.md": INDEXES_WITH_SPORT.replace("/sitemap.xml ", "")},
        "s10 /topics/tides/page/4/ /authors/ann-ell/page/4/",
        later="2024-12-09T12:00",
    ),
)
def test_a_later_build_prints_only_what_time_has_changed(paper: Outlet, row: Row) -> None:
    check(paper, row)


NEWS = "s8 / /latest/ /latest/sport/ /sport/ /topics/tides/ /authors/ann-ell/ /archive/2024/12/"


@rows(
    inside_the_two_days=Row(
        change(10, title="New"),
        {"card: s10.md": f"s10 {NEWS} /sport/archive/2024/12/ feeds sport/feeds /news-sitemap.xml"},
        {"card: s10.md": SHARD},
        as_of="2024-12-11",
    ),
    at_the_edge_of_the_two_days=Row(
        change(10, title="New"),
        {"card: s10.md": f"s10 {NEWS} /sport/archive/2024/12/ feeds sport/feeds /news-sitemap.xml"},
        {"card: s10.md": SHARD},
        as_of="2024-12-11T23:59:59",
    ),
    outside_the_two_days=Row(
        change(10, title="New"),
        {"card: s10.md": f"s10 {NEWS} /sport/archive/2024/12/ feeds sport/feeds"},
        {"card: s10.md": SHARD},
        as_of="2024-12-12",
    ),
)
def test_the_news_sitemap_lists_stories_of_the_last_two_days(paper: Outlet, row: Row) -> None:
    check(paper, row)
