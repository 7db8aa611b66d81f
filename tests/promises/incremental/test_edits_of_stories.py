"""One edit of a story prints only the pages it affects: its own, those that link to it, those that list it.

Pages that are printed with the same bytes read whether a story was added or removed, but the answer did not change them.
"""

from __future__ import annotations

from tests.promises.incremental.december import ANOTHER_PLACE, INDEXES, SHARD, Row, change, check, rows, story
from tests.support.outlets import Outlet


@rows(
    nothing=Row({}),
    the_same_words_saved_again=Row(change(3)),
    an_old_text=Row(change(3, body="New"), {"body: s3.md": "s3"}),
    a_new_text=Row(change(9, body="New"), {"body: s9.md": "s9 feeds world/feeds"}),
    a_correction=Row(change(3, corrections=[{"date": "2024-12-05", "text": "No."}]), {"body: s3.md": "s3"}),
    a_key_that_no_template_shows=Row(change(3, extra={"a": 1}), {}, {"body: s3.md": "s3"}),
    a_later_version=Row(
        change(3, updated="2024-12-05"),
        {"card: s3.md": f"s3 {SHARD}"},
        {
            "card: s3.md": "s1 s4-7 / /latest/world/ /world/page/1/ /topics/tides/page/2/ /authors/ann-ell/page/2/"
            " /archive/2024/12/ /world/archive/2024/12/"
        },
    ),
    the_oldest_headline=Row(
        change(1, title="New"),
        {
            "card: s1.md": "s1-5 / /world/page/1/ /topics/tides/page/1/ /authors/ann-ell/page/1/"
            " /archive/2024/12/ /world/archive/2024/12/"
        },
        {"card: s1.md": SHARD},
    ),
    a_headline_in_the_middle=Row(
        change(5, title="New"),
        {
            "card: s5.md": "s3 s5-9 / /latest/world/ /world/ /topics/tides/page/3/ /authors/ann-ell/page/3/"
            " /archive/2024/12/ /world/archive/2024/12/ world/feeds"
        },
        {"card: s5.md": SHARD},
    ),
    the_newest_headline=Row(
        change(10, title="New"),
        {
            "card: s10.md": "s8 s10 / /latest/ /latest/sport/ /sport/ /topics/tides/ /authors/ann-ell/"
            " /archive/2024/12/ /sport/archive/2024/12/ feeds sport/feeds"
        },
        {"card: s10.md": SHARD},
    ),
)
def test_a_new_text_or_headline_prints_only_the_pages_that_show_it(paper: Outlet, row: Row) -> None:
    """A story's page shows the three stories before it, and in its section the two before it and its neighbours."""
    check(paper, row)


@rows(
    address=Row(
        change(3, slug="moved"),
        {
            "card: s3.md": "s1 s4-7 / /latest/world/ /world/page/1/ /topics/tides/page/2/ /authors/ann-ell/page/2/"
            f" /archive/2024/12/ /world/archive/2024/12/ {SHARD}",
            "new": "moved",
        },
        removed="s3",
    ),
    section=Row(
        change(3, section="sport"),
        {
            "card: s3.md": f"s4-6 / /topics/tides/page/2/ /authors/ann-ell/page/2/ /archive/2024/12/ {SHARD}",
            "membership: s3.md": "s1 s2 s7 /latest/world/ /world/ /world/archive/2024/12/ /sport/ /sport/archive/2024/12/",
            ANOTHER_PLACE: "/world/page/1/ /sport/page/1/",
            "new": "s3 /sport/page/2/",
        },
        {"membership: s3.md": "/world/archive/ /sport/archive/"},
        removed="s3",
    ),
    hour_of_the_day=Row(
        change(3, date="2024-12-03T12:00"),
        {
            "membership: s3.md": f"s1 s3-7 / /latest/world/ /archive/2024/12/ /world/archive/2024/12/ {SHARD}",
            ANOTHER_PLACE: "/world/page/1/ /topics/tides/page/2/ /authors/ann-ell/page/2/",
        },
        {"membership: s3.md": "/archive/ /world/archive/ /world/ /topics/tides/ /authors/ann-ell/ /sitemap.xml"},
    ),
    file=Row(
        {"content/s9.md": None, "content/s9/index.md": story(9)},
        same={
            ANOTHER_PLACE: "s9",
            "membership: s9.md": f"s7 s10 / /latest/ /latest/world/ /world/ /topics/tides/ /authors/ann-ell/ {INDEXES}"
            f" {SHARD} feeds world/feeds"
            " /world/archive/ /archive/2024/12/ /world/archive/2024/12/",
        },
    ),
)
def test_a_moved_story_prints_only_the_pages_that_list_it(paper: Outlet, row: Row) -> None:
    check(paper, row)


