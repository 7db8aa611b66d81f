"""The output folder: ours by a mark, filled from a staging folder inside it, cleared of what no page claims."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from newsprint.errors import OutputError
from newsprint.files import digest, explained

MARK = ".newsprint"
STAGING = ".newsprint-staging"
_MARK_TEXT = b"This folder is written by newsprint build, which removes every file here that it did not write.\n"


class Output:
    """An output folder that a build has claimed.

    New files wait in the staging folder until all pages are rendered, so a mistake in the last one leaves everything as
    it was. Names at the top that start with a dot (``.git``, ``.nojekyll``, ``.gitkeep``) are left alone, all but
    ``.well-known``.

    ``edition`` names the staging folder of one build, so that whoever still prints for a build that is over finds no
    place for it. ``shared`` if it is filled from other machines too.
    """

    def __init__(self, root: Path, edition: str, *, shared: bool = False) -> None:
        self.root = root
        self.edition = edition
        self.shared = shared
        self.staging = root / STAGING / edition
        self._real = {root}
        self._touched = {root}

    def open(self) -> None:
        """Make the folder ready. Raises OutputError if it cannot be written or holds files of somebody else."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            mark = self.root / MARK
            for own in (mark, self.root / STAGING):
                if own.is_symlink():
                    own.unlink()
            if not mark.is_file():
                if foreign := next(iter(self._visible()), None):
                    raise OutputError(
                        f'the output folder {self.root} holds files that Newsprint did not write ("{foreign}"): '
                        "name an empty folder, or delete them"
                    )
                mark.write_bytes(_MARK_TEXT)
            shutil.rmtree(self.root / STAGING, ignore_errors=True)
            self.staging.mkdir(parents=True)
            for digit in "0123456789abcdef":  # processes that make files in one folder wait for each other
                (self.staging / digit).mkdir()
        except OSError as error:
            raise OutputError(f"the output folder {self.root} cannot be written: {explained(error)}") from error

    def close(self) -> None:
        """Remove what is left of the staging folder."""
        shutil.rmtree(self.root / STAGING, ignore_errors=True)

    def stage(self, file: str, data: bytes) -> bool:
        """Keep ``data`` for ``file`` until :meth:`place`; False if it holds these bytes already. Raises OSError."""
        path = self.root / file
        try:
            with open(path, "rb") as current:
                same = os.fstat(current.fileno()).st_size == len(data) and current.read() == data
                if same and not path.is_symlink() and self._is_real(path.parent):
                    return False
        except OSError:
            pass  # not there, or not a file: it will be
        staged = self._staged(file)
        if self.shared:  # a worker that its cluster has given up may be writing the same file
            own = staged.with_name(f"{staged.name}-{os.urandom(8).hex()}")
            own.write_bytes(data)
            os.replace(own, staged)
        else:
            staged.write_bytes(data)
        return True

    def _staged(self, file: str) -> Path:
        name = digest(file.encode())
        return self.staging / name[0] / name

    def place(self, file: str) -> None:
        """Put the staged bytes of ``file`` where they belong, in one step. Raises OSError."""
        staged, target = self._staged(file), self.root / file
        self._make_folder(target.parent)
        self._touched.add(target.parent)
        try:
            os.replace(staged, target)
        except (IsADirectoryError, PermissionError):
            if not target.is_dir():
                raise
            shutil.rmtree(target)
            os.replace(staged, target)

    def strays(self, folders: Mapping[str, int], is_wanted: Callable[[str], bool]) -> list[str]:
        """The files and symbolic links in the output that are not wanted.

        ``folders`` are those that an earlier build left, with their times of modification (nanoseconds): a folder whose
        time is the same holds nothing new. Without any, every folder is looked through.
        """
        strays: list[str] = []
        altered = [path for path, modified in folders.items() if not path or self._modified(path) != modified]
        for path in altered or [""]:
            self._look_through(path, folders, is_wanted, strays)
        return sorted(set(strays))

    def _look_through(
        self, path: str, folders: Mapping[str, int], is_wanted: Callable[[str], bool], strays: list[str]
    ) -> None:
        """Add to ``strays`` what is not wanted in the folder ``path`` and in the folders below that are not known."""
        prefix = f"{path}/" if path else ""
        try:
            entries = list(os.scandir(self.root / path))
        except (FileNotFoundError, NotADirectoryError):
            return
        for entry in entries:
            if not prefix and not _ours(entry.name):
                continue
            if not entry.is_dir(follow_symlinks=False):
                if not is_wanted(prefix + entry.name):
                    strays.append(prefix + entry.name)
            elif prefix + entry.name not in folders:
                self._look_through(prefix + entry.name, folders, is_wanted, strays)
                with contextlib.suppress(OSError):  # an empty folder that nobody needs
                    os.rmdir(entry.path)

    @property
    def touched(self) -> frozenset[Path]:
        """The folders in which files were placed or removed."""
        return frozenset(self._touched)

    def touch(self, folders: Iterable[Path]) -> None:
        """Count ``folders``, in which another process placed files, among the touched ones."""
        self._touched.update(folders)

    def touched_folders(self) -> Iterator[tuple[str, int | None]]:
        """The folders in which files were placed or removed, with their times now; None for one that is gone."""
        for folder in sorted(self._touched):
            path = folder.relative_to(self.root).as_posix()
            yield "" if path == "." else path, self._modified(path)

    def _modified(self, path: str) -> int | None:
        try:
            facts = os.lstat(self.root / path)
        except OSError:
            return None
        return facts.st_mtime_ns if stat.S_ISDIR(facts.st_mode) else None

    def remove(self, files: Iterable[str]) -> int:
        """Delete ``files``, and the folders that are empty then; how many there were. Raises OSError."""
        removed = 0
        for file in files:
            path = self.root / file
            if not self._is_real(path.parent):
                continue
            try:
                path.unlink()
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
                continue
            removed += 1
            self._touched.update(parent for parent in path.parents if parent.is_relative_to(self.root))
            with contextlib.suppress(OSError):  # the first folder that is not empty ends it
                for folder in path.parents:
                    if folder == self.root:
                        break
                    folder.rmdir()
                    self._real.discard(folder)
        return removed

    def state_of(self, file: str) -> tuple[int, int] | None:
        """Size and time of modification (nanoseconds) of ``file``, or None if it is no file of this folder."""
        path = self.root / file
        try:
            facts = os.lstat(path)
        except OSError:
            return None
        is_file = stat.S_ISREG(facts.st_mode) and self._is_real(path.parent)
        return (facts.st_size, facts.st_mtime_ns) if is_file else None

    def _visible(self) -> Iterator[str]:
        return (name for name in sorted(os.listdir(self.root)) if not name.startswith("."))

    def _is_real(self, folder: Path) -> bool:
        """Whether ``folder`` is a folder below the root, and not reached through a symbolic link."""
        if folder in self._real:
            return True
        try:
            is_folder = stat.S_ISDIR(os.lstat(folder).st_mode)
        except OSError:
            return False
        if is_folder and self._is_real(folder.parent):
            self._real.add(folder)
            return True
        return False

    def _make_folder(self, folder: Path) -> None:
        """Make ``folder`` a real one: nothing is ever written through a symbolic link to another place.

        A link, or a file of an earlier build (``/about`` became ``/about/``), that stands in its way goes.
        """
        if self._is_real(folder):
            return
        self._make_folder(folder.parent)
        try:
            folder.mkdir()
        except FileExistsError:
            if not self._is_real(folder):  # another process may have made it just now
                folder.unlink()
                folder.mkdir()
        self._real.add(folder)
        self._touched |= {folder, folder.parent}


def _ours(name: str) -> bool:
    """Whether ``name``, at the top of the output, is for a build to write and to remove."""
    return not name.startswith(".") or name == ".well-known"


def check_place(output: Path, folder: Path, content_root: str) -> None:
    """Raise OutputError if building into ``output`` would harm the outlet in ``folder``."""
    target, outlet = output.resolve(), folder.resolve()
    kept = [outlet, outlet / content_root, outlet / "themes"]
    if any(target == place or place.is_relative_to(target) for place in kept):
        raise OutputError(f"the output folder {output} would overwrite the outlet itself: name another one")
    if any(target.is_relative_to(place) for place in kept[1:]):
        raise OutputError(f"the output folder {output} lies among the outlet's sources: name another one")
