"""Edits of the theme, the configuration and the navigation, and time that passes.

A change of the theme, the configuration or the navigation is a reason to print the pages that depend on it; only those
whose bytes change are written.
"""

from __future__ import annotations

import pytest

from newsprint.catalog.sync import change_log
from tests.promises.incremental.december import (
    ANOTHER_PLACE,
    CONFIGURATION,
    INDEXES,
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
    """Return an edit: the standing page "About"."""
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
            id="a date format that this theme does not use",
        ),
        pytest.param(
            {},
            {"themes/plain/assets/style.css": "body { color: navy }\n"},
            "theme",
            "s1-10",
            id="an asset that articles link to",
        ),
        pytest.param({}, {"themes/plain/assets/more.css": "body {}\n"}, "theme", "", id="a new asset"),
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
            id="a new section",
        ),
        pytest.param(
            {},
            {"newsprint.toml": CONFIGURATION.replace("page_size = 2", "page_size = 3")},
            "configuration",
            "/world/ /sport/ /topics/tides/ /topics/tides/page/1/ /topics/tides/page/2/"
            " /authors/ann-ell/ /authors/ann-ell/page/1/ /authors/ann-ell/page/2/",
            id="the number of stories on a page",
        ),
        pytest.param({}, about(), "navigation", "/about/ s1-10 /sitemaps/pages-1.xml", id="a new standing page"),
        pytest.param(about(), about("About us"), "navigation", "/about/ s1-10", id="a standing page is renamed"),
        pytest.param(
            about(), about(draft="true"), "navigation", "s1-10 /sitemaps/pages-1.xml", id="a standing page is a draft"
        ),
        pytest.param(
            about(),
            {"content/pages/about.md": None},
            "navigation",
            "s1-10 /sitemaps/pages-1.xml",
            id="a standing page is deleted",
        ),
    ],
)
def test_a_change_of_theme_or_settings_prints_the_pages_that_depend_on_it(
    paper: Outlet, before: Files, edit: Files, reason: str, written: str
) -> None:
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
COPIED_FILES = names("/media/pixel.png /humans.txt /assets/style.css /assets/more.css")
MACHINE_READABLE = names("/rss.xml /world/atom.xml /sitemap.xml /robots.txt")


@pytest.mark.parametrize(
    ("edit", "not_printed"),
    [
        pytest.param({STRINGS: THEME[STRINGS].replace("Gone", "Lost")}, COPIED_FILES | MACHINE_READABLE, id="a word"),
        pytest.param({f"{TEMPLATES}404.html": "Nobody here"}, COPIED_FILES | MACHINE_READABLE, id="a template"),
        pytest.param({"themes/plain/assets/style.css": "p {}\n"}, COPIED_FILES | MACHINE_READABLE, id="an asset"),
        pytest.param(
            {"newsprint.toml": CONFIGURATION.replace("Harbour Gazette", "Harbour Courier")},
            COPIED_FILES,
            id="a setting of pages",
        ),
        pytest.param(about(), COPIED_FILES, id="the navigation"),
    ],
)
def test_files_that_do_not_depend_on_a_change_are_not_printed(
    paper: Outlet, edit: Files, not_printed: set[str]
) -> None:
    paper.write(FILES).build("2024-12-28")
    assert {name_of(file) for file in paper.files()} >= not_printed
    printed = built_after(paper, edit).printed - (names("/assets/style.css") if "style.css" in str(edit) else set())
    assert not_printed.isdisjoint(printed)
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
    a_deploy_target=Row({"newsprint.toml": CONFIGURATION + '[deploy.production]\ntarget = "s3://bucket/gazette"\n'}),
    a_comment_in_the_configuration=Row({"newsprint.toml": "# The Gazette's own.\n" + CONFIGURATION}),
    another_theme_s_template=Row({"themes/other/templates/404.html": "Another"}),
)
def test_an_edit_on_which_no_other_page_depends_prints_no_other_page(paper: Outlet, row: Row) -> None:
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
def test_in_baked_mode_an_edit_prints_all_pages_that_list_the_story(paper: Outlet, row: Row) -> None:
    check(paper, row)


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


@pytest.mark.parametrize(
    ("edit", "removed"),
    [
        pytest.param({"content/s10.md": None}, "s10", id="a story is removed"),
        pytest.param(change(10, draft=True), "s10", id="a story becomes a draft"),
        pytest.param(change(10, slug="moved"), "s10", id="a story moves"),
    ],
)
def test_after_more_edits_than_recorded_old_pages_are_removed_too(
    paper: Outlet, edit: Files, removed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then the record of pages is discarded, and with it the origin of the files in the output."""
    monkeypatch.setattr(change_log, "MOST", 3)
    built = built_after(paper, {**change(1, body="A"), **change(2, body="B"), **change(3, body="C"), **edit})
    assert removed in built.removed
    assert {*built.written, *built.same} == {"new"}


def test_a_missing_or_changed_output_file_is_printed_again(paper: Outlet) -> None:
    page = "sport/2024/12/04/s4/index.html"
    (paper.output / page).unlink()
    (paper.output / "rss.xml").write_text("changed")
    built = built_after(paper, {})
    assert built.written == {"output: its file was changed or deleted": {"s4", "/rss.xml"}}
    assert built.same == {}


def test_a_full_build_without_changes_touches_no_file(paper: Outlet) -> None:
    """The catalog is new, the output the same: every page is printed, none is written."""
    before = {path: path.stat().st_mtime_ns for path in paper.output.rglob("*") if path.is_file()}
    report = paper.build("2024-12-28", full=True)
    assert (report.written, report.removed, dict(report.reasons)) == (0, 0, {"new": report.pages})
    assert {path: path.stat().st_mtime_ns for path in before} == before
