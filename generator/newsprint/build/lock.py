"""One build at a time: the lock of an outlet's ``.newsprint`` folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

STATE_FOLDER = ".newsprint"


@contextmanager
def outlet_lock(folder: Path, on_wait: Callable[[], None]) -> Iterator[Path]:
    """Hold the lock of the outlet in ``folder``; gives its state folder. ``on_wait`` is called if it has to wait.

    The operating system lets go of the lock when its holder dies, however it dies. Raises OSError.
    """
    from filelock import FileLock, Timeout

    state = folder / STATE_FOLDER
    state.mkdir(exist_ok=True)
    lock = FileLock(state / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        on_wait()
        lock.acquire()
    try:
        yield state
    finally:
        lock.release()
