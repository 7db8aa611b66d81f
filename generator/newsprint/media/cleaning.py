"""Cleaning pictures: readers get pixels, colour profile and rights, and nothing else that was in the file.

The position (GPS), thumbnails, serial numbers and notes are removed by not being copied.

A picture is always decoded completely, so that damage is found. Then it is published like this:

- a PNG, GIF, WebP or AVIF is rebuilt from the parts that make up the picture, without any loss;
- a JPEG stays unchanged if it contains nothing else;
- every other picture, such as a JPEG with a position, and every picture that must be rotated, is encoded again.

The bytes depend only on the picture and, if it is encoded again, on the version of Pillow.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from newsprint.media import opening
from newsprint.media.containers import avif, gif, jpeg, png, webp
from newsprint.media.formats import AVIF, BMP, GIF, ICO, JPEG, PNG, TIFF, WEBP, Format
from newsprint.media.metadata import icc
from newsprint.media.metadata.rights import rights_of
from newsprint.media.refusal import RefusedFileError, unreadable

if TYPE_CHECKING:
    from PIL import Image, ImageFile

_QUALITY = 90
_REBUILT: dict[Format, Callable[[bytes, bytes], bytes | None]] = {
    PNG: png.rebuilt,
    GIF: gif.rebuilt,
    WEBP: webp.rebuilt,
    AVIF: avif.rebuilt,
}
_RAW_TAGS = (0xC612, 0x828E)  # DNGVersion, CFAPattern
_FILTER_ARRAYS = (32803, 34892)  # PhotometricInterpretation of sensor data
_CREDENTIALS = (b"c2pa", b"jumd")  # the label of a C2PA manifest, and the box that every one begins with
_XMP_TAG = 700


class Cleaned(Struct, frozen=True):
    """A picture for readers. ``had_credentials`` says whether a C2PA manifest had to be removed from it."""

    data: bytes
    had_credentials: bool = False


def cleaned(data: bytes, form: Format) -> Cleaned:
    """Return the picture in ``data`` as readers get it. Pillow must read its format. Raises RefusedFileError."""
    try:
        with opening.opened(data, form) as image:
            result = _clean(image, data, form)
        if result != data:
            _check(result, form)
    except RefusedFileError:
        raise
    except Exception as error:
        raise opening.refusal_of(error, form) from error
    return Cleaned(result, result != data and had_credentials(data))


def had_credentials(data: bytes) -> bool:
    """Return whether the picture in ``data`` contains a C2PA manifest."""
    return all(mark in data for mark in _CREDENTIALS)


def _clean(image: ImageFile.ImageFile, data: bytes, form: Format) -> bytes:
    if form is TIFF and _is_raw(image):
        raise opening.camera_raw()
    frames = _decoded(image, form)
    packet = rights_of(image, data).packet() if form not in (BMP, ICO) else b""
    turned = opening.orientation(image) if frames == 1 else 1
    if turned == 1:
        if form is JPEG and jpeg.contains_only_pixels(data, packet):
            return data
        result = _REBUILT[form](data, packet) if form in _REBUILT else None
        if result and (form is not AVIF or result == data or _same_pixels(image, result)):
            return result
    return _encoded(image, form, packet, frames, turned)


def _decoded(image: ImageFile.ImageFile, form: Format) -> int:
    """Decode every pixel of every frame, and return the number of frames."""
    frames = getattr(image, "n_frames", 1) if form in (GIF, PNG, WEBP, AVIF) else 1
    opening.check_frames(frames, *image.size)
    for number in range(frames):
        if frames > 1:
            image.seek(number)
        opening.check_size(*image.size)
        image.load()
    if frames > 1:
        image.seek(0)
    return frames


def _same_pixels(image: ImageFile.ImageFile, result: bytes) -> bool:
    """Return whether ``result`` shows the same as ``image``: there are many ways to write an AVIF file."""
    with opening.opened(result, AVIF) as other:
        return (other.mode, other.size) == (image.mode, image.size) and other.tobytes() == image.tobytes()


def _encoded(image: ImageFile.ImageFile, form: Format, packet: bytes, frames: int, turned: int) -> bytes:
    options: dict[str, Any] = {"icc_profile": icc.harmless(image.info.get("icc_profile") or b"")}
    if form is JPEG:
        options["quality"] = "keep" if turned == 1 else _QUALITY
        options |= {"optimize": True, "progressive": bool(image.info.get("progressive"))}
    if form in (WEBP, AVIF):
        options["quality"] = _QUALITY
    if form in (JPEG, WEBP, AVIF) and packet:
        options["xmp"] = packet
    if form is PNG:
        options["pnginfo"] = png_texts(packet)
    if form is TIFF:
        options |= {"tiffinfo": _tiff_tags(packet), "compression": "tiff_adobe_deflate"}
    if frames > 1:
        options |= {"save_all": True, "duration": _durations(image, frames), "loop": image.info.get("loop", 0)}
    if form is ICO:
        return _icons(image)
    picture: Image.Image = image
    if turned != 1:
        from PIL import ImageOps

        picture = ImageOps.exif_transpose(image)
    return _saved(picture, form, options)


def _saved(picture: Image.Image, form: Format, options: dict[str, Any]) -> bytes:
    transparent = picture.info.get("transparency")
    if form is TIFF:  # Pillow would copy every tag of a TIFF file along with its pixels
        picture = picture.copy()
    picture.info.clear()
    if transparent is not None and form is not TIFF:
        picture.info["transparency"] = transparent
    target = BytesIO()
    picture.save(target, form.plugin, **options)
    return target.getvalue()


def _durations(image: ImageFile.ImageFile, frames: int) -> list[int]:
    durations = []
    for number in range(frames):
        image.seek(number)
        image.load()
        durations.append(int(image.info.get("duration", 100)))
    image.seek(0)
    return durations


def png_texts(packet: bytes) -> Any:
    """Return what Pillow writes into a PNG for the XMP ``packet``, which may be empty."""
    from PIL.PngImagePlugin import PngInfo

    texts = PngInfo()
    if packet:
        texts.add_itxt("XML:com.adobe.xmp", packet.decode())
    return texts


def _tiff_tags(packet: bytes) -> Any:
    from PIL.TiffImagePlugin import ImageFileDirectory_v2
    from PIL.TiffTags import BYTE

    tags = ImageFileDirectory_v2()
    if packet:
        tags.tagtype[_XMP_TAG] = BYTE
        tags[_XMP_TAG] = packet
    return tags


def _icons(image: Any) -> bytes:
    """Return the icon in all its sizes, none of them scaled from another."""
    pictures = [image.ico.getimage(size).copy() for size in sorted(image.info["sizes"])]
    for picture in pictures:
        picture.info.clear()
    target = BytesIO()
    pictures[-1].save(target, "ICO", sizes=[picture.size for picture in pictures], append_images=pictures[:-1])
    return target.getvalue()


def _is_raw(image: ImageFile.ImageFile) -> bool:
    """Return whether a TIFF file is a camera's raw data: its first picture is then only a small preview."""
    tags = getattr(image, "tag_v2", {})
    is_preview = bool(tags.get(0x00FE, 0) & 1) and 0x014A in tags
    return is_preview or tags.get(0x0106) in _FILTER_ARRAYS or any(tag in tags for tag in _RAW_TAGS)


def _check(result: bytes, form: Format) -> None:
    """Raise RefusedFileError if the picture to publish still has metadata other than the XMP packet."""
    with opening.opened(result, form) as image:
        image.info.pop("xmp", None)
        tags = set(image.getexif()) if form is not TIFF else set()
        left = {"exif", "comment", "photoshop"} & set(image.info)
        if tags - {_XMP_TAG} or left:
            raise unreadable(form.name)
