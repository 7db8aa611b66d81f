"""Finding a theme: the chain of folders in which a template, an asset or a word is looked up, nearest first.

For the theme ``gazette`` the chain is the outlet's own ``themes/gazette/`` (a single file in it is enough), then the
built-in theme of that name, then the same two for every theme that it extends.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct

import newsprint
from newsprint.base import toml
from newsprint.base.errors import Problem, ThemeError, suggestion
from newsprint.base.fields import FieldProblem, unknown_keys
from newsprint.base.files import below, explained
from newsprint.config.site import FILE_NAME

SETTINGS_FILE = "theme.toml"
FOLDERS = ("assets", "strings", "templates")
MAX_TEMPLATE = 500_000
"""The largest template, in bytes: compiling takes up to two kilobytes of memory for each byte."""

MAX_TEXT_FILE = 2_000_000
"""The largest file of words or settings, in bytes: nobody writes a larger one by hand."""

MAX_ASSET = 100_000_000
"""The largest asset, in bytes: all assets are kept in memory."""

BUILT_IN = "newsprint:"
"""The prefix of the paths of built-in files in messages."""

_KNOWN_KEYS = ("name", "description", "author", "license", "extends", "pictures", "settings", "blocks")


class ThemeFolder(Struct, frozen=True):
    """One folder of the chain; ``shown`` is its path in messages.

    If ``only`` is not empty, files that it does not name are ignored.
    """

    path: Path
    shown: str
    only: frozenset[str] = frozenset()

    @property
    def is_built_in(self) -> bool:
        """Whether this folder is part of Newsprint."""
        return self.shown.startswith(BUILT_IN)

    def has(self, name: str) -> bool:
        """Return whether the file ``name`` would be used if it were in this folder."""
        return not self.only or name in self.only

    def file(self, name: str) -> Path | None:
        """Return the path of the file ``name``, or None if it is missing. Raises ThemeError if it is outside."""
        if not self.has(name):
            return None
        try:
            path = below(self.path, name)
        except ValueError as error:
            raise ThemeError([Problem(f"{self.shown}/{name}", 0, 0, str(error), code="theme")]) from error
        return path if path.is_file() else None


def find_theme(outlet: Path, name: str) -> tuple[ThemeFolder, ...]:
    """Return the chain of folders of the theme ``name``, for the outlet in the folder ``outlet``. Raises ThemeError."""
    chain: list[ThemeFolder] = []
    seen: list[str] = []
    wanted: str | None = name
    while wanted:
        if wanted in seen:
            raise ThemeError([_circle(outlet, seen[seen.index(wanted) :])])
        seen.append(wanted)
        folders = _folders_of(outlet, wanted)
        if not folders:
            raise ThemeError([_missing(outlet, wanted, seen)])
        chain += folders
        wanted = _extended(folders)
    return tuple(chain)


def with_fallbacks(chain: tuple[ThemeFolder, ...], templates: Iterable[str]) -> tuple[ThemeFolder, ...]:
    """Return ``chain``, followed by the built-in ``templates`` for themes that do not have them."""
    only = frozenset(f"templates/{name}" for name in templates)
    built_in = ThemeFolder(built_in_themes() / "gazette", f"{BUILT_IN}themes/gazette", only)
    return chain if any(folder.path == built_in.path for folder in chain) else (*chain, built_in)


def files_in(chain: tuple[ThemeFolder, ...], part: str) -> Iterator[tuple[int, str, Path]]:
    """Yield every file in the folder ``part`` of each folder of ``chain``, overridden files too.

    Each comes as the index of its folder in the chain, its name below ``part``, and its path.
    """
    for place, folder in enumerate(chain):
        root = folder.path / part
        for name in _names_below(root):
            if folder.has(f"{part}/{name}"):
                yield place, name, root / name


def _names_below(root: Path) -> list[str]:
    """Return the paths of all files below ``root``, relative to it, sorted part by part."""
    return sorted(_walked(root), key=lambda name: name.split("/"))


def _walked(root: Path | str, start: str = "") -> Iterator[str]:
    if not os.path.isdir(root):
        return
    for entry in os.scandir(root):
        if entry.is_dir(follow_symlinks=False):
            yield from _walked(entry.path, f"{start}{entry.name}/")
        elif entry.is_file():
            yield start + entry.name


def read_bytes(path: Path, shown: str, most: int = MAX_ASSET) -> bytes:
    """Return the bytes of a theme's file. Raises ThemeError if it has more than ``most`` bytes or cannot be read."""
    try:
        if (size := path.stat().st_size) <= most:
            return path.read_bytes()
    except OSError as error:
        raise ThemeError([Problem(shown, 0, 0, f"cannot be read: {explained(error)}", code="theme")]) from error
    message = f"the file has {size:,} bytes (at most {most:,})"
    raise ThemeError([Problem(shown, 0, 0, message, code="file-too-large")])


