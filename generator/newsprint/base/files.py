"""Files: digests, paths that stay below a folder, opening without waiting, and file errors in words."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from hashlib import file_digest, sha256
from io import BufferedReader
from pathlib import Path, PurePosixPath

_PIECE = 64 * 1024
_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


class NotAFileError(OSError):
    """There is something else in place of a file; ``strerror`` says what it is."""


def digest(data: bytes) -> str:
    """Return the first 32 hexadecimal digits of the SHA-256 of ``data`` (FIPS 180-4).

    Processors have instructions for SHA-256, so it is the fastest digest that cannot be forged.
    """
    return sha256(data).hexdigest()[:32]


def short_digest(data: bytes) -> bytes:
    """Return :func:`digest` as 16 bytes, for tables of many files."""
    return sha256(data).digest()[:16]


def digest_of_file(path: Path | str) -> str:
    """Return the :func:`digest` of the file at ``path``, without loading it whole. Raise OSError."""
    with open_file(path) as file:
        return file_digest(file, "sha256").hexdigest()[:32]


def contents(path: Path | str) -> bytes:
    """Return the contents of the file at ``path``.

    Raise OSError; for a named pipe, a folder or a device, NotAFileError at once. For a file of an article's size, this
    makes half the system calls of ``open``.
    """
    descriptor = _opened(path)
    try:
        pieces = [os.read(descriptor, _PIECE)]
        while pieces[-1]:
            pieces.append(os.read(descriptor, _PIECE))
    finally:
        os.close(descriptor)
    return b"".join(pieces)


def open_file(path: Path | str) -> BufferedReader:
    """Open the file at ``path`` for reading. Raise OSError; for a named pipe or a folder, NotAFileError at once."""
    return os.fdopen(_opened(path), "rb")


def _opened(path: Path | str) -> int:
    """Return a descriptor of the file at ``path``. Opening a named pipe in the usual way would wait for a writer."""
    try:
        descriptor = os.open(path, _READING)
    except OSError:  # a socket cannot be opened, and neither can a folder on Windows
        check_is_file(path)
        raise
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        raise _not_a_file(path, mode)
    return descriptor


def check_is_file(path: Path | str) -> None:
    """Raise NotAFileError if ``path`` exists but is neither a file nor a link to one; nothing is opened."""
    with suppress(FileNotFoundError, NotADirectoryError):
        mode = os.stat(path).st_mode
        if not stat.S_ISREG(mode):
            raise _not_a_file(path, mode)


def _not_a_file(path: Path | str, mode: int) -> NotAFileError:
    return NotAFileError(errno.EINVAL, f"it is {kind_in_words(mode)}, not a file", str(path))


def kind_in_words(mode: int) -> str:
    """Return what has this ``mode`` (POSIX) and is not a file: ``a folder``, ``a named pipe``, ``something else``."""
    return _KINDS.get(stat.S_IFMT(mode), "something else")


def real_path(path: Path) -> Path:
    """Return ``path`` with symbolic links resolved; a circular link is kept, without an error."""
    return Path(os.path.realpath(path))


def below(root: Path, relative: str) -> Path:
    """Return the path of the file ``relative`` (forward slashes) below ``root``.

    Raise ValueError if the name is absolute, contains ``..``, a backslash or NUL, or leads out of ``root`` through a
    symbolic link.
    """
    if "\0" in relative or "\\" in relative:
        raise ValueError("the name contains a character that is not allowed in paths")
    pure = PurePosixPath(relative)
    if pure.is_absolute() or ".." in pure.parts:
        raise ValueError("the path leaves its folder")
    path = root / pure
    try:
        resolved = path.resolve()
    except RecursionError:  # the caller's stack is too deep, which says nothing about the path
        raise
    except (OSError, RuntimeError) as error:
        raise ValueError("the path cannot be resolved") from error
    if not resolved.is_relative_to(root.resolve()):
        raise ValueError("the path leads out of its folder through a symbolic link")
    return path


def explained(error: OSError) -> str:
    """Return the reason of an OSError in words, without error numbers."""
    reasons = {
        errno.ENOSPC: "the disk is full",
        errno.EDQUOT: "the disk quota is used up",
        errno.EIO: "the disk is full or failing",
        errno.EROFS: "the disk is read-only",
        errno.EACCES: "permission denied",
        errno.EPERM: "permission denied",
        errno.ENAMETOOLONG: "the name is too long",
        errno.EMFILE: "too many open files",
    }
    return reasons.get(error.errno or 0, (error.strerror or str(error)).lower())
