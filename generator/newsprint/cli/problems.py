"""Problems on the terminal and in ``--json``: each with its place, and many warnings of one kind in a few lines."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import click

from newsprint.cli.terminal import counted, plain
from newsprint.errors import Problem
from newsprint.levels import errors_of, warnings_of

MOST_OF_A_KIND = 5
"""So many warnings of one code are printed; --json has all of them."""


def print_failure(problems: Iterable[Problem]) -> None:
    """Print every problem that stopped a command, then how many there are."""
    listed = sorted(problems)
    errors, warnings = errors_of(listed), warnings_of(listed)
    for problem in errors:
        print_problem(problem)
    print_warnings(warnings)
    count = counted(len(errors), "problem") + (f", {counted(len(warnings), 'warning')}" if warnings else "")
    click.echo(click.style(f"{count}. ", fg="red", bold=True) + "Nothing was changed.", err=True)


def print_skipped(problems: Iterable[Problem], noun: str) -> None:
    """Print every problem that a command went on without, then how many there are."""
    listed = sorted(problems)
    for problem in listed:
        print_problem(problem)
    click.echo(click.style(f"{noun}: {len(listed)}", fg="yellow", bold=True), err=True)


def print_warnings(problems: Iterable[Problem]) -> None:
    """Print warnings: the first of each code, then how many more there are."""
    by_code: dict[str, list[Problem]] = defaultdict(list)
    for problem in sorted(problems):
        by_code[problem.code].append(problem)
    for code, found in sorted(by_code.items()):
        for problem in found[:MOST_OF_A_KIND]:
            print_problem(problem)
        if len(found) > MOST_OF_A_KIND:
            click.echo(f"and {counted(len(found) - MOST_OF_A_KIND, 'more warning')} of this kind [{code}]", err=True)


def print_problem(problem: Problem) -> None:
    """Print one problem on a line of its own: place, message, hint and code."""
    place, _, rest = str(problem).partition(": ")
    kind = click.style("warning: ", fg="yellow") if problem.severity == "warning" else ""
    code = f" [{problem.code}]" if problem.code else ""
    click.echo(click.style(plain(place), bold=True) + ": " + kind + plain(rest) + code, err=True)


def problem_object(problem: Problem) -> dict[str, str | int]:
    """Return a problem as ``--json`` has it."""
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
        "hint": problem.hint,
        "code": problem.code,
        "severity": problem.severity,
    }


def problems_object(problems: Iterable[Problem]) -> dict[str, object]:
    """Return ``problems``, ``warnings`` and the ``counts`` of both and of each code as ``--json`` has them."""
    listed = sorted(problems)
    errors, warnings = errors_of(listed), warnings_of(listed)
    by_code = Counter(problem.code for problem in listed)
    return {
        "problems": [problem_object(problem) for problem in errors],
        "warnings": [problem_object(problem) for problem in warnings],
        "counts": {"errors": len(errors), "warnings": len(warnings), "by_code": dict(sorted(by_code.items()))},
    }
