"""The git commit that is checked out, read from git's own files, because a build may not wait for another program.

Git's files are described in gitrepository-layout(5). If they have unexpected content, there is no revision.
"""

from __future__ import annotations

import re
from pathlib import Path

from newsprint.base.files import open_file

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")  # SHA-1, or SHA-256
_REFERENCE = re.compile(r"ref: *(refs/[^\x00-\x20\x7f~^:?*\[\\]+)")
_MAX_BYTES = 4096  # bytes to read of a file with a single line
_MAX_REFERENCES = 5  # symbolic references in a row, the same limit as git's


def revision_of(folder: Path) -> str | None:
    """Return the commit (40 or 64 hexadecimal digits) that is checked out in the repository around ``folder``.

    Returns None if there is no repository, no commit yet, or if git's files cannot be understood.
    """
    try:
        git = _git_folder(folder.absolute())
        return _checked_out(git) if git else None
    except (OSError, ValueError):  # a file that was deleted, is not text, or has an impossible name
        return None


def _git_folder(folder: Path) -> Path | None:
    """Return git's own folder. In a linked worktree or a submodule, ``.git`` is a file with its path."""
    for place in (folder, *folder.parents):
        git = place / ".git"
        if git.is_dir():
            return git
        if git.is_file():
            line = _line(git)
            return place / line.removeprefix("gitdir:").strip() if line.startswith("gitdir:") else None
    return None


def _checked_out(git: Path) -> str | None:
    shared = git / _line(git / "commondir") if (git / "commondir").is_file() else git
    line = _line(git / "HEAD")
    for _ in range(_MAX_REFERENCES):
        if _COMMIT.fullmatch(line):
            return line
        reference = _REFERENCE.fullmatch(line)
        if not reference or ".." in reference[1]:
            return None
        line = _target(reference[1], git, shared)
    return None


def _target(reference: str, git: Path, shared: Path) -> str:
    """Return the value of ``reference``, or an empty string.

    It is in the worktree's file, else in the shared file, else in the packed references.
    """
    for place in (git, shared):
        if (place / reference).is_file():
            return _line(place / reference)
    return _packed(reference, shared / "packed-refs")


def _packed(reference: str, packed: Path) -> str:
    if packed.is_file():
        with open_file(packed) as lines:
            for line in lines:
                commit, _, name = line.decode().rstrip("\r\n").partition(" ")
                if name == reference:
                    return commit
    return ""


def _line(path: Path) -> str:
    with open_file(path) as file:
        return file.read(_MAX_BYTES).decode().strip()
