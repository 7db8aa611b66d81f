"""The house plan, over the source: which way imports point, who reads the clock, and how large a room may be.

Little here runs the program; most reads the modules below ``generator/newsprint`` as syntax trees.
"""

from __future__ import annotations

import ast
import re
import sys
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
"""A room is a folder; the package itself (``__version__``) is below all floors."""

TABLE_OF_TYPES = {
    *("newsprint.content.types", "newsprint.content.article", "newsprint.content.files.naming"),
    *(each.record.__module__ for each in TYPES.values()),
}
"""The types of content and their records are on the ground floor: settings know their folders and keys."""

MAX_FILE_LINES = 320
MAX_FUNCTION_LINES = 45
SPEAKS = {"print", "input", "exit", "quit", "breakpoint", "open_new_tab"}
CLOCK_MODULES = {"time", "sched"}
CLOCK_CALLS = {"now", "utcnow", "today", "localtime", "gmtime"}
PERSON_MODULES = {"click", "rich", "getpass", "readline", "argparse"}
Function = ast.FunctionDef | ast.AsyncFunctionDef

every_module = pytest.mark.parametrize("module", MODULES)
below_cli = pytest.mark.parametrize(
    "module", [name for name in MODULES if name.split(".")[1:2] not in (["cli"], ["__main__"])]
)


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def room(module: str) -> str:
    """``catalog`` for ``newsprint.catalog.reading.view``; nothing for the package itself."""
    return ".".join(module.split(".")[1:2])


def floor(module: str) -> int:
    return 0 if module in TABLE_OF_TYPES else FLOORS[room(module)] if room(module) else -1


def imports(module: str) -> Iterator[tuple[str, int]]:
    """What ``module`` imports, wherever in it (in functions, for type checkers), as dotted names with their lines."""
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
    """The modules of Newsprint that ``module`` imports."""
    for name, line in imports(module):
        if name == "newsprint" or name.startswith("newsprint."):
            assert name in MODULES, f"{module}:{line} imports {name}, which is no module"
            yield name, line


def functions(module: str) -> Iterator[Function]:
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
        and not floor(other) == floor(module) == 0  # the ground floor is one room; circles are another test
    ]
    assert wrong == []


def test_no_module_imports_itself_by_way_of_others() -> None:
    packages = {name for name, path in MODULES.items() if path.name == "__init__.py"}
    needs = {module: {name for name, _ in own_imports(module)} - packages - {module} for module in MODULES}
    try:
        order = list(TopologicalSorter(needs).static_order())
    except CycleError as error:
        pytest.fail("import cycle: " + " → ".join(error.args[1]))
    assert set(order) >= set(MODULES) - packages


PAGE = "docs/architecture.md"
JOURNEYS = ("A build", "A page of the preview", "A deploy", "A picture")


def test_the_page_lists_every_folder_once_with_its_floor_and_what_a_room_imports() -> None:
    folders = {path.parent.relative_to(ROOT).as_posix() for path in MODULES.values()} - {"."}
    rooms = {name: {room(other) for module in MODULES if room(module) == name for other, _ in own_imports(module)}
             for name in folders if "/" not in name}  # fmt: skip
    expected = [
        (FLOORS[folder.partition("/")[0]], folder, sorted(rooms.get(folder, set()) - {"", folder}))
        for folder in folders
    ]
    listed = [
        (int(floor), folder.strip("`/"), re.findall(r"`(\w+)`", imported))
        for floor, folder, _, imported in manual.rows(manual.part(PAGE, "The rooms"))
    ]
    assert sorted(listed) == sorted(expected)


@pytest.mark.parametrize("journey", JOURNEYS)
def test_every_function_of_a_journey_is_in_the_file_that_the_page_names(journey: str) -> None:
    text = manual.part(PAGE, journey)
    assert 1 <= len(re.findall(r"^\d+\. ", text, re.M)) <= 12
    places = list(functions_named(text))
    assert len(places) > 10
    assert [
        f"{name} in {file}" for name, file in places if not (ROOT / file).is_file() or not defines(file, name)
    ] == []


def functions_named(text: str) -> Iterator[tuple[str, str]]:
    """Each function with the file that is named after it: "`a()` and `b()` in `x.py`", "`c()` there"."""
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
    """Whether ``file`` has the function or method ``name``: ``make_plan``, ``Lease.complete``."""
    body: list[ast.stmt] = ast.parse((ROOT / file).read_text(encoding="utf-8")).body
    *classes, last = name.split(".")
    for each in classes:
        body = next((node.body for node in body if isinstance(node, ast.ClassDef) and node.name == each), [])
    return any(isinstance(node, Function) and node.name == last for node in body)


