"""The preview's own pages: what is wrong, what goes on, the desk. They have no theme."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import jinja2

from newsprint.preview.pages.source import visible

ROOT = "/_preview/"
_FOLDER = files("newsprint.preview")


def screen(name: str, **context: Any) -> bytes:
    """The page that the template ``name`` makes of ``context``."""
    return _environment().get_template(name).render(context).encode("utf-8", "replace")


def static_file(name: str) -> bytes | None:
    """A file of the preview's own, or None if there is none of this name."""
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
