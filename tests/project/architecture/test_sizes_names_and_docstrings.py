"""Files and functions are short, names of modules are unique, and everything public has a docstring."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

from tests.project.architecture.source import MODULES, Function, every_module, functions, tree

MAX_FILE_LINES = 320
MAX_FUNCTION_LINES = 45


@every_module
def test_a_file_is_short(module: str) -> None:
    assert len(MODULES[module].read_text(encoding="utf-8").splitlines()) <= MAX_FILE_LINES


@every_module
def test_a_function_is_short(module: str) -> None:
    long = {
        function.name: length
        for function in functions(module)
        if (length := (function.end_lineno or 0) - function.lineno + 1) > MAX_FUNCTION_LINES
    }
    assert long == {}


def test_no_two_modules_have_the_same_name() -> None:
    names = Counter(path.name for path in MODULES.values() if path.name != "__init__.py")
    assert [name for name, count in names.items() if count > 1] == []


@every_module
def test_every_module_and_everything_public_has_a_docstring(module: str) -> None:
    undocumented = [] if ast.get_docstring(tree(module)) else [module]
    undocumented += [f"{module}.{name}" for name, node in public(tree(module)) if not ast.get_docstring(node)]
    assert undocumented == []


def public(node: ast.Module | ast.ClassDef, prefix: str = "") -> Iterator[tuple[str, ast.ClassDef | Function]]:
    """Yield the public functions, classes and methods, each with its dotted name."""
    for child in node.body:
        if not isinstance(child, ast.ClassDef | Function) or child.name.startswith("_"):
            continue
        yield prefix + child.name, child
        if isinstance(child, ast.ClassDef):
            yield from public(child, f"{prefix}{child.name}.")
