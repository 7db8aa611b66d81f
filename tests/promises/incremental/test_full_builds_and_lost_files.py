"""Builds that know less than usual: the record of pages is gone, the catalog is new, files of the output are lost."""

from __future__ import annotations

import pytest

from newsprint.catalog.sync import change_log
from tests.promises.incremental.december import Files, built_after, change
from tests.support.outlets import Outlet


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
