"""Copies of files of the built-in theme, for an outlet to change."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from newsprint.base.errors import UsageError, suggestion
from newsprint.base.files import below, explained
from newsprint.themes.lookup import MAX_ASSET, ThemeFolder, files_in, find_theme, read_bytes

PARTS = ("templates", "assets", "strings")
"""The folders of a theme. Its ``theme.toml`` says what another theme is, so it is not copied."""


def copyable(outlet: Path, theme: str) -> list[str]:
    """The files of the built-in part of ``theme``, as :func:`copy_file` takes them. Raises ThemeError, UsageError."""
    chain = _built_in(outlet, theme)
    return [name for part in PARTS for name in sorted({f"{part}/{name}" for _, name, _ in files_in(chain, part)})]


def copy_file(outlet: Path, theme: str, name: str, wanted: str, *, replace: bool) -> str:
    """Copy the built-in file ``name`` into the outlet's folder of ``theme`` as ``wanted``; the path of the copy.

    Unless it is to ``replace`` the file, a file that exists stays. Raises ThemeError, UsageError.
    """
    known = copyable(outlet, theme)
    if name not in known:
        near = suggestion(name, known)
        hint = near if near.startswith("did") else "newsprint theme copy lists all"
        raise UsageError(f'the built-in theme has no file "{name}" ({hint})')
    if PurePosixPath(wanted).parts[:1] != PurePosixPath(name).parts[:1] or Path(wanted).suffix != Path(name).suffix:
        raise UsageError(f'"{wanted}" must be in the same folder of the theme as {name}, and have the same ending')
    shown = f"themes/{theme}/{wanted}"
    source = next(path for folder in _built_in(outlet, theme) if (path := folder.file(name)))
    try:
        target = below(outlet, shown)
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb" if replace else "xb") as file:
            file.write(read_bytes(source, name, MAX_ASSET))
    except ValueError as error:
        raise UsageError(f"{shown}: {error}") from error
    except FileExistsError as error:
        raise UsageError(f"{shown} exists (--force replaces it)") from error
    except OSError as error:
        raise UsageError(f"{shown} cannot be written: {explained(error)}") from error
    return shown


def _built_in(outlet: Path, theme: str) -> tuple[ThemeFolder, ...]:
    """Return the built-in folders of ``theme``."""
    chain = tuple(folder for folder in find_theme(outlet, theme) if folder.is_built_in)
    if not chain:
        raise UsageError(f'the theme "{theme}" does not extend the built-in theme')
    return chain
