"""The output folder: marked as ours, checked for changes by others, cleared of files that no page claims."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Callable, Collection, Container, Iterable, Iterator
from pathlib import Path

from newsprint.base.errors import OutputError
from newsprint.base.files import NotAFileError, check_is_file, digest_of_file, explained, real_path
from newsprint.builder.printing.staging import ASIDE, WAITING
from newsprint.machine.outputs import MARK, real_folders

_SHORT_WAIT = 10_000  # readings of the clock: some tens of milliseconds
_MARK_TEXT = b"This folder is written by newsprint build, which removes every file here that it did not write.\n"


class Output:
    """The output folder of one build.

    Names at the top that start with a dot (``.git``, ``.nojekyll``, ``.gitkeep``) are left alone, except
    ``.well-known``. Files are named as page kinds name them: relative to the folder, with forward slashes.
    ``build_id`` names this build: see :class:`newsprint.builder.printing.staging.Staging`.
    """

    def __init__(self, root: Path, build_id: str) -> None:
        self.root = root
        self.build_id = build_id
        self._root = str(root)
        self.is_settled = False
        """Whether no change since the last build was found."""

        self._opened = 0
        self._touched = {""}
        self._scanned: dict[str, int | None] = {}

    def open(self) -> None:
        """Make the folder ready. Raises OutputError if it cannot be written, or contains files that are not ours."""
        if os.path.lexists(self.root) and not self.root.is_dir():
            raise OutputError(f"{self.root}: the output folder is not a folder. Delete it, then build again")
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            mark, aside = self.root / MARK, self.root / ASIDE
            for own in (mark, aside):
                if own.is_symlink() or (own == aside and own.exists() and not own.is_dir()):
                    own.unlink()
            check_is_file(mark)
            if not mark.is_file():
                if foreign := next(iter(self._visible()), None):
                    raise OutputError(
                        f'the output folder {self.root} contains files that Newsprint did not write ("{foreign}"): '
                        "choose an empty folder, or delete them"
                    )
                mark.write_bytes(_MARK_TEXT)
            shutil.rmtree(aside, ignore_errors=True)
            (aside / self.build_id).mkdir(parents=True)
            self._opened = self._time()
        except NotAFileError as error:
            raise OutputError(f"{mark}: {explained(error)}. Delete it, then build again") from error
        except OSError as error:
            raise OutputError(f"the output folder {self.root} cannot be written: {explained(error)}") from error

    def settled(self, *, changed: bool) -> int | None:
        """Return a time at which the output was as this build leaves it, by its file system's clock (nanoseconds).

        If this build ``changed`` files, the time is later than each of its changes. It is not later than any change
        still to come. None if the time that the last build noted is still valid. Raises OSError.
        """
        if not changed:
            return None if self.is_settled else self._opened
        before = now = self._time()
        for _ in range(_SHORT_WAIT):  # these clocks advance in steps of some milliseconds, on some systems of seconds
            if now > before:
                break
            now = self._time()
        return now

    def _time(self) -> int:
        aside = f"{self._root}/{ASIDE}"
        os.utime(aside)
        return os.stat(aside).st_ctime_ns

    def has_digest(self, file: str, name: bytes) -> bool:
        """Return whether ``name`` is the :func:`newsprint.base.files.short_digest` of the bytes in ``file``."""
        try:
            return digest_of_file(f"{self._root}/{file}") == name.hex()
        except OSError:
            return False

    def close(self) -> None:
        """Delete the staging folder."""
        shutil.rmtree(self.root / ASIDE, ignore_errors=True)

    def strays(self, folders: Container[str], altered: Collection[str], is_wanted: Callable[[str], bool]) -> list[str]:
        """Return the files and symbolic links in the output that are not wanted.

        ``folders`` are those that an earlier build left; the ones that are not ``altered`` contain nothing new. Without
        any, every folder is scanned.
        """
        strays: list[str] = []
        for path in {"", *altered}:
            self._scan(path, folders, is_wanted, strays)
        return sorted(set(strays))

    def _scan(self, path: str, folders: Container[str], is_wanted: Callable[[str], bool], strays: list[str]) -> None:
        """Add to ``strays`` what is not wanted in the folder ``path``, and in folders below it that are not known."""
        prefix = f"{path}/" if path else ""
        self._scanned[path] = _modified(f"{self._root}/{path}")
        try:
            entries = list(os.scandir(self.root / path))
        except (FileNotFoundError, NotADirectoryError):
            return
        for entry in entries:
            if not prefix and not _is_managed(entry.name):
                continue
            if not entry.is_dir(follow_symlinks=False):
                if not is_wanted(prefix + entry.name):
                    strays.append(prefix + entry.name)
            elif prefix + entry.name not in folders:
                self._scan(prefix + entry.name, folders, is_wanted, strays)
                with contextlib.suppress(OSError):  # fails unless the folder is empty
                    os.rmdir(entry.path)
                    del self._scanned[prefix + entry.name]

    def touch(self, folders: Iterable[str]) -> None:
        """Note that files were placed in ``folders``."""
        self._touched.update(folders)

    def touched_folders(self) -> Iterator[tuple[str, int | None]]:
        """Yield the folders in which files were placed or removed, with their times now; None for a deleted one.

        Times are in nanoseconds. Folders that were scanned for strays come too, with their times before the scan: they
        need no other scan until these change.
        """
        for folder in sorted(self._touched | self._scanned.keys()):
            now = folder in self._touched
            yield folder, _modified(f"{self._root}/{folder}") if now else self._scanned[folder]

    def remove(self, files: Iterable[str]) -> list[str]:
        """Delete ``files``, and folders that this leaves empty. Returns the files that there were. Raises OSError."""
        removed, is_real = [], real_folders(self.root)
        for file in files:
            if not is_real(os.path.dirname(file)):
                continue
            try:
                os.unlink(f"{self._root}/{file}")
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
                continue
            removed.append(file)
            self._remove_empty(os.path.dirname(file))
        return removed

    def _remove_empty(self, folder: str) -> None:
        empty = True
        while folder:
            self._touched.add(folder)
            if empty:
                try:
                    os.rmdir(f"{self._root}/{folder}")
                except OSError:  # not empty, so the folders above it are not empty either
                    empty = False
            folder = os.path.dirname(folder)

    def _visible(self) -> Iterator[str]:
        return (name for name in sorted(os.listdir(self.root)) if not name.startswith("."))


def _modified(folder: str) -> int | None:
    try:
        facts = os.lstat(folder)
    except OSError:
        return None
    return facts.st_mtime_ns if stat.S_ISDIR(facts.st_mode) else None


def _is_managed(name: str) -> bool:
    """Return whether builds write and delete ``name`` at the top of the output."""
    left_waiting = name.startswith(WAITING) and name != ASIDE  # by a build that was killed
    return not name.startswith(".") or name == ".well-known" or left_waiting


def check_place(output: Path, folder: Path, content_root: str) -> None:
    """Raise OutputError if building into ``output`` would harm the outlet in ``folder``."""
    target, outlet = real_path(output), real_path(folder)
    kept = [outlet, outlet / content_root, outlet / "themes"]
    if any(target == place or place.is_relative_to(target) for place in kept):
        raise OutputError(f"the output folder {output} would overwrite the outlet itself: choose another one")
    if any(target.is_relative_to(place) for place in kept[1:]):
        raise OutputError(f"the output folder {output} is among the outlet's sources: choose another one")
