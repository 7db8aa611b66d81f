"""The scan of the output: which of its files may have changed since the last build.

Scanning a hundred thousand files takes as long as the rest of a deploy of one story. For a site of that size another
process scans, while this one reads the record of the build and the state of the target.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from typing import TypeVar

import msgspec

from newsprint.catalog.record.last_build import settled_at
from newsprint.deploy.built.memory import catalog_of
from newsprint.machine.outputs import altered_files

WORTH_A_PROCESS = 20_000
"""The number of files from which on another process scans: fewer are scanned before it would have started."""

FindAltered = Callable[[], list[str]]
"""Returns the paths below the output of the files that are missing there or may have changed since the build."""

_Found = TypeVar("_Found")


@contextmanager
def altered_since_build(folder: Path, output: Path, record: sqlite3.Connection) -> Iterator[FindAltered]:
    """Yield a function that returns the files that may have changed since the build.

    It scans the ``output`` of the outlet in ``folder``. ``record`` is the database with the record of the build. Call
    the function inside the context; it waits for the end of the scan. The caller must have the outlet's lock.
    """
    files = record.execute("SELECT count(*) FROM page").fetchone()[0]
    task = f"from {__name__} import write_result; write_result({str(folder.absolute())!r}, {str(output.absolute())!r})"

    def here() -> list[str]:
        with catalog_of(folder) as catalog:
            return altered(catalog.connection, output)

    with in_other_process(task, files, list[str], here) as find:
        yield find


@contextmanager
def in_other_process(
    task: str, files: int, kind: type[_Found], here: Callable[[], _Found]
) -> Iterator[Callable[[], _Found]]:
    """Run a scan of many ``files`` in another process; yield a function that returns its result.

    ``task`` is Python source that prints the result as JSON of the type ``kind``. Call the function inside the context;
    it waits for the end of the scan. ``here`` does the same scan in this process: it is used for few files, and if the
    other process fails.
    """
    process = _started(task) if files >= WORTH_A_PROCESS else None
    if process is None:
        found = here()
        yield lambda: found
        return
    with process:
        try:
            yield lambda: _result_of(process, kind, here)
        finally:
            process.kill()


def _started(task: str) -> Popen[bytes] | None:
    """Start the other process; return None if that fails."""
    safe = "-P"  # a file of the outlet must not be imported as a module of Python
    command = [sys.executable or "", safe, "-c", task]
    try:
        return Popen(command, stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL, start_new_session=True)
    except OSError:
        return None


def altered(record: sqlite3.Connection, output: Path) -> list[str]:
    """Return the files of ``record`` that may have changed below ``output``; only their digests can decide."""
    left = record.execute("SELECT file, size, modified FROM page")
    return list(altered_files(left, output, _AnyFolder(), since=settled_at(record)))


class _AnyFolder(Container[str]):
    """Accepts every folder, also a symbolic link: digests are checked before anything is sent."""

    def __contains__(self, folder: object) -> bool:
        return True


def _result_of(process: Popen[bytes], kind: type[_Found], here: Callable[[], _Found]) -> _Found:
    """Return the result of ``process``.

    If it failed, scan ``here``, which raises the error if there is one.
    """
    output, _ = process.communicate()
    with suppress(msgspec.DecodeError):
        if process.returncode == 0:
            return msgspec.json.decode(output, type=kind)
    return here()


def write_result(folder: str, output: str) -> None:
    """Scan the output in another process, and write the result to its standard output as JSON."""
    with catalog_of(Path(folder)) as catalog:
        found = altered(catalog.connection, Path(output))
    with open(1, "wb", closefd=False) as pipe:
        pipe.write(msgspec.json.encode(found))
