"""What differs between kinds, content types and targets is decided in one place, and so is what happens to a catalog."""

from __future__ import annotations

import ast

import pytest

from newsprint.config.targets import SETTINGS
from newsprint.content.types import TYPES
from newsprint.kinds.registry import KINDS
from tests.project.architecture.source import MODULES, imports, imports_name, room, tree

NAMES_OF_KINDS = {kind.name for kind in KINDS.values()}
MODULES_OF_KINDS = {kind.__module__ for kind in KINDS.values()} - {
    "newsprint.kinds.files.published_files"
}  # it has a helper that other modules use


@pytest.mark.parametrize("module", [name for name in MODULES if room(name) != "kinds"])
def test_only_the_kinds_themselves_compare_names_of_kinds(module: str) -> None:
    """Other modules read what a kind of page declares."""
    wrong = [
        f"{module}:{node.lineno} compares kinds of pages: {ast.unparse(node)}"
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Compare) and compares_kinds([node.left, *node.comparators])
    ]
    wrong += [f"{module}:{line} imports {name}" for name, line in imports(module) if name in MODULES_OF_KINDS]
    assert wrong == []


def compares_kinds(parts: list[ast.expr]) -> bool:
    """Return whether a ``kind`` attribute is compared with the name of a kind of page."""
    has_kind = any(isinstance(part, ast.Attribute) and part.attr == "kind" for part in parts)
    texts = {node.value for part in parts for node in ast.walk(part) if isinstance(node, ast.Constant)}
    return has_kind and not texts.isdisjoint(NAMES_OF_KINDS)


def test_each_template_is_declared_by_one_kind_of_page() -> None:
    declared = [name for kind in KINDS.values() for name in kind.templates]
    assert sorted(declared) == sorted({*declared})


@pytest.mark.parametrize("module", [name for name in MODULES if name != "newsprint.content.types"])
def test_content_types_are_distinguished_in_their_table_only(module: str) -> None:
    records = {each.record.__name__ for each in TYPES.values()}
    wrong = [
        f"{module}:{node.lineno} checks a content type: {ast.unparse(node)}"
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("isinstance", "issubclass", "type")
        and records & {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    ]
    assert wrong == []


@pytest.mark.parametrize("module", [name for name in MODULES if room(name) in ("deploy", "cli")])
def test_the_deploy_and_the_command_line_compare_no_schemes(module: str) -> None:
    """Whatever depends on the target is declared with its settings, or done by the target."""
    wrong = [
        f"{module}:{node.lineno} compares schemes: {ast.unparse(node)}"
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Compare | ast.Call) and compares_schemes(node)
    ]
    assert wrong == []


def compares_schemes(node: ast.Compare | ast.Call) -> bool:
    """Return whether ``node`` compares something with the scheme of a target, or checks the type of its settings."""
    operation = ast.unparse(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else "=="
    inside = list(ast.walk(node))
    texts = {str(each.value).partition(":")[0] for each in inside if isinstance(each, ast.Constant)}
    names = {each.id for each in inside if isinstance(each, ast.Name)}
    types = {each.__name__ for each in SETTINGS.values()}
    return (operation in ("==", "startswith") and not texts.isdisjoint(SETTINGS)) or (
        operation in ("isinstance", "issubclass", "type") and not names.isdisjoint(types)
    )


def test_only_the_session_discards_a_catalog() -> None:
    """Otherwise builds, previews and deploys would each decide what damage is, and how often to start again."""
    assert [module for module in MODULES if imports_name(module, "discard_catalog")] == ["newsprint.catalog.session"]
    assert [module for module in MODULES if imports_name(module, "outlet_lock")] == [
        "newsprint.catalog.session",
        "newsprint.deploy.deploy",  # it only reads, and refuses a damaged catalog
    ]


def test_all_caches_in_memory_are_bounded() -> None:
    """They are those of ``functools`` for pure functions, and one class for everything else."""
    assert [module for module in MODULES if imports_name(module, "OrderedDict")] == []
