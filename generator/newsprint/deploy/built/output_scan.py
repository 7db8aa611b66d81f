"""The scan of the output: which of its files may have changed since the last build.

Scanning a hundred thousand files takes as long as the rest of a deploy of one story. For a site of that size another
process scans, while this one reads the record of the build and the state of the target.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from pathlib import Path

from newsprint.catalog.record.last_build import settled_at
from newsprint.deploy.built.catalog_access import catalog_of
from newsprint.deploy.built.other_process import in_other_process
from newsprint.machine.outputs import altered_files

FindAltered = Callable[[], list[str]]
"""Returns the paths below the output of the files that are missing there or may have changed since the build."""


@contextmanager
def altered_since_build(folder: Path, output: Path, record: sqlite3.Connection) -> Iterator[FindAltered]:
    """Yield a function that returns the files that may have changed since the build.

    It scans the ``output`` of the outlet in ``folder``. ``record`` is the database with the record of the build. Call
    the function inside the context; it waits for the end of the scan. The caller must have the outlet's lock.
    """
    files = record.execute("SELECT count(*) FROM page").fetchone()[0]
    arguments = (str(folder), str(output))
    with in_other_process(scan_output, arguments, list[str], files=files) as find:
        yield find


def scan_output(folder: str, output: str) -> list[str]:
    """Return the files that may have changed below the ``output`` of the outlet in ``folder``, by its record."""
    with catalog_of(Path(folder)) as catalog:
        return altered(catalog.connection, Path(output))


def altered(record: sqlite3.Connection, output: Path) -> list[str]:
    """Return the files of ``record`` that may have changed below ``output``; only their digests can decide."""
    left = record.execute("SELECT file, size, modified FROM page")
    return list(altered_files(left, output, _AnyFolder(), since=settled_at(record)))


class _AnyFolder(Container[str]):
    """Accepts every folder, also a symbolic link: digests are checked before anything is sent."""

    def __contains__(self, folder: object) -> bool:
        return True
