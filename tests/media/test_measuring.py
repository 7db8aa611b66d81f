"""Measuring pictures: size after rotation, and how little of a file is decoded for it."""

from __future__ import annotations

import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from newsprint.media.measuring import measured

SIZE = (4000, 3000)


def png(**options: object) -> bytes:
    """Return a PNG of twelve megapixels, too many to decode for a colour."""
    target = BytesIO()
    Image.new("L", SIZE).save(target, "PNG", **options)
    return target.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    """Return a chunk of a PNG file."""
    return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")


def turned() -> bytes:
    """Return EXIF data that turn a picture by a quarter."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif.tobytes().removeprefix(b"Exif\0\0")


XMP = chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + b'<x tiff:Orientation="6"/>')


def size(path: Path, data: bytes) -> tuple[int, int]:
    """Return width and height of the picture ``data``."""
    path.write_bytes(data)
    found = measured(path)
    assert found is not None
    return found.width, found.height


@pytest.mark.parametrize("added", [b"", chunk(b"tIME", bytes(7)), b"rubbish" * 9])
def test_a_large_png_is_not_decoded(tmp_path: Path, added: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("it was decoded")

    monkeypatch.setattr(PngImagePlugin.PngImageFile, "load", refuse)
    data = png()
    assert size(tmp_path / "a.png", data[:-12] + added + data[-12:]) == SIZE


@pytest.mark.parametrize("added", [chunk(b"eXIf", turned()), XMP])
@pytest.mark.parametrize("place", [33, -12], ids=["before the pixels", "after them"])
def test_a_png_may_say_at_either_end_that_it_is_turned(tmp_path: Path, added: bytes, place: int) -> None:
    data = png()
    assert size(tmp_path / "a.png", data[:place] + added + data[place:]) == SIZE[::-1]


def test_a_png_of_endless_chunks_is_measured(tmp_path: Path) -> None:
    data = png()
    assert size(tmp_path / "a.png", data[:-12] + chunk(b"zzZz", b"") * 60_000 + data[-12:]) == SIZE
