"""Every change of a file is reported once, even if watched folders are moved, deleted or restored."""

from __future__ import annotations

import errno
import logging
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Condition
from typing import Any

import pytest
from watchdog.observers.api import BaseObserver, EventEmitter

from newsprint.preview.watching import watching
from newsprint.preview.watching.changed import Changed
from newsprint.preview.watching.watching import Watching
from tests.support.waiting import PATIENCE


class Listener:
    """Receives changes, and waits for them."""

    def __init__(self) -> None:
        self.received: list[Changed] = []
        self._condition = Condition()

    def __call__(self, changed: Changed) -> None:
        with self._condition:
            self.received.append(changed)
            self._condition.notify_all()

    def wait_for(self, fits: Callable[[Changed], bool]) -> Changed:
        """Wait for a change that ``fits``, forget all changes up to now, and return it."""
        with self._condition:
            came = self._condition.wait_for(lambda: any(map(fits, self.received)), PATIENCE)
            assert came, f"a change that fits is reported: waited {PATIENCE:.0f} s; seen instead: {self.received}"
            found = next(filter(fits, self.received))
            self.received.clear()
            return found

    def wait_for_names(self, *names: str) -> list[Changed]:
        """Wait until all ``names`` have changed, forget all changes up to now, and return them."""
        with self._condition:
            came = self._condition.wait_for(lambda: set(names) <= self.names, PATIENCE)
            assert came, f"changes of {names} are reported: waited {PATIENCE:.0f} s; seen instead: {self.names}"
            changes = list(self.received)
            self.received.clear()
            return changes

    @property
    def names(self) -> set[str]:
        return {name for changed in self.received for name in changed.names}


@contextmanager
def watched(folder: Path, root: str = "content", **options: Any) -> Iterator[tuple[Watching, Listener]]:
    """Watch the outlet in ``folder``."""
    listener = Listener()
    watching = Watching(folder, root, listener, time.monotonic, **options)
    watching.start()
    try:
        yield watching, listener
    finally:
        watching.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of an outlet with an article and a theme."""
    put(tmp_path, "content/world/a.md")
    put(tmp_path, "themes/own/templates/page.html")
    return tmp_path


def put(folder: Path, name: str) -> None:
    """Write a file with new content."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(f"{time.monotonic_ns()}")


def wait_until_watched(folder: Path, name: str, top: str, listener: Listener) -> None:
    """Save a file until it is reported itself, and not only as something in ``top`` that may have changed."""
    while True:
        put(folder, name)
        changed = listener.wait_for(lambda changed: not {name, top}.isdisjoint(changed.names))
        if name in changed.names:
            return


