"""The page ``docs/architecture.md`` is true: its table of rooms, and the functions of its journeys."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.project.architecture.floors import FLOORS
from tests.project.architecture.source import MODULES, ROOT, Function, own_imports, room
from tests.support import manual

ARCHITECTURE = "docs/architecture.md"
JOURNEYS = ("A build", "A page of the preview", "A deploy", "A picture")


def test_the_page_lists_every_folder_with_its_floor_and_imports() -> None:
    folders = {path.parent.relative_to(ROOT).as_posix() for path in MODULES.values()} - {"."}
    rooms = {name: {room(other) for module in MODULES if room(module) == name for other, _ in own_imports(module)}
             for name in folders if "/" not in name}  # fmt: skip
    expected = [
        (FLOORS[folder.partition("/")[0]], folder, sorted(rooms.get(folder, set()) - {"", folder}))
        for folder in folders
    ]
    listed = [
        (int(floor), folder.strip("`/"), re.findall(r"`(\w+)`", imported))
        for floor, folder, _, imported in manual.rows(manual.part(ARCHITECTURE, "The rooms"))
    ]
    assert sorted(listed) == sorted(expected)


@pytest.mark.parametrize("journey", JOURNEYS)
def test_every_function_of_a_journey_is_in_the_named_file(journey: str) -> None:
    text = manual.part(ARCHITECTURE, journey)
    assert 1 <= len(re.findall(r"^\d+\. ", text, re.M)) <= 12
    places = list(functions_named(text))
    assert len(places) > 10
    assert [
        f"{name} in {file}" for name, file in places if not (ROOT / file).is_file() or not defines(file, name)
    ] == []


def functions_named(text: str) -> Iterator[tuple[str, str]]:
    """Yield each function with the file named after it: "`a()` and `b()` in `x.py`", "`c()` there"."""
    waiting: list[str] = []
    file = ""
    *tokens, _ = re.finditer(r"`([^`]+)`|\Z", text)
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        gap = " ".join(text[token.end() : following.start() if following else None].split())
        if token[1].endswith(".py"):
            file = token[1]
        elif token[1].endswith("()"):
            waiting.append(token[1].removesuffix("()"))
            if gap in ("in", "(") and following and following[1].endswith(".py"):
                file, gap = following[1], "there"
            if gap.startswith("there"):
                yield from ((name, file) for name in waiting)
                waiting = []
            else:
                assert gap in ("and", ","), f"{token[1]} is named without a file"


def defines(file: str, name: str) -> bool:
    """Return whether ``file`` defines the function or method ``name``: ``make_plan``, ``Lease.complete``."""
    body: list[ast.stmt] = ast.parse((ROOT / file).read_text(encoding="utf-8")).body
    *classes, last = name.split(".")
    for each in classes:
        body = next((node.body for node in body if isinstance(node, ast.ClassDef) and node.name == each), [])
    return any(isinstance(node, Function) and node.name == last for node in body)
