"""Pictures as readers get them: pixels, colour profile and rights, and nothing else that was in the file.

A picture is always decoded as a whole, so that a damaged one is found. What is then published is:

- a PNG, GIF, WebP or AVIF, rebuilt from those of its parts that make up the picture, without any loss;
- a JPEG as it is, if it contains nothing else;
- everything else, and whatever must be turned, encoded again.

The bytes depend on nothing but the picture and, where it is encoded again, the version of Pillow.
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
_FILTER_ARRAYS = (32803, 34892)  # PhotometricInterpretation of what a sensor saw
_CREDENTIALS = (b"c2pa", b"jumd")  # the label of a C2PA manifest, and the box that every one begins with
_XMP_TAG = 700


class Cleaned(Struct, frozen=True):
    """A picture for readers; ``had_credentials`` if a C2PA manifest had to be removed from it."""

    data: bytes
    had_credentials: bool = False


def cleaned(data: bytes, form: Format) -> Cleaned:
    """Return the picture in ``data``, of a format that Pillow reads, as readers get it. Raises RefusedFileError."""
    try:
        with opening.opened(data, form) as image:
            result = _clean(image, data, form)
        if result != data:
            _check(result, form)
    except RefusedFileError:
        raise
    except Exception as error:
        raise opening.refusal_of(error, form) from error
    return Cleaned(result, result != data and all(mark in data for mark in _CREDENTIALS))


def _clean(image: ImageFile.ImageFile, data: bytes, form: Format) -> bytes:
    if form is TIFF and _is_raw(image):
        raise opening.camera_raw()
    frames = _decoded(image, form)
    packet = rights_of(image, data).packet() if form not in (BMP, ICO) else b""
    turned = opening.orientation(image) if frames == 1 else 1
    if turned == 1:
        if form is JPEG and jpeg.holds_only_pixels(data, packet):
            return data
        result = _REBUILT[form](data, packet) if form in _REBUILT else None
        if result and (form is not AVIF or result == data or _same_pixels(image, result)):
            return result
    return _encoded(image, form, packet, frames, turned)


def _decoded(image: ImageFile.ImageFile, form: Format) -> int:
    """Read every pixel of every frame, and return how many frames there are."""
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
    """Whether ``result`` shows what ``image`` does: there are many ways to write an AVIF file."""
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
        options["pnginfo"] = _png_texts(packet)
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


def _png_texts(packet: bytes) -> Any:
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
    """The icon in all its sizes, each drawn as it is."""
    pictures = [image.ico.getimage(size).copy() for size in sorted(image.info["sizes"])]
    for picture in pictures:
        picture.info.clear()
    target = BytesIO()
    pictures[-1].save(target, "ICO", sizes=[picture.size for picture in pictures], append_images=pictures[:-1])
    return target.getvalue()


def _is_raw(image: ImageFile.ImageFile) -> bool:
    """Whether a TIFF file is what a camera's sensor saw: its first picture is then a small preview of it."""
    tags = getattr(image, "tag_v2", {})
    is_preview = bool(tags.get(0x00FE, 0) & 1) and 0x014A in tags
    return is_preview or tags.get(0x0106) in _FILTER_ARRAYS or any(tag in tags for tag in _RAW_TAGS)


def _check(result: bytes, form: Format) -> None:
    """Look at what is about to be published as a stranger would. Raises RefusedFileError."""
    with opening.opened(result, form) as image:
        image.info.pop("xmp", None)
        tags = set(image.getexif()) if form is not TIFF else set()
        left = {"exif", "comment", "photoshop", "XML:com.adobe.xmp"} & set(image.info)
        left.discard("XML:com.adobe.xmp")
        if tags - {_XMP_TAG} or left:
            raise unreadable(form.name)
