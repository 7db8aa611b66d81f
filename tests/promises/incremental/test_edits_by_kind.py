"""One edit prints only the pages it affects: edges of lists, feeds, months and sitemaps; pictures and profiles."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from newsprint.kinds.programs import sitemaps
from tests.promises.incremental.december import ANOTHER_PLACE, INDEXES, SHARD, Files, Row, change, check, rows, story
from tests.support.outlets import Outlet

S11 = (
    "/ /latest/ /latest/world/ /world/ /topics/tides/ /authors/ann-ell/ /archive/2024/12/ /world/archive/2024/12/"
    " feeds world/feeds s9"
)
"""The newest lists of a story in World News, and the story before it there."""

S11_UNTAGGED = S11.replace("/topics/tides/ /authors/ann-ell/ ", "")
S13_UNTAGGED = S11_UNTAGGED.replace("s9", "s11")


@rows(
    another_story_completes_a_page=Row(  # the sixth of World News, pages of two; the eleventh of the other lists
        {"content/s11.md": story(11)},
        {"membership: s11.md": S11, ANOTHER_PLACE: f"/world/page/1/ {SHARD}", "new": "s11 /world/page/2/"},
        {"membership: s11.md": f"{INDEXES} /world/archive/"},
    ),
    another_story_does_not_complete_a_page=Row(  # the fifth of World News
        {"content/s11.md": story(11, tags=[], authors=[])},
        {
            "membership: s11.md": S11_UNTAGGED,
            ANOTHER_PLACE: SHARD,
            "new": "s11",
        },
        {"membership: s11.md": "/archive/ /sitemap.xml /world/archive/"},
        before=change(3, section="sport"),
    ),
    an_old_story_is_added=Row(
        {"content/s0.md": story(2, title="Zero", date="2024-12-01T12:00", tags=["Ferry"], authors=[])},
        {
            "membership: s0.md": "s2 s3 s4 / /sport/ /sport/archive/2024/12/ /archive/2024/12/ /sitemaps/pages-1.xml",
            ANOTHER_PLACE: f"/sport/page/1/ /sport/page/2/ {SHARD}",
            "new": "s0 /topics/ferry/",
        },
        {"membership: s0.md": "/archive/ /sitemap.xml /sport/archive/"},
        before={"content/s12.md": story(12)},
    ),
    a_headline_on_a_frozen_page=Row(
        change(4, tags=[], authors=[], title="New"),
        {"card: s4.md": "s2 s4-8 / /latest/sport/ /sport/page/1/ /archive/2024/12/ /sport/archive/2024/12/"},
        {"card: s4.md": SHARD},
        before=change(4, tags=[], authors=[]),
    ),
)
def test_an_edit_prints_only_the_list_pages_it_affects(paper: Outlet, row: Row) -> None:
    """Pages have two stories: the index shows the newest two or three, and pages of older ones are frozen."""
    check(paper, row)


@rows(
    the_oldest_story_spells_a_tag_differently=Row(
        change(1, tags=["tides"]),
        {
            "body: s1.md": "s1",
            "membership: s1.md": "/topics/tides/ /topics/tides/page/1/ /topics/tides/page/2/"
            " /topics/tides/page/3/ /topics/tides/page/4/",
        },
    ),
    a_later_story_spells_a_tag_differently=Row(
        change(3, tags=["tides"]),
        {"body: s3.md": "s3"},
        {"membership: s3.md": "/topics/tides/ /topics/tides/page/2/"},
    ),
    a_story_has_another_tag=Row(
        change(3, tags=["Ferry"]),
        {
            "body: s3.md": "s3",
            "membership: s3.md": "/topics/tides/ /sitemaps/pages-1.xml",
            ANOTHER_PLACE: "/topics/tides/page/2/ /topics/tides/page/3/",
            "new": "/topics/ferry/",
        },
        {"membership: s3.md": "/sitemap.xml"},
        "/topics/tides/page/4/",
    ),
    the_newest_story_leaves_a_topic_on_the_front_page=Row(
        change(9, tags=[]),
        {
            "body: s9.md": "s9 feeds world/feeds",
            "membership: s9.md": "/ /topics/tides/",
            ANOTHER_PLACE: "/topics/tides/page/3/",
        },
        {"membership: s9.md": "/sitemap.xml /sitemaps/pages-1.xml"},
        "/topics/tides/page/4/",
    ),
    a_story_has_a_second_author=Row(
        change(3, authors=["Ann Ell", "Bob"]),
        {
            "card: s3.md": "s1 s3-7 / /latest/world/ /world/page/1/ /topics/tides/page/2/ /authors/ann-ell/page/2/"
            " /archive/2024/12/ /world/archive/2024/12/",
            "membership: s3.md": "/sitemaps/pages-1.xml",
            "new": "/authors/bob/",
        },
        {"card: s3.md": SHARD, "membership: s3.md": "/sitemap.xml"},
    ),
)
def test_an_edit_of_tags_or_authors_prints_only_the_lists_it_affects(paper: Outlet, row: Row) -> None:
    check(paper, row)


PROFILE = "content/authors/ann-ell.md"
PAGES_OF_ANN = (
    "/authors/ann-ell/ /authors/ann-ell/page/1/ /authors/ann-ell/page/2/ /authors/ann-ell/page/3/"
    " /authors/ann-ell/page/4/"
)


def profile(name: str = "Ann Ell", life: str = "Born by the sea.", **front: str) -> Files:
    """Return an edit: the profile of Ann Ell."""
    lines = "".join(f"{key}: {value}\n" for key, value in front.items())
    return {PROFILE: f"---\ntitle: {name}\n{lines}---\n\n{life}\n"}


@rows(
    is_added=Row(
        profile(), {"membership: authors/ann-ell.md": PAGES_OF_ANN}, {"membership: authors/ann-ell.md": "s1-10"}
    ),
    has_another_name=Row(
        profile("Ann L. Ell"), {"membership: authors/ann-ell.md": f"{PAGES_OF_ANN} s1-10"}, before=profile()
    ),
    has_another_text=Row(
        profile(life="Born inland."),
        {"membership: authors/ann-ell.md": PAGES_OF_ANN},
        {"membership: authors/ann-ell.md": "s1-10"},
        before=profile(),
    ),
    becomes_a_draft=Row(
        profile(draft="true"),
        {"membership: authors/ann-ell.md": PAGES_OF_ANN},
        {"membership: authors/ann-ell.md": "s1-10"},
        before=profile(),
    ),
    is_deleted=Row(
        {PROFILE: None},
        {"membership: authors/ann-ell.md": f"{PAGES_OF_ANN} s1-10"},
        before=profile("Ann L. Ell"),
    ),
    has_an_alias=Row(
        profile(aliases="[/ann/]"),
        {"new": "/ann/"},
        {"membership: authors/ann-ell.md": f"{PAGES_OF_ANN} s1-10"},
        before=profile(),
    ),
    has_an_alias_and_another_name=Row(
        profile("Ann L. Ell", aliases="[/ann/]"),
        {"membership: authors/ann-ell.md": f"/ann/ {PAGES_OF_ANN} s1-10"},
        before=profile(aliases="[/ann/]"),
    ),
    loses_its_alias=Row(
        profile(),
        {},
        {"membership: authors/ann-ell.md": f"{PAGES_OF_ANN} s1-10"},
        "/ann/",
        before=profile(aliases="[/ann/]"),
    ),
    of_an_author_without_stories=Row(
        {"content/authors/bob.md": "---\ntitle: Bob\n---\n\nBorn here.\n"}, {"new": "/authors/bob/"}
    ),
)
def test_an_edit_of_a_profile_prints_only_the_pages_with_the_author(paper: Outlet, row: Row) -> None:
    """All stories of the author show the name that the profile gives; the author's own pages show its text too."""
    check(paper, row)


