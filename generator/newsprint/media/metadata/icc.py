"""Colour profiles (ICC.1:2022), reduced to what concerns colour: they may contain the serial number of a screen."""

from __future__ import annotations

MAX_BYTES = 4 * 2**20
_HEADER = 128
_MAX_TAGS = 100
_COLOUR_TAGS = frozenset(
    b"rXYZ gXYZ bXYZ rTRC gTRC bTRC kTRC wtpt bkpt chad lumi gamt cicp clrt clro A2B0 A2B1 A2B2 A2B3 B2A0 B2A1 B2A2 "
    b"B2A3 D2B0 D2B1 D2B2 D2B3 B2D0 B2D1 B2D2 B2D3 pre0 pre1 pre2 desc cprt dmnd dmdd meas view vued tech ciis rig0 "
    b"rig2 resp chrm".split()
)


def harmless(profile: bytes) -> bytes:
    """Return ``profile`` with only what concerns colour, unchanged if that is all; empty if it is damaged."""
    if not _HEADER + 4 <= len(profile) <= MAX_BYTES or profile[36:40] != b"acsp":
        return b""
    if int.from_bytes(profile[:4], "big") != len(profile):
        profile = profile[: int.from_bytes(profile[:4], "big")]
    count = int.from_bytes(profile[_HEADER : _HEADER + 4], "big")
    table_end = _HEADER + 4 + 12 * count
    if not 0 < count <= _MAX_TAGS or table_end > len(profile):
        return b""
    tags: list[tuple[bytes, int, int]] = []
    for at in range(_HEADER + 4, table_end, 12):
        start, size = int.from_bytes(profile[at + 4 : at + 8], "big"), int.from_bytes(profile[at + 8 : at + 12], "big")
        if start < table_end or start + size > len(profile):
            return b""
        tags.append((profile[at : at + 4], start, size))
    if all(name in _COLOUR_TAGS for name, _, _ in tags) and _covered(tags, table_end) >= len(profile):
        return profile
    return _of_tags(profile, [tag for tag in tags if tag[0] in _COLOUR_TAGS])


def _covered(tags: list[tuple[bytes, int, int]], end: int) -> int:
    """Return how far the tags reach, up to the first gap wider than their alignment, which could hide data."""
    for _, start, size in sorted(tags, key=lambda tag: tag[1]):
        if start > end + 3:
            break
        end = max(end, start + size)
    return (end + 3) // 4 * 4


def _of_tags(profile: bytes, tags: list[tuple[bytes, int, int]]) -> bytes:
    if not tags:
        return b""
    places: dict[tuple[int, int], int] = {}  # curves are often shared
    table, body, start_of_data = b"", b"", _HEADER + 4 + 12 * len(tags)
    for name, start, size in tags:
        if (start, size) not in places:
            places[start, size] = start_of_data + len(body)
            if start_of_data + len(body) + size > MAX_BYTES:  # many tags that overlap
                return b""
            body += profile[start : start + size].ljust((size + 3) // 4 * 4, b"\x00")
        table += name + places[start, size].to_bytes(4, "big") + size.to_bytes(4, "big")
    total = start_of_data + len(body)
    head = total.to_bytes(4, "big") + profile[4:84] + bytes(_HEADER - 84)  # from 84 on: the profile's digest, if any
    return head + len(tags).to_bytes(4, "big") + table + body
