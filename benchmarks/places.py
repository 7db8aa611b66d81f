"""Where things are. All that the benchmarks download or generate lies below ``benchmarks/.work/``."""

from __future__ import annotations

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


def remove(*paths: Path) -> None:
    """Delete files and folders, whether they are there or not."""
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
