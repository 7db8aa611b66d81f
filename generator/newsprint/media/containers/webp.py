"""The chunks of a WebP file (RFC 9649)."""

from __future__ import annotations

from collections.abc import Iterator

from newsprint.media.metadata import icc

_BITSTREAMS = (b"VP8 ", b"VP8L")
_FRAME_PARTS = (*_BITSTREAMS, b"ALPH")
_HAS_ICC, _HAS_ALPHA, _HAS_EXIF, _HAS_XMP = 0x20, 0x10, 0x08, 0x04


def rebuilt(data: bytes, packet: bytes) -> bytes | None:
    """Return a WebP of only pixels, colour profile, animation and the XMP ``packet``; None if it is damaged."""
    try:
        kept = dict[bytes, bytes]()
        frames: list[bytes] = []
        for name, body in _chunks(data[12 : 8 + int.from_bytes(data[4:8], "little")]):
            if name == b"ANMF":
                inner = [_chunk(*part) for part in _chunks(body[16:]) if part[0] in _FRAME_PARTS]
                frames.append(_chunk(name, body[:16] + b"".join(inner)))
            elif name in (*_FRAME_PARTS, b"VP8X", b"ANIM", b"ICCP"):
                kept.setdefault(name, body)
    except ValueError:
        return None
    if not frames and not any(name in kept for name in _BITSTREAMS):
        return None
    profile = icc.harmless(kept.get(b"ICCP", b""))
    if not packet and b"VP8X" not in kept:
        return _file([_chunk(name, kept[name]) for name in _BITSTREAMS if name in kept][:1])
    header = _header(kept, profile, packet)
    return _file(
        [
            _chunk(b"VP8X", header),
            _chunk(b"ICCP", profile) if profile else b"",
            *(_chunk(name, kept[name]) for name in (b"ANIM", b"ALPH", *_BITSTREAMS) if name in kept),
            *frames,
            _chunk(b"XMP ", packet) if packet else b"",
        ]
    )


def _header(kept: dict[bytes, bytes], profile: bytes, packet: bytes) -> bytes:
    """Return the header of the extended format: flags and the size of the canvas."""
    if header := kept.get(b"VP8X"):
        flags, canvas = header[0] & ~(_HAS_ICC | _HAS_EXIF | _HAS_XMP) & 0x3E, header[4:10]
    elif lossless := kept.get(b"VP8L"):
        bits = int.from_bytes(lossless[1:5], "little")
        flags = _HAS_ALPHA if bits >> 28 & 1 else 0
        canvas = (bits & 0x3FFF).to_bytes(3, "little") + (bits >> 14 & 0x3FFF).to_bytes(3, "little")
    else:
        lossy = kept[b"VP8 "]
        sides = (int.from_bytes(lossy[at : at + 2], "little") & 0x3FFF for at in (6, 8))
        flags, canvas = 0, b"".join((side - 1).to_bytes(3, "little") for side in sides)
    flags |= (_HAS_ICC if profile else 0) | (_HAS_XMP if packet else 0)
    return bytes((flags, 0, 0, 0)) + canvas


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield every chunk with its name. Raises ValueError if one is longer than the file."""
    at = 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        body = data[at + 8 : at + 8 + size]
        if len(body) < size:
            raise ValueError("a chunk is longer than its file")
        yield data[at : at + 4], body
        at += 8 + size + size % 2


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + len(body).to_bytes(4, "little") + body + b"\x00" * (len(body) % 2)


def _file(chunks: list[bytes]) -> bytes:
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + len(body).to_bytes(4, "little") + body
