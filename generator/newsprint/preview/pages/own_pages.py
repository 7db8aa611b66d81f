"""The preview's own pages (problems, progress, the desk), which do not use the outlet's theme."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import jinja2

from newsprint.preview.pages.source import visible

ROOT = "/_preview/"
_FOLDER = files("newsprint.preview")


def screen(name: str, **context: Any) -> bytes:
    """Return the page from the template ``name`` and ``context``, in UTF-8."""
    return _environment().get_template(name).render(context).encode("utf-8", "replace")


def static_file(name: str) -> bytes | None:
    """Return the preview's own static file ``name``, or None if it does not exist."""
    names = {file.name for file in _FOLDER.joinpath("static").iterdir()}
    return _FOLDER.joinpath("static", name).read_bytes() if name in names else None


@cache
def _environment() -> jinja2.Environment:
    loader = jinja2.FunctionLoader(lambda name: _FOLDER.joinpath("templates", name).read_text(encoding="utf-8"))
    environment = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["visible"] = visible
    return environment
