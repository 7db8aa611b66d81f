"""Formats are recognised by the first bytes of a file; unusable pictures and documents are refused."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from newsprint.media.formats import format_of
from tests.support.outlets import CONFIGURATION, article
from tests.support.reading import Make

LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
HEADS = {
    b"": "an empty file",
    LFS: "a Git LFS pointer",
    b"\0\0\0\x18ftypheic\0\0\0\0mif1heic": "HEIC",
    b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic": "HEIC",
    b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif": "AVIF",
    b"\0\0\0\x20ftypavis\0\0\0\0avifmif1": "AVIF",
    b"\0\0\0\x18ftypmp42\0\0\0\0isommp42": "data of an unknown kind",
    b"\0\0\0\x18ftypcrx \0\0\0\0crx isom": "camera raw",
    b"II*\0\x10\0\0\0CR\x02\0": "camera raw",
    b"\xff\x0a\0": "JPEG XL",
    b"\0\0\0\x0cjP  \r\n\x87\n": "JPEG 2000",
    b"8BPS\0\x01": "Photoshop",
    b"MM\0*\0\0\0\x08": "TIFF",
    b"%PDF-1.7": "PDF",
    b"BMW is a maker of cars": "text",
    "Überschrift".encode(): "text",
    b"\xef\xbb\xbf<svg/>": "SVG",
    '<?xml version="1.0"?><!-- x --><!DOCTYPE svg [<!ENTITY a "b">]><svg>'.encode("utf-16"): "SVG",
    b"<x:svg xmlns:x='http://www.w3.org/2000/svg'>": "SVG",
    b" \n<!-- x --><!doctype HTML PUBLIC>": "HTML",
    b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>": "HTML",
    b"<?xml version='1.0'?><rss>": "XML",
}


@pytest.mark.parametrize("head", HEADS, ids=[f"{name} {number}" for number, name in enumerate(HEADS.values())])
def test_the_format_of_a_file_follows_from_its_first_bytes(head: bytes) -> None:
    assert format_of(head).name == HEADS[head]


def encoded(kind: str, **options: object) -> bytes:
    """Return a small picture as a file of the format ``kind``."""
    target = BytesIO()
    Image.new("RGB", (8, 8), "navy").save(target, kind, **options)
    return target.getvalue()


JPEG_HINT = "export it as a JPEG and use that"
REFUSED = {
    "p.heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", f"the picture is in the format HEIC ({JPEG_HINT})"),
    "p.jpg": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", f"the picture is in the format HEIC ({JPEG_HINT})"),
    "p.png": (
        encoded("JPEG2000"),
        "the picture is in the format JPEG 2000 (few browsers show it; save it as a JPEG or PNG)",
    ),
    "p.nef": (encoded("TIFF"), f"the picture is in a camera's raw format ({JPEG_HINT})"),
    "p.tif": (
        encoded("TIFF", tiffinfo={0xC612: b"\1\4\0\0"}),
        f"the picture is in a camera's raw format ({JPEG_HINT})",
    ),
    "report.pdf": (
        LFS,
        "the file is a Git LFS pointer, not the file itself (run: git lfs pull; in CI, let the checkout step fetch LFS files)",
    ),
}


POINTERS = {
    "as git writes it": LFS,
    "with a byte order mark": b"\xef\xbb\xbf" + LFS,
    "with Windows line ends": LFS.replace(b"\n", b"\r\n"),
    "after a blank line": b"\n" + LFS,
    "in UTF-16": LFS.decode().encode("utf-16"),
    "in UTF-16 without a byte order mark": LFS.decode().encode("utf-16-le"),
    "of an older form": b"version https://hawser.github.com/spec/v1\noid sha256:4d7a\nsize 1\n",
    "of a newer form": LFS.replace(b"/v1", b"/v2"),
    "with an extension": LFS.replace(b"\noid", b"\next-0-foo sha256:4d\noid"),
    "of git-annex": b"/annex/objects/SHA256E-s104--4d7a.pdf\n",
}


@pytest.mark.parametrize("raw_html", ["safe", "allowed"])
@pytest.mark.parametrize("data", POINTERS.values(), ids=POINTERS.keys())
def test_a_pointer_is_refused_whatever_its_file_name(outlet: Make, data: bytes, raw_html: str) -> None:
    names = ("a.bin", "a", "a.pdf", "a.js", "a.html", "a.ico", "a.csv", "a.mp4", "a.svg", "a.jpg", "a.zip")
    settings = f'{CONFIGURATION}\n[markdown]\nraw_html = "{raw_html}"\n'
    story = article(body=" ".join(f"[x]({name})" for name in names), section="world")
    paths = {f"{folder}/{name}" for name in names for folder in ("content", "content/static")}
    site = outlet({"newsprint.toml": settings, "content/a.md": story, **dict.fromkeys(paths, data)})
    report = site.build(skip_invalid=True)
    assert {problem.path for problem in report.problems} == paths
    assert all("pointer" in problem.message for problem in report.problems)
    assert not [path for path, written in site.files().items() if b"sha256" in written or b"annex" in written]


@pytest.mark.parametrize("name", ["a.pdf", "a.bin", "a.csv", "a", "a.mp4", "a.docx", "a.js"])
@pytest.mark.parametrize(
    "data", [b"", b"\0" * 9000, b"\r\n \n", b"\xef\xbb\xbf"], ids=["empty", "zeros", "blank lines", "byte order mark"]
)
def test_an_empty_document_is_refused(outlet: Make, name: str, data: bytes) -> None:
    site = outlet({"content/a.md": article(body=f"[x]({name})"), f"content/{name}": data})
    what = "consists of zeros" if data[:1] == b"\0" else "is empty"
    assert site.problems() == [f"content/{name}: the file {what} (save it again, or remove the link to it)"]
    site.build(skip_invalid=True)
    assert not [path for path in site.files() if path.startswith("media/")]


def test_a_static_file_may_be_empty(outlet: Make) -> None:
    names = ("google41.html", "none.txt", "well-known/none")
    site = outlet({"content/a.md": article(section="world"), **{f"content/static/{name}": b"" for name in names}})
    site.build()
    assert set(names) <= site.files().keys()


@pytest.mark.parametrize("folder", ["content", "content/static"])
@pytest.mark.parametrize("name", REFUSED)
def test_a_picture_that_cannot_be_published_is_refused_with_a_hint(outlet: Make, name: str, folder: str) -> None:
    data, message = REFUSED[name]
    site = outlet(
        {"content/a.md": article(body=f"[x]({name})" if folder == "content" else ""), f"{folder}/{name}": data}
    )
    assert site.problems() == [f"{folder}/{name}: {message}"]


def test_a_pointer_in_place_of_a_theme_picture_is_reported(outlet: Make) -> None:
    site = outlet({"themes/gazette/assets/logo.png": LFS})
    (problem,) = site.problems()
    assert problem.startswith(
        "the theme's asset logo.png: the file has the name of a picture, but is a Git LFS pointer"
    )
