"""Problems grouped by kind, with the number of stories of each kind.

A kind is a code or, within a code, a message that many stories share: ``unknown key "layout"`` in 2,904 stories is one
thing to fix, 1,300 dead links are another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from msgspec import Struct

from newsprint.base.errors import Problem
from newsprint.problems.codes import Severity

SHARED = 5
"""The number of stories from which a shared message is a kind of its own."""


class ProblemKind(Struct, frozen=True):
    """Problems of one kind, in the order of their places. ``message`` is the one that all share, or empty."""

    code: str
    severity: Severity
    message: str
    problems: tuple[Problem, ...]

    @property
    def stories(self) -> int:
        """Return the number of stories, or other files, with these problems."""
        return count_of_files(self.problems)


class CodeKinds(Struct, frozen=True):
    """The kinds of one code, those with the most stories first."""

    code: str
    severity: Severity
    kinds: tuple[ProblemKind, ...]

    @property
    def stories(self) -> int:
        """Return the number of stories, or other files, with these problems."""
        return count_of_files(problem for kind in self.kinds for problem in kind.problems)


def problems_by_kind(problems: Iterable[Problem]) -> tuple[CodeKinds, ...]:
    """Return ``problems`` by kind: errors before warnings, then those with the most stories first."""
    by_code: dict[tuple[Severity, str], list[Problem]] = defaultdict(list)
    for problem in sorted(set(problems)):
        by_code[problem.severity or "error", problem.code].append(problem)
    codes = [CodeKinds(code, severity, _kinds(code, severity, found)) for (severity, code), found in by_code.items()]
    return tuple(sorted(codes, key=lambda each: (each.severity, -each.stories, each.code)))


def count_of_files(problems: Iterable[Problem]) -> int:
    """Return the number of files with ``problems``."""
    return len({problem.path for problem in problems})


def _kinds(code: str, severity: Severity, problems: Collection[Problem]) -> tuple[ProblemKind, ...]:
    by_message: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_message[problem.message].append(problem)
    shared = {message for message, found in by_message.items() if count_of_files(found) >= SHARED}
    kinds = [ProblemKind(code, severity, message, tuple(by_message[message])) for message in sorted(shared)]
    if others := tuple(problem for problem in problems if problem.message not in shared):
        kinds.append(ProblemKind(code, severity, "", others))
    return tuple(sorted(kinds, key=lambda kind: (-kind.stories, kind.message)))