def picture(colour: str, width: int = 20) -> bytes:
    """Return a PNG of one colour."""
    data = BytesIO()
    Image.new("RGB", (width, 10), colour).save(data, "PNG")
    return data.getvalue()


BOAT: Files = {"content/boat.png": picture("navy")}
SHOWN: Files = {**change(3, image={"src": "boat.png", "alt": "A boat"}), **BOAT}
RENDITIONS = "20.webp 20.avif 19.jpg"
CARD_OF_S3 = (
    "s1 s4-7 / /latest/world/ /world/page/1/ /topics/tides/page/2/ /authors/ann-ell/page/2/"
    " /archive/2024/12/ /world/archive/2024/12/"
)


@rows(
    is_replaced=Row(
        {"content/boat.png": picture("red")},
        {"membership: boat.png": "/media/boat.png", "card: s3.md": f"s3 {CARD_OF_S3}", "new": RENDITIONS},
        {"card: s3.md": SHARD},
        removed=RENDITIONS,
        before=SHOWN,
    ),
    is_replaced_by_a_wider_one=Row(
        {"content/boat.png": picture("red", 30)},
        {"membership: boat.png": "/media/boat.png", "card: s3.md": f"s3 {CARD_OF_S3}", "new": "30.webp 30.avif 19.jpg"},
        {"card: s3.md": SHARD},
        removed=RENDITIONS,
        before=SHOWN,
    ),
    in_a_text_is_replaced=Row(
        {"content/boat.png": picture("red")},
        {"membership: boat.png": "/media/boat.png s9", "new": "20.webp"},
        {"membership: boat.png": "feeds world/feeds"},
        removed="20.webp",
        before={**change(9, body="See ![boat](boat.png)."), **BOAT},
    ),
    is_shown=Row(
        change(3, image={"src": "boat.png", "alt": "A boat"}),
        {"new": f"/media/boat.png {RENDITIONS}", "card: s3.md": f"s3 {CARD_OF_S3}"},
        {"card: s3.md": SHARD},
        before=BOAT,
    ),
    is_no_longer_shown=Row(
        change(3),
        {"card: s3.md": f"s3 {CARD_OF_S3}"},
        {"card: s3.md": SHARD},
        f"/media/boat.png {RENDITIONS}",
        before=SHOWN,
    ),
    that_no_story_shows_is_added=Row(BOAT),
    of_a_draft_is_replaced=Row(
        {"content/boat.png": picture("red", 30)},
        before={**BOAT, "content/d.md": story(3, draft=True, image={"src": "boat.png", "alt": "A boat"})},
    ),
)
def test_an_edit_of_a_picture_prints_only_the_pages_that_show_it(paper: Outlet, row: Row) -> None:
    """The pages of its stories and lists show which sizes of a picture there are."""
    check(paper, row)


