"""The Engine protocol, and the engines by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Protocol

from newsprint.base.errors import ConfigurationError, Problem, suggestion
from newsprint.config.site import MarkdownSettings


class Engine(Protocol):
    """Markdown to HTML, nothing else: what both engines share is done around them, in :mod:`body`."""

    @property
    def name(self) -> str:
        """The name in newsprint.toml."""

    @property
    def fingerprint(self) -> str:
        """Everything beside the text that the HTML of a body depends on; rendered bodies are kept under it."""

    def render(self, text: str) -> str:
        """The HTML of ``text``. Raises BodyError for a text that would keep the engine busy for too long."""


def _python_markdown(settings: MarkdownSettings, language: str) -> Engine:
    from newsprint.markdown.engines.python_markdown import PythonMarkdown

    return PythonMarkdown(settings, language)


def _commonmark(settings: MarkdownSettings, language: str) -> Engine:
    from newsprint.markdown.engines.commonmark import CommonMark

    return CommonMark(settings, language)


ENGINES: dict[str, Callable[[MarkdownSettings, str], Engine]] = {
    "markdown": _python_markdown,
    "commonmark": _commonmark,
}
"""How to make an engine, by its name. Each is loaded when it is wanted: an outlet has one."""


def load_engine(settings: MarkdownSettings, language: str) -> Engine:
    """The engine that the settings name, set up for a language (a BCP 47 tag such as ``en`` or ``de-CH``).

    Raises ValueError, in words for the user, for an unknown engine or an extension that cannot be loaded.
    """
    constructor = ENGINES.get(settings.engine)
    if constructor is None:
        hint = suggestion(settings.engine, ENGINES)
        raise ValueError(f'there is no Markdown engine "{settings.engine}" ({hint})')
    return constructor(settings, language)


@lru_cache(maxsize=64)
def engine_for(settings: MarkdownSettings, language: str) -> Engine:
    """The engine of the configuration for texts in ``language``; one per process. Raises ConfigurationError."""
    try:
        return load_engine(settings, language)
    except ValueError as error:
        raise ConfigurationError([Problem("newsprint.toml", 0, 0, str(error), code="configuration")]) from error
