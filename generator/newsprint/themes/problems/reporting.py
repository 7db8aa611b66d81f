"""Turning the exception of a template into the problem to report: the line to change, and what is wrong.

The traceback of the exception has the lines of templates, and their variables. A built-in template often fails because
its caller passed a wrong value to a macro. So the place of the problem is the innermost line of the outlet's own
templates in the traceback, if there is one.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import jinja2
from jinja2 import Undefined, nodes
from jinja2.runtime import Macro
from jinja2.sandbox import SandboxedEnvironment
from msgspec import Struct

from newsprint.base.errors import Problem, near, suggestion
from newsprint.machine.deadline import DeadlineError
from newsprint.themes.lookup import BUILT_IN
from newsprint.themes.problems.absent import macros_of
from newsprint.themes.problems.culprit import CulpritError, find_culprit
from newsprint.themes.problems.described import written
from newsprint.themes.problems.explaining import words_for
from newsprint.themes.problems.syntax import syntax_problem
from newsprint.themes.provided import Provided, UseError
from newsprint.themes.sandbox.bounds import BoundsError
from newsprint.themes.sandbox.jinja_guard import absence_of, code_of
from newsprint.themes.sandbox.sandbox import ThemeEnvironment

_INHERIT = 'add it to the theme, or extend a theme that has it: extends = "gazette" in theme.toml'
_INHERIT_ALL = 'add them to the theme, or extend a theme that has them: extends = "gazette" in theme.toml'


class Loader(Protocol):
    """The methods that are needed of the loader."""

    @property
    def own_folder(self) -> str:
        """The nearest folder for templates, as shown in messages."""

    def shown(self, path: str) -> str:
        """Return the path of a template file, as shown in messages; any other path unchanged."""

    def list_templates(self) -> list[str]:
        """Return the names of all templates."""


class Place(Struct, frozen=True):
    """A line of a template in the traceback, and the variables that were available there."""

    path: str
    shown: str
    line: int
    variables: Mapping[str, Any]
    is_outermost: bool

    @property
    def is_own(self) -> bool:
        """Whether it is in a template of the outlet."""
        return not self.shown.startswith(BUILT_IN)

    def __str__(self) -> str:
        return f"{self.shown}, line {self.line}"


def problem_of(error: Exception, environment: ThemeEnvironment, loader: Loader, name: str) -> Problem:
    """Return the problem to report for the template ``name`` that failed with ``error``."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        path = error.filename or error.name or ""
        shown = loader.shown(path) if loader.shown(path) != path else f"templates/{error.name or name}"
        line, message, hint = syntax_problem(error, environment)
        return Problem(shown, line, 0, message, hint, "template")
    places = _places(error, loader)
    if not places and isinstance(error, jinja2.TemplateNotFound):
        return _missing(name, environment.provided, loader)
    place = next((each for each in reversed(places) if each.is_own), places[-1] if places else None)
    if place is None:
        place = Place("", f"templates/{name}", 0, {}, False)
    words = _extends_itself(error, place, environment) or _general_words(error, loader)
    if words is not None:
        message, hint, code = words
        return Problem(place.shown, place.line, 0, message, hint, code)
    return _Report(error, environment, places, place, loader).problem()


def _missing(name: str, provided: Provided, loader: Loader) -> Problem:
    """Return one problem with all missing templates, for any page whose template ``name`` is missing."""
    missing = sorted({*provided.templates, name} - provided.optional - {*loader.list_templates()})
    if len(missing) == 1:
        return Problem(loader.own_folder, 0, 0, f'there is no template "{name}"', _INHERIT, "template")
    *first, last = (f'"{each}"' for each in missing)
    message = f"there are no templates {', '.join(first)} and {last}"
    return Problem(loader.own_folder, 0, 0, message, _INHERIT_ALL, "template")


def _places(error: BaseException, loader: Loader) -> list[Place]:
    """Return the lines of templates in the error's traceback, the innermost last."""
    places = []
    for frame, line in traceback.walk_tb(error.__traceback__):
        path = frame.f_code.co_filename
        if (shown := loader.shown(path)) != path:
            outermost = frame.f_code.co_name == "top-level template code"
            places.append(Place(path, shown, line, dict(frame.f_locals), outermost))
    return places


