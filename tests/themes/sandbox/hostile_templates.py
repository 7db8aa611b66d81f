"""Render hostile templates in a process with little memory.

Reads JSON with names and templates from standard input, and writes JSON with the outcome of each.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from newsprint.base.errors import ThemeError
from newsprint.themes.lookup import ThemeFolder
from newsprint.themes.provided import Provided
from newsprint.themes.templates import make_environment, render

MEMORY = 1536 << 20


def main() -> None:
    templates: dict[str, str] = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    json.dump({name: outcome_of(template) for name, template in templates.items()}, sys.stdout)


def outcome_of(template: str) -> list[str]:
    """Return the problem and its code, or the size of the page."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "templates", "page.html")
        path.parent.mkdir()
        path.write_text(f"\n{template}", encoding="utf-8")
        environment = make_environment((ThemeFolder(Path(folder), "theme"),), Provided())
        try:
            return [f"a page of {len(render(environment, 'page.html', {'word': 'x'}))} characters", ""]
        except ThemeError as error:
            (problem,) = error.problems
            return [str(problem), problem.code]
        except Exception as error:
            return [f"a traceback: {type(error).__name__}: {error}", ""]


if __name__ == "__main__":
    main()
