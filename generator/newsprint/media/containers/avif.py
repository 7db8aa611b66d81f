"""The items of an AVIF file (AV1 Image File Format; ISO/IEC 23008-12), reduced to those of the picture."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from newsprint.media.metadata import icc

_PICTURES = (b"av01", b"grid")
_PROPERTIES = (
    b"ispe",
    b"pixi",
    b"av1C",
    b"auxC",
    b"irot",
    b"imir",
    b"pasp",
    b"clap",
    b"a1op",
    b"lsel",
    b"clli",
    b"mdcv",
)
_ALPHA = b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha"
_BRANDS = (b"avif", b"mif1", b"miaf", b"MA1B", b"MA1A")
_MAX_ITEMS = 1000
_MAX_PROPERTY = 256


class _Items(Struct):
    """The metadata of a file, with items by their numbers."""

    types: dict[int, bytes]
    data: dict[int, bytes]
    references: list[tuple[bytes, int, list[int]]]
    properties: list[bytes]
    associations: dict[int, list[tuple[bool, int]]]
    primary: int


def rebuilt(data: bytes, packet: bytes) -> bytes | None:
    """Return an AVIF with the items of the picture and the XMP ``packet``; None if it has to be encoded again."""
    try:
        boxes = dict(_boxes(data))
        if b"moov" in boxes or b"meta" not in boxes:
            return None
        items = _items(boxes[b"meta"][4:], data)
        return _file(items, _of_picture(items), packet)
    except (ValueError, KeyError, IndexError):
        return None


def _of_picture(items: _Items) -> list[int]:
    """Return the numbers of the items that make up the picture: itself, its tiles, its transparency."""
    parts: dict[int, list[int]] = {}
    for kind, source, targets in items.references:
        if kind == b"dimg":
            parts.setdefault(source, []).extend(targets)
        elif kind == b"auxl":
            for target in targets:
                parts.setdefault(target, []).append(source)
    kept: set[int] = set()
    waiting = [items.primary]
    while waiting:
        number = waiting.pop()
        if number not in kept:
            if items.types[number] not in _PICTURES or len(kept) > _MAX_ITEMS:
                raise ValueError("an item that is not a picture")
            kept.add(number)
            waiting += parts.get(number, [])
    return sorted(kept)


def _items(meta: bytes, data: bytes) -> _Items:
    boxes = dict(_boxes(meta))
    if sum(1 for _ in _boxes(meta)) != len(boxes):
        raise ValueError("a duplicate box")
    types = dict(_types(boxes[b"iinf"]))
    properties, associations = _shared(boxes[b"iprp"])
    pitm = boxes[b"pitm"]
    return _Items(
        types=types,
        data=dict(_data(boxes[b"iloc"], data, boxes.get(b"idat", b""))),
        references=list(_references(boxes.get(b"iref", bytes(4)))),
        properties=properties,
        associations=associations,
        primary=int.from_bytes(pitm[4 : 8 if pitm[0] else 6], "big"),
    )


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(data):
        size, name, start = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], at + 8
        if size == 1:
            size, start = int.from_bytes(data[at + 8 : at + 16], "big"), at + 16
        elif size == 0:
            size = len(data) - at
        if size < start - at or at + size > len(data):
            if name in (b"ftyp", b"meta", b"mdat") or at == 0:
                raise ValueError("a box that is longer than its file")
            return  # trailing data after the last box of the file
        yield name, data[start : at + size]
        at += size


def _types(iinf: bytes) -> Iterator[tuple[int, bytes]]:
    for name, body in _boxes(iinf[8 if iinf[0] else 6 :]):
        if name == b"infe" and body[0] in (2, 3):
            wide = 4 if body[0] == 3 else 2
            yield int.from_bytes(body[4 : 4 + wide], "big"), body[6 + wide : 10 + wide]


def _data(iloc: bytes, data: bytes, idat: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the bytes of every item, from one or more places. Raises ValueError if they exceed the file."""
    version, offset, length = iloc[0], iloc[4] >> 4, iloc[4] & 15
    base, index = iloc[5] >> 4, iloc[5] & 15 if version else 0
    wide = 4 if version == 2 else 2
    at, left = 6, len(data)

    def number(size: int) -> int:
        nonlocal at
        at += size
        if at > len(iloc):
            raise ValueError("cut short")
        return int.from_bytes(iloc[at - size : at], "big")

    for _ in range(min(number(wide), _MAX_ITEMS)):
        item = number(wide)
        method = number(2) & 15 if version else 0
        number(2)
        start = number(base)
        source = (data, idat)[method]
        parts = []
        for _ in range(number(2)):
            number(index)
            first, size = start + number(offset), number(length)
            left -= size
            if left < 0 or not size or first + size > len(source):
                raise ValueError("not in the file")
            parts.append(source[first : first + size])
        yield item, b"".join(parts)


def _references(iref: bytes) -> Iterator[tuple[bytes, int, list[int]]]:
    wide = 4 if iref[0] else 2
    for kind, body in _boxes(iref[4:]):
        numbers = [int.from_bytes(body[at : at + wide], "big") for at in range(wide + 2, len(body) - wide + 1, wide)]
        yield kind, int.from_bytes(body[:wide], "big"), numbers


