"""WebM files: the frames of a film in the container that browsers play. https://www.webmproject.org/docs/container/"""

import struct
from dataclasses import dataclass


@dataclass(frozen=True)
class Frame:
    """A frame as an encoder made it; ``time`` is in milliseconds, ``key`` is True if it needs no frame before it."""

    time: int
    data: bytes
    key: bool


def webm(frames: list[Frame], width: int, height: int, seconds: float, codec: str = "V_VP9") -> bytes:
    """Return the file of a film of ``frames``, the first of which is a key frame. A cluster begins at each of these."""
    info = element(0x1549A966, [
        element(0x2AD7B1, number(1_000_000)),
        element(0x4489, struct.pack(">d", seconds * 1000)),
        element(0x4D80, b"record.py"),
        element(0x5741, b"record.py"),
    ])
    picture = element(0xE0, [element(0xB0, number(width)), element(0xBA, number(height))])
    track = [element(each, number(1)) for each in (0xD7, 0x73C5, 0x83)]
    tracks = element(0x1654AE6B, [element(0xAE, [*track, element(0x86, codec.encode()), picture])])
    body, points = info + tracks, []
    for group in clusters(frames):
        points.append((group[0].time, len(body)))
        blocks = [block(each, group[0].time) for each in group]
        body += element(0x1F43B675, [element(0xE7, number(group[0].time)), *blocks])
    body += element(0x1C53BB6B, [cue(time, place) for time, place in points])
    head = [(0x4286, number(1)), (0x42F7, number(1)), (0x42F2, number(4)), (0x42F3, number(8)), (0x4282, b"webm")]
    versions = [(0x4287, number(4)), (0x4285, number(2))]
    return element(0x1A45DFA3, [element(*each) for each in head + versions]) + element(0x18538067, body)


def clusters(frames: list[Frame]) -> list[list[Frame]]:
    """Return ``frames`` in groups that begin with a key frame."""
    groups: list[list[Frame]] = []
    for frame in frames:
        if frame.key:
            groups.append([])
        groups[-1].append(frame)
    return groups


def block(frame: Frame, start: int) -> bytes:
    """Return a frame as the block of a cluster that begins at ``start``."""
    flags = b"\x80" if frame.key else b"\0"
    return element(0xA3, b"\x81" + struct.pack(">h", frame.time - start) + flags + frame.data)


def cue(time: int, place: int) -> bytes:
    """Return the entry of the index for the cluster at ``place``."""
    position = element(0xB7, [element(0xF7, number(1)), element(0xF1, number(place))])
    return element(0xBB, [element(0xB3, number(time)), position])


def element(name: int, content: bytes | list[bytes]) -> bytes:
    """Return an element of the file: its name, its length and its content."""
    data = b"".join(content) if isinstance(content, list) else content
    return number(name) + (len(data) | 1 << 56).to_bytes(8) + data


def number(value: int) -> bytes:
    """Return a whole number in as few bytes as it needs."""
    return value.to_bytes(max(1, (value.bit_length() + 7) // 8))
