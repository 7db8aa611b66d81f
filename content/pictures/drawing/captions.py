"""What a photo desk writes into an original: camera, owner, place, caption and rights, as EXIF, IIM and XMP."""

from dataclasses import dataclass
from io import BytesIO
from math import modf

import pyexiv2
from PIL import Image

OWNER = "The Harbour Gazette, Net Street, Port Averil"
CREDIT = "Drawing: The Harbour Gazette"
COPYRIGHT = "© 2024 The Harbour Gazette"
INSTRUCTIONS = "NO SALES. NO ARCHIVE. MANDATORY CREDIT"
DATA_MINING = "http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED-AIMLTRAINING"
SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"
THUMBNAIL = (160, 160)
UTF_8 = "\x1b%G"


@dataclass(frozen=True)
class Place:
    """A place of the invented world, in the open sea of the real one: degrees north and west."""

    city: str
    country: str
    north: float
    west: float


@dataclass(frozen=True)
class Caption:
    """The words of an original; ``taken`` is its local time, as ``2024-12-22 14:05:31``."""

    headline: str
    text: str
    taken: str
    creator: str = "Hester Vane"

    def line(self, place: Place) -> str:
        """The caption as an agency sends it, with place, date and restrictions."""
        day = self.taken.partition(" ")[0]
        return f"{place.city.upper()}, {place.country}, {day}: {self.text} ({self.creator}/Gazette Pictures) NO SALES"


def captioned(data: bytes, caption: Caption, place: Place, number: int, turned: bool) -> bytes:
    """Return a JPEG with all that a camera and a desk add to it; ``number`` counts the exposures of the camera."""
    with pyexiv2.ImageData(data) as file:
        file.modify_exif(_exif(caption, place, number, turned))
        file.modify_thumbnail(_thumbnail(data))
        file.modify_iptc(_iim(caption, place))
        file.modify_xmp(_xmp(caption, place))
        return bytes(file.get_bytes())


def _exif(caption: Caption, place: Place, number: int, turned: bool) -> dict[str, str]:
    taken = caption.taken.replace("-", ":")
    return {
        "Exif.Image.Make": "Averil Optical",
        "Exif.Image.Model": "Averil AO-6 Rangefinder",
        "Exif.Image.Orientation": "6" if turned else "1",
        "Exif.Image.Software": "Darkroom 4.2",
        "Exif.Image.DateTime": taken,
        "Exif.Image.Artist": caption.creator,
        "Exif.Image.Copyright": COPYRIGHT,
        "Exif.Image.ImageDescription": caption.line(place),
        "Exif.Photo.DateTimeOriginal": taken,
        "Exif.Photo.OffsetTimeOriginal": "+00:00",
        "Exif.Photo.ExposureTime": "1/250",
        "Exif.Photo.FNumber": "56/10",
        "Exif.Photo.ISOSpeedRatings": "400",
        "Exif.Photo.FocalLength": "35/1",
        "Exif.Photo.CameraOwnerName": OWNER,
        "Exif.Photo.BodySerialNumber": "AO6-0031868",
        "Exif.Photo.LensModel": "Skerry 35 mm f/2",
        "Exif.Photo.LensSerialNumber": "SK35-01871",
        "Exif.Photo.ImageUniqueID": f"{0xA0600000 + number:032x}",
        "Exif.Photo.UserComment": f"charset=Ascii Frame {number}, card 2, desk copy",
        "Exif.GPSInfo.GPSVersionID": "2 3 0 0",
        "Exif.GPSInfo.GPSLatitudeRef": "N",
        "Exif.GPSInfo.GPSLatitude": _degrees(place.north + number % 7 / 4000),
        "Exif.GPSInfo.GPSLongitudeRef": "W",
        "Exif.GPSInfo.GPSLongitude": _degrees(place.west + number % 5 / 4000),
        "Exif.GPSInfo.GPSAltitudeRef": "0",
        "Exif.GPSInfo.GPSAltitude": "71/10",
        "Exif.GPSInfo.GPSDateStamp": taken.partition(" ")[0],
    }


def _degrees(value: float) -> str:
    rest, degrees = modf(value)
    rest, minutes = modf(rest * 60)
    return f"{int(degrees)}/1 {int(minutes)}/1 {round(rest * 6000)}/100"


def _thumbnail(data: bytes) -> bytes:
    store = BytesIO()
    with Image.open(BytesIO(data)) as picture:
        small = picture.convert("RGB")
        small.thumbnail(THUMBNAIL)
        small.save(store, "JPEG", quality=60)
    return store.getvalue()


def _iim(caption: Caption, place: Place) -> dict[str, str | list[str]]:
    return {
        "Iptc.Envelope.CharacterSet": UTF_8,
        "Iptc.Application2.RecordVersion": "4",
        "Iptc.Application2.ObjectName": caption.headline,
        "Iptc.Application2.Headline": caption.headline,
        "Iptc.Application2.Byline": [caption.creator],
        "Iptc.Application2.Credit": CREDIT,
        "Iptc.Application2.Source": "Gazette Pictures",
        "Iptc.Application2.Copyright": COPYRIGHT,
        "Iptc.Application2.Caption": caption.line(place),
        "Iptc.Application2.SpecialInstructions": INSTRUCTIONS,
        "Iptc.Application2.City": place.city,
        "Iptc.Application2.CountryName": place.country,
        "Iptc.Application2.DateCreated": caption.taken.partition(" ")[0],
    }


def _xmp(caption: Caption, place: Place) -> dict[str, object]:
    return {
        "Xmp.dc.creator": [caption.creator],
        "Xmp.dc.title": {'lang="x-default"': caption.headline},
        "Xmp.dc.description": {'lang="x-default"': caption.line(place)},
        "Xmp.dc.rights": {'lang="x-default"': COPYRIGHT},
        "Xmp.photoshop.Headline": caption.headline,
        "Xmp.photoshop.Credit": CREDIT,
        "Xmp.photoshop.Source": "Gazette Pictures",
        "Xmp.photoshop.Instructions": INSTRUCTIONS,
        "Xmp.photoshop.City": place.city,
        "Xmp.photoshop.Country": place.country,
        "Xmp.xmpRights.UsageTerms": {'lang="x-default"': "One use with the story it was made for"},
        "Xmp.plus.DataMining": DATA_MINING,
        "Xmp.iptcExt.DigitalSourceType": SOURCE_TYPE,
    }
