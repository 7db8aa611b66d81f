"""A quick check whether a file can be published, without decoding pictures."""

from __future__ import annotations

from pathlib import Path

from newsprint.base.files import open_file
from newsprint.media.formats import Format, format_of
from newsprint.media.opening import opened_file
from newsprint.media.publishing import START, Published, published_file, published_media

_MOST = 4 * 1024 * 1024
"""The most bytes that are read of a file that is not a picture."""


def glance(path: Path, name: str, *, of_story: bool, may_run: bool) -> bytes:
    """Return the beginning of the file at ``path``. Raises RefusedFileError if the file would not be published.

    ``of_story`` says that a story shows it or links to it; otherwise it is a static file. Damage after the beginning of
    a picture is not found here. Raises OSError.
    """
    with open_file(path) as file:
        data = file.read(START)
        if not format_of(data).plugin:
            data += file.read(_MOST)

        def opens(_data: bytes, form: Format) -> Published:
            file.seek(0)
            opened_file(file, form).close()
            return Published(b"")

        if of_story:
            published_media(data, name, may_run=may_run, clean=opens)
        else:
            published_file(data, name, clean=opens)
    return data
