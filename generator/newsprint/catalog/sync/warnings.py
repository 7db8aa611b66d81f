"""Store the warnings of content files and pages, so that every build repeats them until their cause is fixed."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator

import msgspec

from newsprint.base.errors import Problem
from newsprint.problems.codes import CODES

READ, SCANNED = "read", "scan"
"""How a warning was found: by reading the file, or by scanning the content folder for files."""

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Problem).decode


def note_warnings(connection: sqlite3.Connection, found: Iterable[tuple[str, Collection[Problem]]]) -> None:
    """Replace the warnings found by reading files, given as pairs of path below the content folder and problems."""
    files = list(found)
    forget_warnings(connection, (path for path, _ in files))
    _insert(connection, READ, ((path, problem) for path, problems in files for problem in problems))


def note_scanned(connection: sqlite3.Connection, problems: Iterable[Problem], only: Collection[str] | None) -> None:
    """Replace the warnings found by a scan of the whole content folder or, with ``only``, of these paths and below."""
    if only is None:
        connection.execute("DELETE FROM warning WHERE origin = ?", (SCANNED,))
    else:
        connection.executemany(
            "DELETE FROM warning WHERE origin = ? AND (path = ? OR path > ? AND path < ?)",
            [(SCANNED, name, f"{name}/", f"{name}0") for name in only],  # "0" follows "/"
        )
    _insert(connection, SCANNED, ((problem.path, problem) for problem in problems))


def forget_warnings(connection: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Delete the warnings found by reading the files at ``paths``."""
    connection.executemany("DELETE FROM warning WHERE origin = ? AND path = ?", [(READ, path) for path in paths])


def warnings_in(connection: sqlite3.Connection, root: str) -> Iterator[Problem]:
    """Yield every warning of content files, with paths that start with the content folder ``root``.

    Warnings that depend on the time are yielded only for visible articles.
    """
    rows = connection.execute(
        "SELECT path, origin, problem, coalesce(visible, 0) FROM warning LEFT JOIN article USING (path) "
        "ORDER BY path, problem"
    )
    for path, origin, problem, is_visible in rows:
        found = _decode(problem)
        if is_visible or not CODES[found.code].of_time:
            yield found if origin == READ else found.at(f"{root}/{path}")


def encode_warnings(problems: Iterable[Problem]) -> tuple[bytes, ...]:
    """Return the ``problems`` of one page in the encoded form that the record of a build has."""
    return tuple(map(_encode, problems))


def page_warnings(connection: sqlite3.Connection) -> tuple[Problem, ...]:
    """Return the warnings of all recorded pages."""
    return tuple(_decode(problem) for (problem,) in connection.execute("SELECT problem FROM page_warning"))


def _insert(connection: sqlite3.Connection, origin: str, found: Iterable[tuple[str, Problem]]) -> None:
    rows = [(path, origin, _encode(problem)) for path, problem in found]
    connection.executemany("INSERT OR IGNORE INTO warning VALUES (?, ?, ?)", rows)
