"""Measure the pictures that texts show, when the texts are read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from msgspec import Struct

from newsprint.base.files import below, digest_of_file
from newsprint.content.references import FileReference


class Measure(Struct, frozen=True):
    """The measures of the picture at ``path`` below the content folder. ``digest`` is that of its bytes.

    The others are those of :class:`newsprint.media.measuring.Measures`.
    """

    path: str
    width: int
    height: int
    digest: str
    still: bool = False
    colour: str = ""


def measures(references: Iterable[FileReference], root: Path, spelt: Mapping[str, str]) -> dict[str, Measure]:
    """Return the pictures that ``references`` show, by their paths; those that cannot be measured are left out.

    ``root`` is the content folder. ``spelt`` has the paths on disk of files that the file system spells differently.
    """
    found: dict[str, Measure] = {}
    for reference in references:
        if reference.shown or reference.role == "image":
            paths = (path for path in (reference.path, *reference.elsewhere) if path not in found)
            found |= {each.path: each for each in map(partial(_measure, root, spelt), paths) if each}
    return found


def _measure(root: Path, spelt: Mapping[str, str], path: str) -> Measure | None:
    from newsprint.media.measuring import measured  # here, so that it is loaded only for texts with pictures

    try:
        file = below(root, spelt.get(path, path))
        found = measured(file)
        if found is None:
            return None
        return Measure(path, found.width, found.height, digest_of_file(file), found.still, found.colour)
    except (OSError, ValueError):
        return None  # a missing picture is reported by the check of links


def note_pictures(connection: sqlite3.Connection, pictures: Iterable[Measure]) -> None:
    """Store the measures of ``pictures``, replacing earlier ones. Call it inside a transaction."""
    rows = [(each.path, each.width, each.height, each.digest, each.still, each.colour) for each in pictures]
    connection.executemany("INSERT OR REPLACE INTO picture VALUES (?, ?, ?, ?, ?, ?)", rows)


def picture(connection: sqlite3.Connection, path: str) -> Measure | None:
    """Return the measures of the picture at ``path`` if a text shows it, or None."""
    row = connection.execute("SELECT * FROM picture WHERE path = ?", (path,)).fetchone()
    if row is None:
        return None
    path, width, height, digest, still, colour = row
    return Measure(path, width, height, digest, bool(still), colour)
