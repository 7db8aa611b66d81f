"""The output folder: ours by a mark, filled from a staging folder inside it, cleared of what no page claims."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
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
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.staging = root / STAGING

    def open(self) -> None:
        """Make the folder ready. Raises OutputError if it cannot be written or holds files of somebody else."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            mark = self.root / MARK
            for own in (mark, self.staging):
                if own.is_symlink():
                    own.unlink()
            if not mark.is_file():
                if foreign := next(iter(self._visible()), None):
                    raise OutputError(
                        f'the output folder {self.root} holds files that Newsprint did not write ("{foreign}"): '
                        "name an empty folder, or delete them"
                    )
                mark.write_bytes(_MARK_TEXT)
            shutil.rmtree(self.staging, ignore_errors=True)
            self.staging.mkdir()
        except OSError as error:
            raise OutputError(f"the output folder {self.root} cannot be written: {explained(error)}") from error

    def close(self) -> None:
        """Remove what is left of the staging folder."""
        shutil.rmtree(self.staging, ignore_errors=True)

    def stage(self, file: str, data: bytes) -> bool:
        """Keep ``data`` for ``file`` until :meth:`place`; False if it holds these bytes already. Raises OSError."""
        path = self.root / file
        try:
            with open(path, "rb") as current:
                if os.fstat(current.fileno()).st_size == len(data) and not path.is_symlink() and current.read() == data:
                    return False
        except OSError:
            pass  # not there, or not a file: it will be
        (self.staging / digest(file.encode())).write_bytes(data)
        return True

    def remove_links(self) -> int:
        """Remove symbolic links, so that nothing is ever written through one to another place; how many there were."""
        removed = 0
        for prefix, folders, files in self._folders():
            for name in (*folders, *files):
                if (path := self.root / (prefix + name)).is_symlink():
                    path.unlink()
                    removed += 1
        return removed

    def place(self, file: str) -> None:
        """Put the staged bytes of ``file`` where they belong, in one step. Raises OSError."""
        staged, target = self.staging / digest(file.encode()), self.root / file
        try:
            os.replace(staged, target)
        except (FileNotFoundError, NotADirectoryError):
            self._make_folder(target.parent)
            os.replace(staged, target)
        except (IsADirectoryError, PermissionError):
            if not target.is_dir():
                raise
            shutil.rmtree(target)
            os.replace(staged, target)

    def remove_others(self, files: Iterable[str]) -> int:
        """Delete every file but ``files``, and the folders that are empty then; how many files went. Raises OSError."""
        wanted = set(files)
        removed = 0
        for prefix, _, names in self._folders():
            for name in names:
                if prefix + name not in wanted:
                    (self.root / (prefix + name)).unlink()
                    removed += 1
            if prefix and not os.listdir(self.root / prefix):
                (self.root / prefix).rmdir()
        return removed

    def _folders(self) -> Iterator[tuple[str, list[str], list[str]]]:
        """The root (as ``""``) and every folder below (``world/``) with their folders and files, the deepest first."""
        for folder, folders, files in os.walk(self.root, topdown=False):
            prefix = os.path.relpath(folder, self.root).replace(os.sep, "/") + "/"
            if prefix == "./":
                yield "", [name for name in folders if _ours(name)], [name for name in files if _ours(name)]
            elif _ours(prefix.partition("/")[0]):
                yield prefix, folders, files

    def _visible(self) -> Iterator[str]:
        return (name for name in sorted(os.listdir(self.root)) if not name.startswith("."))

    def _make_folder(self, folder: Path) -> None:
        """Make ``folder``; a file of an earlier build that stands in its way goes (``/about`` became ``/about/``)."""
        for parent in [folder, *folder.parents]:
            if parent == self.root:
                break
            if parent.is_file():
                parent.unlink()
        folder.mkdir(parents=True, exist_ok=True)


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
