"""One edit, and just the files that it reaches: the table of the design's second idea, row by row."""

from __future__ import annotations

from collections.abc import Mapping

from december import AS_OF, CONFIGURATION, story
from plain_theme import THEME

from outlets import Outlet


def written(paper: Outlet, files: Mapping[str, str | bytes | None], as_of: str = AS_OF) -> set[str]:
    """The files whose bytes a build changes, makes or removes after ``files`` were written."""
    before = paper.files()
    report = paper.write(files).build(as_of)
    after = paper.files()
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert report.written + report.removed == len(changed), "it wrote a file that did not change"
    return changed


def printed(paper: Outlet, files: Mapping[str, str | bytes | None], as_of: str = AS_OF) -> dict[str, str]:
    """The pages that a build takes for out of date after ``files`` were written, each with the reason."""
    report = paper.write(files).build(as_of, explain=True)
    return {page.file: page.reason for page in report.printed}


def page_of(number: int) -> str:
    return f"{'world' if number % 2 else 'sport'}/2024/12/{number:02d}/s{number}/index.html"


def test_nothing_changed_prints_nothing(paper: Outlet) -> None:
    assert printed(paper, {}) == {}


def test_only_the_news_sitemap_looks_at_the_clock(paper: Outlet) -> None:
    assert set(printed(paper, {}, as_of="2024-12-29")) == {"news-sitemap.xml"}


def test_an_old_body_touches_its_own_page_alone(paper: Outlet) -> None:
    assert written(paper, {"content/s3.md": story(3, body="Better words.")}) == {page_of(3)}


def test_a_new_body_touches_its_page_and_the_feeds_that_carry_its_text(paper: Outlet) -> None:
    changed = written(paper, {"content/s9.md": story(9, body="Better words.")})
    assert changed == {page_of(9), "rss.xml", "atom.xml", "world/rss.xml", "world/atom.xml"}


def test_an_old_headline_touches_the_pages_that_show_its_card(paper: Outlet) -> None:
    """Story 3: its page; the widgets of 4, 5 and 6; its neighbours in the section; the lists that hold it."""
    changed = written(paper, {"content/s3.md": story(3, title="Another headline")})
    assert changed == {
        page_of(3),
        *(page_of(number) for number in (1, 4, 5, 6, 7)),
        "index.html",  # World News has so few that its block holds story 3, and so does its widget page
        "latest/world/index.html",
        "world/page/1/index.html",
        "topics/tides/page/2/index.html",
        "authors/ann-ell/page/2/index.html",
        "archive/2024/12/index.html",
        "world/archive/2024/12/index.html",
    }


def test_a_published_story_touches_a_handful_of_files(paper: Outlet) -> None:
    changed = written(paper, {"content/s11.md": story(11)})
    assert changed == {
        page_of(11),
        page_of(9),  # the story before it in its section leads to it now
        "index.html",
        "world/index.html",
        "latest/index.html",
        "latest/world/index.html",
        "rss.xml",
        "atom.xml",
        "world/rss.xml",
        "world/atom.xml",
        "sitemaps/articles-1.xml",
        "topics/tides/index.html",
        "authors/ann-ell/index.html",
        "archive/2024/12/index.html",
        "world/archive/2024/12/index.html",
        "world/page/2/index.html",  # its sixth story fills a frozen page,
        "world/page/1/index.html",  # to which the one before leads
    }


def test_a_removed_story_goes_from_every_list_and_from_its_neighbours(paper: Outlet) -> None:
    changed = written(paper, {"content/s10.md": None})
    assert page_of(10) in changed and page_of(8) in changed
    assert "index.html" in changed and "sport/index.html" in changed and "sport/rss.xml" in changed
    assert not changed & {page_of(number) for number in (1, 2, 3, 4, 5, 6, 7, 9)}


def test_a_draft_changes_nothing(paper: Outlet) -> None:
    assert written(paper, {"content/draft.md": story(12, draft=True)}) == set()


def test_the_end_of_an_embargo_prints_what_publishing_prints(paper: Outlet) -> None:
    paper.write({"content/s11.md": story(11, embargo="2024-12-30")}).build(AS_OF)
    lifted = printed(paper, {}, as_of="2024-12-31")
    assert lifted["world/2024/12/11/s11/index.html"] == "new"
    assert lifted["index.html"] == "membership: s11.md"
    assert page_of(3) not in lifted


def test_an_expiry_is_noticed_without_any_edit(paper: Outlet) -> None:
    paper.write({"content/s10.md": story(10, expires="2024-12-30")}).build(AS_OF)
    changed = written(paper, {}, as_of="2024-12-31")
    assert page_of(10) in changed and "index.html" in changed and page_of(1) not in changed


def test_a_template_prints_every_page_and_converts_no_text(paper: Outlet) -> None:
    template = THEME["themes/plain/templates/article.html"]
    reasons = printed(paper, {"themes/plain/templates/article.html": template + "<!-- new -->"})
    assert set(reasons.values()) == {"theme: changed"}
    assert len(reasons) == len(paper.files())


def test_a_word_of_the_configuration_prints_every_page(paper: Outlet) -> None:
    reasons = printed(paper, {"newsprint.toml": CONFIGURATION.replace("Sport", "Games")})
    assert set(reasons.values()) == {"configuration: changed"}


def test_a_standing_page_is_a_reason_for_all_only_if_its_name_changes(paper: Outlet) -> None:
    about = "---\ntitle: About us\n---\n\nWe are here.\n"
    assert set(printed(paper, {"content/pages/about.md": about}).values()) == {"navigation: changed"}
    mended = about.replace("here", "there")
    assert printed(paper, {"content/pages/about.md": mended}) == {"about/index.html": "membership: pages/about.md"}


def test_a_profile_touches_the_pages_of_its_author(paper: Outlet) -> None:
    profile = "---\ntitle: Ann Ell\n---\n\nBorn by the sea.\n"
    changed = written(paper, {"content/authors/ann-ell.md": profile})
    assert changed == {name for name in paper.files() if name.startswith("authors/ann-ell/")}


def test_a_lost_or_spoilt_file_is_printed_again(paper: Outlet) -> None:
    (paper.output / page_of(4)).unlink()
    (paper.output / "rss.xml").write_text("spoilt")
    reasons = printed(paper, {})
    assert reasons == dict.fromkeys((page_of(4), "rss.xml"), "output: its file was changed or deleted")
    assert "spoilt" not in paper.text("rss.xml")


def test_a_full_page_of_an_index_is_frozen(paper: Outlet) -> None:
    """World News holds five stories on pages of two: with the sixth, stories three and four get their frozen page."""
    changed = written(paper, {"content/s11.md": story(11), "content/s13.md": story(13)})
    assert {name for name in changed if name.startswith("world/page/")} == {
        "world/page/1/index.html",  # it was the newest frozen page and led to the index
        "world/page/2/index.html",
    }


def test_a_file_that_was_only_touched_prints_nothing(paper: Outlet) -> None:
    paper.write({"content/s5.md": story(5)})
    assert printed(paper, {}) == {}


def test_a_link_follows_the_story_that_it_leads_to(paper: Outlet) -> None:
    paper.write({"content/s2.md": story(2, body="See [that](s9.md).")}).build(AS_OF)
    reasons = printed(paper, {"content/s9.md": story(9, slug="moved")})
    assert reasons[page_of(2)] == "membership: s9.md"
    assert "/world/2024/12/09/moved/" in paper.text(page_of(2))
