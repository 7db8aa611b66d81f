"""The examples of the GitHub Flavored Markdown specification."""

from __future__ import annotations

import re
from pathlib import Path
from types import MappingProxyType

import pytest

from newsprint.config.site import MarkdownSettings
from newsprint.markdown.engines.commonmark import CommonMark

SPECIFICATION = Path(__file__).parents[2] / "data" / "gfm-spec.txt"
EXAMPLE = re.compile(r"^`{32} example ?([^\n]*)\n(.*?)^\.\n(.*?)^`{32}$", re.M | re.S)
# The specification marks an example so that its own tests skip it: a library without task lists would fail it.
SKIPPED_BY_ITSELF = {"disabled": "tasklist"}

DEVIATIONS = MappingProxyType(
    {
        279: "the attributes of a task list's box come in another order",
        280: "the attributes of a task list's box come in another order",
    }
)


def examples() -> list[tuple[int, tuple[str, ...], str, str]]:
    text = SPECIFICATION.read_text(encoding="utf-8").replace("→", "\t")
    return [
        (number, tuple(SKIPPED_BY_ITSELF.get(name, name) for name in match[1].split()), match[2], match[3])
        for number, match in enumerate(EXAMPLE.finditer(text), start=1)
    ]


def normal(html: str) -> str:
    """``html`` with the attributes of boxes in the order of the alphabet."""
    return re.sub(r"<input [^>]*>", lambda box: " ".join(sorted(box[0].strip("</>").split())), html)


def test_the_specification_has_all_its_examples() -> None:
    assert len(examples()) == 672


@pytest.mark.parametrize(("number", "extensions", "source", "expected"), examples())
def test_an_example_of_the_specification(number: int, extensions: tuple[str, ...], source: str, expected: str) -> None:
    """Every example comes out as specified, or the table above says why not."""
    html = CommonMark(MarkdownSettings(engine="commonmark"), "en").render_specification(source, extensions)
    if number in DEVIATIONS:
        assert html != expected, f"example {number} no longer deviates: take it out of the table"
        assert normal(html) == normal(expected)
    else:
        assert html == expected
