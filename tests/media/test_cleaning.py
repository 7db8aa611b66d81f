"""Cleaning keeps the pixels, colours, frames and rights of pictures; pictures that are too large are refused."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageCms, ImageSequence
from PIL.PngImagePlugin import PngInfo

from newsprint.media.cleaning import cleaned
from newsprint.media.formats import TIFF, format_of
from newsprint.media.metadata.icc import harmless
from newsprint.media.metadata.rights import Rights, rights_of
from newsprint.media.opening import opened
from tests.support.outlets import article
from tests.support.reading import Make

SECRET = b"zqsecretqz"
NOISE = Image.effect_noise((24, 16), 90)
MODES = {
    "JPEG": ("L", "RGB", "CMYK"),
    "PNG": ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"),
    "GIF": ("L", "P"),
    "WEBP": ("RGB", "RGBA"),
    "TIFF": ("1", "L", "P", "RGB", "RGBA", "CMYK", "I;16"),
}
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    """Return ``image`` as a file of the format ``kind``."""
    target = BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def clean(data: bytes) -> bytes:
    """Return the cleaned file."""
    return cleaned(data, format_of(data)).data


def pixels(data: bytes) -> list[tuple[Any, ...]]:
    """Return the pixels of every frame, and how long it is shown."""
    with Image.open(BytesIO(data)) as image:
        return [(f.mode, f.size, f.tobytes(), f.info.get("duration")) for f in ImageSequence.Iterator(image)]


@pytest.mark.parametrize(("kind", "mode"), [(kind, mode) for kind, modes in MODES.items() for mode in modes])
def test_the_pixels_of_a_picture_are_kept(kind: str, mode: str) -> None:
    data = encoded(NOISE.convert(mode), kind) + SECRET
    result = clean(data)
    assert SECRET not in result
    if kind == "JPEG":
        with Image.open(BytesIO(data)) as before, Image.open(BytesIO(result)) as after:
            assert (after.mode, after.size, after.quantization) == (before.mode, before.size, before.quantization)
    else:
        assert pixels(result) == pixels(data)
    assert clean(data) == result == clean(result)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_an_animation_keeps_its_frames_times_and_loops(kind: str) -> None:
    frames = [Image.new("RGB", (20, 10), (40 * number, 90, 0)) for number in range(4)]
    frames[2].paste("white", (3, 3, 9, 9))
    more = {"lossless": True} if kind == "WEBP" else {}
    options = {"save_all": True, "append_images": frames[1:], "duration": [100, 250, 70, 40], "loop": 3, **more}
    data = encoded(frames[0], kind, **options)
    with_secret = data + SECRET if kind != "GIF" else encoded(frames[0], kind, comment=SECRET, **options)
    assert pixels(clean(with_secret)) == pixels(data)
    assert SECRET not in clean(with_secret)
    with Image.open(BytesIO(data)) as before, Image.open(BytesIO(clean(with_secret))) as after:
        assert after.info.get("loop") == before.info.get("loop")


def test_a_png_with_sixteen_bits_per_colour_keeps_them() -> None:
    def chunk(name: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")

    header = chunk(b"IHDR", bytes((0, 0, 0, 1, 0, 0, 0, 1, 16, 2, 0, 0, 0)))
    picture = chunk(b"IDAT", zlib.compress(b"\0\x12\x34\x56\x78\x9a\xbc"))
    start, end = b"\x89PNG\r\n\x1a\n" + header, chunk(b"IEND", b"")
    private = chunk(b"prVt", SECRET) + chunk(b"tIME", b"\x07\xe8\1\1\1\1\1")
    assert clean(start + private + picture + end) == start + picture + end


def test_a_png_with_a_long_history_of_edits_is_cleaned() -> None:
    texts = PngInfo()
    texts.add_itxt("XML:com.adobe.xmp", SECRET.decode() * 400_000, zip=True)
    data = encoded(NOISE, "PNG", pnginfo=texts)
    assert clean(data) == encoded(NOISE, "PNG")


def test_data_after_the_pixels_of_a_png_is_removed() -> None:
    data = encoded(NOISE, "PNG")
    at = data.index(b"IDAT")
    size = int.from_bytes(data[at - 4 : at], "big")
    body = data[at + 4 : at + 4 + size] + SECRET
    hidden = (
        data[: at - 4]
        + len(body).to_bytes(4, "big")
        + b"IDAT"
        + body
        + zlib.crc32(b"IDAT" + body).to_bytes(4, "big")
        + data[at + 8 + size :]
    )
    assert SECRET not in clean(hidden)
    assert pixels(clean(hidden)) == pixels(data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_a_colour_profile_is_kept(kind: str) -> None:
    data = encoded(NOISE.convert("RGB"), kind, icc_profile=SRGB) + SECRET
    with Image.open(BytesIO(clean(data))) as image:
        assert image.info["icc_profile"] == SRGB


def test_a_colour_profile_loses_the_serial_number_of_the_screen() -> None:
    assert harmless(SRGB) == SRGB
    count = int.from_bytes(SRGB[128:132], "big") + 1
    moved = b"".join(
        SRGB[at : at + 4]
        + (int.from_bytes(SRGB[at + 4 : at + 8], "big") + 12).to_bytes(4, "big")
        + SRGB[at + 8 : at + 12]
        for at in range(132, 132 + 12 * (count - 1), 12)
    )
    size = len(SRGB) + 12 + len(SECRET)
    entry = b"mmod" + (len(SRGB) + 12).to_bytes(4, "big") + len(SECRET).to_bytes(4, "big")
    profile = (
        size.to_bytes(4, "big")
        + SRGB[4:128]
        + count.to_bytes(4, "big")
        + moved
        + entry
        + SRGB[128 + 4 + 12 * (count - 1) :]
    ) + SECRET
    result = harmless(profile)
    assert SECRET in profile
    assert SECRET not in result
    assert b"mmod" not in result
    opened = ImageCms.ImageCmsProfile(BytesIO(result))
    assert ImageCms.getProfileDescription(opened) == ImageCms.getProfileDescription(
        ImageCms.ImageCmsProfile(BytesIO(SRGB))
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "GIF", "AVIF"])
def test_rights_are_written_as_one_packet_that_is_read_again(kind: str) -> None:
    rights = Rights(("A <b> & c",), "© d", "e", "http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED", "http://x.example/y")
    packet = rights.packet()
    options: dict[str, Any] = {"xmp": packet.replace(b'end="r"', b'end="w"')}
    if kind == "PNG":
        texts = PngInfo()
        texts.add_itxt("XML:com.adobe.xmp", packet.decode(), zip=True)
        options = {"pnginfo": texts}
    if kind in ("TIFF", "GIF"):
        options = {"tiffinfo": {700: packet}} if kind == "TIFF" else {}
    data = encoded(NOISE.convert("L"), kind, **options)
    if kind == "GIF":
        start = 13 + 3 * 256
        trailer = b"\1" + bytes(range(255, -1, -1)) + b"\0"
        data = data[:start] + b"\x21\xff\x0bXMP DataXMP" + packet + trailer + data[start:]
    assert clean(data).count(packet) == 1


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("kind", [1, 3, 4, 7], ids=["bytes", "16 bits", "32 bits", "undefined"])
def test_iptc_rights_of_a_tiff_are_read_with_any_field_type(kind: int, order: str) -> None:
    record = (b"\x1c\x02\x50\x00\x09Ann Ma\xc3\xb1a").ljust(16, b"\0")
    count = len(record) // {1: 1, 3: 2, 4: 4, 7: 1}[kind]
    tags = [(256, 3, 1, 1), (257, 3, 1, 1), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 0)]
    tags += [(277, 3, 1, 1), (278, 3, 1, 1), (279, 3, 1, 1), (0x83BB, kind, count, 0)]
    end = 8 + 2 + 12 * len(tags) + 4
    places = {273: end + len(record), 0x83BB: end}
    data = {"<": b"II", ">": b"MM"}[order] + struct.pack(f"{order}HIH", 42, 8, len(tags))
    for tag, form, number, value in tags:
        place = places.get(tag)
        packed = struct.pack(f"{order}HH", value, 0) if place is None else struct.pack(f"{order}I", place)
        data += struct.pack(f"{order}HHI", tag, form, number) + packed
    data += bytes(4) + record + b"\x80"

    with opened(data, TIFF) as image:
        assert rights_of(image, data).creators == ("Ann Ma\u00f1a",)


def test_content_credentials_are_removed_and_reported(outlet: Make) -> None:
    data = encoded(NOISE, "JPEG")
    manifest = b"JP\0\1\0\0\0\1\0\0\0\x30jumb\0\0\0\x1ejumdc2pa" + SECRET
    marked = data[:2] + b"\xff\xeb" + (len(manifest) + 2).to_bytes(2, "big") + manifest + data[2:]
    site = outlet({"content/a.md": article(image={"src": "p.jpg", "alt": "A"}), "content/p.jpg": marked})
    (warning,) = site.build().warnings
    assert (warning.path, warning.code) == ("content/p.jpg", "content-credentials-removed")
    assert SECRET not in site.files()["media/p.jpg"]


def huge(width: int, height: int) -> bytes:
    """Return a PNG that claims to be of this size."""
    data = bytearray(encoded(Image.new("1", (1, 1)), "PNG"))
    data[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    return bytes(data)


def test_a_picture_that_is_too_large_is_refused_with_its_size(outlet: Make, capfd: pytest.CaptureFixture[str]) -> None:
    screen = (60_000).to_bytes(2, "little") * 2
    gif = b"GIF89a" + screen + encoded(Image.new("1", (1, 1)), "GIF")[10:]
    frame = b"\x2c\0\0\0\0\1\0\1\0\0\2\2\x44\1\0"
    many = b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff" + frame * 5001 + b";"
    files = {"a.png": huge(60_000, 60_000), "b.gif": gif, "c.gif": many, "d.png": huge(12_000, 10_001)}
    body = " ".join(f"![A]({name})" for name in files)
    site = outlet({"content/a.md": article(body=body, image={"src": "a.png", "alt": "A"})})
    site.write({f"content/{name}": data for name, data in files.items()})
    large = "the limit is 120 megapixels (save it smaller)"
    assert site.problems() == [
        f"content/a.png: the picture is too large: 60,000 by 60,000 pixels; {large}",
        f"content/b.gif: the picture is too large: 60,000 by 60,000 pixels; {large}",
        "content/c.gif: the animation is too large: 5,001 frames of 1 by 1 pixels; the limit is 5,000 frames and 120 "
        "megapixels in all (make it smaller or shorter, or use a video)",
        f"content/d.png: the picture is too large: 12,000 by 10,001 pixels; {large}",
    ]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_an_avif_keeps_its_pixels_and_loses_all_metadata(mode: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    data = encoded(NOISE.convert(mode), "AVIF", exif=exif.tobytes(), xmp=b"<x>" + SECRET + b"</x>", icc_profile=SRGB)
    result = clean(data + b"\0\0\0\x0afree" + SECRET)
    assert data.count(SECRET) == 2
    assert SECRET not in result
    assert pixels(result) == pixels(data)
    with Image.open(BytesIO(result)) as image:
        assert image.info.get("icc_profile", SRGB) == SRGB
        assert not image.getexif()
    assert clean(result) == result
