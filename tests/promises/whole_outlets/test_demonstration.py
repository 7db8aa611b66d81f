"""The repository's own outlet is complete and valid, and shows what Newsprint can do."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import frontmatter
import pyexiv2
import pytest

from newsprint.builder.status import State
from tests.support.demonstration import ARTICLE, Demonstration
from tests.support.linkcheck import broken_links, foreign_requests
from tests.support.reading import main, visible_text


@pytest.fixture(scope="module")
def demonstration(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    """Return the built demonstration outlet."""
    return Demonstration(repository, tmp_path_factory.mktemp("demonstration"))


def test_the_demonstration_builds_without_a_problem(demonstration: Demonstration) -> None:
    assert demonstration.report.problems == ()
    assert demonstration.report.warnings == ()
    assert demonstration.report.articles == len(demonstration.articles)


def test_no_link_of_the_demonstration_is_broken(demonstration: Demonstration) -> None:
    assert broken_links(demonstration.files, demonstration.config.site.url) == []


def test_every_page_has_one_main_headline_and_one_main_part(demonstration: Demonstration) -> None:
    assert {
        name: len(page.find_all("h1")) for name, page in demonstration.pages.items() if len(page.find_all("h1")) != 1
    } == {}
    widgets = re.compile("latest/")
    full = {name: page for name, page in demonstration.pages.items() if not widgets.match(name)}
    assert [name for name, page in full.items() if len(page.find_all("main")) != 1] == []


def test_no_heading_skips_a_level(demonstration: Demonstration) -> None:
    skipped = []
    for name, page in demonstration.pages.items():
        levels = [int(heading.name[1]) for heading in main(page).find_all(re.compile("^h[1-6]$"))]
        skipped += [(name, levels) for one, next_ in pairwise(levels) if next_ > one + 1][:1]
    assert skipped == []


def test_no_id_is_used_twice_on_a_page(demonstration: Demonstration) -> None:
    for name, page in demonstration.pages.items():
        ids = Counter(str(part["id"]) for part in page.find_all(id=True))
        assert [key for key, count in ids.items() if count > 1] == [], name


def test_every_reference_to_an_id_has_its_element(demonstration: Demonstration) -> None:
    for name, page in demonstration.pages.items():
        ids = {str(part["id"]) for part in page.find_all(id=True)}
        for attribute in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            named = {word for part in page.find_all(attrs={attribute: True}) for word in str(part[attribute]).split()}
            assert named <= ids, name


def test_every_page_declares_its_language_title_and_encoding(demonstration: Demonstration) -> None:
    titles: dict[str, str] = {}
    for name, page in demonstration.pages.items():
        assert page.html["lang"] == "en", name
        assert page.html["dir"] == "ltr", name
        assert page.title.string.strip(), name
        assert page.find("meta", charset=True)["charset"] == "utf-8", name
        titles[name] = str(page.title.string)
    articles = [titles[name] for name in demonstration.articles]
    assert len(articles) == len(set(articles))


def test_no_page_has_an_inline_script_or_style(demonstration: Demonstration) -> None:
    for name, page in demonstration.pages.items():
        assert page.find("style") is None, name
        assert page.find("script", src=False) is None, name
        attributes = {key for part in page.find_all(True) for key in part.attrs}
        assert not {key for key in attributes if key == "style" or key.startswith("on")}, name
        assert not [link for link in page.find_all("a", href=True) if link["href"].startswith("javascript:")], name


def test_no_page_loads_anything_from_another_host(demonstration: Demonstration) -> None:
    assert {name: foreign_requests(page) for name, page in demonstration.pages.items() if foreign_requests(page)} == {}
    for name in (name for name in demonstration.files if name.endswith(".css")):
        assert not re.search(rb"(?:url\(\s*[\"']?|@import\s+[\"'])(?:https?:)?//", demonstration.files[name]), name


def test_every_picture_has_an_alternative_text_and_a_size(demonstration: Demonstration) -> None:
    for name, page in demonstration.pages.items():
        for picture in main(page).find_all("img"):
            assert picture.has_attr("alt"), (name, picture)
            assert picture.has_attr("width") and picture.has_attr("height"), (name, picture)
    shown = [picture for page in demonstration.articles.values() for picture in page.select("figure img")]
    assert all(len(picture["alt"]) > 20 for picture in shown)


def test_there_are_at_least_forty_stories_in_six_sections(demonstration: Demonstration) -> None:
    sections = Counter(ARTICLE.fullmatch(name)[1] for name in demonstration.articles)
    assert sum(sections.values()) >= 40
    assert len(sections) >= 6
    assert set(sections) == set(demonstration.config.sections)
    assert min(sections.values()) >= 3


def test_every_story_has_300_to_900_words_a_teaser_and_an_author(
    demonstration: Demonstration, repository: Path
) -> None:
    files = [path for key in demonstration.config.sections for path in (repository / "content" / key).rglob("*.md")]
    assert len(files) >= 43
    for path in files:
        story = frontmatter.load(str(path))
        text = re.sub(r"^::: .*?^:::$", " ", story.content, flags=re.MULTILINE | re.DOTALL)  # its blocks
        text = re.sub(r"\]\([^)]*\)|\{[^}]*\}|^\[\^\w+\]:|[|#>*_]", " ", text, flags=re.MULTILINE)
        words = [word for word in text.split() if any(character.isalnum() for character in word)]
        assert 300 <= len(words) <= 900, (path.name, len(words))
        assert story["teaser"] and story["authors"], path.name


def test_one_story_is_a_draft_one_embargoed_and_one_expired(demonstration: Demonstration) -> None:
    states = sorted(story.state for story in demonstration.status.hidden)
    assert states == [State.DRAFT, State.EMBARGOED, State.EXPIRED]


def test_no_byte_of_the_hidden_stories_is_in_the_output(demonstration: Demonstration) -> None:
    for story in demonstration.status.hidden:
        slug = re.sub(r"^\d{4}-\d\d-\d\d-", "", Path(story.path).stem).encode()
        for name, data in demonstration.files.items():
            assert slug not in data and slug.decode() not in name, (story.path, name)
            assert story.title.encode() not in data, (story.path, name)


def test_the_demonstration_shows_what_newsprint_can_do(demonstration: Demonstration) -> None:
    bodies = [main(page).find("article") for page in demonstration.articles.values()]
    for what, selector in {
        "a table": "table",
        "a footnote": "[class*=footnote]",
        "a foreign quotation": "blockquote[lang]",
        "a picture with caption": "figure figcaption",
    }.items():
        assert any(body.select(selector) for body in bodies), what
    texts = [visible_text(body) for body in bodies]
    assert any("Updated" in text for text in texts)
    assert any("Correction" in text for text in texts)
    assert any(name.startswith("series/") for name in demonstration.files)
    assert len({name for name in demonstration.files if name.startswith("authors/")}) >= 6


def test_every_author_has_a_profile(demonstration: Demonstration, repository: Path) -> None:
    profiles = {path.stem for path in (repository / "content" / "authors").glob("*.md")}
    pages = {name.split("/")[1] for name in demonstration.files if re.match(r"authors/[^/]+/index", name)}
    assert pages == profiles


def test_a_dozen_pictures_are_originals_as_a_photo_desk_delivers_them(repository: Path) -> None:
    originals = sorted((repository / "content" / "pictures").glob("*.jpg"))
    assert len(originals) == 12
    assert sum(path.stat().st_size for path in originals) < 6_500_000
    for path in originals:
        with pyexiv2.ImageData(path.read_bytes()) as file:
            exif, datasets = file.read_exif(), file.read_iptc()
            assert min(file.get_pixel_width(), file.get_pixel_height()) >= 2000, path.name
            assert exif["Exif.GPSInfo.GPSLatitude"] and exif["Exif.Photo.BodySerialNumber"], path.name
            assert file.read_thumbnail(), path.name
            assert datasets["Iptc.Application2.Caption"].endswith("NO SALES"), path.name


def test_readers_get_the_rights_of_the_originals_and_no_place(demonstration: Demonstration) -> None:
    pictures = {name: data for name, data in demonstration.files.items() if name.endswith((".jpg", ".avif"))}
    assert pictures
    for name, data in pictures.items():
        for secret in (b"AO6-0031868", b"NO SALES", b"PORT AVERIL"):
            assert secret not in data, name
        if name.startswith("media/"):
            with pyexiv2.ImageData(data) as file:
                assert not [key for key in file.read_exif() if "GPS" in key or "Serial" in key], name
                assert file.read_xmp()["Xmp.photoshop.Credit"] == "Drawing: The Harbour Gazette", name


def test_a_lead_picture_has_at_most_eight_renditions_and_700_kb(demonstration: Demonstration) -> None:
    sizes: dict[str, list[int]] = {}
    for name, data in demonstration.files.items():
        if name.startswith("renditions/"):
            sizes.setdefault(name.partition("-")[0], []).append(len(data))
    assert sizes
    assert {name: found for name, found in sizes.items() if len(found) > 8 or sum(found) > 700_000} == {}
