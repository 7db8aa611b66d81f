"""Changes to the files of an outlet: many events of the operating system, reported as one change.

The files are scanned as well, for edits without an event.
"""

from __future__ import annotations

import errno
import logging
import os
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Thread

from watchdog import events
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from newsprint.config.site import FILE_NAME
from newsprint.content.files.left_out import is_below_left_out, is_left_out, report_of
from newsprint.preview.outlet import THEMES
from newsprint.preview.watching.changed import Changed
from newsprint.preview.watching.scanning import Facts, Scanner, facts_below

QUIET = 0.02
"""Seconds without an event before a change is reported: an editor's save causes several events."""

LONGEST = 25
"""Number of waits for ``QUIET`` after which a change is reported although events continue, as in a ``git checkout``."""

_NO_EVENTS = (errno.ENOSPC, errno.EMFILE, errno.ENOSYS, errno.ENOTSUP)
_OF_INTEREST = [  # without the events of opening and closing: the preview causes them itself when it reads files
    events.FileCreatedEvent,
    events.FileModifiedEvent,
    events.FileAttribEvent,
    events.FileClosedEvent,
    events.FileDeletedEvent,
    events.FileMovedEvent,
    events.DirCreatedEvent,
    events.DirAttribEvent,
    events.DirDeletedEvent,
    events.DirMovedEvent,
]