@below_cli
def test_only_the_command_line_prints_prompts_or_exits(module: str) -> None:
    wrong = [
        f"{module}:{line} imports {name}" for name, line in imports(module) if name.split(".")[0] in PERSON_MODULES
    ]
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Name) and node.id in SPEAKS:
            wrong.append(f"{module}:{node.lineno} uses {node.id}")
        elif isinstance(node, ast.Attribute) and ast.unparse(node) in SPEAKING_ATTRIBUTES:
            wrong.append(f"{module}:{node.lineno} uses {ast.unparse(node)}")
        elif isinstance(node, ast.Name) and node.id == "SystemExit":
            wrong.append(f"{module}:{node.lineno} raises SystemExit")
    assert wrong == []


SPEAKING_ATTRIBUTES = {"sys.exit", "os._exit", "os.abort", "sys.stdout", "sys.stderr", "sys.stdin", "sys.argv"}


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
def test_a_file_holds_one_idea(module: str) -> None:
    assert len(MODULES[module].read_text(encoding="utf-8").splitlines()) <= MAX_FILE_LINES


@every_module
def test_a_function_can_be_read_at_a_glance(module: str) -> None:
    long = {
        function.name: length
        for function in functions(module)
        if (length := (function.end_lineno or 0) - function.lineno + 1) > MAX_FUNCTION_LINES
    }
    assert long == {}


@every_module
def test_a_module_and_everything_public_in_it_says_what_it_is(module: str) -> None:
    silent = [] if ast.get_docstring(tree(module)) else [module]
    silent += [f"{module}.{name}" for name, node in public(tree(module)) if not ast.get_docstring(node)]
    assert silent == []


def public(node: ast.Module | ast.ClassDef, prefix: str = "") -> Iterator[tuple[str, ast.ClassDef | Function]]:
    """The public functions, classes and methods, each with its dotted name."""
    for child in node.body:
        if not isinstance(child, ast.ClassDef | Function) or child.name.startswith("_"):
            continue
        yield prefix + child.name, child
        if isinstance(child, ast.ClassDef):
            yield from public(child, f"{prefix}{child.name}.")


NAMES_OF_KINDS = {kind.name for kind in KINDS.values()}


@pytest.mark.parametrize("module", [name for name in MODULES if room(name) != "kinds"])
def test_no_kind_of_page_is_known_by_its_name(module: str) -> None:
    """Who wants to know more of a page than that it is one reads what its kind declares."""
    wrong = [
        f"{module}:{node.lineno} knows a kind of page: {ast.unparse(node)}"
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Compare) and knows_a_kind([node.left, *node.comparators])
    ]
    wrong += [f"{module}:{line} imports {name}" for name, line in imports(module) if name in MODULES_OF_KINDS]
    assert wrong == []


MODULES_OF_KINDS = {kind.__module__ for kind in KINDS.values()} - {
    "newsprint.kinds.files.files"
}  # it has a helper for all


def knows_a_kind(parts: list[ast.expr]) -> bool:
    """Whether something's ``kind`` is compared with the name of a kind of page."""
    asks = any(isinstance(part, ast.Attribute) and part.attr == "kind" for part in parts)
    texts = {node.value for part in parts for node in ast.walk(part) if isinstance(node, ast.Constant)}
    return asks and not texts.isdisjoint(NAMES_OF_KINDS)


@pytest.mark.parametrize("module", [name for name in MODULES if name != "newsprint.content.types"])
def test_no_type_of_content_is_told_from_others_outside_the_table(module: str) -> None:
    records = {each.record.__name__ for each in TYPES.values()}
    wrong = [
        f"{module}:{node.lineno} asks for a type of content: {ast.unparse(node)}"
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("isinstance", "issubclass", "type")
        and records & {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    ]
    assert wrong == []


@pytest.mark.parametrize("module", [name for name in MODULES if room(name) in ("deploy", "cli")])
def test_no_target_is_known_by_its_scheme(module: str) -> None:
    """What there is to know of a target is declared with its settings, or done by the target."""
    wrong = [
        f"{module}:{node.lineno} asks for a scheme: {ast.unparse(node)}"
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Compare | ast.Call) and knows_a_scheme(node)
    ]
    assert wrong == []


