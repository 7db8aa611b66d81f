"""What happens to files is told: once, all of it, and whatever became of the folders that are watched."""

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

import pytest
from watchdog.observers.api import BaseObserver, EventEmitter

from newsprint.preview.watching import watching
from newsprint.preview.watching.changed import Changed
from newsprint.preview.watching.watching import Watching
from tests.support.waiting import PATIENCE


class Listener:
    """Hears what is told."""

    def __init__(self) -> None:
        self.heard: list[Changed] = []
        self._condition = Condition()

    def __call__(self, changed: Changed) -> None:
        with self._condition:
            self.heard.append(changed)
            self._condition.notify_all()

    def hears(self, fits: Callable[[Changed], bool]) -> Changed:
        """The next change that ``fits``; what was told before is forgotten."""
        with self._condition:
            heard = self._condition.wait_for(lambda: any(map(fits, self.heard)), PATIENCE)
            assert heard, f"waited {PATIENCE:.0f} s for such a change and was told of {self.heard}"
            found = next(filter(fits, self.heard))
            self.heard.clear()
            return found

    def hears_of(self, *names: str) -> list[Changed]:
        """The changes up to now, as soon as they tell of all ``names``; they are forgotten."""
        with self._condition:
            told = self._condition.wait_for(lambda: set(names) <= self.names, PATIENCE)
            assert told, f"waited {PATIENCE:.0f} s to be told of {names}, and was told of {self.names}"
            heard = list(self.heard)
            self.heard.clear()
            return heard

    @property
    def names(self) -> set[str]:
        return {name for changed in self.heard for name in changed.names}


@contextmanager
def watched(folder: Path, root: str = "content", **options: bool) -> Iterator[tuple[Watching, Listener]]:
    """The outlet in ``folder`` is watched."""
    listener = Listener()
    watching = Watching(folder, root, listener, time.monotonic, **options)
    watching.start()
    try:
        yield watching, listener
    finally:
        watching.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of an outlet with an article and a theme."""
    put(tmp_path, "content/world/a.md")
    put(tmp_path, "themes/own/templates/page.html")
    return tmp_path


def put(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(f"{time.monotonic_ns()}")


def is_watched(folder: Path, name: str, top: str, listener: Listener) -> None:
    """Save a file until it is told itself, and not only that anything in ``top`` may have changed."""
    while True:
        put(folder, name)
        changed = listener.hears(lambda changed: not {name, top}.isdisjoint(changed.names))
        if name in changed.names:
            return


def test_many_events_in_quick_succession_are_few_changes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One, if nothing keeps whoever writes the files from going on at once."""
    monkeypatch.setattr(watching, "QUIET", 1.0)  # on a busy machine files that are written at once come slowly
    names = {f"content/world/{number}.md" for number in range(200)}
    with watched(folder) as (_, listener):
        for name in names:
            put(folder, name)
        assert len(listener.hears_of(*names)) < 20


def test_swap_files_and_files_beside_the_outlet_are_not_told(folder: Path) -> None:
    with watched(folder) as (_, listener):
        for name in ("content/world/.a.md.swp", "content/_notes/a.md", "output/index.html", ".newsprint/x", "notes.md"):
            put(folder, name)
        put(folder, "newsprint.toml")
        listener.hears_of("newsprint.toml")
        put(folder, "content/world/a.md")
        heard = listener.hears_of("content/world/a.md")
        # The configuration is told twice if its file took long to be written.
        assert {name for changed in heard for name in changed.names} <= {"content/world/a.md", "newsprint.toml"}


def test_reading_files_is_not_told(folder: Path) -> None:
    with watched(folder) as (_, listener):
        (folder / "content/world/a.md").read_bytes()
        put(folder, "newsprint.toml")
        assert listener.hears(lambda changed: bool(changed.names)).names == {"newsprint.toml"}


def test_a_folder_that_moves_is_told_with_its_new_place(folder: Path) -> None:
    with watched(folder) as (_, listener):
        (folder / "content/world").rename(folder / "content/abroad")
        changed = listener.hears(lambda changed: bool(changed.moved))
        assert ("content/world", "content/abroad") in changed.moved
        put(folder, "content/abroad/a.md")
        listener.hears_of("content/abroad/a.md")