def test_many_events_in_quick_succession_are_reported_as_few_changes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are one change if the files are written without a pause."""
    # On a busy machine there are pauses between files that are written at once.
    monkeypatch.setattr(watching, "QUIET", 1.0)
    names = {f"content/world/{number}.md" for number in range(200)}
    with watched(folder) as (_, listener):
        for name in names:
            put(folder, name)
        assert len(listener.wait_for_names(*names)) < 20


def test_swap_files_and_files_that_are_not_content_are_not_reported(folder: Path) -> None:
    with watched(folder) as (_, listener):
        for name in ("content/world/.a.md.swp", "content/_notes/a.md", "output/index.html", ".newsprint/x", "notes.md"):
            put(folder, name)
        put(folder, "newsprint.toml")
        listener.wait_for_names("newsprint.toml")
        put(folder, "content/world/a.md")
        changes = listener.wait_for_names("content/world/a.md")
        # The configuration is reported twice if writing its file took long.
        assert {name for changed in changes for name in changed.names} <= {"content/world/a.md", "newsprint.toml"}


def test_reading_a_file_is_not_reported(folder: Path) -> None:
    with watched(folder) as (_, listener):
        (folder / "content/world/a.md").read_bytes()
        put(folder, "newsprint.toml")
        assert listener.wait_for(lambda changed: bool(changed.names)).names == {"newsprint.toml"}


def test_a_folder_that_is_moved_is_reported_with_its_new_path(folder: Path) -> None:
    with watched(folder) as (_, listener):
        (folder / "content/world").rename(folder / "content/abroad")
        changed = listener.wait_for(lambda changed: bool(changed.moved))
        assert ("content/world", "content/abroad") in changed.moved
        put(folder, "content/abroad/a.md")
        listener.wait_for_names("content/abroad/a.md")


def test_files_in_a_new_folder_are_reported(folder: Path) -> None:
    with watched(folder) as (_, listener):
        put(folder, "content/sport/rowing/2024/a.md")
        listener.wait_for(
            lambda changed: any("content/sport/rowing/2024/a.md".startswith(name) for name in changed.names)
        )
        put(folder, "content/sport/rowing/2024/a.md")
        listener.wait_for_names("content/sport/rowing/2024/a.md")


@pytest.mark.parametrize("top", ["themes", "content"])
def test_a_folder_that_is_deleted_and_restored_is_watched_again(folder: Path, top: str) -> None:
    """At once, or later: an event of the old folder must not be taken for an event of the new one."""
    with watched(folder) as (_, listener):
        for _ in range(2):
            (folder / top).rename(folder / "away")
            shutil.copytree(folder / "away", folder / top)
            listener.wait_for_names(top)
            wait_until_watched(folder, f"{top}/new.md", top, listener)
            shutil.rmtree(folder / "away")

            shutil.rmtree(folder / top)
            listener.wait_for_names(top)
            put(folder, f"{top}/again.md")
            listener.wait_for_names(top)
            wait_until_watched(folder, f"{top}/again.md", top, listener)


def test_the_folders_above_the_content_folder_are_watched_too(folder: Path) -> None:
    put(folder, "site/text/a.md")
    with watched(folder, "site/text") as (_, listener):
        shutil.rmtree(folder / "site")
        listener.wait_for_names("site/text")
        put(folder, "site/text/b.md")
        listener.wait_for_names("site/text")
        wait_until_watched(folder, "site/text/c.md", "site/text", listener)


@pytest.mark.parametrize("polling", [False, True])
def test_files_that_the_configuration_names_are_watched_even_if_they_are_missing(folder: Path, polling: bool) -> None:
    with watched(folder, files=frozenset({"logo.svg", "brand/new/dark.svg"}), polling=polling) as (watching, listener):
        put(folder, "logo.svg")
        listener.wait_for_names("logo.svg")
        put(folder, "brand/new/dark.svg")
        listener.wait_for_names("brand/new/dark.svg")
        put(folder, "brand/new/other.svg")
        watching.follow("content", frozenset({"icon.png"}))
        listener.wait_for_names("icon.png")
        assert not any(name.endswith("other.svg") for name in listener.names)


def test_another_content_folder_is_reported_when_it_is_watched(folder: Path) -> None:
    """The preview reads the folder after the report, and misses no change."""
    put(folder, "stories/a.md")
    with watched(folder) as (watching, listener):
        watching.follow("stories")
        listener.wait_for_names("stories")
        put(folder, "stories/b.md")
        listener.wait_for_names("stories/b.md")


def test_files_are_scanned_if_the_system_cannot_watch_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OSError(errno.EMFILE, "inotify instance limit reached")

    monkeypatch.setattr(watching, "Observer", fail)
    with watched(folder) as (watcher, listener):
        assert watcher.polling
        put(folder, "content/world/b.md")
        listener.wait_for_names("content/world/b.md")


class SilentObserver(BaseObserver):
    """Reports no events, as a system does for a shared disk that another machine changes."""

    def __init__(self) -> None:
        super().__init__(EventEmitter)


EDITS: dict[str, Callable[[Path], object]] = {
    "content/world/a.md": lambda file: file.write_text("Other words."),
    "content/world/b.md": lambda file: file.write_text("A new story."),
    "content/sport/rowing/c.md": lambda file: (file.parent.mkdir(parents=True), file.write_text("In new folders.")),
    "themes/own/templates/page.html": lambda file: file.unlink(),
    "newsprint.toml": lambda file: file.write_text("[site]"),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_without_an_event_is_found_by_a_scan(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(watching, "Observer", SilentObserver)
    with watched(folder) as (watcher, listener):
        assert not watcher.polling
        EDITS[name](folder / name)
        listener.wait_for_names(name)
        assert watcher.polling  # later edits are found sooner


def test_an_edit_that_keeps_size_and_time_is_found_by_a_scan(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story = folder / "content/world/a.md"
    before = story.stat()
    monkeypatch.setattr(watching, "Observer", SilentObserver)
    with watched(folder) as (_, listener):
        story.write_text(story.read_text()[::-1])
        os.utime(story, ns=(before.st_atime_ns, before.st_mtime_ns))
        listener.wait_for_names("content/world/a.md")


def test_a_story_renamed_without_an_event_is_reported_with_its_new_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "Observer", SilentObserver)
    with watched(folder) as (_, listener):
        (folder / "content/world/a.md").rename(folder / "content/world/z.md")
        changed = listener.wait_for(lambda changed: bool(changed.moved))
        assert changed.moved == (("content/world/a.md", "content/world/z.md"),)


def test_polling_works_without_events_of_the_system(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "Observer", None)
    with watched(folder, polling=True) as (watcher, listener):
        assert watcher.polling
        put(folder, "content/world/b.md")
        listener.wait_for_names("content/world/b.md")


def test_if_the_system_loses_events_everything_is_read_again(folder: Path) -> None:
    with watched(folder) as (_, listener):
        logging.getLogger("watchdog.observers.inotify_c").warning("Inotify queue overflowed; events were lost")
        listener.wait_for(lambda changed: changed.everything)
