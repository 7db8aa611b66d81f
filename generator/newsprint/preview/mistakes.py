"""The page that stands in place of one that cannot be shown: what is wrong, where, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from newsprint.errors import Problem
from newsprint.files import below
from newsprint.preview.editors import link_to
from newsprint.preview.outlet import LiveOutlet
from newsprint.preview.screens import screen
from newsprint.themes.lookup import built_in_themes

AROUND = 4
MOST = 50
_BUILT_IN = "newsprint:themes/"
_LONGEST = 4 * 1024 * 1024
_WIDEST = 400


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a source; ``before``, ``marked`` and ``after`` are its text around the mistake's column."""

    number: int
    text: str
    wrong: bool = False
    before: str = ""
    marked: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A problem as the page shows it; ``link`` opens an editor at its place."""

    problem: Problem
    place: str
    lines: tuple[Line, ...]
    link: str


def mistakes_page(outlet: LiveOutlet, problems: tuple[Problem, ...]) -> bytes:
    """The page about ``problems``, which keep another page from being shown."""
    request = outlet.request
    mistakes = [_mistake(problem, outlet) for problem in problems[:MOST]]
    elsewhere = len(set(outlet.problems) - set(problems))
    return screen(
        "mistakes.html",
        language="en",
        title=outlet.config.site.title,
        mistakes=mistakes,
        more=len(problems) - len(mistakes),
        elsewhere=elsewhere,
        published=request.published,
    )


def _mistake(problem: Problem, outlet: LiveOutlet) -> Mistake:
    place = problem.path
    if problem.line:
        place += f", line {problem.line}" + (f", column {problem.column}" if problem.column else "")
    link = link_to(outlet.request.editor, outlet.request.folder, problem.path, problem.line, problem.column)
    return Mistake(problem, place, _lines(problem, outlet.request.folder), link)


def _lines(problem: Problem, folder: Path) -> tuple[Line, ...]:
    """The lines around the mistake; none if it has no line or its file cannot be read."""
    if not problem.line:
        return ()
    try:
        path = _source(problem.path, folder)
        if path.stat().st_size > _LONGEST:
            return ()
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except (OSError, ValueError):
        return ()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = max(1, problem.line - AROUND)
    shown = enumerate(lines[first - 1 : problem.line + AROUND], first)
    return tuple(_line(number, text[:_WIDEST], problem) for number, text in shown)


def _source(path: str, folder: Path) -> Path:
    if path.startswith(_BUILT_IN):
        return below(built_in_themes(), path.removeprefix(_BUILT_IN))
    return below(folder, path)


def _line(number: int, text: str, problem: Problem) -> Line:
    if number != problem.line:
        return Line(number, text)
    start = problem.column - 1
    if not problem.column or start >= len(text):
        return Line(number, text, wrong=True)
    end = start + 1
    while end < len(text) and (text[end].isalnum() or text[end] in "_-"):
        end += 1
    return Line(number, text, True, text[:start], text[start:end], text[end:])
