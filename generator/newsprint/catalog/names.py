"""Which files the links of articles mean: by path, with the ending left out, or by bare name."""

from __future__ import annotations

import posixpath
import sqlite3
from collections.abc import Iterable, Mapping

from newsprint.articles.reader import FileReference, target_of
from newsprint.articles.sources import Source
from newsprint.catalog.intake import Taken
from newsprint.config import SiteConfig
from newsprint.errors import Problem


class Names:
    """The files that there are, by path and by bare name."""

    def __init__(self, found: list[Source]) -> None:
        self.paths = {source.path for source in found}
        self._by_name: dict[str, str] | None = None

    def named(self, name: str) -> str:
        """The path of the file of this name (with or without ``.md``), or nothing if there is not just one."""
        if self._by_name is None:
            self._by_name = {}
            for path in self.paths:
                bare = posixpath.basename(path)
                self._by_name[bare] = "" if bare in self._by_name else path
        return self._by_name.get(name) or self._by_name.get(f"{name}.md") or ""

    def meant(self, reference: FileReference) -> str:
        """The path of the file that ``reference`` means, or nothing if there is none."""
        if reference.role == "name":
            return self.named(reference.path)
        candidates = (reference.path, f"{reference.path}.md", f"{reference.path}/index.md")
        return next((path for path in candidates if path in self.paths), "")


def missing_files(outcome: Taken, names: Names, config: SiteConfig) -> list[Problem]:
    """A problem for each link and picture of a file that leads nowhere."""
    problems = []
    for reference in outcome.references:
        if reference.role == "name" or names.meant(reference):
            continue
        what = "picture" if reference.role == "image" else "link"
        message = f'the {what} "{reference.written[:80]}" leads to no file'
        shown = f"{config.content.root}/{outcome.source.path}"
        problems.append(
            Problem(shown, reference.line, 0, message, f"there is no {config.content.root}/{reference.path}"[:200])
        )
    return problems


def aim_again(
    connection: sqlite3.Connection, names: Names, known: Mapping[str, object], removed: Iterable[str]
) -> None:
    """Aim the links anew that may mean one of the files that came or went.

    A link to ``storm`` means ``storm.md`` until there is a file ``storm``; one by name means nothing while there
    are two files of that name. ``known`` are the files that were there before.
    """
    if not known:
        return
    altered = [*(path for path in names.paths if path not in known), *removed]
    if not altered:
        return
    rows = connection.execute("SELECT source, role, written, target FROM reference WHERE role = 'name'").fetchall()
    for path in altered:
        farther = (f"{path}.md", f"{path}/index.md", f"{path.removesuffix('.md')}/index.md")
        rows += connection.execute(
            "SELECT source, role, written, target FROM reference WHERE role <> 'name' AND target IN (?, ?, ?)", farther
        ).fetchall()
    for source, role, written, target in rows:
        name = posixpath.basename(written.partition("#")[0])
        aim = names.meant(FileReference(name if role == "name" else target_of(source, written) or "", 0, role, written))
        if aim != target:
            connection.execute(
                "UPDATE reference SET target = ? WHERE source = ? AND role = ? AND written = ?",
                (aim, source, role, written),
            )
