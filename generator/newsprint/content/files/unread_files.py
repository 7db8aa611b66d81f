"""Content files that look like stories but are not read because of their endings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from newsprint.base.errors import Problem
from newsprint.base.files import open_file
from newsprint.base.media_types import UNKNOWN, media_type
from newsprint.content.files.raw_source import story_in
from newsprint.content.files.sources import Source
from newsprint.content.types import FileType

MOST_OPENED = 1_000
"""The most files that are opened: a folder full of data must not slow a build down by seconds."""

MOST_NAMED = 20
_FIRST_BYTES = 4096
_USUAL = (".md", ".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg", ".pdf", ".mp4", ".mp3")  # most files, quickly
_TEXTS = (UNKNOWN, "text/plain", "text/html", "text/markdown")
_MESSAGE = "looks like a story, but only files that end with .md, .markdown, .mkd or .mdown are read"
_HINT = "rename it, or move it out of the content folder"


def unread_stories(root: Path, found: Iterable[Source]) -> list[Problem]:
    """Return a warning for each of the ``found`` files below ``root`` that is a story by its content but is not read.

    The first :data:`MOST_NAMED` are named; the last warning gives the number of the others.
    """
    unread = list(_unread(root, found))
    more = len(unread) - MOST_NAMED
    messages = [f"the file {_MESSAGE}"] * min(len(unread), MOST_NAMED)
    if more > 0:
        messages[-1] += f"; so do {more:,} more"
    named = zip(unread, messages, strict=False)
    return [Problem(path, 0, 0, message, _HINT, code="unread-story") for path, message in named]


def _unread(root: Path, found: Iterable[Source]) -> Iterator[str]:
    opened = 0
    for source in found:
        if source.path.endswith(_USUAL) or source.file_type is not FileType.FILE:
            continue
        if source.size and media_type(source.path).startswith(_TEXTS):
            opened += 1
            if opened > MOST_OPENED:
                return
            if story_in(_first_bytes(root, source), source.path) == "":  # and not a story in an archive
                yield source.path


def _first_bytes(root: Path, source: Source) -> bytes:
    try:
        with open_file(f"{root}/{source.name_on_disk}") as file:
            return file.read(_FIRST_BYTES)
    except OSError:
        return b""