def test_files_in_a_folder_that_is_new_are_told(folder: Path) -> None:
    with watched(folder) as (_, listener):
        put(folder, "content/sport/rowing/2024/a.md")
        listener.hears(lambda changed: any("content/sport/rowing/2024/a.md".startswith(name) for name in changed.names))
        put(folder, "content/sport/rowing/2024/a.md")
        listener.hears_of("content/sport/rowing/2024/a.md")


@pytest.mark.parametrize("top", ["themes", "content"])
def test_a_folder_that_is_taken_away_and_put_back_is_watched_again(folder: Path, top: str) -> None:
    """At once, or later: an event of the old folder must not be taken for one of the new."""
    with watched(folder) as (_, listener):
        for _ in range(2):
            (folder / top).rename(folder / "away")
            shutil.copytree(folder / "away", folder / top)
            listener.hears_of(top)
            is_watched(folder, f"{top}/new.md", top, listener)
            shutil.rmtree(folder / "away")

            shutil.rmtree(folder / top)
            listener.hears_of(top)
            put(folder, f"{top}/again.md")
            listener.hears_of(top)
            is_watched(folder, f"{top}/again.md", top, listener)


def test_of_a_content_folder_deeper_down_the_folders_above_are_watched_too(folder: Path) -> None:
    put(folder, "site/text/a.md")
    with watched(folder, "site/text") as (_, listener):
        shutil.rmtree(folder / "site")
        listener.hears_of("site/text")
        put(folder, "site/text/b.md")
        listener.hears_of("site/text")
        is_watched(folder, "site/text/c.md", "site/text", listener)


def test_another_content_folder_is_told_when_it_is_watched(folder: Path) -> None:
    """Whoever was told reads it, and misses nothing."""
    put(folder, "stories/a.md")
    with watched(folder) as (watching, listener):
        watching.follow("stories")
        listener.hears_of("stories")
        put(folder, "stories/b.md")
        listener.hears_of("stories/b.md")


def test_where_the_system_has_no_room_files_are_looked_at_in_turn(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses() -> None:
        raise OSError(errno.EMFILE, "inotify instance limit reached")

    monkeypatch.setattr(watching, "Observer", refuses)
    with watched(folder) as (watcher, listener):
        assert watcher.polling
        put(folder, "content/world/b.md")
        listener.hears_of("content/world/b.md")


class Deaf(BaseObserver):
    """Watches what it is given and reports nothing, as systems do of what another machine changes on a shared disk."""

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
def test_an_edit_that_the_system_reports_no_event_for_is_found(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(watching, "Observer", Deaf)
    with watched(folder) as (watcher, listener):
        assert not watcher.polling
        EDITS[name](folder / name)
        listener.hears_of(name)
        assert watcher.polling  # later edits are found sooner


def test_an_edit_that_keeps_size_and_time_is_found_without_an_event(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = folder / "content/world/a.md"
    before = story.stat()
    monkeypatch.setattr(watching, "Observer", Deaf)
    with watched(folder) as (_, listener):
        story.write_text(story.read_text()[::-1])
        os.utime(story, ns=(before.st_atime_ns, before.st_mtime_ns))
        listener.hears_of("content/world/a.md")


def test_a_story_that_is_renamed_without_an_event_is_reported_with_its_new_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "Observer", Deaf)
    with watched(folder) as (_, listener):
        (folder / "content/world/a.md").rename(folder / "content/world/z.md")
        changed = listener.hears(lambda changed: bool(changed.moved))
        assert changed.moved == (("content/world/a.md", "content/world/z.md"),)


def test_polling_asks_the_system_for_no_events(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "Observer", None)
    with watched(folder, polling=True) as (watcher, listener):
        assert watcher.polling
        put(folder, "content/world/b.md")
        listener.hears_of("content/world/b.md")


def test_if_the_system_loses_events_everything_may_have_changed(folder: Path) -> None:
    with watched(folder) as (_, listener):
        logging.getLogger("watchdog.observers.inotify_c").warning("Inotify queue overflowed; events were lost")
        listener.hears(lambda changed: changed.everything)
