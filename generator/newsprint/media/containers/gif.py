"""The blocks of a GIF file (GIF89a specification)."""

from __future__ import annotations

from collections.abc import Iterator

_IMAGE, _EXTENSION, _TRAILER = 0x2C, 0x21, 0x3B
_CONTROL, _APPLICATION = 0xF9, 0xFF
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_XMP = b"XMP DataXMP"
_MAGIC_TRAILER = b"\x01" + bytes(range(0xFF, -1, -1)) + b"\x00"  # XMP specification, part 3, 1.1.2


def rebuilt(data: bytes, packet: bytes) -> bytes | None:
    """Return a GIF of only frames, palettes, delays, the loop count and the XMP ``packet``; None if it is damaged."""
    if (start := _after_palette(data, 10, 13)) > len(data):
        return None
    parts = [(b"GIF89a" if packet else data[:6]) + data[6:start]]
    if packet:
        parts.append(bytes((_EXTENSION, _APPLICATION, len(_XMP))) + _XMP + packet + _MAGIC_TRAILER)
    control, loops, frames = b"", 0, 0
    try:
        for label, block in _blocks(data, start):
            if label == _IMAGE:
                parts += (control, block)
                frames, control = frames + 1, b""
            elif label == _CONTROL:
                control = block if len(block) == 8 else b""
            elif label == _APPLICATION and not loops and block[3:14] in _LOOPS and block[14:16] == b"\x03\x01":
                parts.append(block[:18] + b"\x00")
                loops += 1
    except IndexError:
        return None
    return b"".join((*parts, bytes((_TRAILER,)))) if frames else None


def packet_in(data: bytes) -> bytes:
    """Return the XMP packet in a GIF; empty if there is none."""
    start = data.find(bytes((_EXTENSION, _APPLICATION, len(_XMP))) + _XMP)
    end = data.find(_MAGIC_TRAILER[:16], start)
    return data[start + 14 : end] if 0 <= start < end else b""


def _blocks(data: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield every block with its label (for images their separator), up to the trailer. Raises IndexError."""
    while data[at] != _TRAILER:
        start = at
        if data[at] == _IMAGE:
            label, at = _IMAGE, _after_palette(data, at + 9, at + 10) + 1
        elif data[at] == _EXTENSION:
            label, at = data[at + 1], at + 2
        else:
            raise IndexError(at)
        while size := data[at]:
            at += 1 + size
        at += 1
        yield label, data[start:at]


def _after_palette(data: bytes, flags: int, at: int) -> int:
    """Return the place after the colour table at ``at``, or ``at`` if the byte at ``flags`` says there is none."""
    return at + (3 << (data[flags] & 7) + 1 if len(data) > flags and data[flags] & 0x80 else 0)
