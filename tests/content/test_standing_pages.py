"""Standing pages and profiles of authors: their titles, names and addresses."""

from __future__ import annotations

import pytest

from newsprint.content.reader import read_standing
from newsprint.content.reading_results import ReadingError
from tests.content.readings import outlet_settings


@pytest.mark.parametrize("path", ["pages/about.md", "authors/ann.md"])
@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("teaser: x", '1: "headline" is missing (add a line headline: …)'),
        ("teaser: x\nHeadline: About", '3:1: "headline" is missing (write headline in place of Headline)'),
        ("teaser: x\nheadline:", '3:1: "headline" is empty (write headline: …)'),
        ("teaser: x\nheadline: {a: b}", '3:1: "title" must be text, not a table of keys and values'),
    ],
)
def test_a_missing_title_of_a_page_is_reported_once_with_its_mapped_key(path: str, lines: str, problem: str) -> None:
    fields = '\n[content]\nunknown_keys = "ignore"\n[content.fields]\ntitle = ["headline"]\n'
    with pytest.raises(ReadingError) as raised:
        read_standing(path, f"---\n{lines}\n---\n".encode(), outlet_settings(fields))
    assert [str(found).removeprefix(f"content/{path}:") for found in raised.value.problems] == [problem]


def test_an_empty_title_beside_a_wrong_address_on_one_line_is_reported() -> None:
    with pytest.raises(ReadingError) as raised:
        read_standing("pages/about.md", b'{"title": "", "url": "/%zz/"}\nWe are.', outlet_settings())
    assert [problem.code for problem in raised.value.problems] == ["missing-key", "invalid-value"]


def test_a_standing_page_has_the_address_of_its_file_below_pages() -> None:
    text = b"---\ntitle: About us\n---\nWe are."
    urls = {
        path: read_standing(path, text, outlet_settings()).content.url
        for path in (
            "pages/about.md",
            "pages/about/index.md",
            "pages/legal/Über uns.md",
            "authors/wu-mei.md",
            "authors/wu-mei/index.md",
        )
    }
    assert list(urls.values()) == ["/about/", "/about/", "/legal/uber-uns/", "/authors/wu-mei/", "/authors/wu-mei/"]


@pytest.mark.parametrize("path", ["pages/index.md", "authors/index.md", "pages/….md"])
def test_a_standing_page_without_a_name_of_its_own_is_refused(path: str) -> None:
    with pytest.raises(ReadingError, match="name"):
        read_standing(path, b"---\ntitle: x\n---\n", outlet_settings())
