"""The Engine protocol, and the engines by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Protocol

from newsprint.base.errors import ConfigurationError, Problem, suggestion
from newsprint.config.site import MarkdownSettings


class Engine(Protocol):
    """A converter from Markdown to HTML.

    The steps that both engines share are in :mod:`body`.
    """

    @property
    def name(self) -> str:
        """Return the name in newsprint.toml."""

    @property
    def fingerprint(self) -> str:
        """Return everything besides the text that decides the HTML of a body.

        Rendered bodies are kept under it.
        """

    def render(self, text: str) -> str:
        """Return the HTML of ``text``.

        Raise BodyError for a text that would keep the engine busy for too long.
        """


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
"""The constructor of each engine, by its name. An engine is imported on first use, as an outlet needs only one."""


def load_engine(settings: MarkdownSettings, language: str) -> Engine:
    """Return the engine that the settings name, set up for a language.

    ``language`` is a BCP 47 tag such as ``en`` or ``de-CH``. Raise ValueError, with a message for the user, for an
    unknown engine or an extension that cannot be loaded.
    """
    constructor = ENGINES.get(settings.engine)
    if constructor is None:
        hint = suggestion(settings.engine, ENGINES)
        raise ValueError(f'unknown Markdown engine "{settings.engine}" ({hint})')
    return constructor(settings, language)


@lru_cache(maxsize=64)
def engine_for(settings: MarkdownSettings, language: str) -> Engine:
    """Return the configured engine for texts in ``language``.

    A process has one engine per configuration and language. Raise ConfigurationError for an unknown engine or an
    extension that cannot be loaded.
    """
    try:
        return load_engine(settings, language)
    except ValueError as error:
        raise ConfigurationError([Problem("newsprint.toml", 0, 0, str(error), code="configuration")]) from error
