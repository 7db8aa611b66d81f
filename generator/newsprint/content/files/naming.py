"""The names of story files: which files are read as stories, and a story's name without its ending.

To feeds and links, a story stays the same when its ending changes or when it becomes a bundle.
"""

from __future__ import annotations

STORY_ENDINGS = (".md", ".markdown", ".mkd", ".mdown")
"""A file whose name ends with one of these, in small or capital letters, is read as a story."""

_INDEX = "index"


def is_story(path: str) -> bool:
    """Return whether the file at ``path`` is read as a story, by its name."""
    return path.endswith(".md") or path.lower().endswith(STORY_ENDINGS)  # the usual ending first: this is called often


def without_ending(path: str) -> str:
    """Return ``path`` without the ending of a story; unchanged if it has none."""
    return path[: path.rindex(".")] if is_story(path) else path


def is_index(path: str) -> bool:
    """Return whether the file at ``path`` is the story of a bundle (its folder)."""
    return is_story(path) and without_ending(path).rpartition("/")[2] == _INDEX


def story_name(path: str) -> str:
    """Return the path of a story without its ending, and without the ``index`` of a bundle.

    ``world/storm`` for ``world/storm.md``, ``world/storm.markdown`` and the bundle ``world/storm/index.md``.
    """
    name = without_ending(path)
    return name.removesuffix(f"/{_INDEX}") if is_index(path) else name