def _extends_itself(error: Exception, place: Place, environment: SandboxedEnvironment) -> tuple[str, str, str] | None:
    """Return message, hint and code for a template that extends itself and not the one that it replaces; else None."""
    folder, _, name = place.shown.rpartition("/templates/")
    if not isinstance(error, RecursionError) or not folder:
        return None
    try:
        environment.get_template(f"parent/{name}", parent=name)
    except jinja2.TemplateError:
        return None
    tree = _parsed(place.path, environment)
    tags = tree.find_all(nodes.Extends) if tree else ()
    if not any(isinstance(tag.template, nodes.Const) and tag.template.value == name for tag in tags):
        return None
    hint = f'write {{% extends "parent/{name}" %}} to build on the template that this one replaces'
    return "the template extends itself", hint, "template"


def _general_words(error: Exception, loader: Loader) -> tuple[str, str, str] | None:
    """Return message, hint and code of an error that can be explained without its expression; else None."""
    if isinstance(error, UseError):
        return str(error), error.hint, "template"
    if isinstance(error, BoundsError):
        return str(error), "", error.code
    if isinstance(error, DeadlineError):
        return str(error), "", "template-deadline"
    if isinstance(error, RecursionError):
        return "the template includes or calls itself without end", "", "template"
    if isinstance(error, MemoryError):
        return "the template needs more memory than is available", "", "template-bounds"
    if isinstance(error, OverflowError):
        return "a number on this line is too large", "", "template-bounds"
    if isinstance(error, jinja2.TemplatesNotFound) and error.templates:
        names = ", ".join(f'"{name}"' for name in error.templates)
        return f"none of these templates exists: {names}", "", "template"
    if isinstance(error, jinja2.TemplateNotFound) and error.name:
        found = str(error.name)
        name = f"parent/{found.partition('/')[2]}" if found.startswith("@") else found
        return f'there is no template "{name}"', suggestion(name, loader.list_templates()), "template"
    return None


class _Report:
    """The explanation of one error by the expression that failed."""

    def __init__(
        self,
        error: Exception,
        environment: ThemeEnvironment,
        places: Sequence[Place],
        place: Place,
        loader: Loader,
    ) -> None:
        self._error = error
        self._environment = environment
        self._places = places
        self._place = place
        self._loader = loader
        self._trees: dict[str, nodes.Template | None] = {}

    def problem(self) -> Problem:
        """Return the problem, in general words if the expression is not found."""
        inner = self._places[-1] if self._places else self._place
        try:
            if (found := self._culprit(inner)) is not None:
                return self._explained(inner, found)
        except DeadlineError:
            raise
        except Exception:  # a value that cannot be described must not hide the error of the template
            pass
        return self._at(inner, inner.line, *_vague(self._error))

    def _explained(self, inner: Place, found: CulpritError) -> Problem:
        if (undefined := _imported(found)) is not None:
            return self._not_exported(inner, undefined)
        if _parameter(found):
            return self._not_given(found)
        macro = next((value for _, value in found.parts[:1] if isinstance(value, Macro)), None)
        message, hint = words_for(found, self._environment, inner.variables)
        if not inner.is_own and macro is not None and (defined := self._definition(macro)):
            path, line = defined
            return Problem(path, line, 0, f"{message}; the call is in {inner}", hint, "template")
        return self._at(inner, found.node.lineno or inner.line, message, hint)

    def _at(self, inner: Place, line: int, message: str, hint: str) -> Problem:
        """Return the problem at the place to change; ``line`` of ``inner`` is where the template failed."""
        if inner is self._place:
            return Problem(inner.shown, line, 0, message, hint, "template")
        place = self._place
        return Problem(
            place.shown, self._line_of(place), 0, f"{message}, in {inner.shown}, line {line}", hint, "template"
        )

    def _line_of(self, place: Place) -> int:
        """Return the line of ``place``; the line of ``extends`` if the error is in a parent of its template."""
        tree = self._tree(place.path) if place.is_outermost else None
        extends = tree.find(nodes.Extends) if tree is not None else None
        return extends.lineno if extends is not None else place.line

    def _culprit(self, place: Place) -> CulpritError | None:
        tree = self._tree(place.path)
        return find_culprit(tree, place.line, place.variables, self._environment, self._error) if tree else None

    def _tree(self, path: str) -> nodes.Template | None:
        if path not in self._trees:
            self._trees[path] = _parsed(path, self._environment)
        return self._trees[path]

    def _not_exported(self, inner: Place, node: nodes.Node) -> Problem:
        """Return the problem of an import of a missing macro."""
        tree, alias = self._tree(inner.path), written(node)
        template, name, line = _import_of(tree, alias) if tree else ("", alias, inner.line)
        known = macros_of(template, self._environment) if template else []
        hint = suggestion(name, known) if known else "it has no macros"
        imported = self._source(template) if not inner.is_own and template else ""
        if imported and not imported.startswith(BUILT_IN):
            hint = near(name, known) or "copy it from the file that this one replaces"
            return Problem(imported, 0, 0, f'there is no macro "{name}", which {inner.shown} imports', hint, "template")
        return self._at(inner, line, f'the template "{template}" has no macro "{name}"', hint)

    def _source(self, template: str) -> str:
        try:
            return self._loader.shown(self._environment.get_template(template).filename or "")
        except Exception:  # a problem of that template is reported when it is used
            return ""

    def _not_given(self, found: CulpritError) -> Problem:
        """Return the problem of a call without a value that the macro uses; the caller has to pass it."""
        name = next(absence_of(value).name for _, value in found.parts if isinstance(value, Undefined))
        for place in reversed(self._places[:-1]):
            calling = self._culprit(place)
            if calling is None or not isinstance(calling.node, nodes.Call) or _parameter(calling):
                continue
            macro = calling.parts[0][1]
            takes = ", ".join(macro.arguments) if isinstance(macro, Macro) else str(name)
            callee = written(calling.node.node)
            message, hint = f'the macro "{callee}" needs "{name}", which is missing', f"write {callee}({takes})"
            if place.is_own or not (defined := self._definition(macro)):
                return Problem(place.shown, calling.node.lineno, 0, message, hint, "template")
            return Problem(*defined, 0, f"{message}; the call is in {place}", hint, "template")
        return self._at(self._places[-1], found.node.lineno, f'the macro is called without "{name}"', "")

    def _definition(self, macro: Any) -> tuple[str, int] | None:
        """Return path and line at which the outlet defines ``macro``; None if the outlet does not."""
        code = code_of(macro)
        path = code.co_filename if code else ""
        shown = self._loader.shown(path)
        if not path or shown == path or shown.startswith(BUILT_IN) or (tree := self._tree(path)) is None:
            return None
        lines = [node.lineno for node in tree.find_all(nodes.Macro) if node.name == macro.name]
        return (shown, lines[0]) if lines else None


