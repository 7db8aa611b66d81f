"""A module imports only from rooms on lower floors and from its own room, and there is no cycle."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

import pytest

from tests.project.architecture.floors import FLOORS, floor
from tests.project.architecture.source import MODULES, every_module, own_imports, room


def test_every_room_has_a_floor() -> None:
    assert {room(module) for module in MODULES} - {""} <= set(FLOORS)


@every_module
def test_a_module_imports_only_from_a_lower_floor_or_its_own_folder(module: str) -> None:
    wrong = [
        f"{module}:{line} imports {other}"
        for other, line in own_imports(module)
        if floor(other) >= floor(module)
        and room(other) != room(module)
        and not floor(other) == floor(module) == 0  # the ground floor is one room; another test finds cycles
    ]
    assert wrong == []


def test_there_is_no_import_cycle() -> None:
    packages = {name for name, path in MODULES.items() if path.name == "__init__.py"}
    needs = {module: {name for name, _ in own_imports(module)} - packages - {module} for module in MODULES}
    try:
        order = list(TopologicalSorter(needs).static_order())
    except CycleError as error:
        pytest.fail("import cycle: " + " → ".join(error.args[1]))
    assert set(order) >= set(MODULES) - packages
