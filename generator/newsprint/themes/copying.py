"""Copying files of the built-in theme into an outlet, to be changed there."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from newsprint.base.errors import UsageError, suggestion
from newsprint.base.files import below, explained
from newsprint.themes.lookup import MAX_ASSET, ThemeFolder, files_in, find_theme, read_bytes

PARTS = ("templates", "assets", "strings")
"""The folders whose files can be copied. ``theme.toml`` is left out: it describes the built-in theme."""


def copyable(outlet: Path, theme: str) -> list[str]:
    """Return the built-in files of ``theme``, named as for :func:`copy_file`. Raises ThemeError, UsageError."""
    chain = _built_in(outlet, theme)
    return [name for part in PARTS for name in sorted({f"{part}/{name}" for _, name, _ in files_in(chain, part)})]


def copy_file(outlet: Path, theme: str, name: str, wanted: str, *, replace: bool) -> str:
    """Copy the built-in file ``name`` into the outlet's folder of ``theme`` as ``wanted``. Return the path of the copy.

    The path is relative to the outlet. Raises UsageError if the file exists and ``replace`` is false, if ``name`` is
    unknown, or if the copy cannot be written, and ThemeError if the theme cannot be read.
    """
    known = copyable(outlet, theme)
    if name not in known:
        near = suggestion(name, known)
        hint = near if near.startswith("did") else "newsprint theme copy lists all files"
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
    """Return the built-in folders of ``theme``. Raises UsageError if there are none."""
    chain = tuple(folder for folder in find_theme(outlet, theme) if folder.is_built_in)
    if not chain:
        raise UsageError(f'the theme "{theme}" does not extend the built-in theme')
    return chain