def _shared(iprp: bytes) -> tuple[list[bytes], dict[int, list[tuple[bool, int]]]]:
    """Return the properties, empty for those that do not concern pixels, and the properties of each item."""
    boxes = dict(_boxes(iprp))
    ipma, at = boxes[b"ipma"], 8
    wide, large = 4 if ipma[0] else 2, ipma[3] & 1
    associations = {}
    for _ in range(min(int.from_bytes(ipma[4:8], "big"), _MAX_ITEMS)):
        item, count = int.from_bytes(ipma[at : at + wide], "big"), ipma[at + wide]
        at += wide + 1
        size = 2 if large else 1
        found = [int.from_bytes(ipma[at + size * n : at + size * (n + 1)], "big") for n in range(count)]
        essential = 0x8000 if large else 0x80
        associations[item] = [(bool(each & essential), each & (essential - 1)) for each in found]
        at += size * count
    return [_property(name, body) for name, body in _boxes(boxes[b"ipco"])], associations


def _property(name: bytes, body: bytes) -> bytes:
    if name == b"colr" and body[:4] in (b"prof", b"rICC"):
        profile = icc.harmless(body[4:])
        return _box(name, body[:4] + profile) if profile else b""
    if name == b"colr" and body[:4] == b"nclx":
        return _box(name, body[:11])
    if name == b"auxC":
        return _box(name, bytes(4) + _ALPHA + b"\x00") if body[4:].startswith(_ALPHA) else b""
    return _box(name, body) if name in _PROPERTIES and len(body) <= _MAX_PROPERTY else b""


def _file(items: _Items, kept: list[int], packet: bytes) -> bytes:
    """Return a file of the items ``kept``. Two passes: their places depend on the length of the metadata."""
    contents = [items.data[number] for number in kept] + ([packet] if packet else [])
    start = 0
    for _ in range(2):
        head = _head(items, kept, packet, contents, start)
        start = len(head) + 8
    return head + _box(b"mdat", b"".join(contents))


def _head(items: _Items, kept: list[int], packet: bytes, contents: list[bytes], start: int) -> bytes:
    described = max(kept) + 1
    numbers = [*kept, described] if packet else kept
    entries = [_infe(number, items.types[number] + b"\x00") for number in kept]
    references = [
        _reference(kind, source, targets)
        for kind, source, targets in items.references
        if kind in (b"dimg", b"auxl") and source in kept and set(targets) <= set(kept)
    ]
    if packet:
        entries.append(_infe(described, b"mime\x00application/rdf+xml\x00"))
        references.append(_reference(b"cdsc", described, [items.primary]))
    places = b""
    for number, content in zip(numbers, contents, strict=True):
        places += _short(number) + bytes(2) + _short(1) + start.to_bytes(4, "big") + len(content).to_bytes(4, "big")
        start += len(content)
    meta = (
        _box(b"hdlr", bytes(8) + b"pict" + bytes(13)),
        _box(b"pitm", bytes(4) + _short(items.primary)),
        _box(b"iloc", bytes(4) + b"\x44\x00" + _short(len(numbers)) + places),
        _box(b"iinf", bytes(4) + _short(len(entries)) + b"".join(entries)),
        _box(b"iref", bytes(4) + b"".join(references)) if references else b"",
        _iprp(items, kept),
    )
    return _box(b"ftyp", b"avif" + bytes(4) + b"".join(_BRANDS[:3])) + _box(b"meta", bytes(4) + b"".join(meta))


def _iprp(items: _Items, kept: list[int]) -> bytes:
    """Return the box of the properties in use, in their order, and of the items that have them."""
    used = sorted({index for number in kept for _, index in items.associations.get(number, []) if index})
    used = [index for index in used if items.properties[index - 1]]
    places = {index: place for place, index in enumerate(used, 1)}
    rows = b""
    for number in kept:
        found = []
        for essential, index in items.associations.get(number, []):
            if index in places:
                found.append(bytes((essential << 7 | places[index],)))
            elif essential and index:
                raise ValueError("an essential property that is not kept")
        rows += _short(number) + bytes((len(found),)) + b"".join(found)
    if len(used) > 127:
        raise ValueError("too many properties")
    ipco = _box(b"ipco", b"".join(items.properties[index - 1] for index in used))
    return _box(b"iprp", ipco + _box(b"ipma", bytes(4) + len(kept).to_bytes(4, "big") + rows))


def _infe(number: int, rest: bytes) -> bytes:
    return _box(b"infe", b"\x02\x00\x00\x00" + _short(number) + bytes(2) + rest)


def _reference(kind: bytes, source: int, targets: list[int]) -> bytes:
    return _box(kind, _short(source) + _short(len(targets)) + b"".join(map(_short, targets)))


def _short(number: int) -> bytes:
    if number > 0xFFFF:
        raise ValueError("too many items")
    return number.to_bytes(2, "big")


def _box(name: bytes, body: bytes) -> bytes:
    return (8 + len(body)).to_bytes(4, "big") + name + body
