"""Edits of the theme, the configuration and the navigation.

Each is a reason to print the pages that depend on it; only those whose bytes change are written.
"""

from __future__ import annotations

import pytest

from tests.promises.incremental.december import (
    AS_OF,
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
)
from tests.promises.incremental.picture_edits import picture
from tests.promises.incremental.plain_theme import THEME
from tests.support.archives import PICTURE
from tests.support.outlets import Outlet

TEMPLATES = "themes/plain/templates/"
STRINGS = "themes/plain/strings/en.toml"


def sport_as_table(line: str) -> Files:
    """Return an edit: the section "Sport" is a table with this line."""
    table = f'[sections.sport]\nname = "Sport"\n{line}\n'
    return {"newsprint.toml": CONFIGURATION.replace('sport = "Sport"\n', table)}


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
        pytest.param(
            {},
            {"newsprint.toml": CONFIGURATION + '[[menu]]\nname = "World"\nurl = "/world/"\n'},
            "configuration",
            "s1-10",
            id="an entry of the menu",
        ),
        pytest.param(
            {},
            {"newsprint.toml": CONFIGURATION + '[organization.policies]\nethics = "/world/"\n'},
            "configuration",
            "/404.html",
            id="a policy of the organization",
        ),
        pytest.param(
            {}, sport_as_table('kind = "opinion"'), "configuration", "s2 s4 s6 s8 s10", id="a section of opinion"
        ),
        pytest.param(
            {},
            sport_as_table('description = "Play."'),
            "configuration",
            "/sport/ /sport/page/1/",
            id="a section is described",
        ),
        pytest.param(
            {},
            sport_as_table('template = "columns"'),
            "configuration",
            "/sport/ /sport/page/1/",
            id="a template for the pages of a section",
        ),
        pytest.param(
            {},
            sport_as_table('story_template = "essay"'),
            "configuration",
            "s2 s4 s6 s8 s10",
            id="a template for the stories of a section",
        ),
        pytest.param(
            change(3, template="essay"),
            {f"{TEMPLATES}stories/essay.html": "new"},
            "theme",
            "s3",
            id="a template that one story names",
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
    a_story_names_a_template=Row(change(3, template="essay"), {"body: s3.md": "s3"}),
    a_standing_page_names_a_template=Row(
        about(template="wide"), {"membership: pages/about.md": "/about/"}, before=about()
    ),
    a_story_names_another_template_than_its_section=Row(
        change(2, template="article"), {"body: s2.md": "s2"}, before=sport_as_table('story_template = "essay"')
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


def test_another_width_of_a_role_prints_the_pages_of_its_pictures(paper: Outlet) -> None:
    """The renditions that stay are not encoded again: they are in the outlet's cache."""
    shown = change(10, image={"src": "pixel.png", "alt": "A pixel"})
    paper.write({**shown, "content/pixel.png": picture(20)}).build(AS_OF)
    role = THEME["themes/plain/theme.toml"] + "[pictures.card]\nwidths = [15]\n"
    built = built_after(paper, {"themes/plain/theme.toml": role})
    lists = (
        "/ /latest/ /latest/sport/ /sport/ /topics/tides/ /authors/ann-ell/ /archive/2024/12/ /sport/archive/2024/12/"
    )
    assert built.written == {"roles of pictures: changed": {"15.webp"}, "theme: changed": names(f"s8 {lists}")}
    assert built.same["roles of pictures: changed"] == names("20.webp 20.avif 19.jpg")
    assert built.removed == set()
