"""Pictures in texts on pages and in feeds: figures with sizes, captions and credits."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from io import BytesIO

import pytest
from bs4 import BeautifulSoup, Tag
from PIL import Image

from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.reading import Make

STORY = "content/world/pier.md"
URL = "/world/2024/12/20/pier/"


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 40), *, credit: str = "") -> bytes:
    """Return a picture with ``credit`` as its creator's name."""
    target = BytesIO()
    exif = Image.Exif()
    if credit:
        exif[0x013B] = credit
    frames = [Image.new("RGB", size, colour) for colour in ("navy", "red")]
    frames[0].save(
        target, form, exif=exif, **({"save_all": True, "append_images": frames[1:]} if form == "GIF" else {})
    )
    return target.getvalue()


def story(outlet: Make, body: str, **files: bytes) -> Outlet:
    """Return a built outlet with one story, and with the files beside it."""
    site = outlet({STORY: article(body=body)})
    site.write({f"content/world/{name.replace('_', '.')}": data for name, data in files.items()}).build()
    return site


def bodies(site: Outlet) -> tuple[Tag, Tag]:
    """Return the text of the story on its page and in a feed."""
    page = site.page(URL).select_one(".story-body")
    found = ET.fromstring(site.text("rss.xml")).find(".//{http://purl.org/rss/1.0/modules/content/}encoded")
    assert page is not None and found is not None
    return page, BeautifulSoup(found.text or "", "html.parser")


@pytest.mark.parametrize("engine", ["markdown", "commonmark"])
def test_pages_and_feeds_have_the_same_figure(outlet: Make, engine: str) -> None:
    text = '![The pier](pier.jpg "The pier, at low tide."){.wide credit="Ann Lee"}'
    site = outlet({STORY: article(body=text), "content/world/pier.jpg": picture()})
    site.write({"newsprint.toml": f'{CONFIGURATION}\n[markdown]\nengine = "{engine}"\n'}).build()
    page, feed = bodies(site)
    for body, address in ((page, "/media"), (feed, "https://gazette.example/media")):
        (figure,) = body.select("figure")
        assert figure["class"] == ["wide"]
        assert figure.img is not None and figure.figcaption is not None
        assert figure.img["src"] == f"{address}/world/pier.jpg"
        assert (figure.img["width"], figure.img["height"]) == ("60", "40")
        assert str(figure.figcaption) == (
            '<figcaption>The pier, at low tide. <span class="credit">Ann Lee</span></figcaption>'
        )
    assert page.picture is not None and feed.picture is None


@pytest.mark.parametrize(
    ("written", "size"),
    [
        ('<img src="pier.jpg" alt="">', ("60", "40")),
        ('<img src="pier.jpg" alt="" width="30">', ("30", "20")),
        ('<img height="20" src="pier.jpg" alt=" width=">', ("30", "20")),
        ('<img src="pier.jpg" alt="" width="50" height="50">', ("50", "50")),
        ('<img src="pier.jpg" alt="" width="50%">', ("50%", None)),
        ('<img src="pier.jpg" alt="" srcset="pier.jpg 60w">', ("60", "40")),
        ("Words ![x](pier.jpg) and more", ("60", "40")),
        ("![x](pier.gif)", ("60", "40")),
        ("![x](https://e.com/pier.jpg)", (None, None)),
        ('<picture><source srcset="pier.gif"><img src="pier.jpg" alt=""></picture>', ("60", "40")),
    ],
)
def test_every_picture_of_the_outlet_has_its_size(outlet: Make, written: str, size: tuple[str | None, ...]) -> None:
    site = story(outlet, written, pier_jpg=picture(), pier_gif=picture("GIF"))
    for body in bodies(site):
        image = body.img
        assert image is not None
        assert (image.get("width"), image.get("height")) == size


def test_the_credit_of_the_metadata_is_printed_unless_the_author_writes_one(outlet: Make) -> None:
    site = outlet({STORY: article(body="![x](pier.jpg)"), "content/world/pier.jpg": picture(credit="Bo <Co>")})
    site.build()
    assert captions(site) == {""}
    site.write({"newsprint.toml": f'{CONFIGURATION}\n[content]\npicture_metadata = ["credit"]\n'}).build()
    assert captions(site) == {'<span class="credit">Bo &lt;Co&gt;</span>'}
    assert site.files() == site.clean_files()
    site.write({"content/world/pier.jpg": picture(credit="Cy")}).build()
    assert captions(site) == {'<span class="credit">Cy</span>'}
    assert site.files() == site.clean_files()
    site.write({STORY: article(body="![x](pier.jpg){credit=Ann}")}).build()
    assert captions(site) == {'<span class="credit">Ann</span>'}
    site.write({STORY: article(body='![x](pier.jpg){credit=""}')}).build()
    assert captions(site) == {""}
    assert site.files() == site.clean_files()


def captions(site: Outlet) -> set[str]:
    """Return the captions on the page and in the feed, without their element."""
    found = [body.figcaption for body in bodies(site)]
    return {each.decode_contents() if each else "" for each in found}


def test_pictures_in_texts_load_when_they_are_near_unless_the_author_says_otherwise(outlet: Make) -> None:
    site = story(outlet, "![x](pier.jpg)\n\n<img src='pier.jpg' alt='' loading='eager'>", pier_jpg=picture())
    page, feed = bodies(site)
    assert [image["loading"] for image in page.select("img")] == ["lazy", "eager"]
    assert "lazy" not in str(feed)


@pytest.mark.parametrize("engine", ["markdown", "commonmark"])
def test_the_sources_that_an_author_chose_are_the_only_ones(outlet: Make, engine: str) -> None:
    written = '<picture>\n<source srcset="pier.gif" type="image/gif">\n<img src="pier.jpg" alt="">\n</picture>\n'
    site = outlet(
        {STORY: article(body=written), "newsprint.toml": f'{CONFIGURATION}\n[markdown]\nengine = "{engine}"\n'}
    )
    site.write({"content/world/pier.jpg": picture(), "content/world/pier.gif": picture("GIF")}).build()
    for body in bodies(site):
        assert len(body.select("picture")) == len(body.select("source")) == 1
        assert str(body.source["srcset"]).endswith("/media/world/pier.gif")  # type: ignore[index]


def test_an_address_of_the_site_in_a_picture_of_the_author_is_checked(outlet: Make) -> None:
    written = '<picture><source srcset="/a.png"><img src="/missing.png" alt=""></picture>'
    site = outlet({STORY: article(body=written)})
    assert any("/missing.png" in str(warning) for warning in site.build().warnings)
