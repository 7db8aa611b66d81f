"""The rights of a picture, which stay in it when its other metadata is removed."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct

from newsprint.media.containers import gif, tiff
from newsprint.media.metadata import iim, xmp
from newsprint.media.opening import exif_of

if TYPE_CHECKING:
    from PIL import ImageFile

_ARTIST, _COPYRIGHT = 0x013B, 0x8298  # EXIF 2.32, 4.6.4 D
_IPTC, _PHOTOSHOP = 0x83BB, 0x8649  # tags of TIFF
_MAX_NAMES = 20
_MAX_NAME, _MAX_TEXT = 200, 1000  # so that the packet always fits into one segment of a JPEG
_NO_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]+")


class Rights(Struct, frozen=True):
    """Creators, copyright, credit and machine use (data mining, source type) of a picture; empty where not stated."""

    creators: tuple[str, ...] = ()
    copyright: str = ""
    credit: str = ""
    data_mining: str = ""
    source_type: str = ""

    def packet(self) -> bytes:
        """Return the XMP packet of these rights, empty if there are none."""
        if self == Rights():
            return b""
        return xmp.packet(self.creators, self.copyright, self.credit, self.data_mining, self.source_type)


def rights_of(image: ImageFile.ImageFile, data: bytes) -> Rights:
    """Return the rights that a picture states in XMP, else in IPTC's datasets, else in EXIF. Ignore damaged ones.

    ``data`` is the bytes of its file: Pillow does not find the XMP of a GIF, nor all datasets of a TIFF.
    """
    stated: dict[str, list[str]] = {}
    datasets: dict[tuple[int, int], list[str]] = {}
    artist = owner = ""
    with suppress(Exception):  # unreadable metadata is removed like all other metadata
        stated = xmp.properties(_packet_in(image, data))
    with suppress(Exception):
        datasets = iim.datasets(_datasets_in(image, data))
    with suppress(Exception):
        exif = exif_of(image)
        artist, owner = (_exif_text(exif.get(tag)) for tag in (_ARTIST, _COPYRIGHT))
    return Rights(
        creators=_names(stated.get(xmp.CREATOR), datasets.get(iim.BY_LINE), artist.split(";")),
        copyright=_first(
            stated.get(xmp.RIGHTS), datasets.get(iim.COPYRIGHT), [owner], [str(image.info.get("Copyright", ""))]
        ),
        credit=_first(stated.get(xmp.CREDIT), datasets.get(iim.CREDIT)),
        data_mining=_first(stated.get(xmp.DATA_MINING)),
        source_type=_first(stated.get(xmp.SOURCE_TYPE)),
    )


def _packet_in(image: ImageFile.ImageFile, data: bytes) -> bytes:
    if image.format == "GIF" and (packet := gif.packet_in(data)):
        return packet
    found = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or _raw_profile(image, "xmp")
    return found.encode() if isinstance(found, str) else bytes(found)


def _datasets_in(image: ImageFile.ImageFile, data: bytes) -> bytes:
    resources = image.info.get("photoshop")
    if isinstance(resources, dict) and isinstance(resources.get(0x0404), bytes):
        return bytes(resources[0x0404])
    if image.format == "TIFF":
        return tiff.bytes_of(data, _IPTC) or iim.resource(tiff.bytes_of(data, _PHOTOSHOP))
    raw = _raw_profile(image, "iptc") or _raw_profile(image, "8bim")
    return iim.resource(raw) if raw.startswith(b"8BIM") else raw


def _raw_profile(image: ImageFile.ImageFile, name: str) -> bytes:
    """Return what ImageMagick and Exiv2 write into a PNG as a name, a length and hexadecimal digits; or empty."""
    text = image.info.get(f"Raw profile type {name}", "")
    digits = "".join(str(text).split("\n")[3:]) if text else ""
    return bytes.fromhex(digits) if digits else b""


def _exif_text(value: object) -> str:
    """Return a text of EXIF. By the standard it is ASCII, in fact UTF-8 or Latin 1; Pillow reads it as Latin 1."""
    if isinstance(value, bytes):
        return iim.decoded(value)
    return iim.decoded(value.encode("latin-1", "replace")) if isinstance(value, str) else ""


def _names(*sources: list[str] | None) -> tuple[str, ...]:
    for source in sources:
        names = tuple(dict.fromkeys(name for value in source or () if (name := one_line(value)[:_MAX_NAME])))
        if names:
            return names[:_MAX_NAMES]
    return ()


def _first(*sources: list[str] | None) -> str:
    return next((text for source in sources for value in source or () if (text := one_line(value)[:_MAX_TEXT])), "")


def one_line(value: str) -> str:
    """Return ``value`` on one line, without control characters and surrogates."""
    return " ".join(_NO_TEXT.sub(" ", value).split())
