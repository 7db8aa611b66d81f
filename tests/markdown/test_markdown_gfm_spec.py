"""The examples of the GitHub Flavored Markdown specification."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from newsprint.markdown.commonmark import CommonMark
from newsprint.markdown.settings import MarkdownSettings

SPECIFICATION = Path(__file__).parent.parent / "data" / "gfm-spec.txt"
EXAMPLE = re.compile(r"^`{32} example ?([^\n]*)\n(.*?)^\.\n(.*?)^`{32}$", re.M | re.S)
CORE = {"", "disabled"}

# Number of the example: why the library deviates.
DEVIATIONS: dict[int, str] = {}


def examples() -> list[tuple[int, tuple[str, ...], str, str]]:
    text = SPECIFICATION.read_text(encoding="utf-8").replace("→", "\t")
    return [
        (number, tuple(name for name in match[1].split() if name not in CORE), match[2], match[3])
        for number, match in enumerate(EXAMPLE.finditer(text), start=1)
    ]


def normal(html: str) -> str:
    """The specification writes a box's attributes in another order than the library: the boxes are the same."""
    return re.sub(r'<input (?:checked="" )?[^>]*>', lambda box: " ".join(sorted(box[0].strip("<>/").split())), html)


def test_the_specification_has_all_its_examples() -> None:
    assert len(examples()) == 672


@pytest.mark.parametrize(("number", "extensions", "source", "expected"), examples())
def test_an_example_of_the_specification(
    number: int, extensions: tuple[str, ...], source: str, expected: str
) -> None:
    """Every example comes out as specified, or the table above says why not."""
    html = CommonMark(MarkdownSettings(engine="commonmark"), "en").render_specification(source, extensions)
    if number in DEVIATIONS:
        assert normal(html) != normal(expected), f"example {number} no longer deviates: take it out of the table"
    else:
        assert normal(html) == normal(expected)
