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
# The specification disables these examples for its own tests: a library without task lists would fail them.
DISABLED_EXTENSIONS = {"disabled": "tasklist"}

DEVIATIONS = MappingProxyType(
    {
        279: "the attributes of a check box have another order",
        280: "the attributes of a check box have another order",
    }
)


def examples() -> list[tuple[int, tuple[str, ...], str, str]]:
    """Return number, extensions, text and HTML of every example."""
    text = SPECIFICATION.read_text(encoding="utf-8").replace("→", "\t")
    return [
        (number, tuple(DISABLED_EXTENSIONS.get(name, name) for name in match[1].split()), match[2], match[3])
        for number, match in enumerate(EXAMPLE.finditer(text), start=1)
    ]


def normal(html: str) -> str:
    """Return ``html`` with the attributes of check boxes in alphabetical order."""
    return re.sub(r"<input [^>]*>", lambda box: " ".join(sorted(box[0].strip("</>").split())), html)


def test_the_specification_has_all_its_examples() -> None:
    assert len(examples()) == 672


@pytest.mark.parametrize(("number", "extensions", "source", "expected"), examples())
def test_an_example_of_the_specification_is_converted_as_specified(
    number: int, extensions: tuple[str, ...], source: str, expected: str
) -> None:
    """Each example is converted as specified, or DEVIATIONS says why not."""
    html = CommonMark(MarkdownSettings(engine="commonmark"), "en").render_specification(source, extensions)
    if number in DEVIATIONS:
        assert html != expected, f"example {number} no longer deviates: remove it from DEVIATIONS"
        assert normal(html) == normal(expected)
    else:
        assert html == expected
