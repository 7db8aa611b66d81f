"""Messages about missing values: a variable, a name after a dot, the first item of an empty list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jinja2
from jinja2 import Undefined, nodes
from jinja2.utils import missing

from newsprint.base.errors import near
from newsprint.themes.problems.described import described, hint_for, named, names_of, written
from newsprint.themes.provided import own_names
from newsprint.themes.sandbox.jinja_guard import absence_of
from newsprint.themes.sandbox.sandbox import ThemeEnvironment

Words = tuple[str, str]
"""A message and its hint."""

_EMPTY = {"first": "first", "last": "last", "min": "smallest", "max": "largest", "random": "random"}
_INSIDE = {
    "caller": "caller() exists only in a macro that {% call %} calls",
    "loop": "loop exists only between {% for %} and {% endfor %}, and not in a macro that is called there",
    "self": "self exists only in templates that have blocks, and not in macros",
    "super": "super() exists only between {% block %} and {% endblock %}",
}
"""Where each of Jinja's own names exists."""


def missing_value(
    node: nodes.Node, value: Undefined, environment: ThemeEnvironment, variables: Mapping[str, Any], *, called: bool
) -> Words:
    """Return why ``value``, the value of the expression ``node``, is missing; ``called`` if the template calls it."""
    absence = absence_of(value)
    name, outer, hint = absence.name, absence.outer, absence.hint
    if absence.is_forbidden:
        return f"{named(node)} is not available in a theme", ""
    if isinstance(node, nodes.Filter) and node.name in _EMPTY:
        inner = written(node.node)
        return f'"{inner}" is empty, so it has no {_EMPTY[node.name]} item', f"put {{% if {inner} %}} around it"
    if hint.startswith("there is no parent block"):
        return "super() has nothing to print: no template that this one extends has this block", ""
    if name == "caller" and outer is missing:
        return "caller() is used, but the macro was not called by {% call %}", "check first: {% if caller is defined %}"
    if outer is not missing:
        return missing_member(_access_in(node, name), name, outer)
    if name is not None and not hint:  # also where it is an argument of what node calls
        return _unknown(name, environment, variables, called=called and isinstance(node, nodes.Name))
    return f"{named(node)} has no value here", ""


def _access_in(node: nodes.Node, name: object) -> nodes.Node:
    """Return the part of ``node`` with ``name`` after a dot or in brackets: for ``a and b.c`` and ``c``, ``b.c``."""
    found = (each for each in [node, *node.find_all((nodes.Getattr, nodes.Getitem))] if _name_in(each) == name)
    return next(found, node)


def _name_in(node: nodes.Node) -> object:
    if isinstance(node, nodes.Getattr):
        return node.attr
    return node.arg.value if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const) else None


def missing_member(node: nodes.Node, name: object, outer: Any) -> Words:
    """Return the words for an ``outer`` value that has no ``name``, which the expression ``node`` reads from it."""
    if not isinstance(node, (nodes.Getattr, nodes.Getitem)):
        return f'{named(node)} has no value: {described(outer)} has no "{name}"', hint_for(name, outer)
    text, kind = written(node.node), described(outer)
    subject = f'"{text}"'
    if isinstance(node, nodes.Getitem) and not isinstance(node.arg, nodes.Const):
        return f"{subject} has no item for {named(node.arg)}", f"put {{% if {written(node)} is defined %}} around it"
    if outer is None:
        return f'{subject} is none here, so it has no "{name}"', f"put {{% if {text} %}} around it"
    if isinstance(name, int):
        return f"{subject} has no item {name}", f"put {{% if {text}|length > {name} %}} around it"
    if isinstance(outer, (list, tuple)):
        return f'{subject} is a list, which has no "{name}" itself', f"loop over it: {{% for item in {text} %}}"
    if kind == "a table" and not own_names(outer):  # an author's table: its keys differ from page to page
        return f'{subject} has no "{name}" here', f"put {{% if {written(node)} is defined %}} around it"
    if kind in ("a table", "the loop"):
        return f'{subject} has no "{name}"', hint_for(name, outer)
    return f'{subject} is {kind}, which has no "{name}"', hint_for(name, outer)


def _unknown(name: str, environment: ThemeEnvironment, variables: Mapping[str, Any], *, called: bool = False) -> Words:
    """Return the words for a name that no variable, macro or function has."""
    here = sorted(each for each, value in variables.items() if not isinstance(value, Undefined))
    known = {*here, *environment.globals}
    kind = "function or macro" if called else "variable"
    if name in _INSIDE:
        return f'there is no "{name}" here', _INSIDE[name]
    if places := environment.provided.places_of(name):
        hint = f"{name} is in {', '.join(places)}; elsewhere, check first: "
        hint += f"{{% if {name} is defined %}}"
        if "page" not in variables:
            hint = f"pass {name} to the macro, or import the macro with context"
        return f'there is no variable "{name}" here', hint
    if name in macros_of("macros.html", environment):
        return f'there is no {kind} "{name}" here', f'import it: {{% from "macros.html" import {name} %}}'
    return f'there is no {kind} "{name}"', near(name, {*known, *_INSIDE})


def macros_of(template: str, environment: jinja2.Environment) -> list[str]:
    """Return the names that can be imported from a template; none if it cannot be loaded."""
    try:
        return names_of(environment.get_template(template).module)
    except Exception:  # a problem of that template is reported when it is used
        return []