@rows(
    is_added=Row({"content/static/favicon.ico": b"1"}, {"new": "/favicon.ico"}),
    has_other_bytes=Row(
        {"content/static/favicon.ico": b"2"},
        {"membership: static/favicon.ico": "/favicon.ico"},
        before={"content/static/favicon.ico": b"1"},
    ),
    is_deleted=Row(
        {"content/static/favicon.ico": None}, removed="/favicon.ico", before={"content/static/favicon.ico": b"1"}
    ),
    replaces_robots_txt=Row({"content/static/robots.txt": b"1"}, {ANOTHER_PLACE: "/robots.txt"}),
    no_longer_replaces_robots_txt=Row(
        {"content/static/robots.txt": None},
        {ANOTHER_PLACE: "/robots.txt"},
        before={"content/static/robots.txt": b"1"},
    ),
    replaces_404_html=Row({"content/static/404.html": b"1"}, {ANOTHER_PLACE: "/404.html"}),
)
def test_an_edit_of_a_static_file_writes_only_that_file(paper: Outlet, row: Row) -> None:
    check(paper, row)


NOVEMBER = "2024-11-30T23:59:59.999999"
LAST_OF_NOVEMBER: Files = {"content/n.md": story(1, title="N", date=NOVEMBER, tags=[], authors=[])}


