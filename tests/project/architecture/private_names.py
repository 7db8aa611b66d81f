"""The private names of libraries that a module uses."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from typing import Any

from tests.project.architecture.source import MODULES, Function, tree

GUARDS = {"newsprint.themes.sandbox.jinja_guard": "jinja2", "newsprint.markdown.engines.cmark": "cmarkgfm"}
"""For each library the only module that may use its private names; it has a fallback if they are missing."""

OWN_NAMES = {
    node.attr if isinstance(node, ast.Attribute) else node.name
    for module in MODULES
    if module not in GUARDS
    for node in ast.walk(tree(module))
    if isinstance(node, Function) or (isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store))
}
"""The names that modules of Newsprint define or set as attributes: these do not belong to a library."""


def names_of_libraries(module: str) -> list[str]:
    """Return the private names that ``module`` uses and no module defines, each with its line."""
    names = ((name, node) for node in ast.walk(tree(module)) for name in foreign_names(node))
    return [f"{name} on line {node.lineno}" for name, node in names if is_private(name) and name not in OWN_NAMES]


def is_private(name: str) -> bool:
    """Return whether ``name`` is private, such as ``_name``, and not ``__special__``."""
    return name.startswith("_") and not name.endswith("__")


def foreign_names(node: Any) -> Iterator[str]:
    """Yield the names that ``node`` takes from elsewhere: after a dot, in an import, as text for ``getattr``."""
    if isinstance(node, ast.Attribute):
        if not (isinstance(node.value, ast.Name) and node.value.id in sys.stdlib_module_names):
            yield node.attr
    elif isinstance(node, ast.ImportFrom) and not (node.module or "").startswith(("newsprint", "__future__")):
        yield from [*(node.module or "").split("."), *(alias.name for alias in node.names)]
    elif isinstance(node, ast.Import):
        yield from (part for alias in node.names for part in alias.name.split("."))
    elif isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in LOOKUPS:
        texts = (each.value for each in node.args if isinstance(each, ast.Constant))
        yield from (text for text in texts if isinstance(text, str) and text.isidentifier())


LOOKUPS = {"getattr", "hasattr", "setattr", "delattr", "get", "pop", "setdefault"}