NEXT_TO_S10 = "s8 / /latest/ /latest/sport/ /sport/ /topics/tides/ /authors/ann-ell/ /archive/2024/12/"
S10_DELETED = Row(
    {"content/s10.md": None},
    {
        "membership: s10.md": f"{NEXT_TO_S10} /sport/archive/2024/12/ feeds sport/feeds",
        ANOTHER_PLACE: f"{SHARD} /topics/tides/page/3/ /authors/ann-ell/page/3/",
    },
    {"membership: s10.md": f"{INDEXES} /sport/archive/"},
    "s10 /topics/tides/page/4/ /authors/ann-ell/page/4/",
)
S4_PUBLISHED = Row(
    change(4),
    {
        "membership: s4.md": "s2 s5-8 / /latest/sport/ /sport/ /topics/tides/ /authors/ann-ell/"
        " /archive/2024/12/ /sport/archive/2024/12/",
        ANOTHER_PLACE: f"{SHARD} /sport/page/1/ /topics/tides/page/2/ /topics/tides/page/3/"
        " /authors/ann-ell/page/2/ /authors/ann-ell/page/3/",
        "new": "s4 /topics/tides/page/4/ /authors/ann-ell/page/4/",
    },
    {"membership: s4.md": f"{INDEXES} /sport/archive/"},
    before=change(4, draft=True),
)


@rows(
    the_newest_is_deleted=S10_DELETED,
    the_newest_becomes_a_draft=Row(change(10, draft=True), S10_DELETED.written, S10_DELETED.same, S10_DELETED.removed),
    the_newest_is_put_under_embargo=Row(
        change(10, embargo="2024-12-29"), S10_DELETED.written, S10_DELETED.same, S10_DELETED.removed
    ),
    an_old_draft_is_published=S4_PUBLISHED,
    a_draft_is_edited=Row(change(4, draft=True, title="New", body="New"), before=change(4, draft=True)),
    a_draft_is_deleted=Row({"content/s4.md": None}, before=change(4, draft=True)),
)
def test_an_added_or_removed_story_prints_only_the_pages_that_list_it(paper: Outlet, row: Row) -> None:
    check(paper, row)


LINKING_TO_A_DRAFT = {**change(4, draft=True), **change(1, body="See [that](s4.md).")}


@rows(
    gets_a_new_text=Row(change(4, body="New"), {"body: s4.md": "s4"}, before=change(1, body="See [that](s4.md).")),
    gets_a_new_headline=Row(
        change(10, title="New"),
        {"card: s10.md": f"{NEXT_TO_S10} s10 /sport/archive/2024/12/ feeds sport/feeds"},
        {"card: s10.md": SHARD},
        before=change(1, body="See [that](s10.md)."),
    ),
    moves=Row(
        change(4, slug="moved"),
        {
            "card: s4.md": f"s2 s5-8 / /latest/sport/ /sport/page/1/ /topics/tides/page/2/ /authors/ann-ell/page/2/"
            f" /archive/2024/12/ /sport/archive/2024/12/ {SHARD}",
            "membership: s4.md": "s1",
            "new": "moved",
        },
        removed="s4",
        before=change(1, body="See [that](s4.md)."),
    ),
    is_published=Row(
        change(4),
        {**S4_PUBLISHED.written, "membership: s4.md": S4_PUBLISHED.written["membership: s4.md"] + " s1"},
        S4_PUBLISHED.same,
        before=LINKING_TO_A_DRAFT,
    ),
    stays_a_draft=Row(change(4, draft=True, title="New"), before=LINKING_TO_A_DRAFT),
)
def test_a_page_with_a_link_is_printed_only_for_a_new_address(paper: Outlet, row: Row) -> None:
    """A link depends on the address of its target, and on nothing else."""
    check(paper, row)


