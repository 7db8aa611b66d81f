"""The datasets of an IPTC Information Interchange Model record (IIM 4.2), which photo desks still write."""

from __future__ import annotations

from collections.abc import Iterator

_MARKER = 0x1C
_MAX_DATASETS = 2000
_UTF8 = b"\x1b%G"  # ISO 2022: what follows is UTF-8

BY_LINE, CREDIT, COPYRIGHT = (2, 80), (2, 110), (2, 116)
_CHARACTER_SET = (1, 90)


def datasets(data: bytes) -> dict[tuple[int, int], list[str]]:
    """Return the texts of the datasets in ``data`` by record and number, in their order.

    If the record does not say that it is UTF-8, each text is read as UTF-8 if possible, otherwise as Windows-1252.
    """
    raw = list(_pieces(data))
    says_utf8 = any(key == _CHARACTER_SET and value.startswith(_UTF8) for key, value in raw)
    found: dict[tuple[int, int], list[str]] = {}
    for key, value in raw:
        found.setdefault(key, []).append(value.decode("utf-8", "replace") if says_utf8 else decoded(value))
    return found


def resource(data: bytes) -> bytes:
    """Return the IIM record among Photoshop's image resources ("8BIM", number 0x0404); empty if there is none."""
    at = 0
    while data[at : at + 4] == b"8BIM":
        number = int.from_bytes(data[at + 4 : at + 6], "big")
        name = data[at + 6] if at + 6 < len(data) else 0
        start = at + 6 + (name + 2) // 2 * 2
        size = int.from_bytes(data[start : start + 4], "big")
        if number == 0x0404:
            return data[start + 4 : start + 4 + size]
        at = start + 4 + (size + 1) // 2 * 2
    return b""


def decoded(value: bytes) -> str:
    """Return the text in ``value``, read as UTF-8 if possible, otherwise as Windows-1252."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("cp1252", "replace")


def _pieces(data: bytes) -> Iterator[tuple[tuple[int, int], bytes]]:
    at = 0
    for _ in range(_MAX_DATASETS):
        if len(data) < at + 5 or data[at] != _MARKER:
            return
        size = int.from_bytes(data[at + 3 : at + 5], "big")
        if size & 0x8000:  # an extended dataset contains an embedded picture, not text
            return
        yield (data[at + 1], data[at + 2]), data[at + 5 : at + 5 + size]
        at += 5 + size
