"""Pictures as readers get them: without what the camera wrote about place, time and owner."""

from __future__ import annotations

import posixpath
from io import BytesIO

_FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".avif": "AVIF"}
_REVEALING = ("exif", "xmp", "XML:com.adobe.xmp", "photoshop", "comment", "Raw profile type exif")
_QUALITY = 90


def without_metadata(data: bytes, name: str) -> bytes:
    """The picture in ``data`` without EXIF, XMP and comments, turned as the camera noted; colour profiles stay.

    A picture that holds none, and a file that is no picture, comes back as it is. The bytes depend on nothing but the
    picture and the version of Pillow.
    """
    wanted = _FORMATS.get(posixpath.splitext(name)[1].lower())
    if wanted is None:
        return data
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(data)) as image:
            if not any(key in image.info for key in _REVEALING) and not image.getexif():
                return data
            upright = image.getexif().get(0x0112, 1) == 1  # EXIF 2.32, 4.6.4 A: orientation
            quality: str | int = "keep" if upright and image.format == wanted == "JPEG" else _QUALITY
            clean = image if upright else ImageOps.exif_transpose(image)
            profile = image.info.get("icc_profile", b"")
            for key in _REVEALING:
                clean.info.pop(key, None)
            target = BytesIO()
            if wanted == "PNG":
                clean.save(target, wanted, icc_profile=profile)
            else:
                clean.save(target, wanted, quality=quality, icc_profile=profile, exif=b"", xmp=b"")
            return target.getvalue()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return data
