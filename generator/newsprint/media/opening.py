"""Opening pictures with Pillow: only with the plugin for their format, within limits, and without its warnings."""

from __future__ import annotations

import logging
import warnings
from contextlib import suppress
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, cast

from newsprint.media.containers import png
from newsprint.media.formats import HEAD_BYTES, PNG, RAW, WEBP, Format
from newsprint.media.refusal import RefusedFileError, unreadable

if TYPE_CHECKING:
    from PIL import Image, ImageFile

MAX_PIXELS = 120_000_000
"""The most pixels of a picture, with all frames of an animation. Cameras make up to 102 megapixels; Pillow needs up to
four bytes for each pixel."""

MAX_FRAMES = 5000
_MAX_PNG_TEXT = 16 * 2**20  # a history of edits is longer than Pillow's one megabyte
ORIENTATION = 0x0112  # EXIF 2.32, 4.6.4 A

_PLUGINS = {
    "JPEG": ("JpegImagePlugin", "JpegImageFile"),
    "PNG": ("PngImagePlugin", "PngImageFile"),
    "GIF": ("GifImagePlugin", "GifImageFile"),
    "WEBP": ("WebPImagePlugin", "WebPImageFile"),
    "AVIF": ("AvifImagePlugin", "AvifImageFile"),
    "TIFF": ("TiffImagePlugin", "TiffImageFile"),
    "BMP": ("BmpImagePlugin", "BmpImageFile"),
    "ICO": ("IcoImagePlugin", "IcoImageFile"),
}


def opened(data: bytes, form: Format) -> ImageFile.ImageFile:
    """Open the picture in ``data``, without decoding it. Raises RefusedFileError, also if it is too large."""
    return opened_file(BytesIO(data), form)


def opened_file(file: BinaryIO, form: Format) -> ImageFile.ImageFile:
    """Open the picture in ``file``, reading no more than needed. Raises RefusedFileError, also if it is too large."""
    try:
        if form is WEBP:
            check_size(*_canvas(file.read(HEAD_BYTES)))
            file.seek(0)
        image = _open(file, form)
    except Exception as error:
        raise refusal_of(error, form) from error
    check_size(*image.size)
    return image


def check_size(width: int, height: int) -> None:
    """Raise RefusedFileError if a picture of this size (pixels) is over the limit."""
    if width * height > MAX_PIXELS:
        raise RefusedFileError(
            "picture-too-large",
            f"the picture is too large: {width:,} by {height:,} pixels; the limit is {MAX_PIXELS // 10**6} megapixels",
            "save it smaller",
        )


def check_frames(frames: int, width: int, height: int) -> None:
    """Raise RefusedFileError if an animation of so many frames of this size is over the limit."""
    if frames > MAX_FRAMES or (frames > 1 and frames * width * height > MAX_PIXELS):
        raise RefusedFileError(
            "picture-too-large",
            f"the animation is too large: {frames:,} frames of {width:,} by {height:,} pixels; the limit is "
            f"{MAX_FRAMES:,} frames and {MAX_PIXELS // 10**6} megapixels in all",
            "make it smaller or shorter, or use a video",
        )


def camera_raw() -> RefusedFileError:
    """Return the refusal of a picture in a camera's raw format."""
    return RefusedFileError("picture-format", "the picture is in a camera's raw format", RAW.hint)


def refusal_of(error: Exception, form: Format) -> RefusedFileError:
    """Return the refusal of a picture on which Pillow raised ``error``. For hostile files it may raise nearly any."""
    from PIL import Image

    if isinstance(error, RefusedFileError):
        return error
    if isinstance(error, (MemoryError, Image.DecompressionBombError)):
        limit = f"the limit is {MAX_PIXELS // 10**6} megapixels"
        return RefusedFileError("picture-too-large", f"the picture is too large; {limit}", "save it smaller")
    return unreadable(form.name)


def upright_size(image: ImageFile.ImageFile) -> tuple[int, int]:
    """Return width and height (pixels) of ``image`` after rotation by its EXIF data."""
    width, height = image.size
    return (height, width) if orientation(image) >= 5 else (width, height)


def orientation(image: ImageFile.ImageFile) -> int:
    """Return the orientation of the camera, 1 to 8 (EXIF 2.32, 4.6.4 A); 1 if it is unknown."""
    with suppress(Exception):  # a picture with damaged EXIF data is not rotated
        found = exif_of(image).get(ORIENTATION, 1)
        return found if found in range(1, 9) else 1
    return 1


def exif_of(image: ImageFile.ImageFile) -> Image.Exif:
    """Return the EXIF data of ``image``. Pillow decodes a PNG to find those after its pixels: only if there are any."""
    from PIL import Image

    if image.format == "PNG" and "exif" not in image.info and not has_late_metadata(image):
        return Image.Image.getexif(image)
    return image.getexif()


def has_late_metadata(image: ImageFile.ImageFile) -> bool:
    """Return whether ``image`` is a PNG with metadata after its pixels, which Pillow reads when it decodes these."""
    if image.format != "PNG" or not image.fp:
        return False
    at = image.fp.tell()
    try:
        return png.has_metadata_after_pixels(image.fp)
    finally:
        image.fp.seek(at)


def _open(file: BinaryIO, form: Format) -> ImageFile.ImageFile:
    """Open with the plugin itself: Image.open would warn of the size, and include the second picture of MPO files."""
    silence()
    module, name = _PLUGINS[form.plugin]
    plugin = import_module(f"PIL.{module}")
    if form is PNG:
        from PIL import PngImagePlugin

        PngImagePlugin.MAX_TEXT_CHUNK = _MAX_PNG_TEXT
    return cast("ImageFile.ImageFile", getattr(plugin, name)(file))


def _canvas(head: bytes) -> tuple[int, int]:
    """Return the size that a WebP file states (RFC 9649): its decoder allocates the memory when the file is opened."""
    kind, at = head[12:16], 20
    if kind == b"VP8X":
        return 1 + int.from_bytes(head[at + 4 : at + 7], "little"), 1 + int.from_bytes(head[at + 7 : at + 10], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(head[at + 1 : at + 5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = head[at + 6 : at + 8], head[at + 8 : at + 10]
    return int.from_bytes(width, "little") & 0x3FFF, int.from_bytes(height, "little") & 0x3FFF


def silence() -> None:
    """Hide Pillow's warnings, which do not help users. It may be called in any thread, and more than once."""
    warnings.filterwarnings("ignore", module=r"PIL\b")
    logging.getLogger("PIL").setLevel(logging.CRITICAL + 1)
