"""Finding the files that articles mean: by relative path, or by bare name."""

from __future__ import annotations

import posixpath

from newsprint.articles.reader import FileReference
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
    """A problem for every picture and relative link of ``outcome`` that leads to no file."""
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


def asked_by(path: str) -> tuple[str, ...]:
    """What a reference may ask for (see :class:`Names`) to be led to the file at ``path``."""
    name = posixpath.basename(path)
    return (path, path.removesuffix(".md"), path.removesuffix("/index.md"), name, name.removesuffix(".md"))
