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


def altered_folders(left: Mapping[str, int], root: Path) -> set[str]:
    """Those of the folders below ``root``, ``left`` at these times (nanoseconds), that have another or are none."""
    top, lstat, is_folder = str(root), os.lstat, stat.S_ISDIR
    altered = set()
    for folder, modified in left.items():
        try:
            facts = lstat(f"{top}/{folder}")
        except OSError:
            altered.add(folder)
        else:
            if facts.st_mtime_ns != modified or not is_folder(facts.st_mode):
                altered.add(folder)
    return altered


def altered_files(left: Iterable[State], root: Path, real: Container[str] = ()) -> Iterator[str]:
    """Those of the files below ``root`` that are not as they were ``left``, or are no files of this folder any more.

    ``real`` are folders that are known to be no symbolic links, nor reached through any.
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