def read_text(path: Path, shown: str, most: int = MAX_TEXT_FILE) -> str:
    """Return the text of a theme's file; bytes that are not UTF-8 are replaced. Raises like :func:`read_bytes`."""
    return read_bytes(path, shown, most).decode("utf-8", "replace")


def built_in_themes() -> Path:
    """Return the folder of the built-in themes: inside the installed package, or beside the sources."""
    package = Path(newsprint.__file__).parent
    installed = package / "themes" / "built_in"
    return installed if installed.is_dir() else package.parents[1] / "themes"


class ThemeFile(Struct, frozen=True):
    """The ``theme.toml`` of a folder: its ``data``, its ``text``, and its path in messages. Empty if it is missing."""

    data: Mapping[str, Any]
    text: str
    shown: str

    def placed(self, problem: FieldProblem) -> Problem:
        """Return ``problem`` with its place in this file."""
        place = toml.position_of(self.text, problem.key)
        return Problem(self.shown, *place, problem.message, problem.hint, problem.code)


def theme_file(folder: ThemeFolder) -> ThemeFile:
    """Return the ``theme.toml`` of ``folder``. Raises ThemeError."""
    path, shown = folder.file(SETTINGS_FILE), f"{folder.shown}/{SETTINGS_FILE}"
    text = read_text(path, shown) if path else ""
    try:
        return ThemeFile(tables_in(text), text, shown)
    except toml.TomlError as error:
        raise ThemeError([error.problem.at(shown)]) from error


@lru_cache(maxsize=32)
def tables_in(text: str) -> Mapping[str, Any]:
    """Return the tables of a TOML document of a theme. Raises toml.TomlError.

    They are kept: loading a theme needs them several times, and an outlet's file may be a copy of the theme's.
    """
    return toml.load(text)


def _folders_of(outlet: Path, name: str) -> list[ThemeFolder]:
    try:
        own, built_in = below(outlet, f"themes/{name}"), built_in_themes() / name
    except ValueError as error:
        raise ThemeError([Problem(f"themes/{name}", 0, 0, str(error), code="theme")]) from error
    folders = [ThemeFolder(own, f"themes/{name}")] if own.is_dir() else []
    if built_in.is_dir() and not (own.is_dir() and built_in.samefile(own)):
        folders.append(ThemeFolder(built_in, f"{BUILT_IN}themes/{name}"))
    return folders


def _circle(outlet: Path, names: list[str]) -> Problem:
    """Return the problem that each of the themes ``names`` extends the next one, and the last one the first."""
    if len(names) == 1:
        return _wrong_extends(outlet, names[0], f'the theme "{names[0]}" extends itself', 'delete "extends"')
    shown = " and ".join(f'"{name}"' for name in names)
    return _wrong_extends(outlet, names[0], f"the themes {shown} extend each other", 'delete "extends" in one')


def _wrong_extends(outlet: Path, theme: str, message: str, hint: str) -> Problem:
    """Return a problem of the setting ``extends`` of ``theme``, a theme of the outlet's own."""
    shown = f"themes/{theme}/{SETTINGS_FILE}"
    return Problem(shown, *toml.place_in(outlet / shown, "extends"), message, hint, code="theme")


def _missing(outlet: Path, name: str, seen: list[str]) -> Problem:
    known = {
        path.name
        for parent in (outlet / "themes", built_in_themes())
        if parent.is_dir()
        for path in parent.iterdir()
        if path.is_dir()
    }
    if len(seen) > 1:
        message = f'it extends "{name}", which does not exist'
        return _wrong_extends(outlet, seen[-2], message, suggestion(name, known))
    place = toml.place_in(outlet / FILE_NAME, "site.theme")
    return Problem(FILE_NAME, *place, f'there is no theme "{name}"', suggestion(name, known), code="theme")


def _extended(folders: list[ThemeFolder]) -> str | None:
    """Return the ``extends`` setting of the nearest ``theme.toml``. Raises ThemeError."""
    for folder in folders:
        if folder.file(SETTINGS_FILE) is None:
            continue
        file = theme_file(folder)
        problems = unknown_keys(file.data, _KNOWN_KEYS)
        extends = file.data.get("extends")
        if extends is not None and (
            not isinstance(extends, str) or "/" in extends or "\\" in extends or extends.startswith(".")
        ):
            problems.append(FieldProblem("extends", '"extends" must be the name of a theme'))
        if problems:
            raise ThemeError(map(file.placed, problems))
        return extends
    return None