@rows(
    gets_its_first_story=Row(
        LAST_OF_NOVEMBER,
        {
            "membership: n.md": "s1-3 / /archive/ /world/ /world/archive/",
            ANOTHER_PLACE: f"/world/page/1/ {SHARD}",
            "new": "n /archive/2024/11/ /world/archive/2024/11/ /world/page/2/",
        },
        {"membership: n.md": "/sitemap.xml"},
    ),
    loses_its_last_story=Row(
        {"content/n.md": None},
        {"membership: n.md": "s1-3 / /archive/ /world/ /world/archive/", ANOTHER_PLACE: f"/world/page/1/ {SHARD}"},
        {"membership: n.md": "/sitemap.xml"},
        "n /archive/2024/11/ /world/archive/2024/11/ /world/page/2/",
        before=LAST_OF_NOVEMBER,
    ),
    has_a_new_headline_in_its_last_instant=Row(
        {"content/n.md": story(1, title="New", date=NOVEMBER, tags=[], authors=[])},
        {"card: n.md": "n s1-3 / /world/page/1/ /archive/2024/11/ /world/archive/2024/11/"},
        {"card: n.md": SHARD},
        before=LAST_OF_NOVEMBER,
    ),
    has_a_new_headline_in_its_first_instant=Row(
        change(1, tags=[], authors=[], title="New"),
        {"card: s1.md": "n s1-5 / /world/page/1/ /archive/2024/12/ /world/archive/2024/12/"},
        {"card: s1.md": SHARD},
        before={**LAST_OF_NOVEMBER, **change(1, tags=[], authors=[])},
    ),
)
def test_an_edit_in_a_month_prints_only_the_archive_pages_of_the_month(paper: Outlet, row: Row) -> None:
    check(paper, row)


@rows(
    another_text=Row(change(3, body="New"), {"body: s3.md": "s3"}),
    a_later_version=Row(
        change(3, updated="2024-12-05"),
        {"card: s3.md": "s3 /sitemaps/articles-1.xml"},
        {"card: s3.md": CARD_OF_S3},
    ),
    a_later_version_at_the_edge=Row(
        change(6, tags=[], authors=[], updated="2024-12-07"),
        {"card: s6.md": "s6 /sitemaps/articles-1.xml /sport/atom.xml"},
        {"card: s6.md": "s4 s7-10 / /latest/sport/ /sport/ /archive/2024/12/ /sport/archive/2024/12/ /sport/rss.xml"},
        before=change(6, tags=[], authors=[]),
    ),
    a_story_on_a_full_shard=Row(
        {"content/s13.md": story(13, tags=[], authors=[])},
        {
            "membership: s13.md": S13_UNTAGGED + " /sitemap.xml",
            "new": "s13 /sitemaps/articles-3.xml",
        },
        {"membership: s13.md": "/archive/ /world/archive/"},
        before={"content/s11.md": story(11), "content/s12.md": story(12)},
    ),
    the_only_story_of_a_shard_is_deleted=Row(
        {"content/s13.md": None},
        {"membership: s13.md": S13_UNTAGGED + " /sitemap.xml"},
        {"membership: s13.md": "/archive/ /world/archive/"},
        "s13 /sitemaps/articles-3.xml",
        before={
            "content/s11.md": story(11),
            "content/s12.md": story(12),
            "content/s13.md": story(13, tags=[], authors=[]),
        },
    ),
)
def test_an_edit_prints_only_the_sitemaps_it_affects(paper: Outlet, row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sitemap lists six stories here."""
    monkeypatch.setattr(sitemaps, "SHARD_SIZE", 6)
    paper.build("2024-12-28", full=True)
    check(paper, row)
