"""Pictures and documents: only those that readers see are published, without the camera's notes on place and owner."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.support.outlets import article
from tests.support.reading import Make, main

RED, BLUE = (220, 20, 20), (20, 20, 220)
OWNER = "Xylophon Q. Owner"
HOST_COMPUTER = 0x013C
GPS = {1: "N", 2: (54.0, 12.0, 34.0), 3: "W", 4: (1.0, 2.0, 3.0)}


def photo(format_name: str = "JPEG", orientation: int = 1, *, metadata: bool = True) -> bytes:
    """Return a picture of 40 by 20 pixels, half red and half blue.

    With ``metadata``, it names its owner and the place.
    """
    image = Image.new("RGB", (40, 20), RED)
    image.paste(BLUE, (20, 0, 40, 20))
    exif = Image.Exif()
    if metadata:
        exif.get_ifd(0x8769)[0xA430] = OWNER
        exif[0x0112] = orientation
        exif.get_ifd(0x8825).update(GPS)
    target = BytesIO()
    image.save(target, format_name, quality=95, exif=exif.tobytes() if metadata else b"")
    return target.getvalue()


def _story(file: str) -> str:
    return article(image={"src": file, "alt": "Half red, half blue"})


@pytest.mark.parametrize(
    ("file", "format_name"), [("p.jpg", "JPEG"), ("p.JPEG", "JPEG"), ("p.png", "PNG"), ("p.webp", "WEBP")]
)
def test_the_place_and_owner_are_removed_from_a_picture(outlet: Make, file: str, format_name: str) -> None:
    data = photo(format_name)
    assert OWNER.encode() in data
    site = outlet({"content/a.md": _story(file), f"content/{file}": data})
    site.build()
    published = site.files()[f"media/{file}"]
    assert OWNER.encode() not in published
    with Image.open(BytesIO(published)) as image:
        assert image.format == format_name
        assert image.size == (40, 20)
        assert not image.getexif()
        assert not image.getexif().get_ifd(0x8825)


@pytest.mark.parametrize(
    ("orientation", "size", "red_at"),
    [
        pytest.param(1, (40, 20), (2, 10), id="upright"),
        pytest.param(3, (40, 20), (37, 10), id="upside down"),
        pytest.param(6, (20, 40), (10, 2), id="a quarter to the right"),
        pytest.param(8, (20, 40), (10, 37), id="a quarter to the left"),
    ],
)
def test_a_picture_is_rotated_as_its_orientation_tag_says(
    outlet: Make, orientation: int, size: tuple[int, int], red_at: tuple[int, int]
) -> None:
    site = outlet({"content/a.md": _story("p.jpg"), "content/p.jpg": photo(orientation=orientation)})
    site.build()
    with Image.open(BytesIO(site.files()["media/p.jpg"])) as image:
        assert image.size == size
        red, _, blue = image.convert("RGB").getpixel(red_at)
        assert red > 150 > 100 > blue
    shown = main(site.page("/world/2024/12/20/a/")).find("img")
    assert (int(shown["width"]), int(shown["height"])) == size


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP"])
def test_a_picture_without_metadata_is_published_byte_for_byte(outlet: Make, format_name: str) -> None:
    data = photo(format_name, metadata=False)
    file = f"p.{format_name.lower()}"
    site = outlet({"content/a.md": _story(file), f"content/{file}": data})
    site.build()
    assert site.files()[f"media/{file}"] == data


def test_a_comment_is_removed_from_a_jpeg(outlet: Make) -> None:
    target = BytesIO()
    Image.new("RGB", (8, 8), RED).save(target, "JPEG", comment=OWNER)
    site = outlet({"content/a.md": _story("p.jpg"), "content/p.jpg": target.getvalue()})
    site.build()
    assert OWNER.encode() not in site.files()["media/p.jpg"]


@pytest.mark.parametrize(
    ("data", "what", "hint"),
    [
        pytest.param(b"not a picture", "text", "give it the right file ending, or save it again", id="text"),
        pytest.param(b"", "an empty file", "save it again", id="empty"),
        pytest.param(
            b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
            "a Git LFS pointer",
            "run: git lfs pull; in CI, let the checkout step fetch LFS files",
            id="Git LFS pointer",
        ),
        pytest.param(
            b"<!DOCTYPE html><title>404</title>",
            "HTML",
            "give it the right file ending, or save it again",
            id="an error page",
        ),
        pytest.param(
            bytes(200), "data of an unknown kind", "give it the right file ending, or save it again", id="zeros"
        ),
    ],
)
@pytest.mark.parametrize("place", ["content/p.jpg", "content/static/p.jpg"])
def test_a_file_named_like_a_picture_with_other_content_is_reported(
    outlet: Make, place: str, data: bytes, what: str, hint: str
) -> None:
    site = outlet({"content/a.md": _story("p.jpg") if place == "content/p.jpg" else article(), place: data})
    assert site.problems() == [f"{place}: the file has the name of a picture, but is {what} ({hint})"]


def test_only_files_that_a_visible_story_shows_or_links_to_are_published(outlet: Make) -> None:
    site = outlet(
        {
            "content/a.md": article(
                body="![One](one.svg) and [a paper](papers/two.pdf).", image={"src": "three.svg", "alt": "A"}
            ),
            "content/draft.md": article(
                body="![Secret](secret.svg)", draft=True, image={"src": "secret-too.svg", "alt": "A"}
            ),
            "content/later.md": article(body="[Paper](later.pdf)", embargo="2025-01-01"),
            "content/gone.md": article(body="[Paper](gone.pdf)", expires="2024-12-22"),
            "content/pages/about.md": "---\ntitle: About\n---\n![House](house.svg)\n",
            "content/pages/draft.md": "---\ntitle: Draft\ndraft: true\n---\n![Plan](plan.svg)\n",
            "content/pages/house.svg": "<svg/>",
            "content/pages/plan.svg": "<svg/>",
            "content/papers/two.pdf": "%PDF",
            **{f"content/{name}.svg": "<svg/>" for name in ("one", "three", "secret", "secret-too", "unused")},
            "content/later.pdf": "%PDF",
            "content/gone.pdf": "%PDF",
        }
    )
    site.build()
    shown = {"one.svg", "three.svg", "papers/two.pdf", "pages/house.svg"}
    assert {name.removeprefix("media/") for name in site.files() if name.startswith("media/")} == shown
    site.build("2025-01-02")
    shown |= {"later.pdf"}
    assert {name.removeprefix("media/") for name in site.files() if name.startswith("media/")} == shown


def test_a_missing_picture_is_reported_with_its_line(outlet: Make) -> None:
    site = outlet(
        {
            "content/a.md": "---\ntitle: A\ndate: 2024-12-20\nsection: world\nimage:\n  src: gone.jpg\n  alt: A\n---\nText.\n"
        }
    )
    (problem,) = site.problems()
    assert problem.startswith("content/a.md:5")
    assert 'the picture "gone.jpg" leads to no file' in problem


def _picture_with_owner(format_name: str, mode: str = "RGB") -> bytes:
    """Return a picture with the owner's name where this format keeps it."""
    target, exif, text = BytesIO(), Image.Exif(), PngInfo()
    exif[HOST_COMPUTER] = OWNER
    text.add_text("Author", OWNER)
    options = {"PNG": {"pnginfo": text}, "TIFF": {"tiffinfo": {HOST_COMPUTER: OWNER}}}.get(
        format_name, {"exif": exif.tobytes()}
    )
    Image.new(mode, (40, 20)).save(target, format_name, **options)
    return target.getvalue()


