"""Problems on the terminal and in ``--json``: a few one by one, many grouped by kind on one screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import click

from newsprint.base.errors import Problem
from newsprint.cli.problem_lines import in_files, line_of, outline
from newsprint.cli.terminal import columns, counted, fitted, plain
from newsprint.problems.levels import errors_of, warnings_of


def print_failure(problems: Iterable[Problem], *, every: bool = False, more: str = "") -> None:
    """Print the problems that stopped a command, then their number.

    Many problems are grouped by kind, unless ``every`` is true; ``more`` is the command that prints every problem.
    """
    listed = sorted(set(problems))
    is_short = print_problems(listed, every=every)
    errors, warnings = errors_of(listed), warnings_of(listed)
    count = counted(len(errors), "problem") + (f", {counted(len(warnings), 'warning')}" if warnings else "")
    count += f" in {in_files(listed)}" if is_short else ""
    hint = f" To print every problem: {more}" if is_short and more else ""
    first, *others = fitted(f"{count}. Nothing was changed.{hint}", err=True).split("\n")
    text = click.style(f"{count}. ", fg="red", bold=True) + first.removeprefix(f"{count}. ")
    click.echo("\n".join([text, *others]), err=True)


def print_skipped(
    problems: Iterable[Problem], warnings: Iterable[Problem], ending: str, *, every: bool = False
) -> None:
    """Print ``problems`` in files that a command skipped, and ``warnings``; then the number of these files.

    ``ending`` completes a sentence that begins with that number.
    """
    listed = sorted(set(problems))
    print_problems([*listed, *warnings], every=every)
    if listed:
        click.echo(click.style(f"{in_files(listed)} {ending}", fg="yellow", bold=True), err=True)


def print_problems(problems: Iterable[Problem], *, every: bool = False) -> bool:
    """Print ``problems``, many of them grouped by kind unless ``every`` is true. Return whether some were left out."""
    listed = sorted(set(problems))
    if every:
        for problem in (*errors_of(listed), *warnings_of(listed)):
            print_problem(problem)
        return False
    found = outline(listed, columns(err=True))
    for kind in found.shown:
        for problem in kind.examples:
            print_problem(problem)
        if kind.others:
            click.echo(click.style(f"  {kind.others}", dim=True), err=True)
    if found.table:
        head, *rows = found.table
        click.echo("\n" + click.style(head, bold=True), err=True)
        for row in rows:
            click.echo(plain(row), err=True)
        click.echo(err=True)
    return bool(found.table)


def print_problem(problem: Problem) -> None:
    """Print one problem on one line, wrapped at words in a terminal: place, message, hint and code."""
    line = plain(line_of(problem))
    place = plain(str(problem).partition(": ")[0])
    text = fitted(line, err=True)
    if text.startswith(f"{place}:"):
        text = click.style(place, bold=True) + text.removeprefix(place)
    if problem.severity == "warning":
        text = text.replace("warning:", click.style("warning:", fg="yellow"), 1)
    click.echo(text, err=True)


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
