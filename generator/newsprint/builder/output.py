"""The output folder: ours by a mark, watched for what others do in it, cleared of what no page claims."""

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

_SHORT_WAIT = 10_000  # looks at the clock: some tens of milliseconds
_MARK_TEXT = b"This folder is written by newsprint build, which removes every file here that it did not write.\n"


class Output:
    """An output folder that a build has claimed.

    Names at the top that start with a dot (``.git``, ``.nojekyll``, ``.gitkeep``) are left alone, all but
    ``.well-known``. Files are given as page kinds name them: below the folder, with forward slashes. ``build_id`` names
    this build: see :class:`newsprint.builder.printing.staging.Staging`.
    """

    def __init__(self, root: Path, build_id: str) -> None:
        self.root = root
        self.build_id = build_id
        self._root = str(root)
        self.is_settled = False
        """Whether nothing was found that was changed since the build before."""

        self._opened = 0
        self._touched = {""}
        self._looked_through: dict[str, int | None] = {}

    def open(self) -> None:
        """Make the folder ready. Raises OutputError if it cannot be written or holds files of somebody else."""
        if os.path.lexists(self.root) and not self.root.is_dir():
            raise OutputError(
                f"{self.root}: the output goes there, and it is not a folder. Delete it, then build again"
            )
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
                        f'the output folder {self.root} holds files that Newsprint did not write ("{foreign}"): '
                        "name an empty folder, or delete them"
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
        """The time at which the output was as this build leaves it, by the clock of its file system (nanoseconds).

        It is later than that of every change that this build made, if it ``changed`` files, and no later than that of
        any change that comes. None if the time of the build before still holds. Raises OSError.
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

    def holds(self, file: str, name: bytes) -> bool:
        """Whether ``file`` holds the bytes whose :func:`newsprint.base.files.short_digest` is ``name``."""
        try:
            return digest_of_file(f"{self._root}/{file}") == name.hex()
        except OSError:
            return False

    def close(self) -> None:
        """Remove what a build left aside."""
        shutil.rmtree(self.root / ASIDE, ignore_errors=True)

    def strays(self, folders: Container[str], altered: Collection[str], is_wanted: Callable[[str], bool]) -> list[str]:
        """The files and symbolic links in the output that are not wanted.

        ``folders`` are those that an earlier build left; the ones that are not ``altered`` hold nothing new. Without
        any, every folder is looked through.
        """
        strays: list[str] = []
        for path in {"", *altered}:
            self._look_through(path, folders, is_wanted, strays)
        return sorted(set(strays))

    def _look_through(
        self, path: str, folders: Container[str], is_wanted: Callable[[str], bool], strays: list[str]
    ) -> None:
        """Add to ``strays`` what is not wanted in the folder ``path`` and in the folders below that are not known."""
        prefix = f"{path}/" if path else ""
        self._looked_through[path] = _modified(f"{self._root}/{path}")
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
                    del self._looked_through[prefix + entry.name]

    def touch(self, folders: Iterable[str]) -> None:
        """Count ``folders``, in which files were placed, among the touched ones."""
        self._touched.update(folders)

    def touched_folders(self) -> Iterator[tuple[str, int | None]]:
        """The folders in which files were placed or removed, with their times now; None for one that is gone.

        Those that were looked through for strays are among them, with their times before, as nobody has to look again.
        """
        for folder in sorted(self._touched | self._looked_through.keys()):
            now = folder in self._touched
            yield folder, _modified(f"{self._root}/{folder}") if now else self._looked_through[folder]

    def remove(self, files: Iterable[str]) -> int:
        """Delete ``files``, and the folders that are empty then; how many there were. Raises OSError."""
        removed, is_real = 0, real_folders(self.root)
        for file in files:
            if not is_real(os.path.dirname(file)):
                continue
            try:
                os.unlink(f"{self._root}/{file}")
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
                continue
            removed += 1
            self._remove_empty(os.path.dirname(file))
        return removed

    def _remove_empty(self, folder: str) -> None:
        empty = True
        while folder:
            self._touched.add(folder)
            if empty:
                try:
                    os.rmdir(f"{self._root}/{folder}")
                except OSError:  # the first folder that is not empty ends it
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


def _ours(name: str) -> bool:
    """Whether ``name``, at the top of the output, is for a build to write and to remove."""
    left_waiting = name.startswith(WAITING) and name != ASIDE  # by a build that was killed
    return not name.startswith(".") or name == ".well-known" or left_waiting


def check_place(output: Path, folder: Path, content_root: str) -> None:
    """Raise OutputError if building into ``output`` would harm the outlet in ``folder``."""
    target, outlet = real_path(output), real_path(folder)
    kept = [outlet, outlet / content_root, outlet / "themes"]
    if any(target == place or place.is_relative_to(target) for place in kept):
        raise OutputError(f"the output folder {output} would overwrite the outlet itself: name another one")
    if any(target.is_relative_to(place) for place in kept[1:]):
        raise OutputError(f"the output folder {output} lies among the outlet's sources: name another one")
