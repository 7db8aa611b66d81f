"""Words that no docstring, message, help text or page of the manual contains, because readers stop at them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import newsprint
from tests.support import manual

PACKAGE = Path(newsprint.__file__).parent
MODULES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}

UNWANTED = re.compile(
    r"\b(?:mistakes?|faults?|complain(?:s|ed|ts?)?|stumbl(?:e|es|ed)|derivatives?|variants?(?!-)(?<!-variant)"
    r"|tells?|told|telling|mend(?:s|ed|ing)?|heed(?:s|ed|ing)?|anew|whoever|wherever|befalls?|hereof|lest)\b",
    re.I,
)
"""Each has a plain replacement: problem, report, fix, respect, again, or the person or place meant."""


def texts(module: str) -> list[tuple[int, str]]:
    """Return every string constant with a space in ``module``, docstrings included, with its line."""
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [(node.lineno, node.value) for node in constants if " " in node.value]


@pytest.mark.parametrize("module", MODULES)
def test_docstrings_messages_and_help_texts_use_plain_words(module: str) -> None:
    found = [f"{line}: {match[0]}: {text[:60]}" for line, text in texts(module) for match in UNWANTED.finditer(text)]
    assert found == []


_QUOTED = re.compile(r"^( *)```.*?^\1```$|`[^`\n]*`|^\| (?:problem|rendition|report, reported) \|[^\n]*$", re.M | re.S)
"""Code and names of code, and the rows of the terms that list the words to avoid."""


@pytest.mark.parametrize("page", manual.PAGES)
def test_pages_of_the_manual_use_plain_words(page: str) -> None:
    text = _QUOTED.sub("", manual.read(page))
    assert [text[max(0, match.start() - 40) : match.end() + 20] for match in UNWANTED.finditer(text)] == []
