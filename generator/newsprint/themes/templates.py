"""Jinja for themes: autoescaping, sandboxed, strict about misspelt names; mistakes come with template and line."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2

from newsprint.deadline import DeadlineError
from newsprint.errors import Problem, ThemeError, suggestion
from newsprint.themes.bounds import BoundsError
from newsprint.themes.bytecode import bytecode_cache
from newsprint.themes.guard import environment_class
from newsprint.themes.lookup import ThemeFolder, files_in
from newsprint.themes.sandbox import ThemeEnvironment


class ChainLoader(jinja2.BaseLoader):
    """Finds ``article.html`` in the nearest folder of the chain that has it.

    ``{% extends "parent/article.html" %}`` means the next folder that has the file, so that an override can build on
    what it overrides. Inside, such a template is called ``@2/article.html`` after its place in the chain.
    """

    def __init__(self, chain: tuple[ThemeFolder, ...]) -> None:
        self._chain = chain

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, None]:
        """The text of a template and its file's path. Raises jinja2.TemplateNotFound."""
        _, path = self._found(template)
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise jinja2.TemplateSyntaxError("not UTF-8: save the template as UTF-8", 1, template, str(path)) from error
        except OSError as error:
            raise jinja2.TemplateNotFound(template) from error
        return text, str(path), None

    def place_of(self, template: str) -> int:
        """At which place of the chain ``template`` is found. Raises jinja2.TemplateNotFound."""
        return self._found(template)[0]

    def shown(self, path: str) -> str:
        """The path of a template file as messages give it."""
        for folder in self._chain:
            if Path(path).is_relative_to(folder.path):
                return f"{folder.shown}/{Path(path).relative_to(folder.path).as_posix()}"
        return path

    def list_templates(self) -> list[str]:
        """The names of all templates, sorted."""
        return sorted({name for _, name, _ in files_in(self._chain, "templates")})

    def _found(self, template: str) -> tuple[int, Path]:
        start, name = 0, template
        if template.startswith("@"):
            number, _, name = template[1:].partition("/")
            start = int(number)
        if "\0" in name or "\\" in name or ".." in name.split("/"):
            raise jinja2.TemplateNotFound(template)
        for place, folder in enumerate(self._chain[start:], start):
            if path := folder.file(f"templates/{name}"):
                return place, path
        raise jinja2.TemplateNotFound(template)


def make_environment(chain: tuple[ThemeFolder, ...]) -> ThemeEnvironment:
    """The Jinja environment over the templates of ``chain``."""
    made = environment_class()
    return made(
        loader=ChainLoader(chain),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=-1,
        bytecode_cache=bytecode_cache(made.edition),
        auto_reload=False,  # a theme that was edited is loaded anew
    )


def render(environment: ThemeEnvironment, name: str, context: Mapping[str, Any]) -> str:
    """The template ``name`` filled with ``context``. Raises ThemeError with template and line."""
    loader = environment.loader
    assert isinstance(loader, ChainLoader)
    try:
        return environment.get_template(name).render(context)
    except jinja2.TemplateSyntaxError as error:
        shown = loader.shown(error.filename or "") if error.filename else f"templates/{error.name or name}"
        raise ThemeError([Problem(shown, error.lineno, 0, f"{error.message}", code="template")]) from error
    except jinja2.TemplateNotFound as error:
        shown, line = _place(error, loader, name)
        message = f'there is no template "{error.name}"'
        raise ThemeError(
            [Problem(shown, line, 0, message, _known(loader, str(error.name)), code="template")]
        ) from error
    except ThemeError:
        raise
    except Exception as error:  # whatever a template's expressions raise is the theme maker's to mend
        shown, line = _place(error, loader, name)
        raise ThemeError([Problem(shown, line, 0, _in_words(error), code=_code_of(error))]) from error


def _place(error: BaseException, loader: ChainLoader, name: str) -> tuple[str, int]:
    """The innermost line of a template in the error's traceback; Jinja writes templates' lines into it."""
    shown, line = f"templates/{name}", 0
    for frame in traceback.extract_tb(error.__traceback__):
        path = loader.shown(frame.filename)
        if path != frame.filename:
            shown, line = path, frame.lineno or 0
    return shown, line


def _known(loader: ChainLoader, name: str) -> str:
    return suggestion(name, loader.list_templates())


def _in_words(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "the template includes or calls itself without end"
    if isinstance(error, MemoryError):
        return "the template needs more memory than there is"
    message = str(error) or type(error).__name__
    ours = isinstance(error, DeadlineError) or type(error) is LookupError  # written for the theme maker
    told = isinstance(error, jinja2.TemplateError) or ours
    return message if told else f"{type(error).__name__}: {message}"


def _code_of(error: Exception) -> str:
    if isinstance(error, BoundsError):
        return error.code
    if isinstance(error, DeadlineError):
        return "template-deadline"
    return "template-bounds" if isinstance(error, (MemoryError, OverflowError)) else "template"
