"""The picture at ``/media/``: at most 2,560 pixels wide, in its own format, unless a text links to it."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from tests.support.outlets import Outlet, article
from tests.support.reading import Make

STORY = "content/world/pier.md"
SHOWN = "![The pier]({})"
LINKED = "[The pier]({})"


def photograph(form: str, size: tuple[int, int] = (3000, 30), mode: str = "RGB") -> bytes:
    """Return a photograph with the position of a camera, if its format can have one."""
    target = BytesIO()
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 0.0)})
    image = Image.linear_gradient("L").resize(size).convert(mode)
    image.save(target, form, exif=exif)
    return target.getvalue()


def published(site: Outlet, name: str) -> Image.Image:
    """Return the picture that readers get at ``/media/``."""
    with Image.open(site.output / "media" / "world" / name) as image:
        image.load()
        return image


@pytest.mark.parametrize("name", ["pier.jpg", "pier.png", "pier.webp", "pier.avif"])
def test_a_wide_picture_is_published_narrower_in_its_own_format(outlet: Make, name: str) -> None:
    form = {"jpg": "JPEG"}.get(name[5:], name[5:].upper())
    site = outlet({STORY: article(body=SHOWN.format(name)), f"content/world/{name}": photograph(form)})
    site.build()
    found = published(site, name)
    assert (found.size, found.format, dict(found.getexif())) == ((2560, 26), form, {})


@pytest.mark.parametrize("body", [LINKED.format("pier.jpg"), f"{SHOWN} {LINKED}".format("pier.jpg", "pier.jpg")])
def test_a_picture_to_which_a_text_links_is_published_as_wide_as_it_is(outlet: Make, body: str) -> None:
    site = outlet({STORY: article(body=body), "content/world/pier.jpg": photograph("JPEG")})
    site.build()
    found = published(site, "pier.jpg")
    assert (found.size, dict(found.getexif())) == ((3000, 30), {})


def test_a_link_of_a_hidden_story_does_not_count(outlet: Make) -> None:
    hidden = article("Hidden", draft=True, body=LINKED.format("pier.jpg"))
    site = outlet({STORY: article(body=SHOWN.format("pier.jpg")), "content/world/hidden.md": hidden})
    site.write({"content/world/pier.jpg": photograph("JPEG")}).build()
    assert published(site, "pier.jpg").size == (2560, 26)


def test_a_link_that_comes_or_goes_publishes_the_picture_again(outlet: Make) -> None:
    story = article(body=SHOWN.format("pier.jpg"))
    site = outlet({STORY: story, "content/world/pier.jpg": photograph("JPEG")})
    site.build()
    narrow = site.files()
    site.write({"content/world/b.md": article("B", body=LINKED.format("pier.jpg"))}).build()
    assert published(site, "pier.jpg").size == (3000, 30)
    wide = site.files()
    site.build(full=True)
    assert site.files() == wide
    site.write({"content/world/b.md": None}).build()
    assert site.files()["media/world/pier.jpg"] == narrow["media/world/pier.jpg"]


def test_an_upright_picture_is_measured_as_readers_see_it(outlet: Make) -> None:
    target = BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (3000, 2000)).save(target, "JPEG", exif=exif)
    site = outlet({STORY: article(body=SHOWN.format("pier.jpg")), "content/world/pier.jpg": target.getvalue()})
    site.build()
    assert published(site, "pier.jpg").size == (2000, 3000)


def test_an_animation_stays_as_wide_as_it_is(outlet: Make) -> None:
    target = BytesIO()
    frames = [Image.new("RGB", (2600, 4), colour) for colour in ("navy", "red")]
    frames[0].save(target, "WEBP", save_all=True, append_images=frames[1:])
    site = outlet({STORY: article(body=SHOWN.format("pier.webp")), "content/world/pier.webp": target.getvalue()})
    site.build()
    assert published(site, "pier.webp").size == (2600, 4)


def test_a_narrowed_picture_keeps_its_rights(outlet: Make) -> None:
    target = BytesIO()
    exif = Image.Exif()
    exif[0x8298] = "Harbour Gazette"
    Image.new("RGB", (2600, 40)).save(target, "PNG", exif=exif)
    site = outlet({STORY: article(body=SHOWN.format("pier.png")), "content/world/pier.png": target.getvalue()})
    site.build()
    assert published(site, "pier.png").size == (2560, 39)
    assert b"Harbour Gazette" in site.files()["media/world/pier.png"]


def test_a_kept_picture_is_not_encoded_again_and_goes_with_its_story(outlet: Make) -> None:
    site = outlet({STORY: article(body=SHOWN.format("pier.jpg")), "content/world/pier.jpg": photograph("JPEG")})
    site.build()
    (kept,) = (site.folder / ".newsprint" / "renditions").glob("*-2560.jpg.kept")
    before = kept.stat().st_mtime_ns
    site.build(full=True)
    assert kept.stat().st_mtime_ns == before
    site.write({STORY: article(), "content/world/pier.jpg": None}).build()
    assert not kept.exists()
