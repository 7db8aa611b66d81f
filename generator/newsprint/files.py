"""Files: whole or not at all, named by digest, never outside their root."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from hashlib import blake2b
from pathlib import Path, PurePosixPath

_TEMPORARY_PREFIX = ".newsprint-"


def digest(data: bytes) -> str:
    """32 hexadecimal digits that name ``data`` (BLAKE2b, RFC 7693)."""
    return blake2b(data, digest_size=16).hexdigest()


def replace_if_changed(path: Path, data: bytes) -> bool:
    """Make ``path`` hold ``data``; True if it had to be written.

    A file that already holds these bytes is left alone, so that its time of modification tells a later deploy the
    truth. Folders are created as needed. Raises OSError.
    """
    try:
        with open(path, "rb") as file:
            if os.fstat(file.fileno()).st_size == len(data) and file.read() == data:
                return False
    except (FileNotFoundError, NotADirectoryError):
        pass
    except IsADirectoryError:
        _remove_folder(path)
    write_atomically(path, data)
    return True


def write_atomically(path: Path, data: bytes) -> None:
    """Replace ``path`` by ``data`` in one step: a reader finds the old file or the new one, never a part. Raises OSError."""
    handle, temporary = _temporary_beside(path)
    try:
        with open(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _temporary_beside(path: Path) -> tuple[int, str]:
    try:
        return tempfile.mkstemp(dir=path.parent, prefix=_TEMPORARY_PREFIX)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    except NotADirectoryError:
        _remove_files_in_the_way(path.parent)
        path.parent.mkdir(parents=True, exist_ok=True)
    return tempfile.mkstemp(dir=path.parent, prefix=_TEMPORARY_PREFIX)


def _remove_files_in_the_way(folder: Path) -> None:
    """A page's old file may stand where a folder is needed now (``/about`` became ``/about/``)."""
    for parent in [folder, *folder.parents]:
        if parent.is_file():
            parent.unlink()
            return


def _remove_folder(path: Path) -> None:
    import shutil

    shutil.rmtree(path)


def is_temporary(name: str) -> bool:
    """True for the name of a file that a killed :func:`write_atomically` left behind."""
    return name.startswith(_TEMPORARY_PREFIX)


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
        errno.EROFS: "the disk is read-only",
        errno.EACCES: "permission denied",
        errno.EPERM: "permission denied",
        errno.ENAMETOOLONG: "the name is too long",
        errno.EMFILE: "too many open files",
    }
    return reasons.get(error.errno or 0, (error.strerror or str(error)).lower())
