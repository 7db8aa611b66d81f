"""The table in ``tests/README.md`` names every module and every test, and every test is in the folder of its room."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

import newsprint
from tests.support import manual

PAGE = "tests/README.md"
TESTS = Path(__file__).parents[1]
PACKAGE = Path(newsprint.__file__).parent
WITHOUT_A_ROOM = {"promises", "project", "manual", "browser"}
"""The folders of tests that belong to no single room of the source."""

MODULES = sorted(
    path.relative_to(PACKAGE).as_posix()
    for path in PACKAGE.rglob("*.py")
    if path.name not in ("__init__.py", "__main__.py") and not path.relative_to(PACKAGE).parts[0].startswith("starter")
)
TESTS_OF_ROOMS = sorted(
    path.relative_to(TESTS).as_posix()
    for path in TESTS.rglob("test_*.py")
    if path.relative_to(TESTS).parts[0] not in WITHOUT_A_ROOM and ".upstream" not in path.parts
)
ROWS = [
    (re.findall(r"`([^`]+)`", modules), re.findall(r"`([^`]+)`", tests))
    for modules, tests in manual.rows(manual.part(PAGE, "Which tests to run first"))
]


def covered(names: Iterable[str], files: Iterable[str]) -> list[str]:
    """Return the ``files`` that ``names`` mean: a name that ends with a slash means all files below that folder."""
    return [file for name in names for file in files if file == name or (name.endswith("/") and file.startswith(name))]


def test_every_module_is_in_exactly_one_row() -> None:
    found = Counter(covered([name for modules, _ in ROWS for name in modules], MODULES))
    assert {module: found[module] for module in MODULES if found[module] != 1} == {}


def test_every_row_names_modules_and_tests_that_exist() -> None:
    assert [modules for modules, tests in ROWS if not modules or not tests] == []
    assert [name for modules, _ in ROWS for name in modules if not covered([name], MODULES)] == []
    assert [name for _, tests in ROWS for name in tests if not is_test(name)] == []


def is_test(name: str) -> bool:
    """Return whether ``name`` is a file of tests, or a folder with such files."""
    path = TESTS / name
    return any(path.rglob("test_*.py")) if name.endswith("/") else path.is_file() and path.name.startswith("test_")


def test_every_row_is_in_the_table_of_its_room() -> None:
    text = manual.part(PAGE, "Which tests to run first")
    rooms = re.findall(r"^### `(\w+)/`$", text, re.M)
    tables = {room: manual.named(manual.part(PAGE, f"{room}/")) for room in rooms}
    assert sum(len(rows) for rows in tables.values()) == len(ROWS)
    assert [(room, row) for room, rows in tables.items() for row in rows if not row.startswith(f"{room}/")] == []


@pytest.mark.parametrize("test", TESTS_OF_ROOMS)
def test_every_test_of_a_room_is_in_the_folder_of_that_room(test: str) -> None:
    assert (PACKAGE / test).parent.is_dir(), f"generator/newsprint has no folder for {test}"


def test_every_test_of_a_room_is_named_in_a_row_or_below_its_table() -> None:
    names = re.findall(r"`([^`]+)`", manual.part(PAGE, "Which tests to run first"))
    named = set(covered([name for name in names if is_test(name)], TESTS_OF_ROOMS))
    assert [test for test in TESTS_OF_ROOMS if test not in named] == []


def test_the_page_lists_every_folder_that_belongs_to_no_room() -> None:
    rooms = {path.name for path in PACKAGE.iterdir()}
    listed = manual.named(manual.part(PAGE, "Arrangement"))
    expected = {f"{name}/" for name in folders(TESTS) if name not in rooms}
    promises = {f"{name}/" for name in folders(TESTS / "promises")}
    assert sorted(listed) == sorted([*expected, *promises])


def folders(place: Path) -> list[str]:
    """Return the names of the folders in ``place``, without hidden and private ones, and without those of old modules."""
    found = [path for path in place.iterdir() if path.is_dir() and not path.name.startswith((".", "_"))]
    return [path.name for path in found if any(file.suffix != ".pyc" for file in path.rglob("*.*"))]
