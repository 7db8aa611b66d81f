"""The severities of problems for one outlet and one story, as ``[checks]`` and ``allow`` set them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Literal, get_args

from msgspec.structs import replace

from newsprint.base.errors import Problem, suggestion
from newsprint.base.fields import FieldProblem
from newsprint.problems.codes import CODES

Level = Literal["error", "warn", "ignore"]


def with_severities(
    problems: Iterable[Problem], levels: Mapping[str, Level], allowed: Collection[str] | None = ()
) -> list[Problem]:
    """Return ``problems`` with the outlet's severities, without those that it ignores.

    ``levels`` are the outlet's ``[checks]``. ``allowed`` are the codes that the story allows for itself; None if they
    are unknown: then every problem that a story may allow is left out.
    """
    found = []
    for problem in problems:
        level = levels.get(problem.code)
        if level == "ignore" or ((allowed is None or problem.code in allowed) and CODES[problem.code].allowable):
            continue
        severity = {"error": "error", "warn": "warning", None: problem.severity}[level]
        found.append(replace(problem, severity=severity))
    return found


def errors_of(problems: Iterable[Problem]) -> list[Problem]:
    """Return the errors among ``problems``."""
    return [problem for problem in problems if problem.severity == "error"]


def warnings_of(problems: Iterable[Problem]) -> list[Problem]:
    """Return the warnings among ``problems``."""
    return [problem for problem in problems if problem.severity == "warning"]


def read_levels(table: Any) -> tuple[dict[str, Level], list[FieldProblem]]:
    """Return the levels that ``[checks]`` sets, by code, and every problem in the table."""
    if not isinstance(table, dict):
        return {}, [FieldProblem("checks", '"checks" must be a table', "write [checks]")]
    problems = []
    for name, level in table.items():
        key = f"checks.{name}"
        code = CODES.get(name)
        if code is None:
            problems.append(FieldProblem(key, f'unknown code "{name}"', suggestion(name, CODES)))
        elif level not in get_args(Level):
            problems.append(FieldProblem(key, f'"{key}" must be "error", "warn" or "ignore"'))
        elif level != "error" and not code.adjustable:
            hint = f"to allow them in one story, add allow: [{name}] to it" if code.allowable else "remove this line"
            problems.append(FieldProblem(key, f'problems with the code "{name}" are always errors', hint))
        elif level == "error" and code.of_time:
            message = f'problems with the code "{name}" cannot be errors: they depend on the time of the build'
            problems.append(FieldProblem(key, message, 'write "warn" or "ignore"'))
    return ({}, problems) if problems else (table, [])
