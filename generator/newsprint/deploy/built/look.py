"""A look at the output: which of its files are not as the last build left them.

A hundred thousand files take as long to look at as all else that a deploy of one story does by itself. At a site of
that size another process looks, while this one reads the record and asks the target what lies there.
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
"""Fewer files are looked at sooner than a process starts."""

Look = Callable[[], list[str]]
"""Gives the files, by their paths below the output, that are no files there or may be others than were left."""

_Found = TypeVar("_Found")


@contextmanager
def looking(folder: Path, output: Path, record: sqlite3.Connection) -> Iterator[Look]:
    """Look at the ``output`` of the outlet in ``folder``, whose ``record`` says what was built.

    What is given has to be called inside the context, and waits for the end of the look. The caller holds the outlet's
    lock.
    """
    files = record.execute("SELECT count(*) FROM page").fetchone()[0]
    task = f"from {__name__} import tell; tell({str(folder.absolute())!r}, {str(output.absolute())!r})"

    def here() -> list[str]:
        with catalog_of(folder) as catalog:
            return altered(catalog.connection, output)

    with elsewhere(task, files, list[str], here) as look:
        yield look


@contextmanager
def elsewhere(task: str, files: int, kind: type[_Found], here: Callable[[], _Found]) -> Iterator[Callable[[], _Found]]:
    """Have another process look at many ``files``: ``task``, in Python, writes what it finds as JSON of this ``kind``.

    What is given has to be called inside the context, and waits for the end of the look. Few files are looked at
    ``here``, and so are all if something keeps the other process from looking.
    """
    process = _started(task) if files >= WORTH_A_PROCESS else None
    if process is None:
        found = here()
        yield lambda: found
        return
    with process:
        try:
            yield lambda: _told(process, kind, here)
        finally:
            process.kill()


def _started(task: str) -> Popen[bytes] | None:
    """The other process; None where none can be started."""
    safe = "-P"  # nothing that lies in the outlet is taken for a module of Python's
    words = [sys.executable or "", safe, "-c", task]
    try:
        return Popen(words, stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL, start_new_session=True)
    except OSError:
        return None


def altered(record: sqlite3.Connection, output: Path) -> list[str]:
    """The files of ``record`` that may not be below ``output`` as they were left: their digests decide."""
    left = record.execute("SELECT file, size, modified FROM page")
    return list(altered_files(left, output, _AnyFolder(), since=settled_at(record)))


class _AnyFolder(Container[str]):
    """Folders may be links, and lie anywhere: no byte is sent that does not fit the digest of what was built."""

    def __contains__(self, folder: object) -> bool:
        return True


def _told(process: Popen[bytes], kind: type[_Found], here: Callable[[], _Found]) -> _Found:
    """What ``process`` found; if something kept it from looking, this one looks, and tells what that was."""
    told, _ = process.communicate()
    with suppress(msgspec.DecodeError):
        if process.returncode == 0:
            return msgspec.json.decode(told, type=kind)
    return here()


def tell(folder: str, output: str) -> None:
    """What the other process does: it looks, and writes what it found into the pipe to the first one."""
    with catalog_of(Path(folder)) as catalog:
        found = altered(catalog.connection, Path(output))
    with open(1, "wb", closefd=False) as pipe:
        pipe.write(msgspec.json.encode(found))
