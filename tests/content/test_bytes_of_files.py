"""From the bytes of a file to an article or problems: encodings, white space, files that are not text, any bytes."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsprint.content.reader import decoded, read_article
from newsprint.content.reading_results import ReadingError
from newsprint.content.records import Article
from tests.content.readings import outlet_settings, problems_of, read, yaml


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(lambda text: text.replace("\n", "\r"), id="CR"),
        pytest.param(lambda text: "\ufeff" + text, id="BOM"),
        pytest.param(lambda text: "\ufeff" + text.replace("\n", "\r\n"), id="BOM and CRLF"),
        pytest.param(lambda text: text.replace(": ", ":\t"), id="tabs after colons"),
        pytest.param(lambda text: text.replace("---", "---  "), id="spaces after the fence"),
        pytest.param(lambda text: unicodedata.normalize("NFD", text), id="NFD"),
        pytest.param(lambda text: "\n\n" + text, id="blank lines above"),
    ],
)
def test_encoding_and_white_space_variants_give_the_same_article(change: Callable[[str], str]) -> None:
    text = yaml("teaser: Été à Malmö\nauthors: [Zoë Ångström]\ntags: [Ägir]", "Only ASCII here.")
    assert read(change(text)) == read(text)


def test_problems_have_the_right_line_with_windows_line_ends() -> None:
    assert problems_of(yaml("lang: '?'").replace("\n", "\r\n"))[0].startswith("4:1: ")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"---\ntitle: caf\xe9\n---\n", "2: not UTF-8: byte 0xe9 (save the file as UTF-8)"),
        (b"---\ntitle: x\n---\n\nok\n\xff\n", "6: not UTF-8: byte 0xff (save the file as UTF-8)"),
        (b"\xef\xbb\xbf---\ntitle: x\n---\nok\n\xff\n", "5: not UTF-8: byte 0xff (save the file as UTF-8)"),
        ("---\ntitle: x\n".encode("utf-16"), "1: not UTF-8: byte 0xff (save the file as UTF-8)"),
        (b"---\ntitle: x\n---\n\na\0b\n", "5: the file contains a NUL character (is it a text file?)"),
        (b"x" * (4 * 1024 * 1024 + 1), " the file is too large: 4.0 MB; the limit is 4 MB (is it an article?)"),
    ],
    ids=["Latin-1", "body", "after a byte order mark", "UTF-16", "NUL", "too large"],
)
def test_a_file_that_is_not_text_is_reported_with_its_line(data: bytes, expected: str) -> None:
    assert problems_of(data) == [expected]


def test_decoding_removes_byte_order_marks_and_unifies_line_ends() -> None:
    assert decoded(b"\xef\xbb\xbfa\r\nb\rc\n") == "a\nb\nc\n"


HEADERS = st.dictionaries(
    st.sampled_from(["title", "date", "section", "slug", "tags", "image", "aliases", "corrections", "extra", "draft"]),
    st.sampled_from(
        ["x", "2024-12-23", "world", "[a, 1]", "{src: a.jpg}", "[/old/]", "[{date: 2024-1-1, text: y}]", "true", "",
         "~", "!!bool x", "!!timestamp y", "&a [b]", "*a", "\"\\ud800\"", "{1: 2}", "- x", "|", "'", "\u2028", "٢٠٢٤-01-01"]
    ),
).map(lambda rows: "---\n" + "".join(f"{key}: {value}\n" for key, value in rows.items()) + "---\n")  # fmt: skip
BYTES = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    HEADERS.map(str.encode),
    st.tuples(
        st.sampled_from(["---\n", "+++\n", "{\n"]), st.text(max_size=80), st.sampled_from(["\n---", "\n+++", "\n}"])
    )
    .map("".join)
    .map(lambda text: text.encode("utf-8", "surrogatepass")),
)


@settings(deadline=None)
@given(BYTES, st.sampled_from(["world/a.md", "2024-12-23-a.md", "x/….md"]))
def test_any_bytes_are_an_article_or_problems_with_path_and_line(data: bytes, path: str) -> None:
    try:
        found = read_article(path, data, outlet_settings()).content
    except ReadingError as error:
        assert error.problems
        assert all(problem.path == f"content/{path}" and problem.message for problem in error.problems)
        lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
        assert all(0 <= problem.line <= lines for problem in error.problems)
    else:
        assert isinstance(found, Article)
        assert found.title
