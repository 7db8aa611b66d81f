"""Keeping the catalog in step: only what changed is taken in, and all of it."""

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
from newsprint.content.article import Picture
from tests.catalog.catalogs import Archive, picture, touch
from tests.support.outlets import article, at


def titles(paper: Archive, stream: str = ALL) -> list[str]:
    return [card.title for card in CardCache(paper.connection).newest(stream, 100)]


def image(paper: Archive, path: str) -> Picture:
    found = queries.article(paper.connection, path)
    assert found is not None
    assert found.image is not None
    return found.image


def stored(paper: Archive) -> dict[str, list[tuple[object, ...]]]:
    """Everything that the catalog holds but for row numbers and the times of files."""
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


def test_a_second_sync_takes_in_nothing(paper: Archive) -> None:
    files = {f"world/{number}.md": article(str(number)) for number in range(5)}
    assert paper.sync({**files, "pages/about.md": "---\ntitle: About\n---\n", "world/a.jpg": b"x"}).taken == 6
    before = stored(paper)
    assert paper.sync().taken == 0
    assert stored(paper) == before


def test_only_new_and_edited_files_are_taken_in(paper: Archive) -> None:
    paper.sync({"world/a.md": article("A"), "world/b.md": article("B"), "world/c.md": article("C")})
    assert paper.sync({"world/b.md": article("B, edited"), "world/d.md": article("D")}).taken == 2
    assert sorted(titles(paper)) == ["A", "B, edited", "C", "D"]


def test_a_file_that_was_only_touched_is_looked_at_once_and_stays_what_it_was(paper: Archive) -> None:
    paper.sync({"world/a.md": article("A"), "world/b.md": article("B")})
    before = stored(paper)
    touch(paper.outlet.folder / "content/world/a.md")
    assert paper.sync().taken == 1
    assert stored(paper) == before
    assert paper.sync().taken == 0


def test_a_file_written_again_with_the_same_bytes_stays_what_it_was(paper: Archive) -> None:
    paper.sync({"world/a.md": article("A", tags=["x"])})
    before = stored(paper)
    (paper.outlet.folder / "content/world/a.md").unlink()
    paper.sync({"world/a.md": article("A", tags=["x"])})
    assert stored(paper) == before


def test_an_edit_of_the_same_length_at_a_later_time_is_seen(paper: Archive) -> None:
    paper.sync({"world/a.md": article("Storm")})
    (paper.outlet.folder / "content/world/a.md").write_text(article("Quiet"))
    touch(paper.outlet.folder / "content/world/a.md")
    paper.sync()
    assert titles(paper) == ["Quiet"]


def test_a_removed_article_leaves_nothing_behind(paper: Archive) -> None:
    paper.sync({"world/b.md": article("B", "Other words.")})
    before = stored(paper)
    paper.sync(
        {"world/a.md": article("A", "See [b](b.md).", tags=["x"], authors=["Wu Mei"], series="S", aliases=["/old/"])}
    )
    assert len(stored(paper)["body"]) == 2
    paper.sync({"world/a.md": None})
    assert stored(paper) == before


def test_a_story_that_moves_to_another_section_leaves_the_first(paper: Archive) -> None:
    paper.sync({"world/a.md": article("A", tags=["x"])})
    paper.sync({"world/a.md": article("A", section="sport", tags=["y"])})
    assert (titles(paper, "section/world"), titles(paper, "tag/x")) == ([], [])
    assert (titles(paper, "section/sport"), titles(paper, "tag/y")) == (["A"], ["A"])


def test_a_file_with_a_mistake_keeps_its_earlier_version_and_is_read_again_each_time(paper: Archive) -> None:
    paper.sync({"world/a.md": article("A")})
    for _ in range(2):
        synced = paper.sync({"world/a.md": article("A, edited", date="soon")})
        assert [problem.path for problem in synced.problems] == ["content/world/a.md"]
        assert synced.taken == 0
        assert titles(paper) == ["A"]
    assert paper.sync({"world/a.md": article("A, fixed")}).problems == ()
    assert titles(paper) == ["A, fixed"]


