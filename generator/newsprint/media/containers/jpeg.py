"""The segments of a JPEG file (ITU-T T.81, annex B)."""

from __future__ import annotations

from newsprint.media.metadata import icc

_XMP = b"http://ns.adobe.com/xap/1.0/\x00"
_ICC = b"ICC_PROFILE\x00"
_SOI, _EOI, _SOS, _DHT, _DAC, _DQT, _DRI = 0xD8, 0xD9, 0xDA, 0xC4, 0xCC, 0xDB, 0xDD
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC8}
_PIXELS = _FRAMES | {_SOS, _DHT, _DAC, _DQT, _DRI}
_APP0, _APP1, _APP2, _APP14 = 0xE0, 0xE1, 0xE2, 0xEE


def contains_only_pixels(data: bytes, packet: bytes) -> bool:
    """Return whether a JPEG contains nothing but its pixels, its colour profile and the XMP ``packet``."""
    at, packets = 2, 0
    profile_parts: list[bytes] = []
    while True:
        if data[at : at + 1] != b"\xff" or at + 2 > len(data):
            return False
        marker = data[at + 1]
        if marker == _EOI:
            profile = b"".join(profile_parts)
            return at + 2 == len(data) and packets == bool(packet) and (not profile or icc.harmless(profile) == profile)
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        body = data[at + 4 : at + 2 + size]
        if size < 2 or len(body) != size - 2:
            return False
        if marker == _APP2 and body.startswith(_ICC):
            profile_parts.append(body[len(_ICC) + 2 :])
        elif marker == _APP1 and packet and body == _XMP + packet:
            packets += 1
        elif marker not in _PIXELS and not _is_plain(marker, body):
            return False
        at += 2 + size
        if marker == _SOS:
            at = _end_of_scan(data, at)


def _is_plain(marker: int, body: bytes) -> bool:
    """Return whether a segment only describes pixels: JFIF without a thumbnail, or Adobe's colour transform."""
    if marker == _APP0:
        return body.startswith(b"JFIF\x00") and len(body) == 14 and body[12:] == b"\x00\x00"
    return marker == _APP14 and body.startswith(b"Adobe") and len(body) == 12


def _end_of_scan(data: bytes, at: int) -> int:
    """Return the place of the next marker that is neither a stuffed byte nor a restart."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2
    return len(data)
