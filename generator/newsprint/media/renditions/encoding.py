"""Encoding renditions with Pillow, each from the next larger one, in sRGB; of the metadata only the rights stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from newsprint.media import opening
from newsprint.media.cleaning import png_texts
from newsprint.media.formats import HEAD_BYTES, Format, format_of
from newsprint.media.metadata import icc
from newsprint.media.metadata.rights import rights_of
from newsprint.media.refusal import RefusedFileError
from newsprint.media.renditions.recipes import FileFormat, Recipe

if TYPE_CHECKING:
    from PIL import Image, ImageFile

_GAP = 2.0  # reduce by whole factors first, which is quick, and leave a factor of two for the filter
_PLUGINS: dict[FileFormat, str] = {"webp": "WEBP", "avif": "AVIF", "jpg": "JPEG", "png": "PNG"}
OPTIONS: dict[FileFormat, dict[str, Any]] = {
    "webp": {"quality": 80, "method": 2},
    "avif": {"quality": 55, "speed": 8, "max_threads": 1},  # the bytes depend on the number of threads
    "jpg": {"quality": 76, "optimize": True, "progressive": True},
    "png": {},
}
_WHITE = "#ffffff"


def encoded(data: bytes, form: Format, recipes: Sequence[Recipe]) -> Iterator[tuple[Recipe, bytes]]:
    """Yield the renditions of the still picture in ``data`` by ``recipes``, the largest first, as bytes.

    Raises RefusedFileError if the picture cannot be decoded.
    """
    try:
        with opening.opened(data, form) as image:
            packet = rights_of(image, data).packet()
            yield from _renditions(image, sorted(recipes, reverse=True), packet)
    except Exception as error:
        raise opening.refusal_of(error, form) from error


def encoded_file(data: bytes, recipes: Sequence[Recipe]) -> dict[Recipe, bytes]:
    """Return the renditions of the picture in ``data``, whose format its first bytes say. Raises RefusedFileError."""
    form = format_of(data[:HEAD_BYTES])
    if not form.plugin:
        raise RefusedFileError("not-a-picture", f"the file has the name of a picture, but is {form.name}", form.hint)
    return dict(encoded(data, form, recipes))


def _renditions(image: ImageFile.ImageFile, recipes: list[Recipe], packet: bytes) -> Iterator[tuple[Recipe, bytes]]:
    size = opening.upright_size(image)
    whole = _decoded(image, size, recipes)
    scaled = whole
    for recipe in recipes:
        if recipe.box == (0, 0, *size):
            scaled = _resized(scaled, recipe, None)
            yield recipe, _saved(scaled, recipe, packet)
        else:
            left, top, right, bottom = (each * whole.width / size[0] for each in recipe.box)
            yield recipe, _saved(_resized(whole, recipe, (left, top, right, bottom)), recipe, packet)


def _decoded(image: ImageFile.ImageFile, size: tuple[int, int], recipes: Sequence[Recipe]) -> Image.Image:
    """Decode ``image`` in no more pixels than the ``recipes`` need, upright, as RGB or RGBA in sRGB."""
    from PIL import ImageOps

    factor = max(each.width / (each.box[2] - each.box[0]) for each in recipes)
    image.draft(None, (round(image.width * factor), round(image.height * factor)))
    image.load()
    profile = icc.harmless(image.info.get("icc_profile") or b"")
    upright = ImageOps.exif_transpose(image) if opening.orientation(image) > 1 else image  # it copies in any case
    return _in_srgb(upright, profile)


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Return ``image`` as RGB, or RGBA if it has transparency. A profile that cannot be used is ignored."""
    from PIL import ImageCms

    transparent = image.has_transparency_data
    mode = "RGBA" if transparent else "RGB"
    if image.mode.startswith("I"):  # 16 bits a channel
        image = image.point(lambda value: value / 256).convert("L")
    if profile and image.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            result = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            result = None
        if result is not None:
            return result
    return image if image.mode == mode else image.convert(mode)


def _resized(image: Image.Image, recipe: Recipe, box: tuple[float, float, float, float] | None) -> Image.Image:
    from PIL import Image

    size = (recipe.width, recipe.height)
    if image.size == size and box is None:
        return image
    return image.resize(size, Image.Resampling.LANCZOS, box, _GAP)


def _saved(image: Image.Image, recipe: Recipe, packet: bytes) -> bytes:
    picture = _on_white(image) if recipe.format == "jpg" and image.mode == "RGBA" else image.copy()
    picture.info.clear()
    target = BytesIO()
    options = OPTIONS[recipe.format]
    if packet:
        options = options | ({"pnginfo": png_texts(packet)} if recipe.format == "png" else {"xmp": packet})
    picture.save(target, _PLUGINS[recipe.format], **options)
    return target.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    from PIL import Image

    ground = Image.new("RGB", image.size, _WHITE)
    ground.paste(image, mask=image.getchannel("A"))
    return ground
