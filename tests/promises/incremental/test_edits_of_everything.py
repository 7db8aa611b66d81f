"""What pages stand on, and what time does to an outlet by itself.

A theme, a configuration and the navigation are reasons to print the pages that stand on them; only those that come out
otherwise are written.
"""

from __future__ import annotations

import pytest

from newsprint.catalog.sync import change_log
from tests.promises.incremental.december import (
    ANOTHER_PLACE,
    ASKED,
    CONFIGURATION,
    SHARD,
    Files,
    Row,
    built_after,
    change,
    check,
    name_of,
    names,
    rows,
    story,
)
from tests.promises.incremental.plain_theme import THEME
from tests.support.archives import PICTURE
from tests.support.outlets import Outlet

TEMPLATES = "themes/plain/templates/"
STRINGS = "themes/plain/strings/en.toml"


def about(title: str = "About", text: str = "Us.", **front: str) -> Files:
    lines = "".join(f"{key}: {value}\n" for key, value in front.items())
    return {"content/pages/about.md": f"---\ntitle: {title}\n{lines}---\n\n{text}\n"}


@pytest.mark.parametrize(
    ("before", "edit", "reason", "written"),
    [
        pytest.param(
            {},
            {f"{TEMPLATES}article.html": THEME[f"{TEMPLATES}article.html"] + "<!-- new -->"},
            "theme",
            "s1-10",
            id="a template of one kind",
        ),
        pytest.param({}, {f"{TEMPLATES}404.html": "Nobody here"}, "theme", "/404.html", id="the template of one page"),
        pytest.param(
            {},
            {f"{TEMPLATES}unused.html": "new"},
            "theme",
            "",
            id="a template that no page uses",
        ),
        pytest.param({}, {STRINGS: THEME[STRINGS].replace("Gone", "Lost")}, "theme", "/404.html", id="a word"),
        pytest.param(
            {},
            {STRINGS: THEME[STRINGS].replace('month = "MMMM y"', 'month = "MM/y"')},
            "theme",
            "",
            id="the form of a date in titles that this theme does not show",
        ),
        pytest.param(
            {},
            {"themes/plain/assets/style.css": "body { color: navy }\n"},
            "theme",
            "s1-10",
            id="an asset that articles refer to",
        ),
        pytest.param({}, {"themes/plain/assets/more.css": "body {}\n"}, "theme", "", id="an asset more"),
        pytest.param(
            {},
            {"newsprint.toml": CONFIGURATION.replace("gazette.example", "news.example")},
            "configuration",
            f"feeds world/feeds sport/feeds /robots.txt /sitemap.xml /sitemaps/pages-1.xml {SHARD}",
            id="the site's address",
        ),
        pytest.param(
            {},
            {"newsprint.toml": CONFIGURATION.replace('sport = "Sport"', 'sport = "Sport"\nart = "Art"')},
            "configuration",
            "/art/ /art/archive/ art/feeds /latest/art/ /sitemaps/pages-1.xml",
            id="a section more",
        ),
        pytest.param(
            {},
            {"newsprint.toml": CONFIGURATION.replace("page_size = 2", "page_size = 3")},
            "configuration",
            "/world/ /sport/ /topics/tides/ /topics/tides/page/1/ /topics/tides/page/2/"
            " /authors/ann-ell/ /authors/ann-ell/page/1/ /authors/ann-ell/page/2/",
            id="how many stories a page holds",
        ),
        pytest.param({}, about(), "navigation", "/about/ s1-10 /sitemaps/pages-1.xml", id="a standing page comes"),
        pytest.param(about(), about("About us"), "navigation", "/about/ s1-10", id="a standing page is renamed"),
        pytest.param(
            about(), about(draft="true"), "navigation", "s1-10 /sitemaps/pages-1.xml", id="a standing page is a draft"
        ),
        pytest.param(
            about(),
            {"content/pages/about.md": None},
            "navigation",
            "s1-10 /sitemaps/pages-1.xml",
            id="a standing page goes",
        ),
    ],
)
def test_what_pages_stand_on(paper: Outlet, before: Files, edit: Files, reason: str, written: str) -> None:
    paper.write(before).build("2024-12-28")
    built = built_after(paper, edit)
    assert built.written.get(f"{reason}: changed", set()) == names(written)
    assert {*built.written, *built.same} - {"new"} == {f"{reason}: changed"}
    assert built.written.get("new", set()) == {
        f"/{file.removeprefix('themes/plain/')}" for file in edit if "/assets/" in file
    }


