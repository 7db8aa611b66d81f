"""Stories without a page because of their problems, found by their future address.

A new story may lack its date or its section, so its whole address is unknown. Only the last part is known, from the
story's ``slug``, ``url`` or title, or from its file name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from newsprint.base.errors import Problem
from newsprint.base.files import below
from newsprint.base.urls import slugify
from newsprint.content.dated_names import base_name, undated
from newsprint.content.files.naming import is_story
from newsprint.preview.outlet import LiveOutlet

_LIMIT = 64 * 1024
_NAMING = re.compile(r"""^[ \t"']*(?:slug|title|url)["']?\s*[:=]\s*(.+?)\s*$""", re.IGNORECASE | re.MULTILINE)


def problems_expected_at(outlet: LiveOutlet, url: str) -> tuple[Problem, ...]:
    """Return the problems of the stories whose page would be at ``url``, judged by its last part."""
    name = _last(url)
    root = f"{outlet.config.content.root}/"
    paths = {problem.path for problem in outlet.problems if problem.path.startswith(root) and is_story(problem.path)}
    named = {path for path in paths if name and name in _names_of(outlet, path, path.removeprefix(root))}
    return tuple(problem for problem in outlet.problems if problem.path in named)


def _names_of(outlet: LiveOutlet, path: str, story: str) -> Iterator[str]:
    name = base_name(story)
    for each in (name, undated(name), *_names_in(outlet, path)):
        yield each
        yield slugify(each)


def _names_in(outlet: LiveOutlet, path: str) -> Iterator[str]:
    """Yield the names in the file's front matter: slug, title, and the last part of ``url``."""
    with suppress(OSError, ValueError):
        with below(outlet.request.folder, path).open("rb") as file:
            text = file.read(_LIMIT).decode("utf-8", "replace")
        for value in _NAMING.findall(text):
            plain = value.strip("\"'")
            yield _last(plain) if "/" in plain else plain


def _last(url: str) -> str:
    return url.removesuffix("index.html").rstrip("/").removesuffix(".html").rpartition("/")[2]
