"""The blocks of the theme ``gazette``, on pages and in feeds, with both engines."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from bs4 import BeautifulSoup, Tag

from tests.support.gazette_blocks import OTHER, STORY, files
from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.reading import Make

ENGINES = pytest.mark.parametrize("engine", ["markdown", "commonmark"])
WORLD = "https://gazette.example/media/world"


def body_of(site: Outlet, url: str = STORY) -> Tag:
    """Return the text of a story on its page."""
    found = site.page(url).select_one(".story-body")
    assert found is not None
    return found


def in_feed(site: Outlet) -> Tag:
    """Return the text of the newest story in the feed."""
    found = ET.fromstring(site.text("rss.xml")).find(".//{http://purl.org/rss/1.0/modules/content/}encoded")
    assert found is not None
    return BeautifulSoup(found.text or "", "html.parser")


def built(outlet: Make, engine: str = "markdown", language: str = "en", story_language: str = "") -> Outlet:
    """Return an outlet with every block, built without warnings."""
    site = outlet(files(engine, language, story_language))
    report = site.build()
    assert [str(warning) for warning in report.warnings] == []
    return site


def words(tag: Tag | None) -> str:
    """Return the text of an element, its words one space apart."""
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


@ENGINES
def test_pictures_quotations_and_boxes_are_printed(outlet: Make, engine: str) -> None:
    body = body_of(built(outlet, engine))
    (wide,) = body.select("figure.wide")
    assert wide.img is not None and wide.img["alt"] == 'The "Long" Pier'
    assert words(wide.figcaption) == "The pier, as in the other story . Ann <Lee>"
    assert wide.select_one(f'figcaption a[href="{OTHER}"]')
    (pull,) = body.select("aside.pullquote")
    assert words(pull) == "“I was not frightened, I was cross .” Ida Marchbank"
    (quote,) = body.select("figure.quote")
    assert quote.img is not None and quote.img["alt"] == "A man"
    assert [words(quote.blockquote), words(quote.figcaption)] == ["“Nine I can sleep with.”", "Yusuf Karaman engineer"]
    boxes = body.select("aside[aria-labelledby]")
    assert [words(body.find(id=box["aria-labelledby"])) for box in boxes] == ["The wall in figures", "Outer", "Inner"]
    (questions,) = body.select("section.questions")
    assert [heading.name for heading in questions.select("h2, h3")] == ["h2", "h3", "h3"]


@ENGINES
def test_a_gallery_is_a_strip_of_pictures_that_the_keyboard_reaches(outlet: Make, engine: str) -> None:
    (gallery,) = body_of(built(outlet, engine)).select("section.gallery")
    assert words(gallery.find(id=gallery["aria-labelledby"])) == "Sunday & Monday"
    (strip,) = gallery.select(".gallery-strip")
    assert (strip["tabindex"], strip["aria-label"]) == ("0", "Pictures")
    assert [image["alt"] for image in strip.select("img")] == ["One", "Two", "Three", "Four"]
    assert words(strip.figcaption) == "The first. Bo"


@ENGINES
def test_recordings_and_films_load_nothing_much_and_have_captions_and_transcripts(outlet: Make, engine: str) -> None:
    body = body_of(built(outlet, engine))
    (audio,) = body.select("audio")
    assert (audio["src"], audio["preload"], words(body.find(id=audio["aria-labelledby"]))) == (
        "/media/world/horns.wav",
        "metadata",
        "The horns",
    )
    film, bare = body.select("video")
    assert (film["preload"], film["width"], film["height"], bare["preload"]) == ("none", "1280", "720", "metadata")
    assert str(film["poster"]).startswith("/renditions/") and "poster" not in bare.attrs
    assert film.track is not None
    assert [film.track[name] for name in ("kind", "src", "srclang", "label")] == [
        "captions",
        "/media/world/tide.vtt",
        "en",
        "Captions",
    ]
    assert not body.select("[autoplay]")
    assert [words(each) for each in body.select("details")] == [
        "Transcript Dr Asante: Listen.",
        "Transcript The sea falls.",
    ]


def test_links_and_documents_say_what_they_are(outlet: Make) -> None:
    body = body_of(built(outlet))
    assert [words(each) for each in body.select(".related")] == [
        "More of this The other story",
        "Read also The other story",
    ]
    (document,) = body.select(".document")
    assert words(document) == "The resolution PDF, 3 KB As signed ."
    assert document.a is not None
    assert (document.a["href"], document.a["type"]) == ("/media/world/resolution.pdf", "application/pdf")


@pytest.mark.parametrize(
    ("size", "language", "shown"),
    [
        (9, "en", "1 KB"),
        (999_499, "en", "999 KB"),
        (999_500, "en", "1.0 MB"),
        (12_340_000, "de", "12,3 MB"),
        (1_240_000, "fr", "1,2 Mo"),
    ],
)
def test_the_size_of_a_document_is_in_words_of_the_language(outlet: Make, size: int, language: str, shown: str) -> None:
    settings = CONFIGURATION.replace('url = "', f'language = "{language}"\nurl = "')
    text = "::: document src=report.pdf title=Report\n:::"
    site = outlet({"newsprint.toml": settings, "content/world/wall.md": article("The wall", text)})
    site.write({"content/world/report.pdf": b"%PDF-1.4\n".ljust(size, b" ")}).build()
    assert words(body_of(site).select_one(".document-size")) == f"PDF, {shown}"


def test_words_of_a_block_are_in_the_language_of_its_story(outlet: Make) -> None:
    body = body_of(built(outlet, language="en", story_language="de"))
    assert words(body.select(".related")[1]).startswith("Lesen Sie auch")
    assert body.select_one("summary").get_text() == "Abschrift"  # type: ignore[union-attr]
    assert body.select_one(".gallery")["data-position"] == "{number} von {count}"  # type: ignore[index]
    film = body.select_one("track")
    assert film is not None and film["srclang"] == "en"


@ENGINES
def test_in_feeds_blocks_are_plain_html_with_full_addresses(outlet: Make, engine: str) -> None:
    feed = in_feed(built(outlet, engine))
    assert "cross" not in feed.get_text()
    addresses = [each.get("src") or each.get("href") for each in feed.select("[src], [href]")]
    assert addresses and all(str(address).startswith("https://gazette.example/") for address in addresses)
    assert not feed.select("audio, video, details, picture, [data-previous], [aria-labelledby]")
    titles = [each.get_text() for each in feed.select("p > strong:only-child, a > strong")]
    assert titles[:6] == [
        "Sunday & Monday",
        "The wall in figures",
        "Outer",
        "Inner",
        "What it means",
        "The horns",
    ]
    assert feed.find("a", href=f"{WORLD}/horns.wav", string="The horns")
    (poster,) = feed.select(f'a[href="{WORLD}/tide.webm"] > img')
    assert (poster["src"], poster["width"]) == (f"{WORLD}/tide.webp", "1280")
    assert "The resolution (PDF)" in feed.get_text()
    assert "Yusuf Karaman, engineer" in feed.get_text()


def test_a_required_picture_without_words_is_reported_with_its_line(outlet: Make) -> None:
    text = """::: figure src=pier.png
