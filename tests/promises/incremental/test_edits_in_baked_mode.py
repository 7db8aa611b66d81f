"""With ``mode = "baked"`` an edit prints all pages that list the story: each article has the newest ones."""

from __future__ import annotations

from tests.promises.incremental.december import (
    ANOTHER_PLACE,
    CONFIGURATION,
    SHARD,
    Files,
    Row,
    change,
    check,
    rows,
    story,
)
from tests.support.outlets import Outlet

BAKED: Files = {"newsprint.toml": CONFIGURATION.replace("[listing]", 'mode = "baked"\n[listing]')}
S11 = (
    "/ /latest/ /latest/world/ /world/ /topics/tides/ /authors/ann-ell/ /archive/2024/12/ /world/archive/2024/12/"
    " feeds world/feeds"
)


@rows(
    a_story_is_published=Row(
        {"content/s11.md": story(11)},
        {
            "membership: s11.md": f"{S11} s1-10",
            ANOTHER_PLACE: f"/world/page/1/ {SHARD}",
            "new": "s11 /world/page/2/",
        },
        {"membership: s11.md": "/archive/ /world/archive/ /sitemap.xml /sitemaps/pages-1.xml"},
        before=BAKED,
    ),
    a_shown_headline_is_edited=Row(
        change(10, title="New"),
        {
            "card: s10.md": "s1-10 / /latest/ /latest/sport/ /sport/ /topics/tides/ /authors/ann-ell/"
            " /archive/2024/12/ /sport/archive/2024/12/ feeds sport/feeds"
        },
        {"card: s10.md": SHARD},
        before=BAKED,
    ),
    an_old_headline_is_edited=Row(
        change(1, title="New"),
        {
            "card: s1.md": "s1 s3 / /world/page/1/ /topics/tides/page/1/ /authors/ann-ell/page/1/"
            " /archive/2024/12/ /world/archive/2024/12/"
        },
        {"card: s1.md": SHARD},
        before=BAKED,
    ),
    a_shown_text_is_edited=Row(
        change(10, body="New"),
        {"body: s10.md": "s10 feeds sport/feeds"},
        before=BAKED,
    ),
)
def test_in_baked_mode_an_edit_prints_all_pages_that_list_the_story(paper: Outlet, row: Row) -> None:
    check(paper, row)