FILES: Files = {
    "content/pixel.png": PICTURE,
    "content/static/humans.txt": "We.\n",
    "themes/plain/assets/more.css": "body {}\n",
    **change(10, body="![A pixel](pixel.png)"),
}
AS_FILES = names("/media/pixel.png /humans.txt /assets/style.css /assets/more.css")
FOR_PROGRAMS = names("/rss.xml /world/atom.xml /sitemap.xml /robots.txt")


@pytest.mark.parametrize(
    ("edit", "unread"),
    [
        pytest.param({STRINGS: THEME[STRINGS].replace("Gone", "Lost")}, AS_FILES | FOR_PROGRAMS, id="a word"),
        pytest.param({f"{TEMPLATES}404.html": "Nobody here"}, AS_FILES | FOR_PROGRAMS, id="a template"),
        pytest.param({"themes/plain/assets/style.css": "p {}\n"}, AS_FILES | FOR_PROGRAMS, id="an asset"),
        pytest.param(
            {"newsprint.toml": CONFIGURATION.replace("Harbour Gazette", "Harbour Courier")},
            AS_FILES,
            id="a setting of pages",
        ),
        pytest.param(about(), AS_FILES, id="the navigation"),
    ],
)
def test_files_that_do_not_stand_on_what_changed_are_not_read_again(
    paper: Outlet, edit: Files, unread: set[str]
) -> None:
    paper.write(FILES).build("2024-12-28")
    assert {name_of(file) for file in paper.files()} >= unread
    printed = built_after(paper, edit).printed - (names("/assets/style.css") if "style.css" in str(edit) else set())
    assert unread.isdisjoint(printed)
    assert "s10" in printed


@rows(
    the_text_of_a_standing_page=Row(
        about(text="All of us."), {"membership: pages/about.md": "/about/"}, before=about()
    ),
    an_alias_of_a_standing_page=Row(
        about(aliases="[/us/]"), {"new": "/us/"}, {"membership: pages/about.md": "/about/"}, before=about()
    ),
    a_standing_page_loses_its_alias=Row(
        about(), {}, {"membership: pages/about.md": "/about/"}, "/us/", before=about(aliases="[/us/]")
    ),
    a_draft_of_a_standing_page=Row(about(text="Me.", draft="true"), before=about(draft="true")),
    where_it_is_deployed_to=Row(
        {"newsprint.toml": CONFIGURATION + '[deploy.production]\ntarget = "s3://bucket/gazette"\n'}
    ),
    a_comment_in_the_configuration=Row({"newsprint.toml": "# The Gazette's own.\n" + CONFIGURATION}),
    another_theme_s_template=Row({"themes/other/templates/404.html": "Another"}),
)
def test_what_no_other_page_stands_on(paper: Outlet, row: Row) -> None:
    check(paper, row)


BAKED: Files = {"newsprint.toml": CONFIGURATION.replace("[listing]", 'mode = "baked"\n[listing]')}
S11 = (
    "/ /latest/ /latest/world/ /world/ /topics/tides/ /authors/ann-ell/ /archive/2024/12/ /world/archive/2024/12/"
    " feeds world/feeds"
)
S4_AND_S10 = "/ /archive/2024/12/ /sport/archive/2024/12/ /sport/ /latest/sport/ /topics/tides/ /authors/ann-ell/"


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
def test_with_the_latest_stories_baked_into_every_page(paper: Outlet, row: Row) -> None:
    check(paper, row)


CLOCK = "time: the outlet is seen as of another instant"
SPORT_ASKED = f"{ASKED} /sport/archive/"


