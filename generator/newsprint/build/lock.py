"""One build at a time: the lock of an outlet's ``.newsprint`` folder."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl

STATE_FOLDER = ".newsprint"


@contextmanager
def outlet_lock(folder: Path, on_wait: Callable[[], None]) -> Iterator[Path]:
    """Hold the lock of the outlet in ``folder``; gives its state folder. ``on_wait`` is called if it has to wait.

    The operating system lets go of the lock when its holder dies, however it dies. Raises OSError.
    """
    state = folder / STATE_FOLDER
    state.mkdir(exist_ok=True)
    with _held(state / "lock", on_wait):
        yield state


@contextmanager
def _held(place: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    if sys.platform == "win32":
        with _held_on_windows(place, on_wait):
            yield
        return
    with place.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            on_wait()
            fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)  # for worker processes, too, which have the file open as we have


@contextmanager
def _held_on_windows(place: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    from filelock import FileLock, Timeout  # loaded only there: it takes as long as looking at thousands of files

    lock = FileLock(place)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        on_wait()
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
