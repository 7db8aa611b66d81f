"""Jinja for themes: autoescaping, sandboxed, strict about misspelt names. Problems have template and line."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from newsprint.base.errors import ThemeError
from newsprint.themes.lookup import ThemeFolder, files_in
from newsprint.themes.provided import Provided
from newsprint.themes.sandbox.bytecode import bytecode_cache
from newsprint.themes.sandbox.jinja_guard import works
from newsprint.themes.sandbox.sandbox import PlainEnvironment, ThemeEnvironment, UnreadableTemplateError
from newsprint.themes.sandbox.xml import ENDING


class ChainLoader(jinja2.BaseLoader):
    """Finds ``article.html`` in the nearest folder of the chain that has it.

    ``{% extends "parent/article.html" %}`` means the next folder that has the file, so that a template can extend the
    one that it replaces. The environment knows such a template as ``@2/article.html``, after its index in the chain.
    """

    def __init__(self, chain: tuple[ThemeFolder, ...]) -> None:
        self._chain = chain

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, None]:
        """Return the text of a template and its file's path.

        Raises jinja2.TemplateNotFound, or UnreadableTemplateError if it is not UTF-8.
        """
        _, path = self._found(template)
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise UnreadableTemplateError("not UTF-8: save the template as UTF-8", 1, template, str(path)) from error
        except OSError as error:
            raise jinja2.TemplateNotFound(template) from error
        return text, str(path), None

    @property
    def own_folder(self) -> str:
        """The nearest folder for templates, as shown in messages."""
        return f"{self._chain[0].shown}/templates"

    def folder_index(self, template: str) -> int:
        """Return the index in the chain of the folder with ``template``. Raises jinja2.TemplateNotFound."""
        return self._found(template)[0]

    def is_built_in(self, template: str) -> bool:
        """Return whether ``template`` is built in. Raises jinja2.TemplateNotFound."""
        return self._chain[self.folder_index(template)].is_built_in

    def shown(self, path: str) -> str:
        """Return the path of a template file, as shown in messages; any other path unchanged."""
        for folder in self._chain:
            if Path(path).is_relative_to(folder.path):
                return f"{folder.shown}/{Path(path).relative_to(folder.path).as_posix()}"
        return path

    def list_templates(self) -> list[str]:
        """Return the names of all templates, sorted."""
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


@cache
def environment_class() -> type[ThemeEnvironment]:
    """Return the fastest environment for themes that works with the installed version of Jinja."""
    with suppress(Exception):  # another version of Jinja may lack a name that the fast one needs
        from newsprint.themes.fast.environment import FastEnvironment

        if _works(FastEnvironment):
            return FastEnvironment
    return ThemeEnvironment if _works(ThemeEnvironment) else PlainEnvironment


def _works(made: type[ThemeEnvironment]) -> bool:
    return works(made, bytecode_cache(made.revision))


def make_environment(chain: tuple[ThemeFolder, ...], provided: Provided) -> ThemeEnvironment:
    """Return a Jinja environment with the templates of ``chain``; pages pass them the variables in ``provided``."""
    made = environment_class()
    plain = {name for name in provided.templates if name.endswith(".txt")}

    def is_escaped(template: str | None) -> bool:
        return template is None or template.rpartition("/")[2] not in plain

    environment = made(
        loader=ChainLoader(chain),
        autoescape=is_escaped,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=-1,
        bytecode_cache=bytecode_cache(made.revision),
        auto_reload=False,  # after an edit, the theme is loaded again, with a new environment
    )
    environment.provided, environment.fields = provided, provided.fields
    return environment


def render(environment: ThemeEnvironment, name: str, context: Mapping[str, Any]) -> str:
    """Return the template ``name`` rendered with ``context``. Raises ThemeError with template and line."""
    loader = environment.loader
    assert isinstance(loader, ChainLoader)
    try:
        template = environment.get_template(name)
        text = template.render(context)
    except ThemeError:
        raise
    except Exception as error:  # expressions of a template can raise anything, and its author has to fix it
        from newsprint.themes.problems.reporting import problem_of

        raise ThemeError([problem_of(error, environment, loader, name)]) from error
    if name.endswith(ENDING) and not loader.is_built_in(name):
        from newsprint.themes.problems.well_formed import malformed

        if problem := malformed(text, template, context, loader):
            raise ThemeError([problem])
    return text
