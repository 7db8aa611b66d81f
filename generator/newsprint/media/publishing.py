"""What readers get of a file: a picture without its metadata, a drawing that only draws, or the unchanged file."""

from __future__ import annotations

from collections.abc import Callable
from posixpath import splitext

from msgspec import Struct

from newsprint.base.errors import Problem
from newsprint.media.active import active_kind
from newsprint.media.cleaning import cleaned
from newsprint.media.drawings.svg import drawn
from newsprint.media.formats import (
    COMPRESSED,
    EMPTY,
    GIT_ANNEX,
    GIT_LFS,
    OTHER,
    RAW,
    SVG,
    TEXT,
    Format,
    format_of,
    has_picture_ending,
    has_raw_ending,
)
from newsprint.media.opening import camera_raw
from newsprint.media.refusal import RefusedFileError

START = 65_536
"""How many bytes of a file decide on its format: drawing programs may begin a file with long comments."""

_NOTHING = b"\0\t\n\r \xef\xbb\xbf"
_ICONS = (".ico", ".cur")
"""Endings that outlets have always used for files of any kind, because some programs request only these names."""


class Published(Struct, frozen=True):
    """A file as readers get it. The ``warnings`` do not have a path yet."""

    data: bytes
    warnings: tuple[Problem, ...] = ()


Clean = Callable[[bytes, Format], Published]
"""Makes a picture ready for readers. Raises RefusedFileError."""


def published_media(data: bytes, name: str, *, may_run: bool, clean: Clean | None = None) -> Published:
    """Return a story's file as readers get it. ``may_run`` says that HTML and scripts are published unchanged.

    ``clean`` makes a picture ready instead of the default, which removes its metadata. Raises RefusedFileError.
    """
    form = format_of(data[:START])
    _refuse_pointer(form, name)
    if not has_picture_ending(name) and not data.strip(_NOTHING):
        what = "consists of zeros" if b"\0" in data else "is empty"
        raise RefusedFileError("empty-file", f"the file {what}", "save it again, or remove the link to it")
    if kind := active_kind(data, name, form):
        if not may_run:
            raise RefusedFileError(
                "active-file",
                f"the file is {kind}, which a browser may run",
                'put it into "static/" of the content folder, or set raw_html = "allowed" under [markdown]',
            )
        if not form.picture:
            return Published(data)
    if form is SVG:
        return _drawing(data)
    if form is COMPRESSED and splitext(name)[1].lower() == ".svgz":
        raise RefusedFileError("picture-format", "the drawing is compressed", "save it as .svg")
    return _published(data, name, form, clean or cleaned_picture)


def published_file(data: bytes, name: str, *, clean: Clean | None = None) -> Published:
    """Return a static file or asset as readers get it: only pictures are changed. Raises RefusedFileError.

    ``clean`` makes a picture ready instead of the default, which removes its metadata.
    """
    form = format_of(data[:START])
    _refuse_pointer(form, name)
    if form in (TEXT, OTHER) and splitext(name)[1].lower() in _ICONS:
        return Published(data)
    return _published(data, name, form, clean or cleaned_picture)


def _published(data: bytes, name: str, form: Format, clean: Clean) -> Published:
    if form is RAW or (form.picture and has_raw_ending(name)):
        raise camera_raw()
    if form.plugin:
        return clean(data, form)
    if form.picture and form is not SVG:
        raise RefusedFileError("picture-format", f"the picture is in the format {form.name}", form.hint)
    if not form.picture and has_picture_ending(name) and not (form is COMPRESSED and name.lower().endswith(".svgz")):
        hint = form.hint or ("save it again" if form is EMPTY else "give it the right file ending, or save it again")
        raise RefusedFileError("not-a-picture", f"the file has the name of a picture, but is {form.name}", hint)
    return Published(data)


def _refuse_pointer(form: Format, name: str) -> None:
    """Raise RefusedFileError for a pointer that git keeps instead of a large file; pictures have their own problem."""
    if form in (GIT_LFS, GIT_ANNEX) and not has_picture_ending(name):
        raise RefusedFileError("git-lfs-pointer", f"the file is {form.name}, not the file itself", form.hint)


def cleaned_picture(data: bytes, form: Format) -> Published:
    """Return the picture in ``data`` without what its metadata reveals. Raises RefusedFileError."""
    result = cleaned(data, form)
    return without_credentials(result.data) if result.had_credentials else Published(result.data)


def without_credentials(data: bytes) -> Published:
    """Return a picture with the warning that its Content Credentials were removed."""
    message = "the picture's Content Credentials (C2PA) were removed: they contain its location and a thumbnail"
    hint = "creator, copyright and credit line stay in the picture"
    return Published(data, (Problem("", 0, 0, message, hint, code="content-credentials-removed"),))


def _drawing(data: bytes) -> Published:
    result, removed = drawn(data)
    hints = {"<style>": 'export the drawing with "presentation attributes" instead of a style sheet'}
    warnings = [
        Problem(
            "", each.line, 0, f"{each.what} was removed from the drawing: readers do not get it",
            hints.get(each.what, 'put drawings that run or load files into "static/" of the content folder'),
            code="svg-cleaned",
        )
        for each in removed
    ]  # fmt: skip
    return Published(result, tuple(warnings))
