"""The format of a file, by its first bytes. Its name proves nothing: browsers and cameras do not go by it."""

from __future__ import annotations

import re
from posixpath import splitext

from msgspec import Struct

HEAD_BYTES = 4096
"""The number of first bytes of a file that :func:`format_of` needs."""


class Format(Struct, frozen=True):
    """A format of files: its ``name``, and whether it is a picture.

    ``plugin`` is Pillow's name for it, empty if Pillow is not used. For files that are not published, ``hint`` says
    what to do.
    """

    name: str
    picture: bool = True
    plugin: str = ""
    hint: str = ""


_EXPORT = "export it as a JPEG and use that"
_BROWSERS = "few browsers show it; save it as a JPEG or PNG"

JPEG = Format("JPEG", plugin="JPEG")
PNG = Format("PNG", plugin="PNG")
GIF = Format("GIF", plugin="GIF")
WEBP = Format("WebP", plugin="WEBP")
AVIF = Format("AVIF", plugin="AVIF")
TIFF = Format("TIFF", plugin="TIFF")
BMP = Format("BMP", plugin="BMP")
ICO = Format("ICO", plugin="ICO")
SVG = Format("SVG")
HEIC = Format("HEIC", hint=_EXPORT)
RAW = Format("camera raw", hint=_EXPORT)
JPEG_XL = Format("JPEG XL", hint=_BROWSERS)
JPEG_2000 = Format("JPEG 2000", hint=_BROWSERS)
PHOTOSHOP = Format("Photoshop", hint=_EXPORT)
EMPTY = Format("an empty file", picture=False)
GIT_LFS = Format(
    "a Git LFS pointer", picture=False, hint="run: git lfs pull; in CI, let the checkout step fetch LFS files"
)
GIT_ANNEX = Format("a git-annex pointer", picture=False, hint="run: git annex get")
HTML = Format("HTML", picture=False)
XML = Format("XML", picture=False)
PDF = Format("PDF", picture=False)
COMPRESSED = Format("a compressed file", picture=False)
TEXT = Format("text", picture=False)
OTHER = Format("data of an unknown kind", picture=False)

_MAGIC = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"BM", BMP),
    (b"\x00\x00\x01\x00", ICO),
    (b"\xff\x0a", JPEG_XL),
    (b"\x00\x00\x00\x0cJXL \r\n\x87\n", JPEG_XL),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", JPEG_2000),
    (b"\xff\x4f\xff\x51", JPEG_2000),
    (b"8BPS", PHOTOSHOP),
    (b"FUJIFILMCCD-RAW", RAW),
    (b"IIRO", RAW),
    (b"IIRS", RAW),
    (b"IIU\x00", RAW),
    (b"II*\x00\x10\x00\x00\x00CR", RAW),
    (b"FOVb", RAW),
    (b"\x00MRM", RAW),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"II+\x00", TIFF),
    (b"MM\x00+", TIFF),
    (b"%PDF-", PDF),
    (b"\x1f\x8b", COMPRESSED),
    (b"PK\x03\x04", COMPRESSED),
)
_POINTERS = (
    (re.compile(rb"version https://(?:git-lfs|hawser)\.github\.com/spec/v\d"), GIT_LFS),
    (re.compile(rb"(?:\.\./)*(?:\.git)?/annex/objects/\S+\s*\Z"), GIT_ANNEX),
)
_AVIF_BRANDS = {b"avif", b"avis"}
_HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"hevm", b"hevs", b"mif1", b"msf1"}
_RAW_BRANDS = {b"crx "}

