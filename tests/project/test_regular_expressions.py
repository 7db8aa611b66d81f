"""No regular expression uses what Python before 3.11.5 matches wrongly; Debian 12 has 3.11.2.

It continues at the wrong position when the last repetition of a possessive or atomic group fails after its start
(https://github.com/python/cpython/issues/106052): headings lost their anchors, and Hugo's shortcodes stayed.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator

import pytest

import newsprint

_parser = importlib.import_module("re._parser")
_WRONG = {"POSSESSIVE_REPEAT", "ATOMIC_GROUP"}
_ONE_CHARACTER = {"LITERAL", "NOT_LITERAL", "IN", "ANY"}


def wrong_parts(parsed: Iterable[tuple[object, object]]) -> Iterator[str]:
    """Yield the possessive repeats and atomic groups of a parsed expression that match more than one character."""
    for operation, content in parsed:
        items = list(content) if isinstance(content, tuple | list) else [content]
        inner = [each for item in items for each in (item if isinstance(item, list) else [item])]
        groups = [each for each in inner if isinstance(each, _parser.SubPattern)]
        simple = all(len(group) == 1 and str(group[0][0]) in _ONE_CHARACTER for group in groups)
        if str(operation) in _WRONG and not simple:
            yield str(operation)
        for group in groups:
            yield from wrong_parts(group)


def patterns() -> dict[str, re.Pattern[str] | re.Pattern[bytes]]:
    """Return every compiled expression that is a constant of a module, by its name."""
    found = {}
    for module in pkgutil.walk_packages(newsprint.__path__, "newsprint."):
        if module.name != "newsprint.__main__":
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, re.Pattern):
                    found[f"{module.name}.{name}"] = value
    return found


def test_no_expression_repeats_a_group_possessively() -> None:
    expressions = patterns()
    assert len(expressions) > 50
    assert {
        name for name, each in expressions.items() if list(wrong_parts(_parser.parse(each.pattern, each.flags)))
    } == set()


@pytest.mark.parametrize(
    "expression", ["(?:ab?c)++", "x(?:.(?!D))*+", "(?>(?:ab?c)+)", "(a|(?:bc){1,3}+)", "(?=(?:ab)?+)"]
)
def test_a_possessively_repeated_group_is_found(expression: str) -> None:
    assert list(wrong_parts(_parser.parse(expression)))


@pytest.mark.parametrize("expression", ["[^<]*+>", "a++b?+", "(?:a[^b]*+)*", r"\s*+(?!<)"])
def test_a_single_character_may_be_repeated_possessively(expression: str) -> None:
    assert not list(wrong_parts(_parser.parse(expression)))