@pytest.mark.parametrize(
    ("file", "data"),
    [
        pytest.param("p.png", _picture_with_owner("PNG"), id="in the text of a PNG"),
        pytest.param("p.tiff", _picture_with_owner("TIFF"), id="in a tag of a TIFF"),
        pytest.param("p.jpg", _picture_with_owner("PNG", "RGBA"), id="in a PNG that is called .jpg"),
    ],
)
def test_the_owner_is_removed_wherever_the_format_keeps_the_name(outlet: Make, file: str, data: bytes) -> None:
    assert OWNER.encode() in data
    site = outlet({"content/a.md": _story(file), f"content/{file}": data})
    site.build()
    published = site.files()[f"media/{file}"]
    assert OWNER.encode() not in published
    with Image.open(BytesIO(published)) as image:
        assert image.size == (40, 20)


def test_a_damaged_picture_that_may_reveal_its_owner_is_not_published(outlet: Make) -> None:
    data = photo()[:900]
    assert OWNER.encode() in data
    site = outlet({"content/a.md": _story("p.jpg"), "content/p.jpg": data, "content/b.md": article("Another")})
    assert site.problems() == [
        "content/p.jpg: the picture is damaged: it begins like a JPEG file, but cannot be read (save it again)"
    ]
    report = site.build(skip_invalid=True)
    assert [problem.path for problem in report.problems] == ["content/p.jpg"]
    assert "media/p.jpg" not in site.files()
    assert site.pages_with("Another")
