"""An edit is found even if the file keeps its size and time, as archives, copies and containers keep them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from newsprint.builder.output import Output
from newsprint.catalog.database import open_catalog
from newsprint.content.files.sources import UNSETTLED, Source, settled
from tests.support.outlets import Outlet, article
from tests.support.reading import Make

STORY = "content/world/a.md"
OPEN = article("A ferry sails", embargo="2024-12-21", image={"src": "p.svg", "alt": "A pier"})
HELD = OPEN.replace("2024-12-21", "2024-12-31")
DRAWING = "<svg xmlns='http://www.w3.org/2000/svg'><path d='M1 {}'/></svg>"


@pytest.fixture
def site(outlet: Make) -> Outlet:
    """Return an outlet with a story, built twice, so that no file has to be checked again."""
    site = outlet({STORY: OPEN, "content/world/p.svg": DRAWING.format(1), "content/world/b.md": article("B")})
    site.build()
    site.build()
    return site


def overwrite(path: Path, data: bytes) -> None:
    """Write ``data`` into the existing file."""
    path.write_bytes(data)


def replace_file(path: Path, data: bytes) -> None:
    """Replace the file by a new one with ``data``."""
    beside = path.with_name("beside")
    beside.write_bytes(data)
    beside.replace(path)


WAYS = pytest.mark.parametrize("way", [overwrite, replace_file])


def edit(path: Path, data: bytes, way: Callable[[Path, bytes], None]) -> None:
    """Give ``path`` as many other bytes, and its old time."""
    before_edit = path.stat()
    assert before_edit.st_size == len(data)
    way(path, data)
    os.utime(path, ns=(before_edit.st_atime_ns, before_edit.st_mtime_ns))


@WAYS
def test_a_new_embargo_removes_a_story_from_the_site(site: Outlet, way: Callable[[Path, bytes], None]) -> None:
    assert site.pages_with("A ferry sails")
    edit(site.folder / STORY, HELD.encode(), way)
    site.build()
    assert not site.pages_with("A ferry sails")


@WAYS
def test_a_replaced_picture_is_published(site: Outlet, way: Callable[[Path, bytes], None]) -> None:
    edit(site.folder / "content/world/p.svg", DRAWING.format(2).encode(), way)
    site.build()
    assert b"M1 2" in (site.output / "media/world/p.svg").read_bytes()


@WAYS
def test_a_changed_page_of_the_output_is_written_again(site: Outlet, way: Callable[[Path, bytes], None]) -> None:
    page = site.output / "index.html"
    before = page.read_bytes()
    edit(page, before.replace(b"A ferry", b"A FERRY"), way)
    assert site.build().written == 1
    assert page.read_bytes() == before
    assert site.build().written == 0


def test_a_file_added_to_a_folder_that_keeps_its_time_is_removed(site: Outlet) -> None:
    folder = site.output / "world"
    before_edit = folder.stat()
    (folder / "stray.html").write_text("stray")
    os.utime(folder, ns=(before_edit.st_atime_ns, before_edit.st_mtime_ns))
    assert site.build().removed == 1
    assert not (folder / "stray.html").exists()


def test_an_output_restored_from_an_archive_is_not_printed_again(site: Outlet, tmp_path: Path) -> None:
    shutil.copytree(site.output, tmp_path / "copy")  # copytree keeps the times
    shutil.rmtree(site.output)
    shutil.copytree(tmp_path / "copy", site.output)
    report = site.build(explain=True)
    assert (report.written, report.printed) == (0, ())


def test_a_build_without_changes_reads_no_file_of_the_output(site: Outlet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Output, "has_digest", lambda *_: pytest.fail("a file was read"))
    assert site.build(explain=True).printed == ()


def test_a_change_in_the_output_is_repaired_after_a_failed_build(site: Outlet) -> None:
    page = site.output / "index.html"
    before = page.read_bytes()
    edit(page, before.replace(b"A ferry", b"A FERRY"), overwrite)
    site.write({"themes/gazette/templates/404.html": "{{ nothing.x }}"})
    assert site.problems()
    site.write({"themes/gazette/templates/404.html": None})
    site.build()
    assert page.read_bytes() == before


def source(path: str, changed: int) -> Source:
    """Return a source file that was changed at this time."""
    return Source(path, path, 1, 1, changed, 1)


def test_a_file_changed_during_the_scan_is_read_again_by_the_next_build() -> None:
    found = [source("a.md", 5), source("b.md", 6), source("c.md", 7)]
    assert [each.changed for each in settled(found, 8)] == [5, 6, 7]
    assert [each.changed for each in settled(found, 6)] == [5, UNSETTLED, UNSETTLED]
    assert [each.changed for each in settled(found, None)] == [5, 6, UNSETTLED]
    assert settled([], None) == []


def test_the_catalog_marks_an_unsettled_file_until_it_is_read_again(
    site: Outlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsettled() -> list[str]:
        with open_catalog(site.folder / ".newsprint") as catalog:
            query = "SELECT path FROM source WHERE changed = ? ORDER BY path"
            return [path for (path,) in catalog.connection.execute(query, (UNSETTLED,))]

    assert unsettled() == []
    with monkeypatch.context() as patch:
        patch.setattr("newsprint.catalog.sync.scan._time_of_files", lambda *_: 0)
        site.build()
        assert unsettled() == ["world/a.md", "world/b.md", "world/p.svg"]
        before_edit = (site.folder / STORY).stat()
        (site.folder / STORY).write_text(HELD)
        os.utime(site.folder / STORY, ns=(before_edit.st_atime_ns, before_edit.st_mtime_ns))
        site.build()
        assert not site.pages_with("A ferry sails")
    site.build()
    assert unsettled() == []
