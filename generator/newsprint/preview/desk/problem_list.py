"""The list of all problems of the outlet: errors, then warnings."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qs

from msgspec import Struct

from newsprint.base.errors import Problem
from newsprint.preview.desk.desk_frame import desk_page
from newsprint.preview.outlet import LiveOutlet
from newsprint.preview.pages.answer import Answer
from newsprint.preview.pages.editors import link_to
from newsprint.problems.answers import answer_to
from newsprint.problems.grouping import count_of_files, problems_by_kind

ON_A_PAGE = 100
FEW = 10
"""With more problems than this, they are also listed by kind."""

_MOST_MESSAGES = 10


class Row(Struct, frozen=True):
    """A row of the table of kinds: the number of stories with such problems, and the fix."""

    stories: str
    what: str
    answer: str = ""


class Listed(Struct, frozen=True):
    """A problem with its place. ``editor`` is a link that opens an editor there, or empty."""

    place: str
    message: str
    hint: str
    code: str
    editor: str


def problems_page(outlet: LiveOutlet, query: str) -> Answer:
    """Return the page of the list that ``query``, a query string, asks for."""
    problems = outlet.problems
    pages = max(1, -(-len(problems) // ON_A_PAGE))
    page = min(_number(query), pages)
    first = (page - 1) * ON_A_PAGE
    shown = listed(problems[first : first + ON_A_PAGE], outlet)
    files = count_of_files(problems)
    warnings = listed(outlet.warnings[:ON_A_PAGE], outlet)
    return desk_page(
        outlet,
        "desk-problems.html",
        here="problems",
        problems=shown,
        first=first + 1,
        page=page,
        pages=pages,
        files=files,
        rows=_rows(problems) if len(problems) > FEW else [],
        warnings=warnings,
    )


def _rows(problems: Iterable[Problem]) -> list[Row]:
    """Return a row for each code of ``problems``, followed by rows for the messages that many stories share."""
    rows = []
    for code in problems_by_kind(problems):
        rows.append(Row(f"{code.stories:,}", code.code, answer_to(code.code, code.severity)))
        messages = [kind for kind in code.kinds if kind.message][:_MOST_MESSAGES]
        rows += [Row(f"{kind.stories:,}", kind.message) for kind in messages]
    return rows


def listed(problems: Iterable[Problem], outlet: LiveOutlet) -> list[Listed]:
    """Return ``problems`` in the form in which lists show them."""
    request = outlet.request
    return [
        Listed(
            place_text(problem),
            problem.message,
            problem.hint,
            problem.code,
            link_to(request.editor, request.folder, problem.path, problem.line, problem.column),
        )
        for problem in problems
    ]


def place_text(problem: Problem) -> str:
    """Return the place of ``problem`` (path:line:column), in the same form as in the terminal."""
    numbers = [number for number in (problem.line, problem.column) if number]
    return ":".join([problem.path, *map(str, numbers)])


def _number(query: str) -> int:
    try:
        asked = parse_qs(query, max_num_fields=10).get("page", [""])[0]
    except ValueError:
        return 1
    return max(int(asked), 1) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1