PARTS = {**change(2, series="The Pier"), **change(5, series="The Pier"), **change(8, series="The Pier")}


@rows(
    an_earlier_part_has_a_new_headline=Row(
        change(2, series="The Pier", title="New"),
        {
            "card: s2.md": "s2-6 s8 / /series/the-pier/ /sport/page/1/ /topics/tides/page/1/ /authors/ann-ell/page/1/"
            " /archive/2024/12/ /sport/archive/2024/12/"
        },
        {"card: s2.md": SHARD},
        before=PARTS,
    ),
    a_later_part_has_a_new_headline=Row(
        change(8, series="The Pier", title="New"),
        {
            "card: s8.md": "s6 s8-10 / /latest/ /latest/sport/ /series/the-pier/ /sport/ /topics/tides/page/4/"
            " /authors/ann-ell/page/4/ /archive/2024/12/ /sport/archive/2024/12/"
            " feeds sport/feeds"
        },
        {"card: s8.md": SHARD},
        before=PARTS,
    ),
    an_earlier_part_has_a_new_text=Row(change(2, series="The Pier", body="New"), {"body: s2.md": "s2"}, before=PARTS),
    a_middle_part_is_added=Row(
        change(4, series="The Pier"),
        {"body: s4.md": "s4", "membership: s4.md": "s5 s8 /series/the-pier/", "new": "/series/the-pier/page/1/"},
        {"membership: s4.md": "/sitemap.xml /sitemaps/pages-1.xml"},
        before=PARTS,
    ),
    a_middle_part_is_removed=Row(
        change(5),
        {"body: s5.md": "s5", "membership: s5.md": "s8 /series/the-pier/"},
        {"body: s5.md": "world/feeds", "membership: s5.md": "/sitemap.xml /sitemaps/pages-1.xml"},
        before=PARTS,
    ),
    the_only_part_is_removed=Row(
        change(2),
        {"body: s2.md": "s2", "membership: s2.md": "/sitemaps/pages-1.xml"},
        {"membership: s2.md": "/sitemap.xml"},
        "/series/the-pier/",
        before=change(2, series="The Pier"),
    ),
)
def test_an_edit_of_a_series_prints_only_the_pages_it_affects(paper: Outlet, row: Row) -> None:
    """A part shows the parts before it, never those after it."""
    check(paper, row)


ALIASED = change(3, aliases=["/old/"])


@rows(
    is_added=Row(ALIASED, {"new": "/old/"}, {"body: s3.md": "s3"}),
    is_removed=Row(change(3), {}, {"body: s3.md": "s3"}, "/old/", before=ALIASED),
    is_replaced=Row(change(3, aliases=["/older/"]), {"new": "/older/"}, {"body: s3.md": "s3"}, "/old/", before=ALIASED),
    leads_to_a_new_text=Row(change(3, aliases=["/old/"], body="New"), {"body: s3.md": "s3"}, before=ALIASED),
    leads_to_a_new_headline=Row(
        change(1, aliases=["/old/"], title="New"),
        {
            "card: s1.md": "s1-5 / /old/ /world/page/1/ /topics/tides/page/1/ /authors/ann-ell/page/1/"
            " /archive/2024/12/ /world/archive/2024/12/"
        },
        {"card: s1.md": SHARD},
        before=change(1, aliases=["/old/"]),
    ),
    moves_to_another_story=Row(
        {**change(3), **change(4, aliases=["/old/"])},
        {ANOTHER_PLACE: "/old/"},
        {"body: s3.md": "s3", "body: s4.md": "s4"},
        before=ALIASED,
    ),
)
def test_an_edit_of_an_alias_writes_its_redirect(paper: Outlet, row: Row) -> None:
    check(paper, row)