_PROLOGUE = re.compile(rb"\s*(?:<\?[^>]*>\s*|<!--.*?-->\s*|<!doctype[^>\[]*(?:\[.*?\]\s*)?>\s*)*", re.I | re.S)
_SVG_ROOT = re.compile(rb"<(?:[\w.-]+:)?svg[\s/>]", re.I)
_HTML_START = re.compile(  # MIME Sniffing Standard, 7.1, and XHTML's root under a prefix
    rb"<(?:!doctype\s+html|(?:[\w.-]+:)?html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p)[\s/>]"
    rb"|<!doctype html>",
    re.I,
)
_COMMENTS = re.compile(rb"\s*(?:<!--.*?-->\s*)*", re.S)  # nothing may follow: the pattern would try all combinations
_HTML_DOCTYPE = re.compile(rb"<!doctype\s+html\b", re.I)
_PICTURE_ENDINGS = frozenset(
    (
        ".jpg", ".jpeg", ".jpe", ".jfif", ".pjpeg", ".pjp", ".png", ".apng", ".gif", ".webp", ".avif",
        ".avifs", ".tif", ".tiff", ".bmp", ".dib", ".ico", ".cur", ".svg", ".svgz", ".heic", ".heif", ".hif",
        ".jxl", ".jp2", ".j2k", ".jpx", ".jpf", ".psd",
    )
)  # fmt: skip
_RAW_ENDINGS = frozenset(
    (
        ".dng", ".cr2", ".cr3", ".crw", ".nef", ".nrw", ".arw", ".srf", ".sr2", ".orf", ".raf", ".rw2",
        ".pef", ".raw", ".rwl", ".3fr", ".iiq", ".erf",
    )
)  # fmt: skip


def format_of(head: bytes) -> Format:
    """Return the format of a file with the first bytes ``head``."""
    if not head:
        return EMPTY
    for magic, found in _MAGIC:
        if head.startswith(magic) and _confirmed(found, head):
            return found
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    text = _utf8(head[:HEAD_BYTES])
    for pattern, found in _POINTERS:
        if pattern.match(text.lstrip()):
            return found
    return _of_text(text)


def has_picture_ending(name: str) -> bool:
    """Return whether the ending of ``name`` is a picture's."""
    ending = splitext(name)[1].lower()
    return ending in _PICTURE_ENDINGS or ending in _RAW_ENDINGS


def has_raw_ending(name: str) -> bool:
    """Return whether the ending of ``name`` is that of a camera's raw format."""
    return splitext(name)[1].lower() in _RAW_ENDINGS


def _confirmed(found: Format, head: bytes) -> bool:
    """Return whether more than a common start proves the format: "BM" also begins words, and zeros begin many files."""
    if found is BMP:  # the size of its header
        return int.from_bytes(head[14:18], "little") in (12, 16, 40, 52, 56, 64, 108, 124)
    if found is ICO:  # how many pictures there are, a reserved byte, and where the first one is
        return head[4:6] != b"\x00\x00" and head[9:10] == b"\x00" and int.from_bytes(head[18:22], "little") >= 22
    return True


def _by_brand(head: bytes) -> Format:
    """Return the format by brand (ISO/IEC 14496-12, 4.3: the major brand, a version, and the compatible brands)."""
    size = min(int.from_bytes(head[:4], "big"), len(head), HEAD_BYTES)
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, size - 3, 4))]
    for known, found in ((_AVIF_BRANDS, AVIF), (_HEIC_BRANDS, HEIC), (_RAW_BRANDS, RAW)):
        if brands[0] in known:
            if found is HEIC and _AVIF_BRANDS.intersection(brands) and brands[0] in (b"mif1", b"msf1"):
                return AVIF
            return found
    return AVIF if _AVIF_BRANDS.intersection(brands) else HEIC if _HEIC_BRANDS.intersection(brands) else OTHER


def _utf8(head: bytes) -> bytes:
    """Return ``head`` without a byte order mark, and in UTF-8 if it is in UTF-16, as markup may be."""
    if head.startswith(b"\xef\xbb\xbf"):
        return head[3:]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    for marker, encoding in ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"), (b"v\0e\0", "utf-16-le")):
        if head.startswith(marker):
            return head.decode(encoding, "ignore").encode("utf-8", "ignore")
    return head


def _of_text(head: bytes) -> Format:
    start = _PROLOGUE.match(head)
    rest = head[start.end() :] if start else head
    if _SVG_ROOT.match(rest):
        return SVG
    comments = _COMMENTS.match(head)
    if _HTML_DOCTYPE.match(head, comments.end() if comments else 0) or _HTML_START.match(rest.lstrip()):
        return HTML
    if head.lstrip().startswith((b"<?xml", b"<!DOCTYPE")):
        return XML
    if b"\x00" in head:
        return OTHER
    return TEXT if not head.strip(b"\t\n\r\x0c\x1b" + bytes(range(0x20, 0x7F)) + bytes(range(0x80, 0x100))) else OTHER
