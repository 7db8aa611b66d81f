"""Paths of the benchmarks. Everything that they download or generate is below ``benchmarks/.work/``."""

from __future__ import annotations

import itertools
import os
import shutil
from pathlib import Path

BENCHMARKS = Path(__file__).parent
REPOSITORY = BENCHMARKS.parent
WORK = BENCHMARKS / ".work"
PEERS = WORK / "peers"
OUTLETS = WORK / "outlets"
SITES = BENCHMARKS / "sites"
THEME = BENCHMARKS / "themes" / "bench"
RESULTS = BENCHMARKS / "RESULTS.md"


REMOVED = WORK / "removed"
_numbers = itertools.count()


def remove(*paths: Path) -> None:
    """Move files and folders away if they exist; :func:`delete_removed` deletes them.

    ext4 skips inodes that were freed in the last minutes when it makes new files: a build after ten thousand files
    were deleted takes several times as long in the kernel, with any generator.
    """
    REMOVED.mkdir(parents=True, exist_ok=True)
    for path in paths:
        if path.is_symlink() or path.is_file():
            path.unlink()
        elif path.is_dir():
            try:
                path.rename(REMOVED / f"{os.getpid()}-{next(_numbers)}")
            except OSError:  # on another disk
                shutil.rmtree(path)


def delete_removed() -> None:
    """Delete the removed files and folders."""
    shutil.rmtree(REMOVED, ignore_errors=True)
