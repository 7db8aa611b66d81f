"""The last check before a file is published unchanged: the source of a story never is."""

from __future__ import annotations

from newsprint.base.errors import ContentError, Problem
from newsprint.content.files.raw_source import story_in

MESSAGE = "the file has the front matter of a story, and the source of a story is never published"
_IN_ARCHIVE = 'the archive contains the source of a story, "{}", which is never published'
_HINT_OF_AN_ARCHIVE = "pack it again without the story; if that is a document for readers, remove its front matter"
HINT = "link to the story, or move the file away; if it is for readers, remove its front matter"


def without_source(data: bytes, source: str) -> bytes:
    """Return ``data``, the bytes of the file ``source``. Raises ContentError if they contain a story's source."""
    found = story_in(data, source)
    if found is None:
        return data
    if found:
        raise ContentError([Problem(source, 0, 0, _IN_ARCHIVE.format(found), _HINT_OF_AN_ARCHIVE, "source-published")])
    raise ContentError([Problem(source, 1, 0, MESSAGE, HINT, code="source-published")])
