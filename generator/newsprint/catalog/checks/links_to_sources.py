"""Find links to files that contain the source of a story under another name, which are never published."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from newsprint.base.errors import Problem
from newsprint.base.files import below
from newsprint.base.media_types import may_contain_words
from newsprint.catalog.link_targets import Names
from newsprint.config.site import SiteConfig
from newsprint.content.files.raw_source import HEAD, story_in
from newsprint.content.types import FileType, file_type_of

if TYPE_CHECKING:
    from newsprint.catalog.sync.ingest import IngestedFile


def links_to_sources(outcome: IngestedFile, names: Names, config: SiteConfig, root: Path) -> list[Problem]:
    """Return a problem for every link of ``outcome`` to a file below ``root`` that contains the source of a story.

    Pictures, films and the like are not opened here: every published file is checked again when it is printed.
    """
    problems = []
    for reference in outcome.references:
        path = names.resolve(reference)
        if not path or file_type_of(path) not in (FileType.FILE, FileType.STATIC) or not may_contain_words(path):
            continue
        found = story_in(_head(root, path), path)
        if found is not None:
            inside = f'an archive that contains the source of a story, "{found}"' if found else "the source of a story"
            message = f'the link "{reference.written[:80]}" leads to {inside}, which is never published'
            file = f"{config.content.root}/{path}"
            other = f"remove the story from {file}" if found else f"remove the front matter from {file}"
            hint = f"link to the story, or {other}"
            shown = f"{config.content.root}/{outcome.source.path}"
            problems.append(Problem(shown, reference.line, 0, message, hint, code="source-published"))
    return problems


def _head(root: Path, path: str) -> bytes:
    """Return the first bytes of a file; none if it cannot be read, which is reported when it is published."""
    try:
        with below(root, path).open("rb") as file:
            return file.read(HEAD)
    except (OSError, ValueError):
        return b""
