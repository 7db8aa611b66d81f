"""The last guard before a file is published as it is: the source of a story never is."""

from __future__ import annotations

from newsprint.articles.raw_source import is_story_source
from newsprint.errors import ContentError, Problem

MESSAGE = "the file has the front matter of a story, and the source of a story is never published"
HINT = "link to the story, or move the file away; if it is for readers, take its header out"


def without_source(data: bytes, source: str) -> bytes:
    """``data``, the bytes of the file ``source``. Raises ContentError if they are the source of a story."""
    if is_story_source(data):
        raise ContentError([Problem(source, 1, 0, MESSAGE, HINT, code="source-published")])
    return data
