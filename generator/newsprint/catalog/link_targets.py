"""Find the files to which articles link: by relative path, or by bare name."""

from __future__ import annotations

import posixpath
import sqlite3
from abc import ABC, abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING

from newsprint.content.files.naming import is_index, is_story, story_name, without_ending
from newsprint.content.files.sources import Source

if TYPE_CHECKING:
    from newsprint.content.references import FileReference


class Names(ABC):
    """The existing content files, by path and by bare name (the last part of the path)."""

    @abstractmethod
    def has(self, path: str) -> bool:
        """Return whether there is a file at ``path``."""

    @abstractmethod
    def unique(self, name: str) -> str:
        """Return the path of the only file whose bare name is ``name``; empty if there are none or several."""

    @abstractmethod
    def unique_story(self, name: str) -> str:
        """Return the path of the only story whose bare name without ending is ``name``; empty if none or several."""

    @abstractmethod
    def story(self, path: str) -> str:
        """Return the path of the story at ``path`` plus an ending; empty if there is none."""

    @abstractmethod
    def alike(self, name: str) -> str:
        """Return the path of the only file whose bare name is ``name`` if case and the ending of a story are ignored.

        Empty if there are none or several. ``name`` is a result of :func:`lower_ascii`.
        """

    def named(self, name: str) -> str:
        """Return the path of the only file with this bare name, or else of the only story with it without its ending.

        Empty if there is neither.
        """
        return self.unique(name) or self.unique_story(name)

    def resolve(self, reference: FileReference) -> str:
        """Return the path of the file to which ``reference`` points; empty if there is none."""
        by_name = reference.role == "name"
        paths = reference.elsewhere if by_name else (reference.path, *reference.elsewhere)
        found = next((found for path in paths if (found := self._at(path))), "")
        return found or (self.named(reference.path) if by_name and not is_index(reference.path) else "")

    def _at(self, path: str) -> str:
        """Return ``path`` if there is a file, or the path of the story there, with its ending or as a bundle."""
        if self.has(path):
            return path
        in_folder = path.removesuffix(".md") if path.endswith("/index.md") else f"{path}/index"
        return self.story(path) or self.story(in_folder)


class AllNames(Names):
    """The names of all files, from a scan of the whole content folder."""

    def __init__(self, found: list[Source]) -> None:
        self._found = found

    @cached_property
    def _paths(self) -> set[str]:
        return {source.path for source in self._found}

    @cached_property
    def _by_name(self) -> dict[str, str]:
        by_name: dict[str, str] = {}
        for path in self._paths:
            bare = posixpath.basename(path)
            by_name[bare] = "" if bare in by_name else path
        return by_name

    @cached_property
    def _stories(self) -> dict[str, str]:
        return {without_ending(path): path for path in sorted(self._paths, reverse=True) if is_story(path)}

    @cached_property
    def _stories_by_name(self) -> dict[str, str]:
        by_name: dict[str, str] = {}
        for path in filter(is_story, self._paths):
            bare = posixpath.basename(without_ending(path))
            by_name[bare] = "" if bare in by_name else path
        return by_name

    @cached_property
    def _alike(self) -> dict[str, str]:
        alike: dict[str, str] = {}
        for path in self._paths:
            bare = lower_ascii(posixpath.basename(path))
            for name in {bare, without_ending(bare)}:
                alike[name] = "" if name in alike else path
        return alike

    def has(self, path: str) -> bool:
        """Return whether there is a file at ``path``."""
        return path in self._paths

    def unique(self, name: str) -> str:
        """Return the path of the only file whose bare name is ``name``; empty if there are none or several."""
        return self._by_name.get(name, "")

    def unique_story(self, name: str) -> str:
        """Return the path of the only story whose bare name without ending is ``name``; empty if none or several."""
        return self._stories_by_name.get(name, "")

    def story(self, path: str) -> str:
        """Return the path of the story at ``path`` plus an ending; empty if there is none."""
        return self._stories.get(path, "")

    def alike(self, name: str) -> str:
        """Return the path of the only file with this name if case and the ending of a story are ignored; or empty."""
        return self._alike.get(name, "")


class KnownNames(Names):
    """The names of the files in the catalog, and of the few from a scan of some paths."""

    def __init__(self, connection: sqlite3.Connection, found: list[Source]) -> None:
        self._connection = connection
        self._found = {source.path for source in found}

    def has(self, path: str) -> bool:
        """Return whether there is a file at ``path``."""
        known = self._connection.execute("SELECT 1 FROM source WHERE path = ?", (path,)).fetchone()
        return path in self._found or known is not None

    def unique(self, name: str) -> str:
        """Return the path of the only file whose bare name is ``name``; empty if there are none or several."""
        paths = {path for (path,) in self._connection.execute("SELECT path FROM source WHERE name = ?", (name,))}
        paths |= {path for path in self._found if posixpath.basename(path) == name}
        return paths.pop() if len(paths) == 1 else ""

    def unique_story(self, name: str) -> str:
        """Return the path of the only story whose bare name without ending is ``name``; empty if none or several."""
        paths = {path for path in self._beside("name", name) if without_ending(posixpath.basename(path)) == name}
        return paths.pop() if len(paths) == 1 else ""

    def story(self, path: str) -> str:
        """Return the path of the story at ``path`` plus an ending; empty if there is none."""
        return min((found for found in self._beside("path", path) if without_ending(found) == path), default="")

    def alike(self, name: str) -> str:
        """Return the path of the only file with this name if case and the ending of a story are ignored; or empty."""
        query = "SELECT path FROM source WHERE lower(name) = ?1 OR lower(name) > ?1 || '.' AND lower(name) < ?1 || '/'"
        paths = {path for (path,) in self._connection.execute(query, (name,))} | self._found
        names = {path: lower_ascii(posixpath.basename(path)) for path in paths}
        alike = [path for path, bare in names.items() if name in (bare, without_ending(bare))]
        return alike[0] if len(alike) == 1 else ""

    def _beside(self, column: str, name: str) -> set[str]:
        """Return the paths of stories whose path or bare name is ``name`` plus an ending."""
        query = f"SELECT path FROM source WHERE {column} > ?1 || '.' AND {column} < ?1 || '/'"  # "/" follows "."
        known = {path for (path,) in self._connection.execute(query, (name,))}
        return set(filter(is_story, known | self._found))


ALIKE = "alike:"
"""Prefix of names that are searched for in any case; no path starts with it."""


def lower_ascii(name: str) -> str:
    """Return ``name`` with its ASCII letters in lower case, as SQLite's ``lower`` does it."""
    return name.encode().lower().decode()


def asked_by(path: str) -> tuple[str, ...]:
    """Return all paths and names by which a reference may find the file at ``path`` (see :class:`Names`)."""
    name, bare = posixpath.basename(path), without_ending(path)
    index = (story_name(path), f"{bare}.md") if is_index(path) else ()
    alike = (ALIKE + lower_ascii(name), ALIKE + lower_ascii(posixpath.basename(bare)))
    return (path, bare, *index, name, posixpath.basename(bare), *alike)
