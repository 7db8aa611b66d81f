"""Changes between two scans, and those for which the system reported no event."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from newsprint.preview.watching import scanning
from newsprint.preview.watching.scanning import Facts, Scanner, differences, facts_below
from tests.support.waiting import wait_until

A: Facts = (1, 1, 10, 100)
B: Facts = (2, 2, 20, 200)


def test_files_that_were_added_deleted_or_changed_are_found() -> None:
    names, moved = differences(
        {"stays": A, "deleted": B, "other": A}, {"stays": A, "added": (3, 3, 30, 300), "other": B}
    )
    assert names == {"deleted", "added", "other"}
    assert moved == []


def test_a_file_with_another_name_and_the_same_inode_is_a_move() -> None:
    assert differences({"old": A}, {"new": A}) == ({"old", "new"}, [("old", "new")])


def test_without_inodes_no_move_is_found() -> None:
    assert differences({"old": (1, 1, 10, 0)}, {"new": (1, 1, 10, 0)}) == ({"old", "new"}, [])


def test_a_scan_skips_links_loops_and_pipes(tmp_path: Path) -> None:
    (tmp_path / "content/world").mkdir(parents=True)
    (tmp_path / "content/world/a.md").touch()
    (tmp_path / "content/loop").symlink_to(tmp_path / "content")
    os.mkfifo(tmp_path / "content/pipe")
    found = facts_below(tmp_path, ("newsprint.toml", "content", "themes"), lambda name: True)
    assert sorted(found) == ["content/loop", "content/pipe", "content/world/a.md"]


@pytest.mark.parametrize("event", ["content/world/a.md", "content/world", "content"])
def test_a_change_with_an_event_is_not_reported_again_by_a_scan(monkeypatch: pytest.MonkeyPatch, event: str) -> None:
    monkeypatch.setattr(scanning, "EVERY", 0.0)
    monkeypatch.setattr(scanning, "GRACE", 0.0)
    first, second, third = (
        {"content/world/a.md": A},
        {"content/world/a.md": B},
        {"content/world/a.md": B, "themes/b": A},
    )
    scans = iter([first, second])
    reported: list[set[str]] = []

    def scan() -> dict[str, Facts]:
        found = next(scans, third)
        if found is second:
            scanner.hear([event])
        return found

    scanner = Scanner(scan, lambda names, moved: reported.append(names), time.monotonic)
    scanner.start()
    wait_until(lambda: reported, "the change without an event is reported", seen=lambda: reported)
    scanner.stop()
    assert reported == [{"themes/b"}]
    assert scanner.polling
