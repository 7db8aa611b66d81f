"""Pictures as readers get them: without what the camera wrote about place, time and owner."""

from __future__ import annotations

import posixpath
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image

_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".tif", ".tiff")
_FORMATS = ("JPEG", "MPO", "PNG", "WEBP", "AVIF", "TIFF")
_REVEALING = ("exif", "xmp", "XML:com.adobe.xmp", "photoshop", "comment", "Raw profile type exif")
_ORIENTATION = 0x0112  # EXIF 2.32, 4.6.4 A
_LAYOUT_TAGS = frozenset(range(0x0100, 0x010E)) | {
    0x0111,
    *range(0x0115, 0x011D),
    0x0128,
    0x0140,
    0x0152,
    0x0153,
    0x8773,
}
"""Tags of TIFF 6.0 that say how pixels lie in the file, and nothing of who made them."""

_QUALITY = 90


class PictureError(Exception):
    """The picture is damaged, so what it may reveal cannot be taken out."""


def without_metadata(data: bytes, name: str) -> bytes:
    """The picture in ``data`` without EXIF, XMP and comments, turned as the camera noted; colour profiles stay.

    A picture that holds none, and a file whose ``name`` is not a picture's, comes back as it is. The bytes depend on
    nothing but the picture and the version of Pillow. Raises PictureError.
    """
    if posixpath.splitext(name)[1].lower() not in _ENDINGS:
        return data
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(data)) as image:
            if image.format not in _FORMATS or not _reveals(image):
                return data
            return _saved_clean(image)
    except UnidentifiedImageError:
        return data  # no picture, whatever its name says
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PictureError(str(error)) from error


def _reveals(image: Image.Image) -> bool:
    tags = set(image.getexif()) - (_LAYOUT_TAGS if image.format == "TIFF" else set())
    return bool(tags or getattr(image, "text", None) or any(key in image.info for key in _REVEALING))


def _saved_clean(image: Image.Image) -> bytes:
    from PIL import ImageOps

    upright = image.getexif().get(_ORIENTATION, 1) == 1
    options: dict[str, Any] = {"icc_profile": image.info.get("icc_profile", b"")}
    kind = "JPEG" if image.format == "MPO" else image.format
    if kind == "JPEG" and upright and image.format == "JPEG":
        options["quality"] = "keep"
    elif kind in ("JPEG", "WEBP", "AVIF"):
        options["quality"] = _QUALITY
    if kind != "TIFF":
        options["exif"] = b""
    if kind in ("PNG", "WEBP") and getattr(image, "n_frames", 1) > 1:
        options["save_all"] = True
    clean = image if upright else ImageOps.exif_transpose(image)
    for key in _REVEALING:
        clean.info.pop(key, None)
    if kind == "TIFF":  # Pillow would copy every tag along with the picture
        clean = clean.copy()
        clean.info.clear()
        if hasattr(clean, "tag_v2"):
            del clean.tag_v2
    target = BytesIO()
    clean.save(target, kind, **options)
    return target.getvalue()
