"""The sources of Newsprint here and at other commits."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from pathlib import Path

from benchmarks.measure import CommandError
from benchmarks.places import REPOSITORY

SOURCES = ("generator", "themes")


def current_commit() -> str:
    """Return the short id of the commit of the sources here, with a plus if they differ from it."""
    try:
        changed = _git("status", "--porcelain", "--", *SOURCES, "benchmarks/themes")
        return commit_named("HEAD") + ("+" if changed else "")
    except CommandError:
        return "an unknown commit"


def commit_named(name: str) -> str:
    """Return the short id of the commit that ``name`` (a branch, a tag, an id) means. Raises CommandError."""
    return _git("rev-parse", "--short", "--verify", f"{name}^{{commit}}").decode().strip()


def copy_sources(folder: Path) -> None:
    """Copy the sources to the new ``folder``, so that edits do not change them while they are measured."""
    for name in SOURCES:
        shutil.copytree(REPOSITORY / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))


def extract_sources(commit: str, folder: Path) -> None:
    """Write the sources of ``commit`` to ``folder``. Raises CommandError."""
    with tarfile.open(fileobj=io.BytesIO(_git("archive", "--format=tar", commit, *SOURCES))) as packed:
        packed.extraction_filter = getattr(tarfile, "data_filter", None)  # new in Python 3.11.4
        packed.extractall(folder)


def _git(*arguments: str) -> bytes:
    try:
        return subprocess.run(["git", *arguments], cwd=REPOSITORY, capture_output=True, check=True).stdout
    except FileNotFoundError as error:
        raise CommandError("git is not installed") from error
    except subprocess.CalledProcessError as error:
        raise CommandError(
            f"git {' '.join(arguments)}\nended with {error.returncode}:\n{error.stderr.decode()}"
        ) from error
