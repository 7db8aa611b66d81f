"""Staging: new files wait beside their places, under another name, until every page is rendered.

So an error in the last page leaves the output unchanged. Putting a file in place is a rename within one folder: the
only kind of rename that a file system does without locking all of its folders and without a long search for free space.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Iterable
from enum import Enum, auto
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from newsprint.base.files import digest
from newsprint.machine.outputs import real_folders

WAITING = ".newsprint-"
"""The prefix of the names of waiting files."""

ASIDE = f"{WAITING}staging"
"""The folder for files that cannot wait beside their places: a file or symbolic link is where a folder must be."""

_FOLDERS_KEPT = 5000
_PLAIN = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_WRITING = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _PLAIN


class _Folder(Enum):
    NEW = auto()
    THERE = auto()
    BLOCKED = auto()


class Staged(NamedTuple):
    """The outcome of staging a file: whether its place needs these bytes, and whether nothing is there yet.

    ``size`` and ``modified`` (nanoseconds) are those that the file has once it is in place.
    """

    differs: bool
    new: bool
    size: int
    modified: int


class Staging:
    """The waiting files of one output folder. Several processes may share it, each with its own object.

    ``build_id`` names the folder of one build, so that a worker that still prints for an earlier build cannot write
    into it. ``shared`` says that other machines print pages too, where two may print the same page at the same time.
    """

    def __init__(self, root: Path, build_id: str, *, shared: bool = False) -> None:
        self.root = root
        self.build_id = build_id
        self.shared = shared
        self._root = str(root)
        self._own = f"{root}/{ASIDE}/{build_id}"
        self._folders = {self._root}
        self.touched = {""}
        """The folders, relative to the root, in which files were placed, and those above them."""

    def stage(self, file: str, data: bytes) -> Staged:
        """Keep ``data`` for ``file`` until :meth:`place`, unless it has these bytes already. Raises OSError."""
        target = f"{self._root}/{file}"
        folder = self._folder(os.path.dirname(target))
        if folder is _Folder.THERE and (facts := _facts_if_equal(target, data)):
            return Staged(False, False, facts.st_size, facts.st_mtime_ns)
        waiting = self._aside(file) if folder is _Folder.BLOCKED else _beside(target)
        new = folder is not _Folder.THERE or not os.path.lexists(target)
        if self.shared:  # a worker that its cluster has given up may be writing the same file
            own = f"{self._own}/{os.urandom(8).hex()}"
            _write(own, data, room=False)
            os.replace(own, waiting)
        else:
            _write(waiting, data, room=not new)
        facts = os.lstat(waiting)
        return Staged(True, new, facts.st_size, facts.st_mtime_ns)

    def place(self, file: str) -> None:
        """Put the waiting bytes of ``file`` in place, in one step. Raises OSError."""
        target = f"{self._root}/{file}"
        waiting = _beside(target)
        try:
            os.replace(waiting, target)
        except (FileNotFoundError, NotADirectoryError):
            self._clear_way(os.path.dirname(target))
            os.replace(self._aside(file), target)
        except (IsADirectoryError, PermissionError):
            if not os.path.isdir(target) or os.path.islink(target):
                raise
            shutil.rmtree(target)
            os.replace(waiting, target)
        self._touch(os.path.dirname(file))

    def drop(self, files: Iterable[str]) -> None:
        """Delete the waiting bytes of ``files``, if there are any, and the folders that were made for them."""
        is_real = real_folders(self.root)
        for file in files:
            folder = os.path.dirname(file)
            if not is_real(folder):
                continue
            with contextlib.suppress(OSError):
                os.unlink(_beside(f"{self._root}/{file}"))
            with contextlib.suppress(OSError):  # stop at the first folder that is not empty
                while folder:
                    os.rmdir(f"{self._root}/{folder}")
                    folder = os.path.dirname(folder)

    def _touch(self, folder: str) -> None:
        while folder not in self.touched:
            self.touched.add(folder)
            folder = os.path.dirname(folder)

    def _aside(self, file: str) -> str:
        return f"{self._own}/{digest(file.encode())}"

    def _folder(self, folder: str) -> _Folder:
        """Make ``folder`` if it is missing, and return its state. Nothing is ever written through a symbolic link."""
        if folder in self._folders:
            return _Folder.THERE
        if self._folder(os.path.dirname(folder)) is _Folder.BLOCKED:
            return _Folder.BLOCKED
        state = _Folder.NEW
        try:
            os.mkdir(folder)
        except FileExistsError:
            if not _is_folder(folder):
                return _Folder.BLOCKED
            state = _Folder.THERE
        if len(self._folders) > _FOLDERS_KEPT:
            self._folders = {self._root}
        self._folders.add(folder)
        return state

    def _clear_way(self, folder: str) -> None:
        """Make ``folder`` a real one.

        A symbolic link in its place is deleted, and so is a file of an earlier build (``/about`` became ``/about/``).
        """
        if folder == self._root:
            return
        self._clear_way(os.path.dirname(folder))
        try:
            os.mkdir(folder)
        except FileExistsError:
            if not _is_folder(folder):  # another process may have made it just now
                os.unlink(folder)
                os.mkdir(folder)


def _write(path: str, data: bytes, *, room: bool) -> None:
    """Write a file. With ``room``, space on the disk is reserved first.

    ext4 allocates space late, but at once for a file that replaces another. Without this, the ten thousand new pages
    after an edit of the theme would wait for the disk one by one.
    """
    try:
        descriptor = os.open(path, _WRITING, 0o666)
    except OSError:  # no build made what has this name: a folder, a symbolic link, a named pipe
        if not _delete_non_file(path):
            raise
        descriptor = os.open(path, _WRITING, 0o666)
    with open(descriptor, "wb", buffering=0) as file:
        if room and hasattr(os, "posix_fallocate"):
            with contextlib.suppress(OSError):  # not supported here, or the disk is full, which writing reports
                os.posix_fallocate(descriptor, 0, len(data))
        view = memoryview(data)
        while view:
            view = view[file.write(view) :]


def _delete_non_file(path: str) -> bool:
    """Delete what is at ``path`` if it is not a regular file. Returns whether it was deleted. Raises OSError."""
    try:
        mode = os.lstat(path).st_mode
    except OSError:
        return False
    if stat.S_ISREG(mode):
        return False
    shutil.rmtree(path) if stat.S_ISDIR(mode) else os.unlink(path)
    return True


def _facts_if_equal(path: str, data: bytes) -> os.stat_result | None:
    """Return the facts of the file at ``path`` (no symbolic link) if ``data`` is its content, else None."""
    try:
        with open(os.open(path, os.O_RDONLY | _PLAIN), "rb", buffering=0) as current:
            facts = os.fstat(current.fileno())
            same = stat.S_ISREG(facts.st_mode) and facts.st_size == len(data) and current.readall() == data
            return facts if same else None
    except OSError:
        return None  # missing, or not a file: placing makes it one


def _is_folder(path: str) -> bool:
    return stat.S_ISDIR(os.lstat(path).st_mode)


def _beside(target: str) -> str:
    folder, _, name = target.rpartition("/")
    return f"{folder}/{WAITING}{_short(name)}"


@lru_cache(maxsize=256)
def _short(name: str) -> str:
    """Return a name of fixed length for ``name``, however long it is."""
    return digest(name.encode())[:16]
