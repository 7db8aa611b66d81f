"""Only guards use private names of libraries."""

from __future__ import annotations

import sys
from importlib import import_module

import pytest

from tests.project.architecture.private_names import GUARDS, is_private, names_of_libraries
from tests.project.architecture.source import MODULES, room


@pytest.mark.parametrize("module", [name for name in MODULES if name not in GUARDS])
def test_only_guards_use_private_names_of_libraries(module: str) -> None:
    assert names_of_libraries(module) == []


@pytest.mark.parametrize("module", [name for name in MODULES if name not in GUARDS and room(name) != "__main__"])
def test_only_guards_override_private_methods_of_libraries(module: str) -> None:
    wrong = [
        f"{cls.__qualname__}.{name} overrides that of {base.__module__}.{base.__qualname__}"
        for cls in vars(import_module(module)).values()
        if isinstance(cls, type) and cls.__module__ == module
        for base in cls.__mro__[1:]
        if base.__module__.partition(".")[0] not in {"newsprint", *sys.stdlib_module_names}
        for name in vars(cls)
        if is_private(name) and name in vars(base)
    ]
    assert wrong == []
