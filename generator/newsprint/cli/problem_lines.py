"""A report of many problems on one screen: examples of each kind, then a table of kinds and their fixes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from textwrap import wrap

from msgspec import Struct

from newsprint.base.errors import Problem
from newsprint.cli.terminal import counted, lines_needed
from newsprint.content.files.naming import is_story
from newsprint.problems.answers import answer_to
from newsprint.problems.grouping import CodeKinds, ProblemKind, count_of_files, problems_by_kind
from newsprint.problems.levels import errors_of, warnings_of

FEW = 10
"""Up to this number, problems are printed one by one."""

EXAMPLES = 3
MOST_LINES = 52
"""The maximum number of lines of a report, so that it fits a screen of 60 lines with the output below it."""

_MOST_TABLE = 32
_MOST_MESSAGES = 5
_NARROW = 64
_COUNT = 7


class Shown(Struct, frozen=True):
    """What is printed about one kind: its first problems, and a line about the others, if there are any."""

    examples: tuple[Problem, ...]
    others: str = ""


class Outline(Struct, frozen=True):
    """A report: what is shown of each kind, and the lines of the table below. Short reports have no table."""

    shown: tuple[Shown, ...]
    table: tuple[str, ...] = ()


def outline(problems: Iterable[Problem], width: int) -> Outline:
    """Return what to print about ``problems`` on a screen ``width`` columns wide."""
    listed = sorted(set(problems))
    codes = problems_by_kind(listed)
    if len(listed) <= FEW:
        return Outline((Shown((*errors_of(listed), *warnings_of(listed))),))
    table = _table(codes, width, noun_of(listed))
    room = MOST_LINES - len(table) - 1
    return Outline(tuple(_shown(codes, room, width)), tuple(table))


def noun_of(problems: Iterable[Problem]) -> str:
    """Return ``story`` if all of the problems are in stories, else ``file``."""
    return "story" if all(is_story(problem.path) for problem in problems) else "file"


def in_files(problems: Sequence[Problem]) -> str:
    """Return how many stories or files have the problems: ``2,904 stories``, or ``12 files``."""
    noun = noun_of(problems)
    return counted(count_of_files(problems), noun, "stories" if noun == "story" else "")


def line_of(problem: Problem) -> str:
    """Return one problem as text: place, message, hint and code."""
    place, _, rest = str(problem).partition(": ")
    warning = "warning: " if problem.severity == "warning" else ""
    return f"{place}: {warning}{rest}" + (f" [{problem.code}]" if problem.code else "")


def _shown(codes: Sequence[CodeKinds], room: int, width: int) -> list[Shown]:
    """Return examples that fit in ``room`` lines: one of each code before a second kind, or a second example."""
    kinds = [kind for code in codes for kind in code.kinds]
    ranks = [rank for code in codes for rank in range(len(code.kinds))]
    examples: list[list[Problem]] = [[] for _ in kinds]
    for number in range(EXAMPLES):
        for index in sorted(range(len(kinds)), key=ranks.__getitem__):
            problems, chosen = kinds[index].problems, examples[index]
            if len(chosen) < number or number >= len(problems):
                continue
            cost = lines_needed(line_of(problems[number]), width) + (not chosen and len(problems) > 1)
            if cost <= room:
                chosen.append(problems[number])
                room -= cost
    return [Shown(tuple(chosen), _others(kind, chosen)) for kind, chosen in zip(kinds, examples, strict=True) if chosen]


def _others(kind: ProblemKind, chosen: Sequence[Problem]) -> str:
    others = kind.problems[len(chosen) :]
    if not others:
        return ""
    files = {problem.path for problem in chosen}
    further = [problem for problem in others if problem.path not in files]
    if further:
        return f"and {in_files(further).replace(' ', ' more ', 1)} [{kind.code}]"
    return f"and {len(others):,} more in the same {noun_of(others)} [{kind.code}]".replace("same story", "story")


def _table(codes: Sequence[CodeKinds], width: int, noun: str) -> list[str]:
    """Return the lines of the table: kinds, counts and fixes.

    If it would be too long, it has fewer messages of each code, and at last fewer codes.
    """
    lines: list[str] = []
    for most in range(_MOST_MESSAGES, -1, -1):
        lines = [line for code in codes for line in _rows(code, width, most)]
        if len(lines) < _MOST_TABLE:
            break
    head = f"{'stories' if noun == 'story' else 'files':>{_COUNT}}  {'kind':<{_kind_width(width)}}"
    head = head.rstrip() if width < _NARROW else f"{head}  how to fix it"
    if len(lines) >= _MOST_TABLE:
        lines = [*lines[: _MOST_TABLE - 2], f"{'':{_COUNT}}  and more kinds"]
    return [head, *lines]


def _rows(code: CodeKinds, width: int, most: int) -> list[str]:
    """Return the rows of one code: the code, the messages that many stories share, and beside them the fix."""
    room = _kind_width(width)
    messages = [kind for kind in code.kinds if kind.message]
    left = [(f"{code.stories:,}", (code.code or "other") + (" (warning)" if code.severity == "warning" else ""))]
    left += [(f"{kind.stories:,}", f"  {kind.message}") for kind in messages[:most]]
    if most and len(messages) > most:
        left.append(("", f"  and {len(messages) - most} more messages"))
    cells = [f"{count:>{_COUNT}}  {_cut(text, room):<{room}}" for count, text in left]
    if width < _NARROW:
        blank = " " * (_COUNT + 4)
        answer = _wrapped(code, width - len(blank))
        return [*(cell.rstrip() for cell in cells), *(blank + line for line in answer)]
    answer = wrap(
        answer_to(code.code, code.severity), width - _COUNT - room - 4, break_long_words=False, break_on_hyphens=False
    )
    cells += [" " * (_COUNT + 2 + room)] * (len(answer) - len(cells))
    return [f"{cell}  {text}".rstrip() for cell, text in zip_longest(cells, answer, fillvalue="")]


def _wrapped(code: CodeKinds, width: int) -> list[str]:
    return wrap(answer_to(code.code, code.severity), width, break_long_words=False, break_on_hyphens=False)


def _kind_width(width: int) -> int:
    return width - _COUNT - 2 if width < _NARROW else min(44, (width - _COUNT - 4) // 2 - 2)


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 1]}…"
