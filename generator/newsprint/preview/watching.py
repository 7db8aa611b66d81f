"""What happens to the outlet's files, as the operating system tells it: many events, told as one change."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Lock, Thread

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from newsprint.articles.sources import is_passed_over
from newsprint.config import FILE_NAME
from newsprint.preview.outlet import THEMES, Changed

QUIET = 0.02
"""Seconds without an event after which what happened is told as one change: an editor's save is several events."""

LONGEST = 25
"""So many times the quiet is waited for; then it is told though events go on, as they do during a ``git checkout``."""

POLLING_EVERY = 1.0
_IGNORED = ("opened", "closed_no_write")
_NO_ROOM = (errno.ENOSPC, errno.EMFILE, errno.ENOSYS, errno.ENOTSUP)


class Watching(FileSystemEventHandler):
    """Watches an outlet and calls ``tell``, from another thread, after every change.

    ``polling`` says whether the system has no room, or no way, to tell of events, so that files are looked at in turn.
    """

    def __init__(self, folder: Path, root: str, tell: Callable[[Changed], None]) -> None:
        self.polling = False
        self._folder = Path(os.path.realpath(folder))
        self._root = root
        self._tell = tell
        self._lock = Lock()
        self._names: set[str] = set()
        self._moved: list[tuple[str, str]] = []
        self._happened = Event()
        self._ended = False
        self._observer: BaseObserver = Observer()
        self._watches: dict[str, ObservedWatch] = {}

    def start(self) -> None:
        """Begin. Raises OSError."""
        Thread(target=self._gather, name="newsprint-watching", daemon=True).start()
        try:
            self._schedule()
            self._observer.start()
        except OSError as error:
            if error.errno not in _NO_ROOM:
                raise
            self._observer = PollingObserver(timeout=POLLING_EVERY)
            self._watches.clear()
            self.polling = True
            self._schedule()
            self._observer.start()

    def follow(self, root: str) -> None:
        """Watch the content folder ``root`` from now on, and the folders that came back after they were deleted."""
        self._root = root
        for name in (root, THEMES):
            watch = self._watches.get(name)
            if watch is not None and not (self._folder / name).is_dir():
                self._observer.unschedule(self._watches.pop(name))
        self._schedule()

    def stop(self) -> None:
        """End. What is not told yet is not told any more."""
        self._ended = True
        self._happened.set()
        self._observer.stop()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Something happened; it is told when nothing more happens for a moment."""
        if event.event_type in _IGNORED or (event.event_type == "modified" and event.is_directory):
            return
        before = self._name(event.src_path)
        after = self._name(event.dest_path) if event.event_type == "moved" else None
        names = {name for name in (before, after) if name and self._matters(name)}
        if not names:
            return
        with self._lock:
            self._names |= names
            if before and after:
                self._moved.append((before, after))
        self._happened.set()

    def _gather(self) -> None:
        while True:
            self._happened.wait()
            for _ in range(LONGEST):
                self._happened.clear()
                if self._ended:
                    return
                if not self._happened.wait(QUIET):
                    break
            with self._lock:
                changed = Changed(frozenset(self._names), moved=tuple(self._moved))
                self._names.clear()
                self._moved.clear()
            if changed.names:
                self._tell(changed)

    def _schedule(self) -> None:
        for name in ("", *self._folders()):
            if name not in self._watches:
                path = str(self._folder / name)
                self._watches[name] = self._observer.schedule(self, path, recursive=bool(name))

    def _folders(self) -> Iterator[str]:
        return (name for name in (self._root, THEMES) if (self._folder / name).is_dir())

    def _name(self, path: bytes | str) -> str | None:
        """The name of ``path`` below the outlet's folder, as the disk spells it."""
        name = os.path.relpath(os.fsdecode(path), self._folder).replace(os.sep, "/")
        return None if name == "." or name.startswith("../") else name

    def _matters(self, name: str) -> bool:
        if name in (FILE_NAME, self._root, THEMES):
            return True
        if name.startswith(f"{self._root}/"):
            return not any(is_passed_over(part) for part in name.removeprefix(f"{self._root}/").split("/"))
        return name.startswith(f"{THEMES}/")
