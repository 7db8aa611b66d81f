"""Photographs with the metadata of cameras, phones and photo desks, written by Exiv2, which Newsprint does not use."""

from __future__ import annotations

import random
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pyexiv2
from PIL import Image

pyexiv2.set_log_level(4)

WRITTEN_BY_EXIV2 = ("JPEG", "PNG", "WEBP", "TIFF")
ALL = (*WRITTEN_BY_EXIV2, "GIF", "AVIF")
NO_MINING = "http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED"
BY_MACHINE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
_NAMES = ("Ann Lee", "José Ñandú", "Łukasz Żółć", "山田太郎", "Ní Bhriain & Söhne", 'Jo "Flash" <O’Neil>')


@dataclass
class Photograph:
    """A picture file. ``secrets`` must be in no published file; ``rights`` must be, as Exiv2 reads them from XMP."""

    data: bytes
    secrets: list[str]
    rights: dict[str, object] = field(default_factory=dict)


def picture_stating(kind: str = "JPEG", *stated: Mapping[str, Any]) -> bytes:
    """Return a picture of the format ``kind`` with metadata: the keys of Exiv2 say in which kind of block."""
    target = BytesIO()
    Image.new("RGB", (16, 12), "navy").save(target, kind)
    with pyexiv2.ImageData(target.getvalue()) as file:
        for values in stated:
            for key, value in values.items():
                write = {"Xmp": file.modify_xmp, "Ipt": file.modify_iptc, "Exi": file.modify_exif}[key[:3]]
                write({key: value})
        return bytes(file.get_bytes())


def photograph(random_: random.Random, kind: str) -> Photograph:
    """Return a photograph in the format ``kind`` with secrets in all metadata, and rights in one of three places."""
    secrets: list[str] = []

    def secret() -> str:
        secrets.append(f"zq{random_.getrandbits(64):016x}")
        return secrets[-1]

    data = _pixels(random_, kind, secret())
    rights: dict[str, object] = {}
    if kind in WRITTEN_BY_EXIV2:
        with pyexiv2.ImageData(data) as file:
            file.modify_exif(_exif(secret))
            file.modify_iptc(_iptc(secret))
            file.modify_xmp(_xmp(secret))
            rights = _state_rights(random_, kind, file)
            if kind == "JPEG":
                file.modify_comment(secret())
                file.modify_thumbnail(_pixels(random_, "JPEG", secret()))
            data = file.get_bytes()
    if kind == "JPEG":
        data = _with_segments(data, secret)
    return Photograph(data + (secret() * random_.randint(0, 3)).encode(), secrets, rights)


def _pixels(random_: random.Random, kind: str, comment: str) -> bytes:
    image = Image.effect_noise((random_.randint(8, 40), random_.randint(8, 40)), 40).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = comment
    exif.get_ifd(0x8825).update({1: "N", 2: (54.0, 12.0, 34.0)})
    options: dict[str, object] = {"exif": exif.tobytes()} if kind in ("AVIF", "WEBP", "JPEG", "PNG") else {}
    target = BytesIO()
    image.save(target, kind, **(options if kind != "GIF" else {"comment": comment}))
    return target.getvalue()


def _exif(secret: object) -> dict[str, str]:
    names = (
        "Image.ImageDescription", "Image.HostComputer", "Image.Software", "Image.DocumentName", "Photo.CameraOwnerName",
        "Photo.BodySerialNumber", "Photo.LensSerialNumber", "Photo.ImageUniqueID", "GPSInfo.GPSDestLatitudeRef",
    )  # fmt: skip
    found = {f"Exif.{name}": secret() for name in names}  # type: ignore[operator]
    found["Exif.GPSInfo.GPSLatitude"] = "54/1 12/1 345678/10000"
    found["Exif.GPSInfo.GPSLatitudeRef"] = "N"
    maker_note = secret()  # type: ignore[operator]
    found["Exif.Photo.MakerNote"] = " ".join(str(byte) for byte in maker_note.encode())
    return found


def _iptc(secret: object) -> dict[str, str]:
    names = ("City", "SubLocation", "ProvinceState", "CountryName", "Caption", "SpecialInstructions")
    return {f"Iptc.Application2.{name}": secret() for name in names}  # type: ignore[operator]


def _xmp(secret: object) -> dict[str, str]:
    names = (
        "photoshop.City", "photoshop.State", "photoshop.Country", "iptc.Location", "aux.SerialNumber", "aux.OwnerName",
        "xmp.CreatorTool", "xmpMM.OriginalDocumentID", "exif.GPSLatitude", "photoshop.History", "iptcExt.Event",
    )  # fmt: skip
    return {f"Xmp.{name}": secret() for name in names}  # type: ignore[operator]


def _state_rights(random_: random.Random, kind: str, file: pyexiv2.ImageData) -> dict[str, object]:
    """Write the rights into XMP, IPTC or EXIF, and return what must be read from the published file."""
    name, owner, credit = (random_.choice(_NAMES) for _ in range(3))
    owner = f"© 2024 {owner}"
    place = random_.choice(("xmp", "exif") if kind == "WEBP" else ("xmp", "iptc", "exif"))  # WebP has no IPTC
    if place == "xmp":
        file.modify_xmp(
            {
                "Xmp.dc.creator": [name],
                "Xmp.dc.rights": {'lang="x-default"': owner},
                "Xmp.photoshop.Credit": credit,
                "Xmp.plus.DataMining": NO_MINING,
                "Xmp.iptcExt.DigitalSourceType": BY_MACHINE,
            }
        )
    elif place == "iptc":
        says_utf8 = {"Iptc.Envelope.CharacterSet": "\x1b%G"} if random_.random() < 0.5 else {}
        written = {"Byline": [name], "Copyright": owner, "Credit": credit}
        file.modify_iptc({**says_utf8, **{f"Iptc.Application2.{key}": value for key, value in written.items()}})
    else:
        file.modify_exif({"Exif.Image.Artist": name, "Exif.Image.Copyright": owner})
    found: dict[str, object] = {"Xmp.dc.creator": [name], "Xmp.dc.rights": {'lang="x-default"': owner}}
    if place != "exif":
        found["Xmp.photoshop.Credit"] = credit
    if place == "xmp":
        found |= {"Xmp.plus.DataMining": NO_MINING, "Xmp.iptcExt.DigitalSourceType": BY_MACHINE}
    return found


def _with_segments(data: bytes, secret: object) -> bytes:
    """Add extended XMP, a JFXX thumbnail, a C2PA manifest and a maker's segment at the front, a motion photo at the end."""
    extended = b"http://ns.adobe.com/xmp/extension/\0" + b"0" * 32 + struct.pack(">II", 16, 0)
    manifest = b"JP\0\1\0\0\0\1\0\0\0\x30jumb\0\0\0\x1ejumdc2pa"
    starts = ((0xE1, extended), (0xE0, b"JFXX\0\x10"), (0xEB, manifest), (0xE5, b"SAMSUNG\0"))
    segments = b""
    for marker, body in starts:
        body += secret().encode()  # type: ignore[operator]
        segments += bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body
    motion = b"\0\0\0\x18ftypmp42" + secret().encode()  # type: ignore[operator]
    return data[:2] + segments + data[2:] + motion
