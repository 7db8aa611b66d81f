"""Headers and bodies are as python-frontmatter finds them, except for intended, documented differences."""

from __future__ import annotations

import json
import re
import tarfile
import tomllib
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import frontmatter
import pytest
import yaml
from frontmatter.default_handlers import BaseHandler
from hypothesis import given, settings
from hypothesis import strategies as st

from newsprint.content.header.split import HeaderError, split
from newsprint.content.reader import decoded
from tests.support import manual
from tests.support.soak import examples

CORPORA = manual.REPOSITORY.parent / "shared" / "corpora"
Found = tuple[set[str] | None, str]
"""The keys of a header (None if it cannot be parsed), and the text below it."""


class LibraryTOML(BaseHandler):
    """The library's TOML handler, which the library offers only with an unmaintained package."""

    FM_BOUNDARY = re.compile(r"^\+{3,}\s*$", re.MULTILINE)

    def load(self, fm: str) -> dict[str, Any]:
        return tomllib.loads(fm)


HANDLERS = [*frontmatter.handlers, LibraryTOML()]


def ours(data: bytes) -> Found | None:
    """Return what Newsprint finds in a file; None if it finds no header."""
    try:
        parts = split(decoded(data))
    except HeaderError as error:
        return (None, error.body.strip()) if error.body_line else None
    return set(parts.header.values), parts.body.strip()


def theirs(data: bytes) -> Found | None:
    """Return what python-frontmatter finds in a file; None if it finds no header."""
    text = data.decode().replace("\r\n", "\n").strip()
    handler = frontmatter.detect_format(text, HANDLERS)
    if handler is None:
        return None
    try:
        return set(map(str, frontmatter.parse(data, handler=handler)[0])), handler.split(text)[1].strip()
    except json.JSONDecodeError:
        return None
    except (yaml.YAMLError, tomllib.TOMLDecodeError):
        return None, handler.split(text)[1].strip()
    except ValueError:  # the header is not closed, which parse() takes for no header
        return None


def are_equal(one: Found | None, other: Found | None) -> bool:
    """Return whether two results agree; keys count only where both were parsed."""
    if one is None or other is None:
        return one is other
    return one[1] == other[1] and (None in (one[0], other[0]) or not other[0] or one[0] == other[0])


@dataclass(frozen=True)
class Difference:
    """An intended difference: its name in the manual, an example, and a test for the texts that have it."""

    name: str
    example: str
    applies: Callable[[str], object]


def is_shared_brace(text: str) -> bool:
    """Return whether a text begins with a JSON object with an outer brace that shares its line."""
    found = lines_of_object(text)
    return found is not None and (found[0] != "{" or found[-1] != "}")


def is_brace_inside(text: str) -> bool:
    """Return whether a text begins with a JSON object with a brace alone on a line inside it."""
    found = lines_of_object(text)
    return found is not None and any(line in ("{", "}") for line in found[1:-1])


def lines_of_object(text: str) -> list[str] | None:
    """Return the lines of the JSON object at the start of a text, the last one whole."""
    text = text.replace("\r\n", "\n").lstrip()
    try:
        end = json.JSONDecoder().raw_decode(text)[1] if text.startswith("{") else 0
    except ValueError:
        return None
    return text[: (text + "\n").index("\n", end)].split("\n") if end else None