@rows(
    nothing=Row({}, {}, {}, later="2024-12-28T00:00:01"),
    no_news_grows_old=Row({}, {}, {}, as_of="2024-12-11T12:00", later="2024-12-11T23:59:59"),
    news_grows_old=Row({}, {CLOCK: "/news-sitemap.xml /sitemap.xml"}, as_of="2024-12-11T23:59:59", later="2024-12-12"),
    an_embargo_is_lifted=Row(  # its news of the 29th
        {},
        {
            "membership: s4.md": f"{S4_AND_S10} s10 /latest/ feeds sport/feeds /sitemap.xml /news-sitemap.xml",
            ANOTHER_PLACE: f"/topics/tides/page/3/ /authors/ann-ell/page/3/ {SHARD}",
            "new": "s4 /topics/tides/page/4/ /authors/ann-ell/page/4/",
        },
        {"membership: s4.md": SPORT_ASKED.replace("/sitemap.xml ", "")},
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
        {"membership: s4.md": SPORT_ASKED},
        "s4 /topics/tides/page/4/ /authors/ann-ell/page/4/",
        before=change(4, expires="2024-12-29"),
        later="2024-12-29",
    ),
    time_goes_back_before_a_story=Row(
        {},
        {
            "membership: s10.md": "s8 / /latest/ /latest/sport/ /sport/ /topics/tides/ /authors/ann-ell/"
            " /archive/2024/12/ /sport/archive/2024/12/ feeds sport/feeds /sitemap.xml",
            ANOTHER_PLACE: f"/topics/tides/page/3/ /authors/ann-ell/page/3/ {SHARD}",
            CLOCK: "/news-sitemap.xml",
        },
        {"membership: s10.md": SPORT_ASKED.replace("/sitemap.xml ", "")},
        "s10 /topics/tides/page/4/ /authors/ann-ell/page/4/",
        later="2024-12-09T12:00",
    ),
)
def test_time_passes_and_nothing_else(paper: Outlet, row: Row) -> None:
    check(paper, row)


NEWS = "s8 / /latest/ /latest/sport/ /sport/ /topics/tides/ /authors/ann-ell/ /archive/2024/12/"


@rows(
    inside=Row(
        change(10, title="New"),
        {"card: s10.md": f"s10 {NEWS} /sport/archive/2024/12/ feeds sport/feeds /news-sitemap.xml"},
        {"card: s10.md": SHARD},
        as_of="2024-12-11",
    ),
    at_its_edge=Row(
        change(10, title="New"),
        {"card: s10.md": f"s10 {NEWS} /sport/archive/2024/12/ feeds sport/feeds /news-sitemap.xml"},
        {"card: s10.md": SHARD},
        as_of="2024-12-11T23:59:59",
    ),
    outside=Row(
        change(10, title="New"),
        {"card: s10.md": f"s10 {NEWS} /sport/archive/2024/12/ feeds sport/feeds"},
        {"card: s10.md": SHARD},
        as_of="2024-12-12",
    ),
)
def test_the_news_sitemap_s_two_days(paper: Outlet, row: Row) -> None:
    check(paper, row)


@pytest.mark.parametrize(
    ("edit", "gone"),
    [
        pytest.param({"content/s10.md": None}, "s10", id="a story is removed"),
        pytest.param(change(10, draft=True), "s10", id="a story becomes a draft"),
        pytest.param(change(10, slug="moved"), "s10", id="a story moves"),
    ],
)
def test_with_too_many_edits_to_follow_what_is_gone_is_removed_too(
    paper: Outlet, edit: Files, gone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then the record of pages is thrown away, and with it who made the files of the output."""
    monkeypatch.setattr(change_log, "MOST", 3)
    built = built_after(paper, {**change(1, body="A"), **change(2, body="B"), **change(3, body="C"), **edit})
    assert gone in built.removed
    assert {*built.written, *built.same} == {"new"}


def test_a_lost_or_spoilt_file_is_printed_again(paper: Outlet) -> None:
    page = "sport/2024/12/04/s4/index.html"
    (paper.output / page).unlink()
    (paper.output / "rss.xml").write_text("spoilt")
    built = built_after(paper, {})
    assert built.written == {"output: its file was changed or deleted": {"s4", "/rss.xml"}}
    assert built.same == {}


def test_an_outlet_built_from_nothing_again_touches_no_file(paper: Outlet) -> None:
    """Another catalog, the same output: every page is printed, none is written."""
    before = {path: path.stat().st_mtime_ns for path in paper.output.rglob("*") if path.is_file()}
    report = paper.build("2024-12-28", full=True)
    assert (report.written, report.removed, dict(report.reasons)) == (0, 0, {"new": report.pages})
    assert {path: path.stat().st_mtime_ns for path in before} == before
