"""Slugs, permalink patterns, and paths that stay inside the outlet."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import PurePosixPath
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsprint.base.urls import (
    MAX_NAME_BYTES,
    MAX_SLUG_LENGTH,
    SLUG,
    encoded,
    file_of,
    path_problem,
    pattern_problem,
    permalink,
    slugify,
)

PATHS = st.lists(
    st.one_of(
        st.sampled_from(["", ".", "..", "...", "a", "%2e%2e", "..\\", " ", ".well-known", ".git", "c:", "~"]), st.text()
    )
).map(lambda names: "/" + "/".join(names))


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Storm over the Long Pier", "storm-over-the-long-pier"),
        ("  Trim -- me!  ", "trim-me"),
        ("Harbour's end", "harbours-end"),
        ("Harbour’s end", "harbours-end"),
        ("Ça et là: l'été", "ca-et-la-lete"),
        ("Über Straßen", "uber-strassen"),
        ("Œuvre", "oeuvre"),
        ("Москва", "moskva"),
        ("東京", "dong-jing"),
        ("100% of £5", "100-of-ps5"),
        ("a_b.c/d", "a-b-c-d"),
        ("Fish & chips", "fish-chips"),
        ("…", ""),
        ("", ""),
        ("🎉", ""),
    ],
)
def test_a_headline_is_transliterated_into_a_slug(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_composed_and_decomposed_accents_give_the_same_slug() -> None:
    text = "Hêtre à Malmö"
    assert slugify(unicodedata.normalize("NFD", text)) == slugify(unicodedata.normalize("NFC", text)) == "hetre-a-malmo"


@pytest.mark.parametrize("text", ["word " * 100, "wörd " * 100, "x" * 500, "é" * 500], ids=lambda text: text[:5])
def test_a_long_slug_is_cut_between_words_to_at_most_120_characters(text: str) -> None:
    slug = slugify(text)
    assert 100 < len(slug) <= MAX_SLUG_LENGTH
    assert set(slug.split("-")) in ({"word"}, {slug})


@settings(deadline=None)
@given(st.one_of(st.text(), st.text(alphabet="&#x;0123456789aé'’- ")))
def test_any_text_gives_a_valid_slug_or_an_empty_one(text: str) -> None:
    slug = slugify(text)
    assert slug == "" or (SLUG.fullmatch(slug) and len(slug) <= MAX_SLUG_LENGTH)


@settings(deadline=None)
@given(st.text())
def test_the_slug_of_a_slug_is_the_same(text: str) -> None:
    assert slugify(slugify(text)) == slugify(text)


@pytest.mark.parametrize(
    ("pattern", "url"),
    [
        ("/{section}/{year}/{month}/{day}/{slug}/", "/world/0987/02/03/storm/"),
        ("/{slug}/", "/storm/"),
        ("/news/{year}-{month}-{day}-{slug}/", "/news/0987-02-03-storm/"),
        ("/{slug}/{slug}/", "/storm/storm/"),
        ("/{year}/{slug}.html", "/0987/storm.html"),
        ("/{section}/{slug}", "/world/storm"),
    ],
)
def test_a_permalink_fills_its_pattern_with_padded_dates(pattern: str, url: str) -> None:
    assert pattern_problem(pattern) is None
    assert permalink(pattern, section="world", day=date(987, 2, 3), slug="storm") == url


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("/{section}/{year}/", "must contain {slug}"),
        ("/{slug}.pdf", "ends like a file that is not a page"),
        ("{slug}/", "must start with a slash"),
        ("", "must contain {slug}"),
        ("/{title}/{slug}/", "may only use {section}"),
        ("/{slug.__class__}/", "may only use"),
        ("/{slug!r}/", "may only use"),
        ("/{slug:>9}/", "may only use"),
        ("/{0}/{slug}/", "may only use"),
        ("/{}/{slug}/", "may only use"),
        ("/{{slug}}/", "may only use"),
        ("/{slug}/}", "may only use"),
        ("/../{slug}/", "leads out of the site"),
        ("/a/../../{slug}/", "leads out of the site"),
        ("//{slug}/", "empty segment"),
        ("/a//{slug}/", "empty segment"),
        ("/.{slug}/", "starts with a dot"),
        ("/a\\{slug}/", "backslash"),
        ("/?p={slug}/", "query"),
        ("/#{slug}/", "fragment"),
        ("/\0{slug}/", "control character"),
    ],
)
def test_a_pattern_that_cannot_be_a_permalink_is_refused_with_the_reason(pattern: str, reason: str) -> None:
    assert reason in (pattern_problem(pattern) or "")


@pytest.mark.parametrize(
    "path",
    ["/", "/a/", "/a/b.html", "/2019/old address/", "/été/", "/.well-known/x", "/a:b/"],
)
def test_paths_inside_the_outlet_are_accepted(path: str) -> None:
    assert path_problem(path) is None


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("a/", "start with a slash"),
        ("", "start with a slash"),
        ("https://x.example/", "start with a slash"),
        ("//x.example/", "empty segment"),
        ("/../a/", "leads out of the site"),
        ("/a/..", "leads out of the site"),
        ("/a/../b/", "leads out of the site"),
        ("/a/./b/", "empty segment"),
        ("/a//b", "empty segment"),
        ("/a\\..\\b", "backslash"),
        ("/a\nb", "control character"),
        ("/a\x7f", "control character"),
        ("/a?b", "query"),
        ("/a#b", "fragment"),
        ("/.git/config", "starts with a dot"),
        ("/" + "é" * 128, "over 255 bytes"),
    ],
)
def test_a_path_outside_the_site_or_not_storable_is_refused_with_the_reason(path: str, reason: str) -> None:
    assert reason in (path_problem(path) or "")


@settings(deadline=None)
@given(PATHS)
def test_every_accepted_path_stays_inside_the_outlet(path: str) -> None:
    if path_problem(path) is None:
        file = PurePosixPath(file_of(path))
        assert not file.is_absolute()
        assert ".." not in file.parts
        assert "\0" not in str(file)
        assert all(len(name.encode("utf-8", "surrogatepass")) <= MAX_NAME_BYTES for name in file.parts)


@pytest.mark.parametrize(
    ("url", "file"), [("/", "index.html"), ("/world/", "world/index.html"), ("/feed.xml", "feed.xml"), ("/404", "404")]
)
def test_a_url_is_served_by_the_file_of_its_name_or_the_index_of_its_folder(url: str, file: str) -> None:
    assert file_of(url) == file


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("/world/2024/12/23/storm/", "/world/2024/12/23/storm/"),
        ("/media/a photo.jpg", "/media/a%20photo.jpg"),
        ("/été/", "/%C3%A9t%C3%A9/"),
        ("/100%/", "/100%25/"),
        ('/a"b<c>/', "/a%22b%3Cc%3E/"),
    ],
)
def test_a_path_is_percent_encoded_in_links(url: str, link: str) -> None:
    assert encoded(url) == link


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8")))
def test_an_encoded_path_is_ascii_without_quotes_and_can_be_decoded(path: str) -> None:
    link = encoded("/" + path)
    assert link.isascii()
    assert not set(link) & set('"<> \n\t?#\\')
    assert unquote(link) == "/" + path
