"""An outlet's ``.newsprint`` folder, where what can be made again is kept, and who may write in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

STATE_FOLDER = ".newsprint"
_LOCK = "lock"


@contextmanager
def outlet_lock(folder: Path, on_wait: Callable[[], None]) -> Iterator[Path]:
    """Hold the lock of the outlet in ``folder``; gives its state folder. ``on_wait`` is called if it has to wait.

    The operating system lets go of the lock when its holder dies, however it dies. Raises OSError.
    """
    from filelock import FileLock, Timeout

    state = folder / STATE_FOLDER
    state.mkdir(exist_ok=True)
    lock = FileLock(state / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        on_wait()
        lock.acquire()
    try:
        yield state
    finally:
        lock.release()


@contextmanager
def preview_state(folder: Path) -> Iterator[Path]:
    """A state folder for a preview of the outlet in ``folder``, which nobody else uses as long as the context lasts.

    The first preview of an outlet always gets the same one, and one that is started beside it another. Raises OSError.
    """
    from filelock import FileLock, Timeout

    for number in count(1):
        state = folder / STATE_FOLDER / (f"preview-{number}" if number > 1 else "preview")
        state.mkdir(parents=True, exist_ok=True)
        lock = FileLock(state / _LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            continue
        try:
            yield state
        finally:
            lock.release()
        return
