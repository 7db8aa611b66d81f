"""Hostile and damaged pictures: each is made from its number, always the same."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable

from PIL import Image
from PIL.PngImagePlugin import PngInfo

FORMATS = {
    "JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp", "AVIF": "avif", "TIFF": "tif", "BMP": "bmp", "ICO": "ico",
}  # fmt: skip
_SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">%s'
    b'<rect width="9" height="9"/></svg>'
)


def hostile_picture(number: int) -> tuple[str, bytes]:
    """Return the name and the bytes of the picture with a number."""
    random_ = random.Random(number)
    make = _MAKERS[number % len(_MAKERS)]
    kind = random_.choice(sorted(FORMATS))
    return f"{number}-{make.__name__.strip('_')}.{FORMATS[kind]}", make(random_, kind)


def _valid(random_: random.Random, kind: str, **options: object) -> bytes:
    image = Image.effect_noise((random_.randint(1, 60), random_.randint(1, 60)), 40)
    target = io.BytesIO()
    image.convert("RGB").save(target, kind, **options)
    return target.getvalue()


def _truncated(random_: random.Random, kind: str) -> bytes:
    data = _valid(random_, kind)
    return data[: random_.randrange(1, len(data))]


def _changed_bytes(random_: random.Random, kind: str) -> bytes:
    data = bytearray(_valid(random_, kind))
    for _ in range(random_.randint(1, 30)):
        data[random_.randrange(4, len(data))] = random_.choice((0, 1, 0x7F, 0x80, 0xFE, 0xFF, random_.randrange(256)))
    return bytes(data)


def _wrong_length(random_: random.Random, kind: str) -> bytes:
    data = bytearray(_valid(random_, kind))
    at = random_.randrange(4, min(len(data), 60) - 4)
    data[at : at + 4] = random_.choice((b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f"))
    return bytes(data)


def _repeated_part(random_: random.Random, kind: str) -> bytes:
    data = _valid(random_, kind)
    start = random_.randrange(len(data))
    return data[:start] + data[start : start + random_.randint(1, 40)] * random_.randint(2, 3000) + data[start:]


def _with_appended_data(random_: random.Random, kind: str) -> bytes:
    tails = (
        b"<?php system($_GET[0]);",
        b"<script>alert(1)</script>",
        b"PK\x03\x04",
        b"\0" * 100_000,
        b"\xff\xd8\xff\xe0",
    )
    return _valid(random_, kind) + random_.choice(tails) * random_.randint(1, 50)


def _other_data(random_: random.Random, kind: str) -> bytes:
    others = (
        b"", b"\0", b"\0" * 5000, b"GIF89a=1;alert(1)//", b"<html><script>1</script>", b"#!/bin/sh\n", b"\xff\xd8\xff",
        b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n", b"BM", b"II*\0", b"RIFF\xff\xff\xff\xffWEBP",
        b"\0\0\0\x18ftypavif", b"<!---->" * 9000, b"\0\0\1\0\1" + b"\0" * 99, b"\0\0\0\x18ftypheic" + b"\0" * 99, b"\x89PNG\r\n\x1a\n", random_.randbytes(3000),
    )  # fmt: skip
    return random_.choice(others)


def _png_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _huge_png(random_: random.Random, kind: str) -> bytes:
    width, height = random_.choice(((60_000, 60_000), (2**31 - 1, 2**31 - 1), (10_900, 10_900), (0, 5), (2**31, 1)))
    header = struct.pack(">IIBBBBB", width, height, random_.choice((1, 8, 16)), random_.choice((0, 2, 6)), 0, 0, 1)
    pixels = zlib.compress(b"\0" * random_.randint(1, 3_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + _png_chunk(b"IHDR", header) + _png_chunk(b"IDAT", pixels) + _png_chunk(b"IEND", b"")


def _bomb_in_png(random_: random.Random, kind: str) -> bytes:
    data = _valid(random_, "PNG")
    bomb = zlib.compress(b"\0" * 60_000_000, 9)
    name = random_.choice((b"zTXt", b"iCCP", b"IDAT"))
    return data[:33] + _png_chunk(name, (b"" if name == b"IDAT" else b"k\0\0") + bomb) + data[33:]


def _many_frames(random_: random.Random, kind: str) -> bytes:
    frame = b"\x21\xf9\x04\x00\x01\x00\x00\x00\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0"
    side = random_.choice((1, 500, 65_535))
    screen = struct.pack("<HH", side, side) + b"\x80\0\0\0\0\0\xff\xff\xff"
    return b"GIF89a" + screen + frame * random_.choice((2, 900, 7000)) + b"\x3b" * random_.randint(0, 1)


def _endless_tiff(random_: random.Random, kind: str) -> bytes:
    """Return a TIFF with directories that lead to each other and tags that claim enormous lengths."""
    count = random_.choice((1, 5, 400))
    directory = struct.pack("<H", count) + b"".join(
        struct.pack(
            "<HHII",
            random_.choice((256, 257, 258, 259, 262, 273, 278, 279, 330, 34665, 34853, 700, random_.randrange(65536))),
            random_.randrange(0, 14),
            random_.choice((1, 2, 2**16, 2**31, 2**32 - 1)),
            random_.choice((8, 0, 1, 2**31, 4)),
        )
        for _ in range(count)
    )
    return b"II*\0" + struct.pack("<I", 8) + directory + struct.pack("<I", random_.choice((8, 0, 2**32 - 1)))


def _absurd_exif(random_: random.Random, kind: str) -> bytes:
    exif = b"Exif\0\0" + _endless_tiff(random_, kind) + random_.randbytes(random_.randint(0, 300))
    kind = kind if kind in ("JPEG", "PNG", "WEBP") else "JPEG"
    return _valid(random_, kind, exif=exif)


def _absurd_profile(random_: random.Random, kind: str) -> bytes:
    profile = bytearray(random_.randbytes(random_.choice((4, 132, 3000))))
    if len(profile) > 132:
        profile[:4], profile[36:40] = struct.pack(">I", len(profile)), b"acsp"
        profile[128:132] = struct.pack(">I", random_.choice((1, 9, 2**32 - 1)))
    return _valid(random_, kind if kind in ("JPEG", "PNG", "WEBP", "TIFF") else "PNG", icc_profile=bytes(profile))


def _absurd_xmp(random_: random.Random, kind: str) -> bytes:
    laughs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    packets = (
        f'<!DOCTYPE x [<!ENTITY e0 "ha">{laughs}]><x>&e11;</x>', "<a>" * 20_000, "<x:xmpmeta", "\0" * 50,
        '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', "<x " + " ".join(f'a{n}="1"' for n in range(5000)) + "/>",
    )  # fmt: skip
    packet = random_.choice(packets)
    if kind == "JPEG":
        return _valid(random_, kind, xmp=packet.encode()[:60_000])
    if kind == "WEBP":
        return _valid(random_, kind, xmp=packet.encode())
    texts = PngInfo()
    texts.add_itxt("XML:com.adobe.xmp", packet, zip=random_.random() < 0.5)
    return _valid(random_, "PNG", pnginfo=texts)


def _hostile_drawing(random_: random.Random, kind: str) -> bytes:
    laughs = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 12))
    return random_.choice(
        (
            b'<!DOCTYPE svg [<!ENTITY e0 "ha">' + laughs + b"]>" + _SVG % b"<title>&e11;</title>",
            b'<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + _SVG % b"<title>&e;</title>",
            _SVG % (b"<g>" * 30_000), _SVG % b"<script>alert(1)</script>", _SVG % (b"<!--" * 30_000),
            _SVG % (b'<use xlink:href="#a"/>' * 20_000), b"<svg", b"<svg><svg></svg>", b"<?xml version='1.0'?>" * 3000,
            _SVG % (b"<g/>\n" * 50_000), b"\xff\xfe" + (_SVG % b"<a onclick='x'/>").decode().encode("utf-16-le"), b"<!DOCTYPE svg [" * 4000,
        )
    )  # fmt: skip


def _garbage_boxes(random_: random.Random, kind: str) -> bytes:
    data = _valid(random_, "AVIF" if random_.random() < 0.5 else "WEBP")
    at = random_.randrange(12, len(data))
    box = struct.pack(">I", random_.choice((0, 1, 7, 8, 2**31))) + random_.choice((b"meta", b"iloc", b"ANMF", b"ICCP"))
    return data[:at] + box * random_.randint(1, 2000) + data[at:]


_MAKERS: tuple[Callable[[random.Random, str], bytes], ...] = (
    _truncated, _changed_bytes, _wrong_length, _repeated_part, _with_appended_data, _other_data, _huge_png, _bomb_in_png,
    _many_frames, _endless_tiff, _absurd_exif, _absurd_profile, _absurd_xmp, _hostile_drawing, _garbage_boxes,
)  # fmt: skip
