"""Only the command line uses the terminal and reads the clock."""

from __future__ import annotations

import ast

import pytest

from tests.project.architecture.source import MODULES, imports, tree

TERMINAL_NAMES = {"print", "input", "exit", "quit", "breakpoint", "open_new_tab"}
TERMINAL_MODULES = {"click", "rich", "getpass", "readline", "argparse"}
TERMINAL_ATTRIBUTES = {"sys.exit", "os._exit", "os.abort", "sys.stdout", "sys.stderr", "sys.stdin", "sys.argv"}
CLOCK_MODULES = {"time", "sched"}
CLOCK_CALLS = {"now", "utcnow", "today", "localtime", "gmtime"}
below_cli = pytest.mark.parametrize(
    "module", [name for name in MODULES if name.split(".")[1:2] not in (["cli"], ["__main__"])]
)


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


@below_cli
def test_only_the_command_line_reads_the_clock(module: str) -> None:
    wrong = [f"{module}:{line} imports {name}" for name, line in imports(module) if name.split(".")[0] in CLOCK_MODULES]
    wrong += [
        f"{module}:{node.lineno} calls {ast.unparse(node.func)}"
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK_CALLS
    ]
    assert wrong == []
