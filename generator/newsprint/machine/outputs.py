"""Output folders: the file that marks one, and quick checks for files and folders that somebody changed in it.

There may be a hundred thousand of them, so paths are plain strings here, and each path takes one system call.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

MARK = ".newsprint"
"""The file at the top of an output folder that marks it as Newsprint's."""

State = tuple[str, int, int]
"""A file's path below the output folder, its size (bytes) and its modification time (nanoseconds)."""


EVER = 2**63 - 1
"""A time (nanoseconds) later than that of any file."""


def altered_folders(left: Mapping[str, int], root: Path, *, since: int) -> set[str]:
    """Return the folders in ``left`` that may contain something new.

    ``left`` has paths below ``root`` and the modification times (nanoseconds) that a build left them with. A folder is
    altered if it has another time, if it was changed at or after ``since`` (nanoseconds, by the clock of its file
    system), or if it is no longer a folder.
    """
    top, lstat, is_folder = str(root), os.lstat, stat.S_ISDIR
    altered = set()
    for folder, modified in left.items():
        try:
            facts = lstat(f"{top}/{folder}")
        except OSError:
            altered.add(folder)
        else:
            if facts.st_mtime_ns != modified or facts.st_ctime_ns >= since or not is_folder(facts.st_mode):
                altered.add(folder)
    return altered


def altered_files(left: Iterable[State], root: Path, real: Container[str] = (), *, since: int) -> Iterator[str]:
    """Yield the files in ``left`` that may differ from what a build left below ``root``.

    A file is altered if it has another size or modification time, if it was changed at or after ``since`` (nanoseconds,
    by the clock of its file system), if it is no longer a file, or if a symbolic link leads to it. The time of the last
    change (``st_ctime_ns``) cannot be set back. ``real`` has folders that are known to be neither symbolic links nor
    reached through one.
    """
    top, is_real, lstat, is_file = str(root), real_folders(root), os.lstat, stat.S_ISREG
    for file, size, modified in left:
        try:
            facts = lstat(f"{top}/{file}")
        except OSError:
            yield file
            continue
        folder = file.rpartition("/")[0]
        as_left = facts.st_mtime_ns == modified and facts.st_size == size and is_file(facts.st_mode)
        as_left = as_left and facts.st_ctime_ns < since
        if not (as_left and (folder in real or is_real(folder))):
            yield file


def real_folders(root: Path) -> Callable[[str], bool]:
    """Return a function that checks whether a path below ``root`` is a folder, not reached through a symbolic link.

    The function caches its results: get a new one for a later check.
    """

    @lru_cache(maxsize=4096)
    def is_real(folder: str) -> bool:
        if not folder:
            return True
        try:
            is_folder = stat.S_ISDIR(os.lstat(f"{root}/{folder}").st_mode)
        except OSError:
            return False
        return is_folder and is_real(folder.rpartition("/")[0])

    return is_real
