"""Files: named by digest, never outside their root, and what keeps them from being written, in words."""

from __future__ import annotations

import errno
import os
from hashlib import file_digest, sha256
from pathlib import Path, PurePosixPath

_PIECE = 64 * 1024


def digest(data: bytes) -> str:
    """32 hexadecimal digits that name ``data``: the first of its SHA-256 (FIPS 180-4).

    Processors have instructions for that one, which makes it the fastest of those that cannot be forged.
    """
    return sha256(data).hexdigest()[:32]


def short_digest(data: bytes) -> bytes:
    """The 16 bytes whose hexadecimal digits :func:`digest` gives: for tables of many files."""
    return sha256(data).digest()[:16]


def digest_of_file(path: Path | str) -> str:
    """The :func:`digest` of what the file at ``path`` holds, however large it is. Raises OSError."""
    with open(path, "rb") as file:
        return file_digest(file, "sha256").hexdigest()[:32]


def contents(path: str) -> bytes:
    """What the file at ``path`` holds. Raises OSError.

    For a file of an article's size it makes half the system calls of ``open``.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        pieces = [os.read(descriptor, _PIECE)]
        while pieces[-1]:
            pieces.append(os.read(descriptor, _PIECE))
    finally:
        os.close(descriptor)
    return b"".join(pieces)


def below(root: Path, relative: str) -> Path:
    """The file ``relative`` (forward slashes) below ``root``.

    Raises ValueError if the name is absolute, has ``..`` or a NUL, or leads out of ``root`` through a symbolic link.
    """
    if "\0" in relative or "\\" in relative:
        raise ValueError("the name holds a character that no path may hold")
    pure = PurePosixPath(relative)
    if pure.is_absolute() or ".." in pure.parts:
        raise ValueError("the path leaves its folder")
    path = root / pure
    try:
        resolved = path.resolve()
    except RecursionError:  # whoever asks is too deep in calls, which says nothing of the path
        raise
    except (OSError, RuntimeError) as error:
        raise ValueError("the path cannot be followed") from error
    if not resolved.is_relative_to(root.resolve()):
        raise ValueError("the path leads out of its folder through a symbolic link")
    return path


def explained(error: OSError) -> str:
    """An OSError in words for a person who does not know error numbers."""
    reasons = {
        errno.ENOSPC: "the disk is full",
        errno.EDQUOT: "the disk quota is used up",
        errno.EIO: "the disk is full, or fails",
        errno.EROFS: "the disk is read-only",
        errno.EACCES: "permission denied",
        errno.EPERM: "permission denied",
        errno.ENAMETOOLONG: "the name is too long",
        errno.EMFILE: "too many open files",
    }
    return reasons.get(error.errno or 0, (error.strerror or str(error)).lower())
