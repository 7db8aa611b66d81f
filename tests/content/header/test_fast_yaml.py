"""Headers read line by line: the result equals the parser's, or the header is left to the parser."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsprint.content.header import yaml
from newsprint.content.header.fast_yaml import read_plain_yaml
from newsprint.content.header.located import Header, HeaderError


def parsed(text: str) -> Header | None:
    """Return the header as the parser alone reads it; None if it refuses."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml, "read_plain_yaml", lambda text: None)
        try:
            return yaml.read_yaml(text)
        except HeaderError:
            return None


@pytest.mark.parametrize(
    "lines",
    [
        'title: "A storm: the pier is gone"',
        "title: 'No # remark'",
        "title: Storm – the pier's “gone”, it's said (again)",
        "date: 2024-12-23T18:30:00Z",
        "canonical: https://a.example/b?c=d&e",
        "kicker: 1.10\ndateline: 007\nslug: 5\nlang: no\nseries: null\nsection:",
        "draft: true\nfeatured: False",
        "authors: [\"Imogen Farrant\", 'Wu Mei', Ann O Other]",
        "tags:\n  - weather\n  - 'piers'\n  - 5\n\ntitle: x",
        "tags:\n- weather\n- a:b",
    ],
)
def test_a_plain_header_is_read_line_by_line_as_by_the_parser(lines: str) -> None:
    header = read_plain_yaml(f"\n{lines}\n")
    assert header is not None
    assert header == parsed(f"\n{lines}\n")


@pytest.mark.parametrize(
    "lines",
    [
        "title: a: b",
        "title: a # remark",
        "title: a\n  and more",
        "title: >\n  folded",
        'title: "a \\" b"',
        'title: "a" b',
        "title: 'it''s'",
        "title: a\ntitle: b",
        "title: a\n- b",
        "title: ends with a colon:",
        "tags: [a, [b]]",
        "tags: [{a: b}]",
        "tags:\n  - a\n   - b",
        "tags:\n  - a: b",
        "tags: [a]\n- b",
        "image:\n  src: a.jpg",
        "extra: {a: 1}",
        "title: &a x",
        "title: *a",
        "title: !!str 5",
        "title: - x",
        "title: a\tb",
        "<<: x",
        "? title",
        "...",
        "just words",
    ],
)
def test_a_header_that_needs_the_parser_is_left_to_it(lines: str) -> None:
    assert read_plain_yaml(f"\n{lines}\n") is None


_PIECES = st.sampled_from([*"ab5:#-?,[]{}&*!|>'\"%@~. é–\t", "word", ": ", " #", "- ", "true", "no", '"a"', "[a, b]"])
_SCALARS = st.lists(_PIECES, max_size=5).map("".join)
_LINES = st.one_of(
    st.tuples(st.sampled_from(["title: ", "tags:", "a-b: ", "5: "]), _SCALARS).map("".join),
    st.tuples(st.sampled_from(["title: ", "tags: "]), st.lists(_SCALARS, min_size=1, max_size=3).map(", ".join)).map(
        lambda pair: f"{pair[0]}[{pair[1]}]"
    ),
    st.tuples(st.sampled_from(["- ", "  - ", "  "]), _SCALARS).map("".join),
)


@given(st.lists(_LINES, max_size=5).map("\n".join))
@example("tags:\ntitle: [a]")
def test_every_header_is_read_as_by_the_parser(lines: str) -> None:
    header = read_plain_yaml(f"\n{lines}\n")
    assert header is None or repr(header) == repr(parsed(f"\n{lines}\n"))
