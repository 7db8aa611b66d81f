"""A folder of this machine as a target: for web servers that serve files, and for sites that rsync takes further."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from filelock import FileLock

from newsprint.base.errors import DeployError
from newsprint.base.files import NotAFileError, below, check_is_file, explained, open_file, real_path
from newsprint.config.targets import FolderSettings
from newsprint.deploy.stores.comparing import PART, check_size, is_same, size_of
from newsprint.deploy.stores.keys import checked
from newsprint.deploy.stores.store import LARGEST_READ, Headers, Listed

_STATE = ".newsprint"
_LOCK = f"{_STATE}/lock"
_LOCKED = 30  # seconds; who has the lock needs it for the blink of an eye
_ARRIVING = f"{_STATE}/arriving-"  # then something random; a deploy that is killed leaves some of them


class FolderStore:
    """Files below a folder; see :class:`~newsprint.deploy.stores.store.Store`. A web server gives them its own headers.

    A file's ETag is made of what changes whenever it is replaced: number of the inode, time and size.
    """

    def __init__(self, settings: FolderSettings, outlet: Path) -> None:
        """The folder in ``settings``, which is made when the first file comes if the one above it is there.

        Raises DeployError if that is not so, or if the folder holds the ``outlet`` itself.
        """
        self._root = settings.folder
        self._shown = settings.shown
        self._check_place(outlet)

    def _check_place(self, outlet: Path) -> None:
        root, ours = real_path(self._root), real_path(outlet)
        if ours.is_relative_to(root):
            raise DeployError(f"{self._shown}: the outlet itself lies there; name another folder")
        if root.exists() and not root.is_dir():
            raise DeployError(f"{self._shown}: that is a file; name a folder")
        if not root.parent.is_dir():
            raise DeployError(f"{self._shown}: there is no folder {root.parent}; make it, or correct the target")

    @property
    def shown(self) -> str:
        """The place for a person: ``file:///srv/www``."""
        return self._shown

    def read(self, key: str, most: int = LARGEST_READ) -> tuple[bytes, str] | None:
        """A file's bytes and ETag; None if there is none. Raises DeployError if it has more than ``most`` bytes."""
        with self._told(f'read "{key}"'):
            try:
                with open_file(self._path(key)) as file:
                    facts = os.fstat(file.fileno())
                    check_size(facts.st_size, most, key, self._shown)
                    return file.read(), _etag(facts)
            except (FileNotFoundError, NotADirectoryError):
                return None

    def etag(self, key: str) -> str | None:
        """A file's ETag; None if there is none."""
        with self._told(f'look at "{key}"'):
            try:
                facts = self._path(key).stat()
            except (FileNotFoundError, NotADirectoryError):
                return None
            return _etag(facts) if stat.S_ISREG(facts.st_mode) else None

    def write(self, key: str, data: bytes) -> None:
        """Write a file, whole or not at all."""
        self._replace(key, data)

    def delete(self, keys: Iterable[str]) -> None:
        """Delete files, and the folders that are empty then; those that are gone already are no mistake."""
        for key in keys:
            with self._told(f'delete "{key}"'):
                path = self._path(key)
                with suppress(FileNotFoundError, NotADirectoryError):
                    path.unlink()
                with suppress(OSError):  # the first folder that is not empty ends it
                    for parent in path.parents:
                        if parent == self._root:
                            break
                        parent.rmdir()

    def list(self) -> Iterator[Listed]:
        """Every file below the folder; symbolic links are told as what they are, and not followed."""
        folders = [""]
        while folders:
            prefix = folders.pop()
            with self._told("list what is there"):
                entries = self._entries(prefix)
            for entry in entries:
                key = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{key}/")
                elif key != _LOCK:
                    with self._told(f'look at "{key}"'):
                        facts = entry.stat(follow_symlinks=False)
                    yield Listed(key, facts.st_size, _etag(facts))

    def _entries(self, prefix: str) -> Sequence[os.DirEntry[str]]:
        try:
            with os.scandir(self._root / prefix) as found:
                return sorted(found, key=lambda entry: entry.name)
        except FileNotFoundError:
            return []

    def holds(self, listed: Listed, data: bytes | Path) -> bool:
        """Whether the file that was listed holds just ``data``."""
        with self._told(f'read "{listed.key}"'):
            if listed.size != size_of(data):
                return False
            path = self._path(listed.key)
            if not path.is_file():
                return False
            with open_file(path) as file:
                return is_same(iter(lambda: file.read(PART), b""), data)

    def honours_conditions(self, key: str) -> bool:
        """Whether ``swap`` is one: it is, as it holds a lock."""
        return True

    def swap(self, key: str, data: bytes, etag: str | None) -> str | None:
        """Write ``data`` only if the file's ETag still is ``etag``; None if there is none.

        Gives the new ETag, or None if somebody else was there first. A lock of the system keeps others out meanwhile.
        """
        with self._told(f'write "{key}"'):
            (self._root / _STATE).mkdir(parents=True, exist_ok=True)
            check_is_file(self._root / _LOCK)
            with FileLock(self._root / _LOCK, timeout=_LOCKED):
                found = self.read(key)
                if (found[1] if found else None) != etag:
                    return None
                return self._replace(key, data, swap=True)

    def put(self, key: str, data: bytes | Path, headers: Headers) -> str:
        """Write a file, whole or not at all; its ETag. The headers are the web server's business."""
        return self._replace(key, data)

    def _replace(self, key: str, data: bytes | Path, *, swap: bool = False) -> str:
        """Write beside its place what comes to ``key``, and put it there at once.

        With ``swap`` it is there even if the power fails then, and is told from every one that was there before.
        """
        arriving = self._root / f"{_ARRIVING}{token_hex(8)}"
        with self._told(f'write "{key}"'):
            path = self._path(key)
            for place in (arriving, path):
                place.parent.mkdir(parents=True, exist_ok=True)
            try:
                _fill(arriving, data)
                if swap:
                    _settle(arriving, path)
                etag = _etag(arriving.stat())
                os.replace(arriving, path)
            finally:
                arriving.unlink(missing_ok=True)
            return etag

    def _path(self, key: str) -> Path:
        try:
            return below(self._root, checked(key, self._shown))
        except ValueError as error:
            raise DeployError(f'{self._shown}: "{key}": {error}; rename the file, or mend the folder') from None

    @contextmanager
    def _told(self, doing: str) -> Iterator[None]:
        try:
            yield
        except (FileExistsError, NotADirectoryError, IsADirectoryError):
            raise DeployError(
                f"{self._shown}: could not {doing}: a file stands where a folder has to be, or the other way round; "
                "delete it there, and deploy again"
            ) from None
        except NotAFileError as error:
            raise DeployError(
                f"{self._shown}: could not {doing}: {error.filename}: {explained(error)}; delete it, and deploy again"
            ) from None
        except OSError as error:
            raise DeployError(
                f"{self._shown}: could not {doing}: {explained(error)}; see to it, and deploy again"
            ) from error


def _fill(path: Path, data: bytes | Path) -> None:
    with path.open("xb") as file:
        if isinstance(data, bytes):
            file.write(data)
        else:
            with open_file(data) as source:
                shutil.copyfileobj(source, file)


def _settle(path: Path, predecessor: Path) -> None:
    """Have the system write ``path`` out, later by its time than its ``predecessor`` even if both came in one tick.

    Otherwise a third file, which may be given the inode of the first again, could have the ETag of the first.
    """
    with path.open("rb") as file:
        with suppress(FileNotFoundError):
            own, before = os.fstat(file.fileno()), predecessor.stat()
            os.utime(path, ns=(own.st_atime_ns, max(own.st_mtime_ns, before.st_mtime_ns + 1)))
        os.fsync(file.fileno())


def _etag(facts: os.stat_result) -> str:
    return f"{facts.st_ino:x}-{facts.st_mtime_ns:x}-{facts.st_size:x}"
