"""Scans of the files of an outlet, to find edits for which the operating system reports no event.

Container volumes and network shares often report no changes by the other machine, but always those by this one. So a
probe file cannot detect them; only a scan can.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TypeAlias

Facts: TypeAlias = tuple[int, int, int, int]
"""Modification time and change time (nanoseconds), size (bytes) and inode of a file."""


EVERY = 0.8
"""Shortest wait between two scans, in seconds: see ``SHARE``."""

SHARE = {True: 10, False: 50}
"""The wait before the next scan, in durations of the last one: if only scans find changes (True), or events too."""

GRACE = 0.3
"""Seconds after a scan within which an event for its findings may still arrive."""


class Scanner:
    """Calls ``scan`` repeatedly in a thread, and calls ``report`` with the changes for which there was no event.

    ``report`` gets the names of files, and the old and the new name of those that were moved. ``clock`` returns seconds
    and never goes back. ``polling`` is true if the operating system seems to report no events.
    """

    def __init__(
        self,
        scan: Callable[[], dict[str, Facts]],
        report: Callable[[set[str], list[tuple[str, str]]], None],
        clock: Callable[[], float],
        *,
        polling: bool = False,
    ) -> None:
        self.polling = polling
        self._scan = scan
        self._report = report
        self._clock = clock
        self._lock = Lock()
        self._heard: dict[str, float] = {}
        self._ended = Event()

    def start(self) -> None:
        """Scan once, and then in a thread until :meth:`stop` is called."""
        Thread(target=self._run, args=(self._scan(),), name="newsprint-scanning", daemon=True).start()

    def stop(self) -> None:
        """Stop scanning."""
        self._ended.set()

    def hear(self, names: Iterable[str]) -> None:
        """Note that there was an event for each of ``names``, files or folders."""
        with self._lock:
            self._heard.update(dict.fromkeys(names, self._clock()))

    def _run(self, seen: dict[str, Facts]) -> None:
        before = cost = 0.0
        while not self._ended.wait(max(EVERY, cost * SHARE[self.polling])):
            started = self._clock()
            found = self._scan()
            cost = self._clock() - started
            names, moved = differences(seen, found)
            missed = self._missed(names, before) if names else names
            if missed and not self._ended.is_set():
                self._report(missed, [pair for pair in moved if pair[1] in missed])
            seen, before = found, started

    def _missed(self, names: set[str], since: float) -> set[str]:
        """Return those of ``names`` without an event, for them or for a folder above them, since the time ``since``."""
        if self.polling:
            return names
        self._ended.wait(GRACE)
        with self._lock:
            self._heard = {name: when for name, when in self._heard.items() if when >= since}
            missed = {name for name in names if self._heard.keys().isdisjoint(_with_folders(name))}
        self.polling = bool(missed)
        return missed


def facts_below(folder: Path, tops: Iterable[str], enters: Callable[[str], bool]) -> dict[str, Facts]:
    """Return the facts of each file at or below ``tops``, by its name relative to ``folder``.

    A folder is scanned if ``enters`` accepts its name. Files that cannot be read are left out.
    """
    found: dict[str, Facts] = {}
    for top in tops:
        path = folder / top
        if path.is_dir():
            found.update(_walk(str(path), top, enters))
        else:
            with suppress(OSError):
                found[top] = _facts(os.lstat(path))
    return found


def differences(before: dict[str, Facts], after: dict[str, Facts]) -> tuple[set[str], list[tuple[str, str]]]:
    """Return the names of added, deleted and changed files, and the old and the new name of each that was moved."""
    came = after.keys() - before.keys()
    went = before.keys() - after.keys()
    changed = {name for name, facts in after.items() if name in before and before[name] != facts}
    places = {before[name][3]: name for name in went if before[name][3]}  # Windows gives no inode
    moved = [(places[inode], name) for name in sorted(came) if (inode := after[name][3]) in places]
    return {*came, *went, *changed}, moved


def _walk(path: str, name: str, enters: Callable[[str], bool]) -> Iterator[tuple[str, Facts]]:
    with suppress(OSError), os.scandir(path) as entries:  # the folder may have been deleted meanwhile
        for entry in entries:
            below = f"{name}/{entry.name}"
            with suppress(OSError):
                if not entry.is_dir(follow_symlinks=False):
                    yield below, _facts(entry.stat(follow_symlinks=False))
                elif enters(below):
                    yield from _walk(entry.path, below, enters)


def _facts(status: os.stat_result) -> Facts:
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


def _with_folders(name: str) -> Iterator[str]:
    """Yield ``name``, and each folder above it."""
    yield name
    while "/" in name:
        name = name.rpartition("/")[0]
        yield name
