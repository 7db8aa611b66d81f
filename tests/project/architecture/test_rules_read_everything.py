"""The rules of this folder miss nothing."""

from __future__ import annotations

from tests.project.architecture.private_names import GUARDS, names_of_libraries
from tests.project.architecture.source import MODULES, imports


def test_the_rules_read_every_module_and_import() -> None:
    """The rules prove nothing if they miss modules, or imports in functions and for type checkers."""
    assert len(MODULES) > 40
    assert all(names_of_libraries(module) for module in GUARDS)
    seen = {(module, name) for module in MODULES for name, _ in imports(module)}
    assert ("newsprint.base.dates", "babel.dates") in seen  # inside a function
    assert ("newsprint.content.header.split", "newsprint.base.toml") in seen  # from newsprint.base import toml
    assert ("newsprint.__main__", "newsprint.cli.main") in seen