:::

::: figure src=pier.png alt=""
:::

::: quote portrait=pier.png
A portrait beside a name needs no words.
:::"""
    site = outlet(files())
    site.write({"content/world/wall.md": article("The wall", text)})
    assert [str(warning) for warning in site.build().warnings] == [
        "content/world/wall.md:7: the picture has no alternative text"
        ' (describe it in alt="…"; for a mere decoration, write alt="")'
    ]


def test_the_bytes_of_every_block_do_not_depend_on_what_was_built_before(outlet: Make) -> None:
    site = built(outlet)
    assert site.files() == site.clean_files()
    site.write({"content/world/resolution.pdf": b"%PDF-1.4".ljust(2_000_000)}).build()
    assert words(body_of(site).select_one(".document-size")) == "PDF, 2.0 MB"
    assert site.files() == site.clean_files()
    site.write({"content/world/horns.wav": None})
    assert any('"horns.wav" leads to no file' in problem for problem in site.problems())


@pytest.mark.parametrize(
    "name", ["pier.png", "quay.png", "horns.wav", "tide.webm", "tide.webp", "tide.vtt", "resolution.pdf"]
)
def test_a_story_that_stays_although_a_file_is_gone_is_printed_without_it(outlet: Make, name: str) -> None:
    site = built(outlet)
    site.write({f"content/world/{name}": None}).build(skip_invalid=True)
    assert name not in str(body_of(site))
    assert "After the note." in body_of(site).get_text()
    assert name not in str(in_feed(site))
