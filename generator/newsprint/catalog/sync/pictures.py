"""Measure the pictures that texts show, when the texts are read."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import astuple

from newsprint.base.files import below, digest_of_file
from newsprint.catalog.visibility import WITH_PATHS, listed
from newsprint.content.references import FileReference

_MEASURES = "SELECT path, width, height, digest, still, colour, credit, copyright FROM picture"


class Measure(Struct, frozen=True):
    """The measures of the picture at ``path`` below the content folder. ``digest`` is that of its bytes.

    The others are those of :class:`newsprint.media.measuring.Measures`, in the order of the table ``picture``.
    """

    path: str
    width: int
    height: int
    digest: str
    still: bool = False
    colour: str = ""
    credit: str = ""
    copyright: str = ""


def measures(
    references: Iterable[FileReference],
    root: Path,
    spelt: Mapping[str, str],
    known: Mapping[str, Measure],
    wanted: Collection[str],
) -> dict[str, Measure]:
    """Return the pictures that ``references`` show, by their paths; those that cannot be measured are left out.

    ``root`` is the content folder. ``spelt`` has the paths on disk of files that the file system spells differently.
    The pictures in ``known`` are as they were when they were measured, so they are not measured again.
    ``wanted`` names what is read from their metadata (``[content] picture_metadata``).
    """
    found: dict[str, Measure] = {}
    for reference in references:
        if reference.shown or reference.role == "image":
            for path in (reference.path, *reference.elsewhere):
                if path not in found and (measure := known.get(path) or _measure(root, spelt, wanted, path)):
                    found[path] = measure
    return found


def _measure(root: Path, spelt: Mapping[str, str], wanted: Collection[str], path: str) -> Measure | None:
    from newsprint.media.measuring import measured  # here, so that it is loaded only for texts with pictures

    try:
        file = below(root, spelt.get(path, path))
        found = measured(file, wanted)
        if found is None:
            return None
        lines = found.lines
        return Measure(
            path,
            found.width,
            found.height,
            digest_of_file(file),
            found.still,
            found.colour,
            lines.credit,
            lines.copyright,
        )
    except (OSError, ValueError):
        return None  # a missing picture is reported by the check of links


def note_pictures(connection: sqlite3.Connection, pictures: Iterable[Measure]) -> None:
    """Store the measures of ``pictures``, replacing earlier ones. Call it inside a transaction."""
    rows = map(astuple, pictures)
    connection.executemany("INSERT OR REPLACE INTO picture VALUES (?, ?, ?, ?, ?, ?, ?, ?, TRUE)", rows)


def note_changed(connection: sqlite3.Connection, paths: Iterable[str] | None) -> None:
    """Note that the files at ``paths`` may have changed, so that they are measured again; None means all files.

    The old measures stay: they belong to the last good version of a story that now has errors.
    """
    where, values = ("", ()) if paths is None else (f" WHERE {WITH_PATHS}", listed(paths))
    connection.execute(f"UPDATE picture SET fresh = FALSE{where}", values)


def known_measures(connection: sqlite3.Connection, sources: Iterable[str]) -> dict[str, Measure]:
    """Return the pictures that the files ``sources`` showed when they were last read, and that have not changed since.

    The result is by path.
    """
    rows = connection.execute(
        f"{_MEASURES} WHERE fresh AND path IN"
        " (SELECT target FROM reference WHERE shown AND source IN (SELECT value FROM json_each(?)))",
        listed(sources),
    )
    return {measure.path: measure for measure in map(_measure_in, rows)}


def picture(connection: sqlite3.Connection, path: str) -> Measure | None:
    """Return the measures of the picture at ``path`` if a text shows it, or None."""
    row = connection.execute(f"{_MEASURES} WHERE path = ?", (path,)).fetchone()
    return _measure_in(row) if row else None


def _measure_in(row: tuple[str, int, int, str, int, str, str, str]) -> Measure:
    path, width, height, digest, still, *texts = row
    return Measure(path, width, height, digest, bool(still), *texts)
