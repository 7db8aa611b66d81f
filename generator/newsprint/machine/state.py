"""An outlet's ``.newsprint`` folder, for files that can be made again, and the locks for writing to it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from newsprint.base.errors import NewsprintError
from newsprint.base.files import NotAFileError, check_is_file, explained

STATE_FOLDER = ".newsprint"
_LOCK = "lock"


def checked(path: Path) -> Path:
    """Return ``path``, where Newsprint keeps a file. Raises NewsprintError if something else is there, and OSError."""
    if path.is_symlink() and not os.path.exists(path):
        raise NewsprintError(f"{path}: it is a broken symbolic link. Delete it, then try again")
    try:
        check_is_file(path)
    except NotAFileError as error:
        raise NewsprintError(f"{path}: {explained(error)}. Delete it, then try again") from error
    return path


def _folder_at(path: Path) -> Path:
    """Return ``path``, a folder, which is made if it is missing. Raises NewsprintError if something else is there."""
    try:
        path.mkdir(exist_ok=True)
    except FileExistsError as error:
        raise NewsprintError(f"{path}: it is not a folder. Delete it, then try again") from error
    return path


@contextmanager
def outlet_lock(folder: Path, on_wait: Callable[[], None]) -> Iterator[Path]:
    """Lock the outlet in ``folder`` for this context; gives its state folder. Calls ``on_wait`` if it has to wait.

    The operating system releases the lock when the process that has it ends, even by a crash.

    Raises OSError, and NewsprintError if something else is at the path of the folder or of the lock.
    """
    from filelock import FileLock, Timeout

    state = _folder_at(folder / STATE_FOLDER)
    lock = FileLock(checked(state / _LOCK))
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
    """Lock a state folder for a preview of the outlet in ``folder`` for this context; gives its path.

    The first preview of an outlet always gets the same folder; a second one that runs at the same time gets another.

    Raises OSError, and NewsprintError if something else is at the path of a folder or of a lock.
    """
    from filelock import FileLock, Timeout

    for number in count(1):
        above = _folder_at(folder / STATE_FOLDER)
        state = _folder_at(above / (f"preview-{number}" if number > 1 else "preview"))
        lock = FileLock(checked(state / _LOCK))
        try:
            lock.acquire(timeout=0)
        except Timeout:
            continue
        try:
            yield state
        finally:
            lock.release()
        return
