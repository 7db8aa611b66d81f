"""Outlets with many wrong templates: the page of one story includes each, so that one build reports all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsprint.base.errors import Problem, ProblemsError
from tests.support.outlets import Outlet, article
from tests.support.reading import Make

TEMPLATES = "themes/gazette/templates"
_STORY = {"authors": ["Ann Lee"], "tags": ["Pier"], "date": "2024-12-20"}
_NEVER = re.compile(
    r"newsprint\.\w|\bobject\b|Traceback|jinja2|Undefined|NoneType|0x[0-9a-f]{4}|__main__|/dev/shm|/tmp"
)
_UNQUOTED = re.compile(
    r"is undefined|'(?:str|dict|int|list|tuple|float|bool|set|Story|Link|Image)'|\b(?:str|dict|tuple|int|bool|datetime)\b"
    r"|\w+Error\b|[Ee]xception|positional|keyword|iterable|callable|concatenate|attribute|arguments?\b|operand|subscript"
)
"""Words of Python, Jinja and Newsprint's code: never in a message, or only in quotations."""


def outlet_of(outlet: Make, templates: Sequence[str]) -> Outlet:
    """Return an outlet with a page for each of ``templates``; all of them get the same values."""
    files: dict[str, str | bytes | None] = {
        f"content/old/{number}.md": article(f"Old {number}", **{**_STORY, "date": f"2024-11-0{number}"})
        for number in range(1, 4)
    }
    files[f"{TEMPLATES}/article.html"] = (
        "{% if article.extra.case is defined %}{% include article.extra.case %}{% endif %}"
    )
    for number, template in enumerate(templates):
        files[f"{TEMPLATES}/wrong/{number}.html"] = template
        extra = {"case": f"wrong/{number}.html"}
        files[f"content/world/{number}.md"] = article(f"Case {number}", extra=extra, **_STORY)
    return outlet(files)


def problems_by_template(site: Outlet) -> dict[int, list[str]]:
    """Return what a build reports about each template, as ``line: message (hint)``."""
    found: dict[int, list[str]] = {}
    try:
        site.build()
    except ProblemsError as error:
        for problem in error.problems:
            match = re.fullmatch(rf"{TEMPLATES}/wrong/(\d+)\.html", problem.path)
            assert match, problem
            found.setdefault(int(match[1]), []).append(str(problem).removeprefix(f"{problem.path}:"))
    return found


def leaks(problem: Problem | str) -> list[str]:
    """Return the words of ``problem`` that only programmers know."""
    text = str(problem)
    unquoted = re.sub(r"\{[{%].*?[}%]\}|\"[^\"]*\"|'[^']*' \(", "", text)
    return [match[0] for match in (*_NEVER.finditer(text), *_UNQUOTED.finditer(unquoted))]


def cases(text: str) -> list[tuple[str, str]]:
    """Return the templates of a table with the message about each; the first line of the table explains it."""
    pairs = (block.split("\n    ") for block in text.strip().split("\n\n") if not block.startswith("#"))
    return [(template.replace("⏎", "\n"), message) for template, message in pairs]
