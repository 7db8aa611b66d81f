"""Words that readers of the program stumble over, and that stand in none of its docstrings, messages and help texts."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import newsprint

PACKAGE = Path(newsprint.__file__).parent
MODULES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}

UNWANTED = re.compile(
    r"\b(?:mistakes?|complain(?:s|ed|ts?)?|stumbl(?:e|es|ed)|tells?|told|telling|mend(?:s|ed|ing)?|heed(?:s|ed|ing)?"
    r"|anew|whoever|wherever|befalls?|hereof|lest)\b",
    re.I,
)
"""Each has a plain word: problem, report, fix, respect, again, whoever is meant."""


def texts(module: str) -> list[tuple[int, str]]:
    """Every text with a space in ``module``, docstrings among them, with its line."""
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [(node.lineno, node.value) for node in constants if " " in node.value]


@pytest.mark.parametrize("module", MODULES)
def test_docstrings_messages_and_help_texts_have_plain_words(module: str) -> None:
    found = [f"{line}: {match[0]}: {text[:60]}" for line, text in texts(module) for match in UNWANTED.finditer(text)]
    assert found == []
