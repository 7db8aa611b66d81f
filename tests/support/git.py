"""Git, run in a repository of a test, with the configuration that tests have (``tests/data/gitconfig``)."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def git(folder: Path, *words: str, data: bytes | None = None, **variables: str) -> str:
    """Run git in ``folder``, check that it succeeds, and return its standard output."""
    command = ["git", "-C", str(folder), *words]
    done = subprocess.run(command, input=data, capture_output=True, env={**os.environ, **variables})
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()