def test_mending_a_file_to_what_it_was_before_the_mistake_is_seen(paper: Archive) -> None:
    paper.sync({"world/a.md": article("A")})
    before = stored(paper)
    paper.sync({"world/a.md": "---\n"})
    assert paper.sync({"world/a.md": article("A")}).problems == ()
    assert stored(paper) == before


def test_a_file_with_a_mistake_that_is_removed_is_gone(paper: Archive) -> None:
    paper.sync({"world/a.md": article("A")})
    paper.sync({"world/a.md": "---\n"})
    assert paper.sync({"world/a.md": None}).problems == ()
    assert titles(paper) == []


def test_a_picture_that_is_replaced_takes_its_article_along(paper: Archive) -> None:
    text = article("A", image={"src": "pier.jpg", "alt": "Pier"})
    paper.sync({"world/a.md": text, "world/pier.jpg": picture(40, 30), "world/b.md": article("B")})
    assert (image(paper, "world/a.md").width, image(paper, "world/a.md").height) == (40, 30)
    assert paper.sync({"world/pier.jpg": picture(80, 20)}).taken == 1
    assert (image(paper, "world/a.md").width, image(paper, "world/a.md").height) == (80, 20)
    assert paper.sync().taken == 0


@pytest.mark.parametrize(("orientation", "size"), [(1, (40, 30)), (3, (40, 30)), (6, (30, 40)), (8, (30, 40))])
def test_a_picture_is_as_wide_and_high_as_it_is_seen(paper: Archive, orientation: int, size: tuple[int, int]) -> None:
    paper.sync({"a.md": article(image={"src": "pier.jpg", "alt": "x"}), "pier.jpg": picture(40, 30, orientation)})
    assert (image(paper, "a.md").width, image(paper, "a.md").height) == size


@pytest.mark.parametrize("on_disk", ["NFC", "NFD"])
@pytest.mark.parametrize("written", ["NFC", "NFD"])
def test_a_picture_is_found_however_disk_and_author_encode_its_accents(
    paper: Archive, on_disk: Literal["NFC", "NFD"], written: Literal["NFC", "NFD"]
) -> None:
    name, source = (unicodedata.normalize(form, "été.jpg") for form in (on_disk, written))
    synced = paper.sync({"a.md": article(image={"src": source, "alt": "x"}), name: picture(40, 30)})
    assert synced.problems == ()
    assert image(paper, "a.md").width == 40
    assert paper.view().file("été.jpg") == picture(40, 30)


def test_a_file_renamed_only_in_how_its_accents_are_encoded_is_found_again(paper: Archive) -> None:
    composed, decomposed = unicodedata.normalize("NFC", "été.jpg"), unicodedata.normalize("NFD", "été.jpg")
    paper.sync({composed: picture(4, 3)})
    content = paper.outlet.folder / "content"
    os.rename(content / composed, content / decomposed)
    paper.sync()
    assert paper.view().file(composed) == picture(4, 3)


def test_a_linked_file_that_is_removed_is_a_mistake_of_the_story_that_links_to_it(paper: Archive) -> None:
    files = {"world/a.md": article("A", "See [b](b.md) and [the plan](plan.pdf)."), "world/b.md": article("B")}
    assert paper.sync({**files, "world/plan.pdf": b"x"}).problems == ()
    for name in ("world/b.md", "world/plan.pdf"):
        [problem] = paper.sync({name: None}).problems
        assert (problem.path, problem.line) == ("content/world/a.md", 7)
        assert name.removeprefix("world/") in problem.message
        back = files.get(name, b"x")
        assert paper.sync({name: back}).problems == ()