def knows_a_scheme(node: ast.Compare | ast.Call) -> bool:
    """Whether ``node`` compares something with the scheme of a target, or asks of which type its settings are."""
    asks = ast.unparse(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else "=="
    inside = list(ast.walk(node))
    texts = {str(each.value).partition(":")[0] for each in inside if isinstance(each, ast.Constant)}
    names = {each.id for each in inside if isinstance(each, ast.Name)}
    types = {each.__name__ for each in SETTINGS.values()}
    return (asks in ("==", "startswith") and not texts.isdisjoint(SETTINGS)) or (
        asks in ("isinstance", "issubclass", "type") and not names.isdisjoint(types)
    )


def test_a_catalog_is_thrown_away_by_the_session_alone() -> None:
    """Each journey would otherwise decide for itself what damage is, and how often to start again."""
    assert [module for module in MODULES if takes(module, "discard_catalog")] == ["newsprint.catalog.session"]
    assert [module for module in MODULES if takes(module, "outlet_lock")] == [
        "newsprint.catalog.session",
        "newsprint.deploy.deploy",  # it reads only, and refuses what is damaged
    ]


def takes(module: str, name: str) -> bool:
    """Whether ``module`` imports something of this name."""
    nodes = (node for node in ast.walk(tree(module)) if isinstance(node, ast.ImportFrom))
    return any(alias.name == name for node in nodes for alias in node.names)


def test_what_is_kept_for_the_next_time_is_in_bounded_caches() -> None:
    """Those of ``functools`` for pure functions, and one for everything else."""
    assert [module for module in MODULES if takes(module, "OrderedDict")] == []


GUARDS = {"newsprint.themes.sandbox.guard": "jinja2", "newsprint.markdown.engines.cmark": "cmarkgfm"}
"""The one module for each library that may know its private names: it tries them, and goes another way without them."""

OWN_NAMES = {
    node.attr if isinstance(node, ast.Attribute) else node.name
    for module in MODULES
    if module not in GUARDS
    for node in ast.walk(tree(module))
    if isinstance(node, Function) or (isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store))
}
"""What modules of Newsprint define or set on something: these are not a library's."""


@pytest.mark.parametrize("module", [name for name in MODULES if name not in GUARDS])
def test_private_names_of_libraries_are_known_to_their_guards_only(module: str) -> None:
    assert names_of_libraries(module) == []


def names_of_libraries(module: str) -> list[str]:
    """The private names that ``module`` knows and no module defines, each with its line."""
    names = ((name, node) for node in ast.walk(tree(module)) for name in foreign_names(node))
    return [f"{name} on line {node.lineno}" for name, node in names if is_private(name) and name not in OWN_NAMES]


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__")


def foreign_names(node: Any) -> Iterator[str]:
    """The names that ``node`` takes from something else: after a dot, in an import, as text that is looked up."""
    if isinstance(node, ast.Attribute):
        if not (isinstance(node.value, ast.Name) and node.value.id in sys.stdlib_module_names):
            yield node.attr
    elif isinstance(node, ast.ImportFrom) and not (node.module or "").startswith(("newsprint", "__future__")):
        yield from [*(node.module or "").split("."), *(alias.name for alias in node.names)]
    elif isinstance(node, ast.Import):
        yield from (part for alias in node.names for part in alias.name.split("."))
    elif isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in LOOK_UPS:
        texts = (each.value for each in node.args if isinstance(each, ast.Constant))
        yield from (text for text in texts if isinstance(text, str) and text.isidentifier())


LOOK_UPS = {"getattr", "hasattr", "setattr", "delattr", "get", "pop", "setdefault"}


@pytest.mark.parametrize("module", [name for name in MODULES if name not in GUARDS and room(name) != "__main__"])
def test_private_methods_of_libraries_are_replaced_by_their_guards_only(module: str) -> None:
    wrong = [
        f"{of.__qualname__}.{name} replaces that of {base.__module__}.{base.__qualname__}"
        for of in vars(import_module(module)).values()
        if isinstance(of, type) and of.__module__ == module
        for base in of.__mro__[1:]
        if base.__module__.partition(".")[0] not in {"newsprint", *sys.stdlib_module_names}
        for name in vars(of)
        if is_private(name) and name in vars(base)
    ]
    assert wrong == []


def test_each_template_is_declared_by_one_kind_of_page() -> None:
    declared = [name for kind in KINDS.values() for name in kind.templates]
    assert sorted(declared) == sorted({*declared})


def test_the_tests_see_what_they_should() -> None:
    """The rules hold nothing if they look at nothing: imports in functions and for type checkers are among those seen."""
    assert len(MODULES) > 40
    assert all(names_of_libraries(module) for module in GUARDS)
    seen = {(module, name) for module in MODULES for name, _ in imports(module)}
    assert ("newsprint.base.dates", "babel.dates") in seen  # inside a function
    assert ("newsprint.content.header.split", "newsprint.base.toml") in seen  # from newsprint.base import toml
    assert ("newsprint.__main__", "newsprint.cli.main") in seen
