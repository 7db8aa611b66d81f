"""Measuring pictures when the texts that show them are read, from as little of their files as possible."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct

from newsprint.base.files import open_file
from newsprint.media.formats import GIF, HEAD_BYTES, ICO, JPEG, TIFF, Format, format_of, has_raw_ending
from newsprint.media.metadata.credit_lines import CreditLines, credit_lines
from newsprint.media.metadata.rights import Rights, rights_of
from newsprint.media.opening import has_late_metadata, opened, opened_file, upright_size

if TYPE_CHECKING:
    from PIL import ImageFile

_MOST_FOR_COLOUR = 6_000_000
"""The most pixels to decode for a colour. Of a JPEG, an eighth is decoded in each direction."""


class Measures(Struct, frozen=True):
    """What a page knows of a picture. ``width`` and ``height`` are in pixels, after the rotation by the camera.

    ``still`` means that it has renditions: it is no animation and no icon. ``colour`` is its average colour as CSS
    writes it (``#a0b1c2``), which fills its place while it loads; empty if it takes too long to find, or if the picture
    is transparent. ``lines`` are its credit and copyright notice, as far as they were asked for.
    """

    width: int
    height: int
    still: bool = False
    colour: str = ""
    lines: CreditLines = CreditLines()


def measured(path: Path, wanted: Collection[str] = ()) -> Measures | None:
    """Return the measures of the picture at ``path``; None if they are unknown.

    ``wanted`` are the names of the lines to read from its metadata: ``credit``, ``copyright``.
    """
    with suppress(Exception), open_file(path) as file:  # publishing the file reports what is wrong with it
        form = format_of(file.read(HEAD_BYTES))
        if not form.plugin or has_raw_ending(path.name):
            return None
        file.seek(0)
        image = opened_file(file, form)
        width, height = upright_size(image)
        still = form is not ICO and not getattr(image, "is_animated", False)
        colour = ""
        if still and (form is JPEG or width * height <= _MOST_FOR_COLOUR):
            with suppress(Exception):
                colour = _average(image)
        lines = credit_lines(_rights(image, file, form), wanted) if wanted else CreditLines()
        return Measures(width, height, still, colour, lines)
    return None


def pixels_of(data: bytes) -> int:
    """Return how many pixels the picture in ``data`` has, by its header; 0 if it is none, or if it will be refused."""
    with suppress(Exception):
        form = format_of(data[:HEAD_BYTES])
        width, height = opened(data, form).size if form.plugin else (0, 0)
        return width * height
    return 0


def _rights(image: ImageFile.ImageFile, file: BinaryIO, form: Format) -> Rights:
    """Return the rights that ``image``, opened from ``file``, states; none if its metadata is damaged."""
    with suppress(Exception):
        if has_late_metadata(image):
            image.load()
    data = b""
    if form in (GIF, TIFF):
        file.seek(0)
        data = file.read()
    return rights_of(image, data)


def _average(image: ImageFile.ImageFile) -> str:
    image.draft("RGB", (64, 64))
    image.load()
    if image.has_transparency_data:
        return ""
    red, green, blue = image.convert("RGB").reduce(max(1, min(image.size) // 8)).resize((1, 1)).getpixel((0, 0))  # type: ignore[misc]  # of RGB, a tuple
    return f"#{red:02x}{green:02x}{blue:02x}"
