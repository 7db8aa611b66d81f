"""A folder of this machine as a store: for local web servers, and for sites that rsync copies on."""

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
_LOCK_TIMEOUT = 30  # seconds; the lock is only needed for milliseconds
_INCOMING = f"{_STATE}/arriving-"  # followed by random characters; a killed deploy leaves some of them


class FolderStore:
    """Files below a folder; see :class:`~newsprint.deploy.stores.store.Store`. The web server sets the headers.

    A file's ETag consists of inode number, modification time and size, so it changes when the file is replaced.
    """

    def __init__(self, settings: FolderSettings, outlet: Path) -> None:
        """Use the folder in ``settings``, which is created with the first file; its parent must exist.

        Raises DeployError if the parent does not exist, or if the folder is a file or contains the ``outlet``.
        """
        self._root = settings.folder
        self._shown = settings.shown
        self._check_place(outlet)

    def _check_place(self, outlet: Path) -> None:
        root, ours = real_path(self._root), real_path(outlet)
        if ours.is_relative_to(root):
            raise DeployError(f"{self._shown}: the outlet is in this folder; choose another folder")
        if root.exists() and not root.is_dir():
            raise DeployError(f"{self._shown}: this is a file; choose a folder")
        if not root.parent.is_dir():
            raise DeployError(f"{self._shown}: there is no folder {root.parent}; create it, or correct the target")

    @property
    def shown(self) -> str:
        """The folder as messages name it: ``file:///srv/www``."""
        return self._shown

    def read(self, key: str, most: int = LARGEST_READ) -> tuple[bytes, str] | None:
        """Return a file's bytes and ETag; None if it is missing.

        Raises DeployError if it is over ``most`` bytes.
        """
        with self._reported(f'read "{key}"'):
            try:
                with open_file(self._path(key)) as file:
                    facts = os.fstat(file.fileno())
                    check_size(facts.st_size, most, key, self._shown)
                    return file.read(), _etag(facts)
            except (FileNotFoundError, NotADirectoryError):
                return None

    def etag(self, key: str) -> str | None:
        """Return a file's ETag; None if there is none."""
        with self._reported(f'check "{key}"'):
            try:
                facts = self._path(key).stat()
            except (FileNotFoundError, NotADirectoryError):
                return None
            return _etag(facts) if stat.S_ISREG(facts.st_mode) else None

    def write(self, key: str, data: bytes) -> None:
        """Write a file atomically."""
        self._replace(key, data)

    def delete(self, keys: Iterable[str]) -> None:
        """Delete files, and folders that are empty then. A missing file is not an error."""
        for key in keys:
            with self._reported(f'delete "{key}"'):
                path = self._path(key)
                with suppress(FileNotFoundError, NotADirectoryError):
                    path.unlink()
                with suppress(OSError):  # stop at the first folder that is not empty
                    for parent in path.parents:
                        if parent == self._root:
                            break
                        parent.rmdir()

    def list(self) -> Iterator[Listed]:
        """Yield every file below the folder; symbolic links are listed themselves and not followed."""
        folders = [""]
        while folders:
            prefix = folders.pop()
            with self._reported("list the files"):
                entries = self._entries(prefix)
            for entry in entries:
                key = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{key}/")
                elif key != _LOCK:
                    with self._reported(f'check "{key}"'):
                        facts = entry.stat(follow_symlinks=False)
                    yield Listed(key, facts.st_size, _etag(facts))

    def _entries(self, prefix: str) -> Sequence[os.DirEntry[str]]:
        try:
            with os.scandir(self._root / prefix) as found:
                return sorted(found, key=lambda entry: entry.name)
        except FileNotFoundError:
            return []

    def holds(self, listed: Listed, data: bytes | Path) -> bool:
        """Return whether the ``listed`` file is exactly ``data``."""
        with self._reported(f'read "{listed.key}"'):
            if listed.size != size_of(data):
                return False
            path = self._path(listed.key)
            if not path.is_file():
                return False
            with open_file(path) as file:
                return is_same(iter(lambda: file.read(PART), b""), data)

    def honours_conditions(self, key: str) -> bool:
        """Return True: ``swap`` uses a lock."""
        return True

    def swap(self, key: str, data: bytes, etag: str | None) -> str | None:
        """Write ``data`` only if the file's ETag is still ``etag`` (None: no file); return the new ETag.

        Returns None if someone else changed the file first. A file lock excludes other deploys meanwhile.
        """
        with self._reported(f'write "{key}"'):
            (self._root / _STATE).mkdir(parents=True, exist_ok=True)
            check_is_file(self._root / _LOCK)
            with FileLock(self._root / _LOCK, timeout=_LOCK_TIMEOUT):
                found = self.read(key)
                if (found[1] if found else None) != etag:
                    return None
                return self._replace(key, data, swap=True)

    def put(self, key: str, data: bytes | Path, headers: Headers) -> str:
        """Write a file atomically; return its ETag.

        ``headers`` are ignored: the web server sets its own.
        """
        return self._replace(key, data)

    def _replace(self, key: str, data: bytes | Path, *, swap: bool = False) -> str:
        """Replace the file at ``key`` atomically by one written beside it; return its ETag.

        With ``swap`` it survives a power failure, and its ETag differs from those of all earlier files.
        """
        incoming = self._root / f"{_INCOMING}{token_hex(8)}"
        with self._reported(f'write "{key}"'):
            path = self._path(key)
            for place in (incoming, path):
                place.parent.mkdir(parents=True, exist_ok=True)
            try:
                _fill(incoming, data)
                if swap:
                    _flush(incoming, path)
                etag = _etag(incoming.stat())
                os.replace(incoming, path)
            finally:
                incoming.unlink(missing_ok=True)
            return etag

    def _path(self, key: str) -> Path:
        try:
            return below(self._root, checked(key, self._shown))
        except ValueError as error:
            raise DeployError(f'{self._shown}: "{key}": {error}; rename the file, or fix the folder') from None

    @contextmanager
    def _reported(self, doing: str) -> Iterator[None]:
        try:
            yield
        except (FileExistsError, NotADirectoryError, IsADirectoryError):
            raise DeployError(
                f"{self._shown}: could not {doing}: there is a file where a folder is needed, or the other way round; "
                "delete it there, and deploy again"
            ) from None
        except NotAFileError as error:
            raise DeployError(
                f"{self._shown}: could not {doing}: {error.filename}: {explained(error)}; delete it, and deploy again"
            ) from None
        except OSError as error:
            raise DeployError(
                f"{self._shown}: could not {doing}: {explained(error)}; fix that, and deploy again"
            ) from error


def _fill(path: Path, data: bytes | Path) -> None:
    with path.open("xb") as file:
        if isinstance(data, bytes):
            file.write(data)
        else:
            with open_file(data) as source:
                shutil.copyfileobj(source, file)


def _flush(path: Path, predecessor: Path) -> None:
    """Flush ``path`` to disk, with a modification time later than that of its ``predecessor``.

    If both had been written in one tick of the clock, a third file that gets the inode of the first again could have
    the ETag of the first.
    """
    with path.open("rb") as file:
        with suppress(FileNotFoundError):
            own, before = os.fstat(file.fileno()), predecessor.stat()
            os.utime(path, ns=(own.st_atime_ns, max(own.st_mtime_ns, before.st_mtime_ns + 1)))
        os.fsync(file.fileno())


def _etag(facts: os.stat_result) -> str:
    return f"{facts.st_ino:x}-{facts.st_mtime_ns:x}-{facts.st_size:x}"
