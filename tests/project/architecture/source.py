"""The modules of Newsprint as syntax trees: their imports, functions and rooms."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3] / "generator" / "newsprint"
MODULES = {
    ".".join(("newsprint", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in sorted(ROOT.rglob("*.py"))
}
Function = ast.FunctionDef | ast.AsyncFunctionDef
every_module = pytest.mark.parametrize("module", MODULES)


@cache
def tree(module: str) -> ast.Module:
    """Return the syntax tree of ``module``."""
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def room(module: str) -> str:
    """Return ``catalog`` for ``newsprint.catalog.reading.view``, and "" for the package itself."""
    return ".".join(module.split(".")[1:2])


def imports(module: str) -> Iterator[tuple[str, int]]:
    """Yield each import of ``module``, in functions and for type checkers too, as a dotted name with its line."""
    package = module if MODULES[module].name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, base] if base else above)
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield (inner if inner in MODULES else base), node.lineno


def own_imports(module: str) -> Iterator[tuple[str, int]]:
    """Yield the modules of Newsprint that ``module`` imports, with the line."""
    for name, line in imports(module):
        if name == "newsprint" or name.startswith("newsprint."):
            assert name in MODULES, f"{module}:{line} imports {name}, which is no module"
            yield name, line


def imports_name(module: str, name: str) -> bool:
    """Return whether ``module`` imports something of this name from another module."""
    nodes = (node for node in ast.walk(tree(module)) if isinstance(node, ast.ImportFrom))
    return any(alias.name == name for node in nodes for alias in node.names)


def functions(module: str) -> Iterator[Function]:
    """Yield all functions and methods of ``module``."""
    return (node for node in ast.walk(tree(module)) if isinstance(node, Function))
