"""How the files of the output lie there: what the record remembers of each, and looks at first."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Container, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

State = tuple[int, int]
"""Size and time of modification (nanoseconds) of a file."""


def states_of(files: Iterable[str], root: Path, seen: Container[str] = ()) -> Iterator[State | None]:
    """The state of each of ``files`` below the output folder ``root``; None for what is no file of this folder.

    ``seen`` are folders that were looked at just now, and are no symbolic links. A hundred thousand files are asked
    for, so paths are plain strings here.
    """
    top, is_real, lstat = str(root), real_folders(root, seen), os.lstat
    for file in files:
        try:
            facts = lstat(f"{top}/{file}")
        except OSError:
            yield None
            continue
        folder = file.rpartition("/")[0]
        real = is_real(folder.rpartition("/")[0]) if folder in seen else is_real(folder)
        yield (facts.st_size, facts.st_mtime_ns) if real and stat.S_ISREG(facts.st_mode) else None


def real_folders(root: Path, seen: Container[str] = ()) -> Callable[[str], bool]:
    """A function that tells whether a folder below ``root`` is one, and not reached through a symbolic link.

    It remembers what it has told: make a new one for a later look.
    """

    @lru_cache(maxsize=4096)
    def is_real(folder: str) -> bool:
        if not folder:
            return True
        try:
            is_folder = folder in seen or stat.S_ISDIR(os.lstat(f"{root}/{folder}").st_mode)
        except OSError:
            return False
        return is_folder and is_real(folder.rpartition("/")[0])

    return is_real
