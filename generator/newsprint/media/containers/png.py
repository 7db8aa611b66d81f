"""The chunks of a PNG file (PNG specification, third edition)."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from typing import IO

from newsprint.media.metadata import icc

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_LONGEST = {
    b"PLTE": 768, b"tRNS": 256, b"gAMA": 4, b"cHRM": 32, b"sRGB": 1, b"sBIT": 4, b"pHYs": 9, b"bKGD": 6, b"cICP": 4,
    b"mDCV": 24, b"cLLI": 8, b"acTL": 8,
}  # fmt: skip
"""The chunks that may occur once, with their greatest lengths (bytes)."""

_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_STEP = 1 << 20
_METADATA = (b"eXIf", b"tEXt", b"zTXt", b"iTXt")
_MOST_CHUNKS = 50_000


class _Stream:
    """Checks that a compressed picture ends with its last row, so that nothing is hidden after it."""

    def __init__(self, expected: int) -> None:
        self._left = expected
        self._inflate = zlib.decompressobj()

    def feed(self, data: bytes) -> None:
        """Check the next part. Raises ValueError."""
        while data:
            if self._inflate.eof:
                raise ValueError("data after the end")
            self._left -= len(self._inflate.decompress(data, _STEP))
            if self._left < 0 or self._inflate.unused_data:
                raise ValueError("more than the picture")
            data = self._inflate.unconsumed_tail

    def close(self) -> None:
        """Raise ValueError if the picture is not complete."""
        while not self._inflate.eof and (more := self._inflate.decompress(self._inflate.unconsumed_tail, _STEP)):
            self._left -= len(more)
        if self._left or not self._inflate.eof:
            raise ValueError("less than the picture")


def rebuilt(data: bytes, packet: bytes) -> bytes | None:
    """Return a PNG of only pixels, colours, animation and the XMP ``packet``; None if its parts are not in order."""
    try:
        return _SIGNATURE + b"".join(_kept(data, packet))
    except (ValueError, IndexError, KeyError, zlib.error):
        return None


def has_metadata_after_pixels(file: IO[bytes]) -> bool:
    """Return whether the PNG in ``file`` has, or may have, metadata after its pixels, without reading these."""
    file.seek(len(_SIGNATURE))
    pixels = False
    for _ in range(_MOST_CHUNKS):
        head = file.read(8)
        name = head[4:]
        pixels = pixels or name == b"IDAT"
        if pixels and name in _METADATA:
            return True
        if len(head) < 8 or name == b"IEND":
            return False
        file.seek(int.from_bytes(head[:4], "big") + 4, os.SEEK_CUR)
    return True


def _kept(data: bytes, packet: bytes) -> Iterator[bytes]:
    seen: set[bytes] = set()
    header, stream = b"", None
    for name, body in _chunks(data):
        if name == b"IHDR" and not header:
            header, stream = body, _Stream(_size(body, body[:8]))
            yield _chunk(name, body)
            yield _text(packet) if packet else b""
        elif stream is None:
            raise ValueError("no header")
        elif name == b"IDAT" or (name == b"fdAT" and b"fcTL" in seen):
            stream.feed(body if name == b"IDAT" else body[4:])
            yield _chunk(name, body)
            seen.add(name)
        elif name == b"fcTL" and len(body) == 26:
            if b"IDAT" in seen:  # the first of them may describe the default picture
                stream.close()
                stream = _Stream(_size(header, body[4:12]))
            seen.add(name)
            yield _chunk(name, body)
        elif name == b"iCCP" and name not in seen:
            seen.add(name)
            yield _profile(body)
        elif name not in seen and len(body) <= _LONGEST.get(name, -1):
            seen.add(name)
            yield _chunk(name, body)
        elif name == b"IEND":
            stream.close()
            yield _chunk(name, b"")
            return
    raise ValueError("no end")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        name, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        if zlib.crc32(body, zlib.crc32(name)) != int.from_bytes(data[at + 8 + size : at + 12 + size], "big"):
            raise ValueError("a wrong checksum")
        yield name, body
        at += 12 + size


def _chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + name + body + zlib.crc32(body, zlib.crc32(name)).to_bytes(4, "big")


def _text(packet: bytes) -> bytes:
    return _chunk(b"iTXt", b"XML:com.adobe.xmp\x00\x00\x00\x00\x00" + packet)


def _profile(body: bytes) -> bytes:
    """Return the chunk of the colour profile under a neutral name; empty if it is damaged."""
    name, _, rest = body.partition(b"\x00")
    inflate = zlib.decompressobj()
    profile = inflate.decompress(rest[1:], icc.MAX_BYTES + 1)
    harmless = icc.harmless(profile) if inflate.eof else b""
    if not harmless:
        return b""
    if name == b"ICC Profile" and harmless == profile and not inflate.unused_data:
        return _chunk(b"iCCP", body)
    return _chunk(b"iCCP", b"ICC Profile\x00\x00" + zlib.compress(harmless, 9))


def _size(header: bytes, sides: bytes) -> int:
    """Return how many bytes a picture of these sides has before compression."""
    width, height = int.from_bytes(sides[:4], "big"), int.from_bytes(sides[4:8], "big")
    depth = header[8] * _SAMPLES[header[9]]
    if not header[12]:
        return height * (1 + (width * depth + 7) // 8)
    total = 0
    for left, top, across, down in _ADAM7:
        columns, rows = (width - left + across - 1) // across, (height - top + down - 1) // down
        if columns > 0 and rows > 0:
            total += rows * (1 + (columns * depth + 7) // 8)
    return total
