"""The page instead of one that cannot be shown: what is wrong, where, and how to fix it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from newsprint.base.errors import Problem
from newsprint.base.files import below
from newsprint.kinds.kind import Page
from newsprint.preview.outlet import LiveOutlet
from newsprint.preview.pages.editors import link_to
from newsprint.preview.pages.own_pages import screen
from newsprint.preview.pages.source import Line, lines_around
from newsprint.themes.lookup import built_in_themes

MOST = 20
"""The most problems to show; the others appear once these are fixed."""

BUILT_IN = "newsprint:"


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """A problem in the form in which the page shows it. ``link`` opens an editor at its place.

    ``copy`` is the path to which a file of a built-in theme can be copied, so that the outlet uses its own version.
    """

    problem: Problem
    lines: tuple[Line, ...]
    link: str
    copy: str = ""


def problem_page(outlet: LiveOutlet, problems: tuple[Problem, ...], page: Page | None = None) -> bytes:
    """Return the page about ``problems``, because of which another page cannot be shown: ``page``, if it is known."""
    here = {*problems, *(outlet.noted(page) if page else ())}
    return screen(
        "problems.html",
        title=outlet.config.site.title,
        problems=[_shown_problem(problem, outlet) for problem in problems[:MOST]],
        count=len(problems),
        elsewhere=0 if outlet.request.published else len(set(outlet.problems) - here),
    )


def _shown_problem(problem: Problem, outlet: LiveOutlet) -> ShownProblem:
    request = outlet.request
    lines = lines_around(path, problem.line, problem.column) if (path := _source(problem.path, request.folder)) else ()
    if problem.path.startswith(BUILT_IN):
        return ShownProblem(problem, lines, "", problem.path.removeprefix(BUILT_IN))
    return ShownProblem(
        problem, lines, link_to(request.editor, request.folder, problem.path, problem.line, problem.column)
    )


def _source(path: str, folder: Path) -> Path | None:
    """Return the file at ``path``, a problem's path; None if it is neither the outlet's nor a built-in theme's."""
    try:
        if path.startswith(BUILT_IN):
            return below(built_in_themes(), path.removeprefix(f"{BUILT_IN}themes/"))
        return below(folder, path)
    except ValueError:
        return None
