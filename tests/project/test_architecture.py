"""The architecture, checked in the source: direction of imports, access to the clock, sizes of modules.

Most tests read the modules below ``generator/newsprint`` as syntax trees; few run the program.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from newsprint.config.targets import SETTINGS
from newsprint.content.types import TYPES
from newsprint.kinds.registry import KINDS
from tests.support import manual

ROOT = Path(__file__).parents[2] / "generator" / "newsprint"
MODULES = {
    ".".join(("newsprint", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in sorted(ROOT.rglob("*.py"))
}
FLOORS = {
    **dict.fromkeys(("base", "problems", "machine"), 0),
    **dict.fromkeys(("config", "installed"), 1),
    **dict.fromkeys(("content", "markdown", "media"), 2),
    "catalog": 3,
    "themes": 4,
    "site": 5,
    "kinds": 6,
    **dict.fromkeys(("builder", "preview", "deploy"), 7),
    "cli": 8,
    "__main__": 9,
}
"""The floor of each room, which is a folder; the package itself (``__version__``) is below all floors."""

TABLE_OF_TYPES = {
    *("newsprint.content.types", "newsprint.content.records", "newsprint.content.files.naming"),
    *(each.record.__module__ for each in TYPES.values()),
}
"""The content types and their records are on the ground floor: the configuration uses their folders and keys."""

MAX_FILE_LINES = 320
MAX_FUNCTION_LINES = 45
TERMINAL_NAMES = {"print", "input", "exit", "quit", "breakpoint", "open_new_tab"}
CLOCK_MODULES = {"time", "sched"}
CLOCK_CALLS = {"now", "utcnow", "today", "localtime", "gmtime"}
TERMINAL_MODULES = {"click", "rich", "getpass", "readline", "argparse"}
Function = ast.FunctionDef | ast.AsyncFunctionDef

every_module = pytest.mark.parametrize("module", MODULES)
below_cli = pytest.mark.parametrize(
    "module", [name for name in MODULES if name.split(".")[1:2] not in (["cli"], ["__main__"])]
)


@cache
def tree(module: str) -> ast.Module:
    """Return the syntax tree of ``module``."""
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def room(module: str) -> str:
    """Return ``catalog`` for ``newsprint.catalog.reading.view``, and "" for the package itself."""
    return ".".join(module.split(".")[1:2])


def floor(module: str) -> int:
    """Return the floor of ``module``."""
    return 0 if module in TABLE_OF_TYPES else FLOORS[room(module)] if room(module) else -1


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


def functions(module: str) -> Iterator[Function]:
    """Yield all functions and methods of ``module``."""
    return (node for node in ast.walk(tree(module)) if isinstance(node, Function))


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


@below_cli
def test_only_the_command_line_prints_prompts_or_exits(module: str) -> None:
    wrong = [
        f"{module}:{line} imports {name}" for name, line in imports(module) if name.split(".")[0] in TERMINAL_MODULES
    ]
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Name) and node.id in TERMINAL_NAMES:
            wrong.append(f"{module}:{node.lineno} uses {node.id}")
        elif isinstance(node, ast.Attribute) and ast.unparse(node) in TERMINAL_ATTRIBUTES:
            wrong.append(f"{module}:{node.lineno} uses {ast.unparse(node)}")
        elif isinstance(node, ast.Name) and node.id == "SystemExit":
            wrong.append(f"{module}:{node.lineno} raises SystemExit")
    assert wrong == []


TERMINAL_ATTRIBUTES = {"sys.exit", "os._exit", "os.abort", "sys.stdout", "sys.stderr", "sys.stdin", "sys.argv"}


@below_cli
def test_only_the_command_line_reads_the_clock(module: str) -> None:
    wrong = [f"{module}:{line} imports {name}" for name, line in imports(module) if name.split(".")[0] in CLOCK_MODULES]
    wrong += [
        f"{module}:{node.lineno} calls {ast.unparse(node.func)}"
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK_CALLS
    ]
    assert wrong == []


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


NAMES_OF_KINDS = {kind.name for kind in KINDS.values()}


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


MODULES_OF_KINDS = {kind.__module__ for kind in KINDS.values()} - {
    "newsprint.kinds.files.published_files"
}  # it has a helper that other modules use


def compares_kinds(parts: list[ast.expr]) -> bool:
    """Return whether a ``kind`` attribute is compared with the name of a kind of page."""
    has_kind = any(isinstance(part, ast.Attribute) and part.attr == "kind" for part in parts)
    texts = {node.value for part in parts for node in ast.walk(part) if isinstance(node, ast.Constant)}
    return has_kind and not texts.isdisjoint(NAMES_OF_KINDS)


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


def imports_name(module: str, name: str) -> bool:
    """Return whether ``module`` imports something of this name from another module."""
    nodes = (node for node in ast.walk(tree(module)) if isinstance(node, ast.ImportFrom))
    return any(alias.name == name for node in nodes for alias in node.names)


def test_all_caches_in_memory_are_bounded() -> None:
    """They are those of ``functools`` for pure functions, and one class for everything else."""
    assert [module for module in MODULES if imports_name(module, "OrderedDict")] == []


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


@pytest.mark.parametrize("module", [name for name in MODULES if name not in GUARDS])
def test_only_guards_use_private_names_of_libraries(module: str) -> None:
    assert names_of_libraries(module) == []


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


def test_each_template_is_declared_by_one_kind_of_page() -> None:
    declared = [name for kind in KINDS.values() for name in kind.templates]
    assert sorted(declared) == sorted({*declared})


def test_the_rules_read_every_module_and_import() -> None:
    """The rules prove nothing if they miss modules, or imports in functions and for type checkers."""
    assert len(MODULES) > 40
    assert all(names_of_libraries(module) for module in GUARDS)
    seen = {(module, name) for module in MODULES for name, _ in imports(module)}
    assert ("newsprint.base.dates", "babel.dates") in seen  # inside a function
    assert ("newsprint.content.header.split", "newsprint.base.toml") in seen  # from newsprint.base import toml
    assert ("newsprint.__main__", "newsprint.cli.main") in seen


def test_no_two_modules_have_the_same_name() -> None:
    names = Counter(path.name for path in MODULES.values() if path.name != "__init__.py")
    assert [name for name, count in names.items() if count > 1] == []
