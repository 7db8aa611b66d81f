"""The bytes of renditions: the right pixels, sRGB, rights kept, everything else removed, hostile pictures refused."""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path

import pyexiv2
import pytest
from PIL import Image, ImageCms

from newsprint.media.formats import format_of
from newsprint.media.measuring import measured
from newsprint.media.refusal import RefusedFileError
from newsprint.media.renditions.encoding import encoded
from newsprint.media.renditions.recipes import Recipe, Role, recipes_for
from tests.media.hostile_pictures import hostile_picture
from tests.media.photographs import ALL, photograph
from tests.support.soak import examples

LEAD = Role(widths=(20, 60, 200), avif=(60,), social=True)
LAYOUT = {"Exif.Image"}
KEPT = {
    "Xmp.dc.creator", "Xmp.dc.rights", "Xmp.photoshop.Credit", "Xmp.plus.DataMining", "Xmp.iptcExt.DigitalSourceType",
}  # fmt: skip
RED, BLUE = (200, 30, 30), (30, 30, 200)


def picture(form: str = "PNG", size: tuple[int, int] = (300, 200), mode: str = "RGB", **options: object) -> bytes:
    """Return a picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    target = BytesIO()
    image.convert(mode).save(target, form, **options)
    return target.getvalue()


def renditions(data: bytes, *roles: Role, focus: str = "") -> dict[Recipe, Image.Image]:
    """Return the renditions of ``data`` as opened pictures, in the order in which they are made."""
    with Image.open(BytesIO(data)) as image:
        turned = image.getexif().get(0x0112, 1) >= 5
        width, height = image.size[::-1] if turned else image.size
    recipes = recipes_for(width, height, focus, roles or [LEAD])
    return {recipe: Image.open(BytesIO(each)) for recipe, each in encoded(data, format_of(data), recipes)}


def is_near(pixel: object, colour: tuple[int, ...], most: int = 24) -> bool:
    """Return whether ``pixel`` has this colour, but for what lossy formats change."""
    return all(abs(one - other) <= most for one, other in zip(pixel, colour, strict=False))  # type: ignore[call-overload]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "AVIF", "TIFF", "BMP"])
def test_each_rendition_has_the_size_and_format_of_its_recipe(form: str) -> None:
    made = renditions(picture(form))
    assert len(made) == 5
    for recipe, image in made.items():
        assert image.size == (recipe.width, recipe.height)
        assert image.format == {"webp": "WEBP", "avif": "AVIF", "jpg": "JPEG"}[recipe.format]
        assert is_near(image.convert("RGB").getpixel((1, 1)), RED)
        assert is_near(image.convert("RGB").getpixel((recipe.width - 2, recipe.height - 2)), BLUE)


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_rotated_photograph_is_upright_in_every_rendition(turn: int) -> None:
    upright = Image.open(BytesIO(picture(size=(240, 160))))
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    stored = upright.transpose(Image.Transpose(back[turn])) if turn > 1 else upright
    exif = Image.Exif()
    exif[0x0112] = turn
    target = BytesIO()
    stored.save(target, "JPEG", exif=exif, quality=95)
    for recipe, image in renditions(target.getvalue()).items():
        assert (image.size, image.getexif().get(0x0112)) == ((recipe.width, recipe.height), None)
        assert is_near(image.convert("RGB").getpixel((1, 1)), RED)
        assert is_near(image.convert("RGB").getpixel((recipe.width - 2, 1)), BLUE)


def test_colours_of_another_profile_are_converted_to_srgb() -> None:
    """A profile whose red and blue are exchanged shows whether it was applied."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exchanged = srgb.replace(b"rXYZ", b"____", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"____", b"bXYZ", 1)
    data = picture("JPEG", icc_profile=exchanged, quality=95)
    for image in renditions(data).values():
        assert "icc_profile" not in image.info
        assert is_near(image.convert("RGB").getpixel((1, 1)), BLUE)


def test_a_damaged_profile_is_ignored() -> None:
    for image in renditions(picture("JPEG", icc_profile=b"no profile at all", quality=95)).values():
        assert is_near(image.convert("RGB").getpixel((1, 1)), RED)


@pytest.mark.parametrize("mode", ["L", "P", "1", "RGBA", "LA", "I;16"])
def test_every_kind_of_pixels_is_encoded(mode: str) -> None:
    source = Image.open(BytesIO(picture())).convert("L") if mode == "I;16" else Image.open(BytesIO(picture()))
    image = source.point(lambda value: value * 256, "I").convert("I;16") if mode == "I;16" else source.convert(mode)
    target = BytesIO()
    image.save(target, "PNG")
    bright = [each.convert("L").getpixel((each.width - 2, 1)) for each in renditions(target.getvalue()).values()]
    dark = [each.convert("L").getpixel((1, 1)) for each in renditions(target.getvalue()).values()]
    assert all(one != other for one, other in zip(bright, dark, strict=True))


def test_a_transparent_picture_stays_so_and_is_white_in_jpeg() -> None:
    image = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    target = BytesIO()
    image.save(target, "PNG")
    for recipe, made in renditions(target.getvalue()).items():
        if recipe.format == "jpg":
            assert is_near(made.getpixel((5, 5)), (255, 255, 255))
        else:
            assert made.convert("RGBA").getpixel((5, 5))[3] == 0  # type: ignore[index]


def test_a_crop_shows_its_part_of_the_picture() -> None:
    tall = renditions(picture(size=(200, 400)), Role(widths=(), social=True), focus="0% 0%")
    (image,) = tall.values()
    assert image.size == (200, 105)
    left, right = (
        renditions(picture(size=(800, 100)), Role(widths=(), social=True), focus=f"{at} 0%") for at in ("0%", "100%")
    )
    assert is_near(next(iter(left.values())).getpixel((100, 50)), RED)
    assert is_near(next(iter(right.values())).getpixel((100, 50)), BLUE)


def test_the_same_picture_gives_the_same_bytes() -> None:
    data = picture("JPEG")
    recipes = recipes_for(300, 200, "", [LEAD])
    assert dict(encoded(data, format_of(data), recipes)) == dict(encoded(data, format_of(data), recipes))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(examples(6, 120)))
def test_renditions_have_the_rights_and_no_secret_of_a_photograph(seed: int) -> None:
    random_ = random.Random(seed)
    taken = photograph(random_, random_.choice(ALL))
    with Image.open(BytesIO(taken.data)) as image:
        size = image.size
    for _, data in encoded(taken.data, format_of(taken.data), recipes_for(*size, "", [LEAD], structured=True)):
        assert not [secret for secret in taken.secrets if secret.encode() in data]
        if data[4:8] == b"ftyp":  # Exiv2 does not read AVIF
            continue
        with pyexiv2.ImageData(data) as file:
            assert {key.rpartition(".")[0] for key in file.read_exif()} <= LAYOUT
            assert file.read_iptc() == {}
            found = file.read_xmp()
        assert set(found) <= KEPT
        assert {key: found.get(key) for key in taken.rights} == taken.rights


@pytest.mark.soak
@pytest.mark.parametrize("number", range(examples(40, 2_000)))
def test_a_hostile_picture_is_encoded_or_refused(number: int, tmp_path: Path) -> None:
    name, data = hostile_picture(number)
    (tmp_path / name).write_bytes(data)
    form, size = format_of(data[:65_536]), measured(tmp_path / name)
    if not form.plugin or not size or not size.still:
        return
    try:
        made = list(encoded(data, form, recipes_for(size.width, size.height, "", [LEAD])))
    except RefusedFileError as error:
        assert error.message and "Error" not in error.message
    else:
        assert all(each for _, each in made)