DIFFERENCES = (
    Difference("a byte order mark", "\ufeff---\ntitle: a\n---\nb", re.compile("\ufeff").match),
    Difference("line ends of old Macs", "---\rtitle: a\r---\rb", re.compile(r"\r(?!\n)").search),
    Difference(
        "blanks in front of the first fence",
        "  ---\ntitle: a\n---\nb",
        re.compile(r"\s*[^\S\n](?:---|\+\+\+|[{}])").match,
    ),
    Difference(
        "other white space than spaces and tabs behind a fence",
        "---\ntitle: a\n---\u00a0\nb",
        re.compile(r"^(?:-{3,}|\+{3,})[ \t]*[^\S \t\r\n]", re.MULTILINE).search,
    ),
    Difference("a brace of a JSON object that shares its line", '{ "title": "a" }\nb', is_shared_brace),
    Difference("a brace alone on a line inside a JSON object", '{\n"extra": {\n}\n}\nb', is_brace_inside),
    Difference(
        "a brace the wrong way round",
        '{\n"title": "a"\n{\nb',
        re.compile(r"\s*(?:\}|\{\r?\n(?:(?!\}\r?$)[^\n]*\n)*?\{\r?$)", re.MULTILINE).match,
    ),
)
FENCES = ["---", "----", "+++", "++++", "--- ", "---\t", "---\u00a0", " ---", "--", "--- x", "{", "}", "{ ", "- - -"]
LINES = [
    "",
    "  ",
    "key: word",
    "more: word",
    'key = "word"',
    '"key": "word"',
    "# remark",
    "A sentence.",
    "- item",
    "...",
]


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Generate files of a few lines, most with a header or something similar."""
    fence = draw(st.sampled_from(FENCES))
    line = st.sampled_from(LINES) | st.sampled_from(FENCES) | st.just(fence)
    above, header, body = (draw(st.lists(line, max_size=most)) for most in (1, 5, 5))
    above = above if draw(st.integers(0, 9)) == 0 else [""] * len(above)
    closing = [] if draw(st.integers(0, 9)) == 0 else ["}" if fence == "{" else fence]
    mark = "\ufeff" if draw(st.integers(0, 19)) == 0 else ""
    end = draw(st.sampled_from(["\n"] * 8 + ["\r\n"] * 4 + ["\r"]))
    return (mark + end.join([*above, fence, *header, *closing, *body])).encode()


values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text("ab{}\n-é", max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab{}", max_size=3), inner, max_size=3),
    max_leaves=6,
)


def assert_alike(data: bytes) -> None:
    """Fail if both results differ and no listed difference explains it."""
    text = data.decode()
    if not are_equal(ours(data), theirs(data)):
        assert [each.name for each in DIFFERENCES if each.applies(text)] != [], (text, ours(data), theirs(data))


@settings(max_examples=examples(100, 5_000))
@given(files())
def test_a_file_is_split_as_python_frontmatter_splits_it(data: bytes) -> None:
    assert_alike(data)


@given(
    st.dictionaries(st.text("ab{}", max_size=3), values), st.sampled_from([None, 0, 2]), st.sampled_from(["", "\nb"])
)
def test_a_json_object_is_split_as_python_frontmatter_splits_it(
    header: dict[str, Any], indent: int | None, body: str
) -> None:
    assert_alike((json.dumps(header, indent=indent) + body).encode())


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda each: each.name)
def test_each_listed_difference_to_python_frontmatter_exists(difference: Difference) -> None:
    data = difference.example.encode()
    assert not are_equal(ours(data), theirs(data))
    assert [each.name for each in DIFFERENCES if each.applies(difference.example)] == [difference.name]


def test_the_manual_lists_the_differences() -> None:
    listed = manual.rows(manual.part("docs/producers/existing-archive.md", "Front matter in files of other programs"))
    assert [row[0] for row in listed] == [each.name for each in DIFFERENCES]


def texts_in(archive: Path) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of the files in an archive."""
    with tarfile.open(archive) as packed:
        for member in packed:
            file = packed.extractfile(member)
            if file is not None:
                yield member.name, file.read()


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("archive", "minimum", "with_byte_order_mark"),
    [("digitalgov-news", 2000, 0), ("opensuse-news", 2000, 1), ("this-week-in-rust", 600, 0)],
)
def test_every_file_of_an_archive_is_split_as_python_frontmatter_splits_it(
    archive: str, minimum: int, with_byte_order_mark: int
) -> None:
    path = CORPORA / f"{archive}.tar.gz"
    if not path.is_file():
        pytest.skip(f"the archive {path.name} is not beside the repository")
    files = dict(texts_in(path))
    unequal = [data for data in files.values() if not are_equal(ours(data), theirs(data))]
    assert [data.startswith(BOM_UTF8) for data in unequal] == [True] * with_byte_order_mark
    assert len(files) > minimum