def _parsed(path: str, environment: SandboxedEnvironment) -> nodes.Template | None:
    """Return the syntax tree of the template at ``path``; None if it has changed meanwhile and cannot be read."""
    try:
        with open(path, encoding="utf-8") as file:
            return environment.parse(file.read())
    except (OSError, ValueError, jinja2.TemplateError, RecursionError):
        return None


def _imported(found: CulpritError) -> nodes.Node | None:
    """Return the expression that uses an imported macro which does not exist; None if there is none."""
    return next((node for node, value in found.parts if _hint(value).startswith("the template ")), None)


def _parameter(found: CulpritError) -> bool:
    return any(_hint(value).startswith("parameter ") for _, value in found.parts)


def _hint(value: object) -> str:
    return absence_of(value).hint if isinstance(value, Undefined) else ""


def _import_of(tree: nodes.Template, alias: str) -> tuple[str, str, int]:
    """Return the template that ``alias`` is imported from, its name there, and the line of the import."""
    for node in tree.find_all(nodes.FromImport):
        for each in node.names:
            name, known_as = each if isinstance(each, tuple) else (each, each)
            if known_as == alias and isinstance(node.template, nodes.Const):
                return str(node.template.value), name, node.lineno
    return "", alias, 0


def _vague(error: Exception) -> tuple[str, str]:
    """Return a general message and hint for an error whose expression was not found."""
    if isinstance(error, jinja2.UndefinedError):
        return "a missing value is used on this line", "docs/producers/templates.md lists what each page has"
    if isinstance(error, ZeroDivisionError):
        return "a number is divided by zero on this line", ""
    if "non-namespace" in str(error):
        return "{% set a.b = … %} works only for namespaces", "create one first: {% set a = namespace() %}"
    if isinstance(error, jinja2.TemplateRuntimeError):
        return "this line cannot be printed", "docs/producers/templates.md lists what templates can use"
    return "a value of the wrong kind is used on this line", "docs/producers/templates.md lists what each value is"
