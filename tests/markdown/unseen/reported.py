"""The problems of a text that is converted alone, without an outlet."""

from __future__ import annotations

from newsprint.config.site import MarkdownSettings
from newsprint.markdown.body import convert
from newsprint.markdown.engines.engine import engine_for


def problems(text: str, **settings: str) -> list[tuple[int, str, str]]:
    """Return line, code and message of the problems in ``text``."""
    chosen = MarkdownSettings(**settings)
    found = convert(text, engine_for(chosen, "en"), chosen).problems
    return [(problem.line, problem.code, problem.message) for problem in found]
