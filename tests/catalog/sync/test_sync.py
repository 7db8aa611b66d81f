"""A sync reads all changed files, and no others."""

from __future__ import annotations

import os
import unicodedata
from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest

from newsprint.catalog.database import open_catalog
from newsprint.catalog.reading import queries
from newsprint.catalog.reading.card_cache import CardCache
from newsprint.catalog.streams import ALL
from newsprint.content.records import Picture
from tests.catalog.catalogs import Archive, picture, touch
from tests.support.outlets import article, at


def titles(paper: Archive, stream: str = ALL) -> list[str]:
    """Return the headlines in a stream, newest first."""
    return [card.title for card in CardCache(paper.connection).newest(stream, 100)]


def image(paper: Archive, path: str) -> Picture:
    """Return the picture in the front matter of an article."""
    found = queries.article(paper.connection, path)
    assert found is not None
    assert found.image is not None
    return found.image


def stored(paper: Archive) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of the catalog, without row ids and file times."""
    return {
        table: sorted(paper.connection.execute(f"SELECT {columns} FROM {table}"))
        for table, columns in {
            "source": "path, kind, on_disk, size, digest, name",
            "article": "path, url, published, expires, draft, visible, body, card, record",
            "entry": "stream, published, path, name",
            "alias": "url",
            "standing": "path, kind, url, draft, body, record",
            "reference": "source, role, written, target",
            "body": "digest, html, facts",
        }.items()
    }


def test_a_second_sync_reads_nothing(paper: Archive) -> None:
    files = {f"world/{number}.md": article(str(number)) for number in range(5)}
    assert paper.sync({**files, "pages/about.md": "---\ntitle: About\n---\n", "world/a.jpg": b"x"}).taken == 6
    before = stored(paper)
    assert paper.sync().taken == 0
    assert stored(paper) == before


def test_a_sync_reads_only_new_and_edited_files(paper: Archive) -> None:
    paper.sync({"world/a.md": article("A"), "world/b.md": article("B"), "world/c.md": article("C")})
    assert paper.sync({"world/b.md": article("B, edited"), "world/d.md": article("D")}).taken == 2
    assert sorted(titles(paper)) == ["A", "B, edited", "C", "D"]


def test_a_touched_file_is_read_once_and_changes_nothing(paper: Archive) -> None:
    paper.sync({"world/a.md": article("A"), "world/b.md": article("B")})
    before = stored(paper)
    touch(paper.outlet.folder / "content/world/a.md")
    assert paper.sync().taken == 1
    assert stored(paper) == before
    assert paper.sync().taken == 0


def test_writing_a_file_again_with_the_same_bytes_changes_nothing(paper: Archive) -> None:
    paper.sync({"world/a.md": article("A", tags=["x"])})
    before = stored(paper)
    (paper.outlet.folder / "content/world/a.md").unlink()
    paper.sync({"world/a.md": article("A", tags=["x"])})
    assert stored(paper) == before


def test_an_edit_of_the_same_length_at_a_later_time_is_noticed(paper: Archive) -> None:
    paper.sync({"world/a.md": article("Storm")})
    (paper.outlet.folder / "content/world/a.md").write_text(article("Quiet"))
    touch(paper.outlet.folder / "content/world/a.md")
    paper.sync()
    assert titles(paper) == ["Quiet"]


def test_a_deleted_article_leaves_nothing_in_the_catalog(paper: Archive) -> None:
    paper.sync({"world/b.md": article("B", "Other words.")})
    before = stored(paper)
    paper.sync(
        {"world/a.md": article("A", "See [b](b.md).", tags=["x"], authors=["Wu Mei"], series="S", aliases=["/old/"])}
    )
    assert len(stored(paper)["body"]) == 2
    paper.sync({"world/a.md": None})
    assert stored(paper) == before


def test_a_story_that_moves_to_another_section_is_in_that_section_only(paper: Archive) -> None:
    paper.sync({"world/a.md": article("A", tags=["x"])})
    paper.sync({"world/a.md": article("A", section="sport", tags=["y"])})
    assert (titles(paper, "section/world"), titles(paper, "tag/x")) == ([], [])
    assert (titles(paper, "section/sport"), titles(paper, "tag/y")) == (["A"], ["A"])


def test_a_file_with_an_error_keeps_its_last_version_and_is_reported_again(paper: Archive) -> None:
    paper.sync({"world/a.md": article("A")})
    for _ in range(2):
        synced = paper.sync({"world/a.md": article("A, edited", date="soon")})
        assert [problem.path for problem in synced.problems] == ["content/world/a.md"]
        assert synced.taken == 0
        assert titles(paper) == ["A"]
    assert paper.sync({"world/a.md": article("A, fixed")}).problems == ()
    assert titles(paper) == ["A, fixed"]


def test_undoing_the_edit_with_an_error_is_noticed(paper: Archive) -> None:
    paper.sync({"world/a.md": article("A")})
    before = stored(paper)
    paper.sync({"world/a.md": "---\n"})
    assert paper.sync({"world/a.md": article("A")}).problems == ()
    assert stored(paper) == before


def test_a_deleted_file_with_an_error_is_removed_from_the_catalog(paper: Archive) -> None:
    paper.sync({"world/a.md": article("A")})
    paper.sync({"world/a.md": "---\n"})
    assert paper.sync({"world/a.md": None}).problems == ()
    assert titles(paper) == []


def test_replacing_a_picture_has_its_article_read_again(paper: Archive) -> None:
    text = article("A", image={"src": "pier.jpg", "alt": "Pier"})
    paper.sync({"world/a.md": text, "world/pier.jpg": picture(40, 30), "world/b.md": article("B")})
    assert (image(paper, "world/a.md").width, image(paper, "world/a.md").height) == (40, 30)
    assert paper.sync({"world/pier.jpg": picture(80, 20)}).taken == 1
    assert (image(paper, "world/a.md").width, image(paper, "world/a.md").height) == (80, 20)
    assert paper.sync().taken == 0


@pytest.mark.parametrize(("orientation", "size"), [(1, (40, 30)), (3, (40, 30)), (6, (30, 40)), (8, (30, 40))])
def test_width_and_height_of_a_picture_are_those_after_rotation(
    paper: Archive, orientation: int, size: tuple[int, int]
) -> None:
    paper.sync({"a.md": article(image={"src": "pier.jpg", "alt": "x"}), "pier.jpg": picture(40, 30, orientation)})
    assert (image(paper, "a.md").width, image(paper, "a.md").height) == size


@pytest.mark.parametrize("on_disk", ["NFC", "NFD"])
@pytest.mark.parametrize("written", ["NFC", "NFD"])
def test_a_picture_is_found_with_any_unicode_form_of_its_name(
    paper: Archive, on_disk: Literal["NFC", "NFD"], written: Literal["NFC", "NFD"]
) -> None:
    name, source = (unicodedata.normalize(form, "été.jpg") for form in (on_disk, written))
    synced = paper.sync({"a.md": article(image={"src": source, "alt": "x"}), name: picture(40, 30)})
    assert synced.problems == ()
    assert image(paper, "a.md").width == 40
    assert paper.view().file("été.jpg") == picture(40, 30)


def test_a_file_renamed_to_another_unicode_form_is_found(paper: Archive) -> None:
    composed, decomposed = unicodedata.normalize("NFC", "été.jpg"), unicodedata.normalize("NFD", "été.jpg")
    paper.sync({composed: picture(4, 3)})
    content = paper.outlet.folder / "content"
    os.rename(content / composed, content / decomposed)
    paper.sync()
    assert paper.view().file(composed) == picture(4, 3)


def test_deleting_a_linked_file_is_an_error_in_the_story_with_the_link(paper: Archive) -> None:
    files = {"world/a.md": article("A", "See [b](b.md) and [the plan](plan.pdf)."), "world/b.md": article("B")}
    assert paper.sync({**files, "world/plan.pdf": b"x"}).problems == ()
    for name in ("world/b.md", "world/plan.pdf"):
        [problem] = paper.sync({name: None}).problems
        assert (problem.path, problem.line) == ("content/world/a.md", 7)
        assert name.removeprefix("world/") in problem.message
        back = files.get(name, b"x")
        assert paper.sync({name: back}).problems == ()


def test_deleting_a_picture_is_an_error_with_the_line_in_the_front_matter(paper: Archive) -> None:
    paper.sync({"a.md": article(image={"src": "pier.jpg", "alt": "x"}), "pier.jpg": picture(4, 3)})
    [problem] = paper.sync({"pier.jpg": None}).problems
    assert (problem.path, problem.line) == ("content/a.md", 5)
    assert 'the picture "pier.jpg" leads to no file' in problem.message


def test_a_link_without_an_ending_leads_to_the_nearest_existing_file(paper: Archive) -> None:
    """Adding or deleting a file changes the targets of links, as in a catalog made from nothing."""
    paper.sync({"world/a.md": article("A", "See [b](b)."), "world/b/index.md": article("B", slug="b1")})
    assert queries.targets(paper.connection, "world/a.md") == {("link", "b"): "world/b/index.md"}
    paper.sync({"world/b.md": article("B", slug="b2")})
    assert queries.targets(paper.connection, "world/a.md") == {("link", "b"): "world/b.md"}
    paper.sync({"world/b.md": None})
    assert queries.targets(paper.connection, "world/a.md") == {("link", "b"): "world/b/index.md"}


@pytest.mark.parametrize(
    ("lines", "everything"),
    [
        ('\n[content]\ndefault_section = "sport"\n', True),
        ('\n[content]\nentities = "decode"\n', True),
        ('\n[content.fields]\nteaser = "kicker"\n', True),
        ('\n[permalinks]\narticle = "/{slug}/"\n', True),
        ('\n[markdown]\nengine = "commonmark"\n', True),
        ("\n[markdown]\nsmart = false\n", True),
        ("\n[latest]\ncount = 3\n", False),
        ("\n[listing]\npage_size = 3\n", False),
    ],
)
def test_settings_that_affect_reading_have_all_files_read_again(paper: Archive, lines: str, everything: bool) -> None:
    paper.sync({"world/a.md": article("A"), "world/b.md": article("B")})
    paper.configure(lines)
    assert paper.sync().taken == (2 if everything else 0)
    assert paper.sync().taken == 0


def test_another_permalink_pattern_moves_every_article(paper: Archive) -> None:
    paper.sync({"world/a.md": article("A")})
    paper.configure('\n[permalinks]\narticle = "/{year}/{slug}/"\n')
    paper.sync()
    assert [(url, path) for url, path, _ in queries.articles(paper.connection)] == [("/2024/a/", "world/a.md")]


def test_another_engine_converts_every_body_again(paper: Archive) -> None:
    paper.sync({"world/a.md": article("A", "The RNLI.\n\n*[RNLI]: Lifeboats")})
    [before] = paper.connection.execute("SELECT html FROM body").fetchall()
    paper.configure('\n[markdown]\nengine = "commonmark"\n')
    paper.sync()
    [after] = paper.connection.execute("SELECT html FROM body").fetchall()
    assert "<abbr" in before[0]
    assert "<abbr" not in after[0]


def a_moment_before(instant: str) -> str:
    return (at(instant) - timedelta(microseconds=1)).isoformat()


@pytest.mark.parametrize(
    ("front", "appears", "disappears"),
    [
        ({"date": "2024-12-24T06:00:00Z"}, "2024-12-24T06:00:00Z", None),
        ({"embargo": "2024-12-24T06:00:00Z"}, "2024-12-24T06:00:00Z", None),
        ({"expires": "2024-12-24T06:00:00Z"}, "2024-12-20T00:00:00Z", "2024-12-24T06:00:00Z"),
        ({"embargo": "2024-12-24T06:00:00Z", "expires": "2024-12-25T06:00:00Z"}, "2024-12-24T06:00:00Z", "2024-12-25T06:00:00Z"),
    ],
    ids=["scheduled", "embargo", "expiry", "both"],
)  # fmt: skip
def test_stories_appear_and_disappear_at_their_times(
    paper: Archive, front: dict[str, str], appears: str, disappears: str | None
) -> None:
    def visible(as_of: str) -> bool:
        assert paper.sync(as_of=as_of).problems == ()
        return bool(titles(paper)) and bool(titles(paper, "tag/x"))

    paper.sync({"world/a.md": article("A", tags=["x"], **front)})
    assert visible(appears)
    assert not visible(a_moment_before(appears))
    if disappears:
        assert not visible(disappears)
        assert visible(a_moment_before(disappears))
    assert paper.sync().taken == 0


def test_drafts_and_later_stories_are_visible_only_if_drafts_are_included(paper: Archive) -> None:
    paper.sync({"world/a.md": article("A", draft=True), "world/b.md": article("B", date="2030-01-01")})
    assert titles(paper) == []
    paper.sync(drafts=True)
    assert titles(paper) == ["B", "A"]
    paper.sync()
    assert titles(paper) == []


def test_the_older_of_two_articles_keeps_their_address(paper: Archive) -> None:
    paper.sync({"world/b.md": article("B", slug="same")})
    [problem] = paper.sync({"world/a.md": article("A", slug="same", date="2024-12-20 10:00")}).problems
    assert problem.path == "content/world/a.md"
    assert "content/world/b.md" in problem.message
    assert titles(paper) == ["B"]
    assert paper.sync({"world/b.md": None}).problems == ()
    assert titles(paper) == ["A"]


def test_a_catalog_after_many_edits_is_the_same_as_one_made_from_nothing(paper: Archive, tmp_path: Path) -> None:
    paper.sync({"world/a.md": article("A", "See [b](b.md).", tags=["x", "y"]), "world/b.md": article("B", "Same.")})
    paper.sync({"world/c.md": article("C", "Same.", authors=["Wu Mei"]), "authors/wu-mei.md": "---\ntitle: Wu\n---\n"})
    paper.sync({"world/b.md": article("B", "Other.", embargo="2024-12-22")}, as_of="2024-12-21T00:00:00Z")
    paper.sync({"world/a.md": article("A", "No link.", tags=["y"]), "world/c.md": "---\n"})
    paper.sync({"world/c.md": article("C", "Same.", date="2024-12-19")})
    grown = stored(paper)
    with open_catalog(tmp_path) as empty:
        fresh = Archive(paper.outlet, empty)
        assert fresh.sync().taken == 4
        assert stored(fresh) == grown
