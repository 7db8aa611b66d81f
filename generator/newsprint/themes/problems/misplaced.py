"""Unreadable files and folders of a theme. If they were not reported, the next theme would silently be used."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from newsprint.base.errors import Problem, ThemeError
from newsprint.base.files import explained, kind_in_words
from newsprint.themes.lookup import FOLDERS, SETTINGS_FILE, ThemeFolder

FILE, FOLDER = "a file", "a folder"
_HINT = "delete it, or give it another name"


def check_files(outlet: Path, name: str, chain: tuple[ThemeFolder, ...]) -> None:
    """Check that files and folders of the theme ``name`` are of the kind that their names require.

    ``chain`` is the chain of folders of the theme; it lacks the outlet's own ``themes/NAME`` if that is not a folder.
    Raises ThemeError for a named pipe, a socket, a device or a broken link, and for a folder where the next theme of
    ``chain`` has a file, or the reverse. Names that start with a dot are ignored. Nothing is opened.
    """
    expected = {SETTINGS_FILE: FILE, **dict.fromkeys(FOLDERS, FOLDER)}
    problems = [
        Problem(place, 0, 0, message, _HINT, code="theme")
        for place in ("themes", f"themes/{name}")
        if (message := misplaced(outlet / place, FOLDER))
    ]
    for folder in reversed(chain):
        for place, path in _places(folder.path):
            if message := misplaced(path, expected.get(place)):
                problems.append(Problem(f"{folder.shown}/{place}", 0, 0, message, _HINT, code="theme"))
            elif path.exists():
                expected.setdefault(place, FILE if path.is_file() else FOLDER)
    if problems:
        raise ThemeError(problems)


def misplaced(path: Path, expected: str | None) -> str:
    """Return why the file or folder at ``path`` cannot be used; empty if it can be, or if nothing is there.

    ``expected`` is FILE or FOLDER, or None if both are allowed.
    """
    if not os.path.lexists(path):
        return ""
    try:
        mode = os.stat(path).st_mode
    except OSError as error:
        broken = path.is_symlink() and isinstance(error, FileNotFoundError)
        return "the symbolic link leads to nothing" if broken else f"it cannot be read: {explained(error)}"
    kind = FILE if S_ISREG(mode) else FOLDER if S_ISDIR(mode) else kind_in_words(mode)
    wanted = expected or FILE
    return "" if kind == wanted or (expected is None and kind == FOLDER) else f"it is {kind}, not {wanted}"


def _places(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield each file and folder of the theme in ``root`` that Newsprint may read: name below ``root`` and path."""
    yield SETTINGS_FILE, root / SETTINGS_FILE
    for top in FOLDERS:
        for path in (root / top, *sorted((root / top).rglob("*"))):
            name = path.relative_to(root).as_posix()
            if not any(part.startswith(".") for part in name.split("/")):
                yield name, path
