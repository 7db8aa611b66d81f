"""docs/problems.md is complete: it has every code with its severity, who can change it, and an example."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from newsprint.problems.codes import CODES, Code
from tests.support import manual

PAGE = "docs/problems.md"


def kind(code: Code) -> str:
    """Return what the page says about ``code``."""
    words = [code.severity.capitalize() + "."]
    if code.adjustable:
        words.append("Adjustable.")
    if code.allowable:
        words.append("A story may allow it.")
    if code.of_time:
        words.append("Never an error.")
    return f"*{' '.join(words)}*"


def test_the_page_lists_every_code_in_alphabetical_order() -> None:
    assert re.findall(r"^### (\S+)$", manual.prose(PAGE), re.M) == sorted(CODES)


@pytest.mark.parametrize("name", CODES)
def test_every_code_has_its_severity_and_an_example(name: str) -> None:
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


PACKAGE = manual.REPOSITORY / "generator" / "newsprint"
MODULES = sorted(PACKAGE.rglob("*.py"))


def constants(node: ast.AST) -> set[str]:
    return {each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_problem_in_the_program_has_a_code(path: Path) -> None:
    """The code is a literal, comes from another problem, or from a variable with such a name."""
    without = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem":
            given = [*node.args[-1:], *(keyword.value for keyword in node.keywords)]
            names = {name for each in given for name in re.findall(r"\w+", ast.unparse(each))}
            if not (set().union(*map(constants, given)) & set(CODES) or names & {"code", "_code_of"}):
                without.append(f"{path.name}:{node.lineno}")
    assert without == []


def test_every_code_is_used() -> None:
    used = set().union(*(constants(ast.parse(path.read_text())) for path in MODULES if path.stem != "codes"))
    assert set(CODES) - used == set()