class Watching(events.FileSystemEventHandler):
    """Watches an outlet and calls ``report``, from another thread, after every change.

    It watches newsprint.toml, the content folder ``root``, the themes, and ``files``, which may be missing. ``clock``
    returns seconds and never goes back. With ``polling``, events of the operating system are not used.
    """

    def __init__(
        self,
        folder: Path,
        root: str,
        report: Callable[[Changed], None],
        clock: Callable[[], float],
        *,
        files: frozenset[str] = frozenset(),
        polling: bool = False,
    ) -> None:
        self._folder = Path(os.path.realpath(folder))
        self._root = root
        self._files = files
        self._report = report
        self._lock = Lock()
        self._names: set[str] = set()
        self._moved: list[tuple[str, str]] = []
        self._lost = False
        self._happened = Event()
        self._ended = False
        self._observer: BaseObserver | None = None
        self._watches: dict[str, ObservedWatch] = {}
        self._overflow_handler = _OverflowHandler(self._note_overflow)
        self._scanner = Scanner(self._scan, self._note, clock, polling=polling)

    @property
    def polling(self) -> bool:
        """Whether only scans find changes, because the operating system reports no events."""
        return self._scanner.polling

    def start(self) -> None:
        """Start watching. Raises OSError."""
        logging.getLogger("watchdog").addHandler(self._overflow_handler)
        # The library gets two events for a folder that was made in a new folder, and warns about it.
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
        self._watch()
        Thread(target=self._gather, name="newsprint-watching", daemon=True).start()
        self._scanner.start()

    def follow(self, root: str, files: frozenset[str] = frozenset()) -> None:
        """Watch the content folder ``root``, and ``files`` elsewhere in the outlet, from now on.

        A new folder is reported as a change once it is watched, and so are new files.
        """
        before, self._files = self._files, files
        if new := files - before:
            self._note(new)
        if root != self._root:
            self._scanner.hear({self._root, root})
            self._root = root
            self._note({root})

    def stop(self) -> None:
        """Stop watching. Pending changes are dropped."""
        self._ended = True
        self._happened.set()
        self._scanner.stop()
        logging.getLogger("watchdog").removeHandler(self._overflow_handler)
        if self._observer is not None:
            self._observer.stop()

    def on_any_event(self, event: events.FileSystemEvent) -> None:
        """Note an event; it is reported after :data:`QUIET` seconds without another one."""
        before = self._name(event.src_path)
        after = self._name(event.dest_path) if event.event_type == "moved" else None
        names = {reported for name in (before, after) if name and (reported := self._reported_as(name))}
        if names:
            self._scanner.hear(names)
            self._note(names, [(before, after)] if before and after else [])

    def _note(self, names: Iterable[str], moved: Iterable[tuple[str, str]] = ()) -> None:
        with self._lock:
            self._names.update(names)
            self._moved += moved
        self._happened.set()

    def _note_overflow(self) -> None:
        """Note that the operating system dropped events, because there were too many at once."""
        self._lost = True
        self._happened.set()

    def _gather(self) -> None:
        while self._wait():
            with self._lock:
                changed = Changed(frozenset(self._names), everything=self._lost, moved=tuple(self._moved))
                self._names.clear()
                self._moved.clear()
                self._lost = False
            self._unwatch_replaced(changed)
            with suppress(OSError):  # nothing has changed then, and the next event tries again
                self._watch()
            if changed.names or changed.everything:
                self._report(changed)

    def _wait(self) -> bool:
        """Wait for events, and then until they stop. Return False if watching was stopped."""
        self._happened.wait()
        for _ in range(LONGEST):
            self._happened.clear()
            if self._ended or not self._happened.wait(QUIET):
                break
        return not self._ended

    def _unwatch_replaced(self, changed: Changed) -> None:
        """Stop watching folders that were replaced: the system would report events of the old ones, even if moved."""
        for name, watch in tuple(self._watches.items()):
            if name in changed.names or (name and not (self._folder / name).is_dir()):
                del self._watches[name]
                assert self._observer is not None
                self._observer.unschedule(watch)

    def _watch(self) -> None:
        """Watch the folders that are not watched yet, and report their changes from now on. Raises OSError."""
        if self.polling:
            return
        try:
            if self._observer is None:
                self._observer = Observer()
                self._observer.start()
            self._schedule(self._observer)
        except OSError as error:
            if error.errno not in _NO_EVENTS:
                raise
            if self._observer is not None:
                self._observer.stop()
                self._observer = None
            self._scanner.polling = True
            self._watches.clear()

    def _scan(self) -> dict[str, Facts]:
        found = facts_below(
            self._folder,
            (FILE_NAME, self._root, THEMES, *self._files),
            lambda name: self._reported_as(f"{name}/x") is not None,
        )
        return {name: facts for name, facts in found.items() if self._reported_as(name)}

    def _schedule(self, observer: BaseObserver) -> None:
        for name, recursive in self._folders():
            path = self._folder / name
            if name not in self._watches and path.is_dir():
                with suppress(FileNotFoundError, NotADirectoryError):  # just deleted: an event for that follows
                    watch = observer.schedule(self, str(path), recursive=recursive, event_filter=_OF_INTEREST)
                    self._watches[name] = watch

    def _folders(self) -> Iterator[tuple[str, bool]]:
        """Yield the folders to watch, if they exist, and whether the folders below them are watched too."""
        yield "", False
        yield from ((folder, False) for folder in _folders_above(self._root))
        yield self._root, True
        yield THEMES, True
        folders = {folder for name in self._files for folder in _folders_above(name)}
        yield from ((folder, False) for folder in sorted(folders - {self._root, THEMES}))

    def _name(self, path: bytes | str) -> str | None:
        """Return the name of ``path`` below the outlet's folder, as the disk spells it; None if it is not below it."""
        name = os.path.relpath(os.fsdecode(path), self._folder).replace(os.sep, "/")
        return None if name == "." or name.startswith("../") else name

    def _reported_as(self, name: str) -> str | None:
        """Return the name to report for a change of ``name``; None if the change does not matter.

        A change of a folder above the content folder is reported as one of the content folder, and one of a folder
        above a file as one of that file.
        """
        if name in (FILE_NAME, self._root, THEMES) or name.startswith(f"{THEMES}/"):
            return name
        if name in self._files:
            return name
        if self._root.startswith(f"{name}/"):
            return self._root
        below = name.removeprefix(f"{self._root}/")
        if below == name:
            return min((file for file in self._files if file.startswith(f"{name}/")), default=None)
        if is_below_left_out(below) or (is_left_out(below) and report_of(below) is None):
            return None
        return name


def _folders_above(name: str) -> list[str]:
    """Return the folders that contain ``name``, except that of the outlet, the outermost first."""
    parts = name.split("/")[:-1]
    return ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]


class _OverflowHandler(logging.Handler):
    """Calls ``on_overflow`` when events were dropped, which the library reports only in its log."""

    def __init__(self, on_overflow: Callable[[], None]) -> None:
        super().__init__(logging.WARNING)
        self._on_overflow = on_overflow

    def emit(self, record: logging.LogRecord) -> None:
        """Check a warning of the library; it is not shown to anybody."""
        if "overflow" in record.getMessage():
            self._on_overflow()
