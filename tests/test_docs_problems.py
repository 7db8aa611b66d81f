"""docs/problems.md is complete: every code with what it is, who may change it, and an example."""

from __future__ import annotations

import re

import pytest

import manual
from newsprint.codes import CODES, Code

PAGE = "docs/problems.md"


def kind(code: Code) -> str:
    """What the page says of ``code``."""
    words = [code.severity.capitalize() + "."]
    if code.adjustable:
        words.append("Adjustable.")
    if code.allowable:
        words.append("A story may allow it.")
    return f"*{' '.join(words)}*"


def test_the_page_lists_every_code_in_alphabetical_order() -> None:
    assert re.findall(r"^### (\S+)$", manual.prose(PAGE), re.M) == sorted(CODES)


@pytest.mark.parametrize("name", CODES)
def test_every_code_is_shown_with_its_kind_and_an_example(name: str) -> None:
    part = re.search(rf"^### {name}\n(.*?)(?=^### |\Z)", manual.read(PAGE), re.M | re.S)
    assert part is not None
    assert kind(CODES[name]) in part[1]
    example = re.search(r"^```text\n(.*?)^```$", part[1], re.M | re.S)
    assert example is not None
    for line in example[1].splitlines():
        assert line.endswith(f" [{name}]")
        assert ("warning: " in line) == (CODES[name].severity == "warning")


def test_the_table_of_codes_is_in_alphabetical_order() -> None:
    assert list(CODES) == sorted(CODES)
