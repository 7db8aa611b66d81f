"""Output folders: the mark by which one is known, and how files and folders lie in it, which is looked at first.

A hundred thousand are looked at, so paths are plain strings here, and each takes one call of the system.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

MARK = ".newsprint"
"""The file at the top of an output folder that says that Newsprint writes it."""

State = tuple[str, int, int]
"""A file below the output folder, its size and its time of modification (nanoseconds)."""


EVER = 2**63 - 1
"""Later than every time of a file."""


def altered_folders(left: Mapping[str, int], root: Path, *, since: int) -> set[str]:
    """Those of the folders below ``root``, ``left`` at these times (nanoseconds), that may hold something new.

    They have another time, were changed at or after ``since`` by the clock of their file system, or are no folders.
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
    """Those of the files below ``root`` that may be others than were ``left``, or are no files of this folder any more.

    They have another size or time, or were changed at or after ``since`` (nanoseconds, by the clock of their file
    system): the time of the last change (``st_ctime_ns``) cannot be set back. ``real`` are folders that are known to be
    no symbolic links, nor reached through any.
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
    """A function that tells whether a folder below ``root`` is one, and not reached through a symbolic link.

    It remembers what it has told: make a new one for a later look.
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
