"""Run the real command line, and compare files by their bytes and times."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.support.outlets import AS_OF, Outlet
from tests.support.waiting import finished

Snapshot = dict[str, tuple[bytes, int]]


def environment(**more: str) -> dict[str, str]:
    """Return the environment variables of a command, with ``more``."""
    return {**os.environ, "PYTHONWARNINGS": "default", **more}


def newsprint(
    *arguments: str | Path,
    variables: Mapping[str, str] | None = None,
    memory: int | None = None,
    file_size: int | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run ``python -m newsprint`` with ``arguments``; ``memory`` and ``file_size`` are limits in bytes."""

    def limit() -> None:
        if memory:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        if file_size:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))

    return finished(
        command(*arguments), env=environment(**(variables or {})), preexec_fn=limit if memory or file_size else None
    )


def command(*arguments: str | Path) -> list[str]:
    """Return the command line that runs newsprint in this environment's Python."""
    return [sys.executable, "-m", "newsprint", *map(str, arguments)]


def build_command(outlet: Outlet, *arguments: str | Path, as_of: str = AS_OF) -> tuple[str | Path, ...]:
    """Return the arguments of a build of ``outlet``."""
    return ("build", "--site", outlet.folder, "--as-of", as_of, "--jobs", "1", *arguments)


def snapshot(folder: Path) -> Snapshot:
    """Return the bytes and the modification time (ns) of every file below ``folder``, by path."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }
