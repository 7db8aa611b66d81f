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
        if (message := _misplaced(f"{outlet}/{place}", FOLDER))
    ]
    for folder in reversed(chain):
        for place, path in _places(str(folder.path)):
            found, message = _found(path)
            if message := message or _unlike(found, expected.get(place)):
                problems.append(Problem(f"{folder.shown}/{place}", 0, 0, message, _HINT, code="theme"))
            elif found:
                expected.setdefault(place, found)
    if problems:
        raise ThemeError(problems)


def _misplaced(path: str, expected: str | None) -> str:
    """Return why the file or folder at ``path`` cannot be used; empty if it can be, or if nothing is there.

    ``expected`` is FILE or FOLDER, or None if both are allowed.
    """
    found, message = _found(path)
    return message or _unlike(found, expected)


def _found(path: str) -> tuple[str, str]:
    """Return what is at ``path``, empty if nothing is, and why it cannot be read, empty if it can."""
    try:
        mode = os.stat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return "", "the symbolic link leads to nothing" if os.path.islink(path) else ""
    except OSError as error:
        return "", f"it cannot be read: {explained(error)}"
    return (FILE if S_ISREG(mode) else FOLDER if S_ISDIR(mode) else kind_in_words(mode)), ""


def _unlike(found: str, expected: str | None) -> str:
    wanted = expected or FILE
    return f"it is {found}, not {wanted}" if found not in ("", wanted, FOLDER if expected is None else wanted) else ""


def _places(root: str) -> Iterator[tuple[str, str]]:
    """Yield each file and folder of the theme in ``root`` that Newsprint may read: name below ``root`` and path."""
    yield SETTINGS_FILE, f"{root}/{SETTINGS_FILE}"
    for top in FOLDERS:
        yield top, f"{root}/{top}"
        for folder, folders, files in os.walk(f"{root}/{top}"):
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in (*folders, *files):
                if not name.startswith("."):
                    path = f"{folder}/{name}"
                    yield path[len(root) + 1 :].replace(os.sep, "/"), path