def test_a_picture_that_is_removed_is_a_mistake_with_the_line_of_the_front_matter(paper: Archive) -> None:
    paper.sync({"a.md": article(image={"src": "pier.jpg", "alt": "x"}), "pier.jpg": picture(4, 3)})
    [problem] = paper.sync({"pier.jpg": None}).problems
    assert (problem.path, problem.line) == ("content/a.md", 5)
    assert 'the picture "pier.jpg" leads to no file' in problem.message


def test_a_link_without_its_ending_means_the_nearest_file_that_there_is_now(paper: Archive) -> None:
    """A file that comes or goes aims links anew, as a catalog made from nothing would."""
    paper.sync({"world/a.md": article("A", "See [b](b)."), "world/b/index.md": article("B", slug="b1")})
    assert queries.targets(paper.connection, "world/a.md") == {("link", "b"): "world/b/index.md"}
    paper.sync({"world/b.md": article("B", slug="b2")})
    assert queries.targets(paper.connection, "world/a.md") == {("link", "b"): "world/b.md"}
    paper.sync({"world/b.md": None})
    assert queries.targets(paper.connection, "world/a.md") == {("link", "b"): "world/b/index.md"}


@pytest.mark.parametrize(
    ("more", "everything"),
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
def test_other_settings_have_everything_read_again_if_they_bear_on_reading(
    paper: Archive, more: str, everything: bool
) -> None:
    paper.sync({"world/a.md": article("A"), "world/b.md": article("B")})
    paper.configure(more)
    assert paper.sync().taken == (2 if everything else 0)
    assert paper.sync().taken == 0


def test_another_permalink_moves_every_article(paper: Archive) -> None:
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
    ("front", "appears", "goes"),
    [
        ({"date": "2024-12-24T06:00:00Z"}, "2024-12-24T06:00:00Z", None),
        ({"embargo": "2024-12-24T06:00:00Z"}, "2024-12-24T06:00:00Z", None),
        ({"expires": "2024-12-24T06:00:00Z"}, "2024-12-20T00:00:00Z", "2024-12-24T06:00:00Z"),
        ({"embargo": "2024-12-24T06:00:00Z", "expires": "2024-12-25T06:00:00Z"}, "2024-12-24T06:00:00Z", "2024-12-25T06:00:00Z"),
    ],
    ids=["scheduled", "embargo", "expiry", "both"],
)  # fmt: skip
def test_time_alone_brings_stories_and_takes_them_away(
    paper: Archive, front: dict[str, str], appears: str, goes: str | None
) -> None:
    def visible(as_of: str) -> bool:
        assert paper.sync(as_of=as_of).problems == ()
        return bool(titles(paper)) and bool(titles(paper, "tag/x"))

    paper.sync({"world/a.md": article("A", tags=["x"], **front)})
    assert visible(appears)
    assert not visible(a_moment_before(appears))
    if goes:
        assert not visible(goes)
        assert visible(a_moment_before(goes))
    assert paper.sync().taken == 0


def test_a_draft_is_never_visible_but_to_an_editors_preview(paper: Archive) -> None:
    paper.sync({"world/a.md": article("A", draft=True), "world/b.md": article("B", date="2030-01-01")})
    assert titles(paper) == []
    paper.sync(drafts=True)
    assert titles(paper) == ["B", "A"]
    paper.sync()
    assert titles(paper) == []


def test_of_two_articles_with_one_address_the_older_keeps_it(paper: Archive) -> None:
    paper.sync({"world/b.md": article("B", slug="same")})
    [problem] = paper.sync({"world/a.md": article("A", slug="same", date="2024-12-20 10:00")}).problems
    assert problem.path == "content/world/a.md"
    assert "content/world/b.md" in problem.message
    assert titles(paper) == ["B"]
    assert paper.sync({"world/b.md": None}).problems == ()
    assert titles(paper) == ["A"]


def test_after_many_edits_the_catalog_holds_what_one_made_from_nothing_holds(paper: Archive, tmp_path: Path) -> None:
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
