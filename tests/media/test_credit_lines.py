"""The credit and the copyright notice that a photo desk writes into a picture: found in XMP, then IIM, then EXIF."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zlib import crc32

import pyexiv2
import pytest
from PIL import Image, PngImagePlugin

from newsprint.media.measuring import measured
from newsprint.media.metadata.credit_lines import CreditLines, credit_lines
from newsprint.media.metadata.rights import Rights
from tests.media.photographs import WRITTEN_BY_EXIV2, picture_stating

XMP = {
    "Xmp.photoshop.Credit": "XMP credit",
    "Xmp.dc.creator": ["XMP creator"],
    "Xmp.dc.rights": {'lang="x-default"': "© XMP"},
}
IIM = {
    "Iptc.Application2.Credit": "IIM credit",
    "Iptc.Application2.Byline": ["IIM by-line"],
    "Iptc.Application2.Copyright": "© IIM",
}
EXIF = {"Exif.Image.Artist": "EXIF artist", "Exif.Image.Copyright": "© EXIF"}
UTF8 = {"Iptc.Envelope.CharacterSet": "\x1b%G"}
BOTH = ("credit", "copyright")


def lines_of(folder: Path, data: bytes, *wanted: str) -> tuple[str, str]:
    """Return the credit and the copyright notice of the picture ``data``, both unless only one is ``wanted``."""
    (folder / "picture").write_bytes(data)
    found = measured(folder / "picture", wanted or BOTH)
    assert found is not None and (found.width, found.height) == (16, 12)
    return found.lines.credit, found.lines.copyright


@pytest.mark.parametrize("kind", WRITTEN_BY_EXIV2)
def test_xmp_comes_before_iim_and_iim_before_exif(kind: str, tmp_path: Path) -> None:
    iim = {} if kind == "WEBP" else IIM  # WebP cannot contain it
    assert lines_of(tmp_path, picture_stating(kind, XMP, iim, EXIF)) == ("XMP credit", "© XMP")
    assert lines_of(tmp_path, picture_stating(kind, EXIF)) == ("EXIF artist", "© EXIF")
    if iim:
        assert lines_of(tmp_path, picture_stating(kind, IIM, EXIF)) == ("IIM credit", "© IIM")
        assert lines_of(tmp_path, picture_stating(kind, {"Xmp.photoshop.Credit": "Desk"}, IIM)) == ("Desk", "© IIM")


@pytest.mark.parametrize("kind", WRITTEN_BY_EXIV2)
def test_a_picture_without_a_credit_line_is_credited_to_its_creators(kind: str, tmp_path: Path) -> None:
    assert lines_of(tmp_path, picture_stating(kind, {"Xmp.dc.creator": ["Ann Lee", "José Ñandú"]}, EXIF)) == (
        "Ann Lee, José Ñandú",
        "© EXIF",
    )
    if kind != "WEBP":
        by_line = {"Iptc.Application2.Byline": ["Wu Mei"]}
        assert lines_of(tmp_path, picture_stating(kind, by_line, EXIF))[0] == "Wu Mei"
        assert lines_of(tmp_path, picture_stating(kind, {"Xmp.dc.creator": ["Ann"]}, IIM))[0] == "IIM credit"


def test_only_what_is_asked_for_is_read(tmp_path: Path) -> None:
    data = picture_stating("JPEG", XMP)
    assert lines_of(tmp_path, data, "credit") == ("XMP credit", "")
    assert lines_of(tmp_path, data, "copyright") == ("", "© XMP")
    found = measured(tmp_path / "picture")
    assert found is not None and found.lines == CreditLines()


def test_captions_headlines_places_and_orders_are_never_taken(tmp_path: Path) -> None:
    iim = ("Caption", "Headline", "City", "CountryName", "SpecialInstructions", "ObjectName", "Source", "Writer")
    xmp = ("dc.description", "photoshop.Headline", "photoshop.City", "photoshop.Instructions", "photoshop.Source")
    stated = {f"Iptc.Application2.{name}": "NO SALES" for name in iim} | {f"Xmp.{name}": "EMBARGO" for name in xmp}
    data = picture_stating("JPEG", stated, {"Exif.Image.ImageDescription": "NO SALES"})
    assert lines_of(tmp_path, data) == ("", "")


@pytest.mark.parametrize("envelope", [{}, UTF8])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_iim_is_read_with_and_without_its_character_set(kind: str, envelope: Mapping[str, str], tmp_path: Path) -> None:
    data = picture_stating(kind, {**envelope, "Iptc.Application2.Credit": "Łukasz Żółć"})
    assert lines_of(tmp_path, data)[0] == "Łukasz Żółć"


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_iim_and_exif_in_latin_1_or_utf_8_are_read(encoding: str, tmp_path: Path) -> None:
    written = "José Ñandú".encode(encoding)
    same_length = "x" * len(written)
    for stated in ({"Exif.Image.Artist": same_length}, {"Iptc.Application2.Credit": same_length}):
        data = picture_stating("JPEG", stated)
        assert data.count(same_length.encode()) == 1
        assert lines_of(tmp_path, data.replace(same_length.encode(), written))[0] == "José Ñandú"


def test_metadata_behind_the_pixels_of_a_png_is_found(tmp_path: Path) -> None:
    packet = picture_stating("PNG", XMP)
    at = packet.index(b"iTXt") - 4
    size = 12 + struct.unpack(">I", packet[at : at + 4])[0]
    chunk = packet[at : at + size]
    target = BytesIO()
    Image.new("RGB", (16, 12)).save(target, "PNG", exif=Image.Exif())
    plain, exif = target.getvalue(), b"MM\0*\0\0\0\x08\0\0\0\0\0\0"
    start = plain.index(b"IDAT") - 4
    block = struct.pack(">I", len(exif)) + b"eXIf" + exif + struct.pack(">I", crc32(b"eXIf" + exif))
    assert lines_of(tmp_path, plain[:start] + block + plain[start:-12] + chunk + plain[-12:]) == ("XMP credit", "© XMP")


def damaged(kind: str, data: bytes, block: bytes, instead: bytes) -> bytes:
    """Return ``data`` with ``instead`` at the first ``block``; the check sums of a PNG are made to fit."""
    at = data.index(block, 8)
    data = data[:at] + instead + data[at + len(instead) :]
    if kind != "PNG":
        return data
    result, at = data[:8], 8
    while at < len(data):
        end = at + 8 + int.from_bytes(data[at : at + 4], "big")
        result += data[at:end] + struct.pack(">I", crc32(data[at + 4 : end]))
        at = end + 4
    return result


def test_a_large_png_is_not_decoded_for_its_credit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = BytesIO()
    Image.new("L", (4000, 3000)).save(target, "PNG")
    with pyexiv2.ImageData(target.getvalue()) as file:
        file.modify_xmp({"Xmp.photoshop.Credit": "Desk"})
        (tmp_path / "picture").write_bytes(file.get_bytes())
    monkeypatch.setattr(PngImagePlugin.PngImageFile, "load", lambda *_: pytest.fail("it was decoded"))
    found = measured(tmp_path / "picture", BOTH)
    assert found is not None and found.lines == CreditLines("Desk")


@pytest.mark.parametrize("kind", WRITTEN_BY_EXIV2)
def test_damaged_metadata_is_no_error_and_the_next_kind_is_read(kind: str, tmp_path: Path) -> None:
    data = damaged(kind, picture_stating(kind, XMP, EXIF), b"rdf:RDF", b"rdf>RDF")
    assert lines_of(tmp_path, data) == ("EXIF artist", "© EXIF")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_damaged_exif_data_is_no_error(kind: str, tmp_path: Path) -> None:
    for instead in (b"XX*\0", b"II*\0\xff\xff\xff\xff", b"II*\0\x08\0\0\0\xff\xff\xff\xff\xff\xff"):
        data = damaged(kind, picture_stating(kind, EXIF), b"II*\0", instead)
        assert lines_of(tmp_path, data, "credit") == ("", "")
        data = damaged(kind, picture_stating(kind, XMP, EXIF), b"II*\0", instead)
        assert lines_of(tmp_path, data) == ("XMP credit", "© XMP")


@pytest.mark.parametrize(
    ("stated", "printed"),
    [
        ("  Ann \t Lee\r\n\r\nAgency\x00 ", "Ann Lee Agency"),
        ("a\x1b[31m\x7f\x85b\u2028c\ufeff", "a [31m b c"),
        ("Ann\u202e eeL\u2066 x", "Ann eeL x"),
        ("\u200b\u2060", ""),
        ("e\u0301", "é"),
        ("<b onclick=x>Ann</b> & Söhne", "<b onclick=x>Ann</b> & Söhne"),  # it is escaped where it is printed
        ("x" * 200, "x" * 200),
        ("x" * 201, "x" * 199 + "…"),
        ("word " * 60, "word " * 39 + "word…"),
    ],
)
def test_a_line_is_short_plain_text(stated: str, printed: str, tmp_path: Path) -> None:
    found = credit_lines(Rights(credit=stated, copyright=stated), BOTH)
    assert found == CreditLines(printed.strip(), printed.strip())
    assert len(found.credit) <= 200


def test_many_long_names_are_cut_too() -> None:
    found = credit_lines(Rights(creators=tuple(f"Name{number} " + "x" * 30 for number in range(20))), BOTH)
    assert found.credit.startswith("Name0 x")
    assert len(found.credit) <= 200


def test_a_hostile_packet_is_read_as_one_short_line(tmp_path: Path) -> None:
    hostile = "</span><script>alert(1)</script>\r\n\x0b" + "A" * 5000
    credit, notice = lines_of(tmp_path, picture_stating("JPEG", {"Iptc.Application2.Copyright": hostile}, EXIF))
    assert credit == "EXIF artist"
    assert notice == "</span><script>alert(1)</script>…"
