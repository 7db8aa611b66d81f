"""Messages for theme authors about expressions that fail.

The messages of Python and Jinja name classes. This module has better ones for each kind of expression that can fail;
:mod:`culprit` finds the expression. A message contains expressions and kinds of values, never a value, so that the same
error on a thousand pages is one problem.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import jinja2
from jinja2 import Undefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import Macro

from newsprint.base.errors import near
from newsprint.themes.problems.absent import Words, missing_member, missing_value
from newsprint.themes.problems.calls import signature_of, wrong_call
from newsprint.themes.problems.culprit import CulpritError, Part
from newsprint.themes.problems.described import described, hint_for, named, names_of, quoted, written
from newsprint.themes.provided import own_names
from newsprint.themes.sandbox.jinja_guard import absence_of
from newsprint.themes.sandbox.sandbox import ThemeEnvironment

_VERBS = {"+": "added", "-": "subtracted", "*": "multiplied", "**": "raised to a power", "%": "divided"}
_TAKES = {
    "abs": "a number",
    "absolute": "text",
    "batch": "a list",
    "capitalize": "text",
    "cut": "text",
    "date": "a moment or a date",
    "dictsort": "a table",
    "first": "a list",
    "groupby": "a list",
    "int": "a number or text",
    "iso": "a moment",
    "items": "a table",
    "join": "a list",
    "last": "a list",
    "length": "a list or text",
    "list": "a list",
    "map": "a list",
    "max": "a list",
    "min": "a list",
    "random": "a list",
    "rejectattr": "a list",
    "reverse": "a list or text",
    "round": "a number",
    "selectattr": "a list",
    "slice": "a list",
    "sort": "a list",
    "unique": "a list",
}
_BY_ATTRIBUTE = ("selectattr", "rejectattr", "groupby")


def words_for(found: CulpritError, environment: ThemeEnvironment, variables: Mapping[str, Any]) -> Words:
    """Return the message and the hint for the expression that failed."""
    for node, value in found.parts:
        if isinstance(value, Undefined):
            return missing_value(node, value, environment, variables, called=isinstance(found.node, nodes.Call))
    if isinstance(found.error, SecurityError):
        return f"{named(found.node)} is not available in a theme", ""
    if isinstance(found.node, (nodes.Filter, nodes.Test)):
        return _filtering(found, found.node, environment)
    explain = next((words for kind, words in _EXPLAINED if isinstance(found.node, kind)), _unexplained)
    return explain(found)


def _calling(found: CulpritError) -> Words:
    (node, function), *parts = found.parts
    text = written(node)
    if not callable(function):
        return f'"{text}" is {described(function)} and cannot be called', "leave out the brackets"
    kind = "the macro " if isinstance(function, Macro) else ""
    return _fitting(f'{kind}"{text}"', text, function, 0, parts) or _unusable(f'"{text}"', parts)


def _filtering(found: CulpritError, node: nodes.Filter | nodes.Test, environment: jinja2.Environment) -> Words:
    is_filter = isinstance(node, nodes.Filter)
    kind, known = ("filter", environment.filters) if is_filter else ("test", environment.tests)
    what = f'the {kind} "{node.name}"'
    function = known.get(node.name)
    if function is None:
        return f'there is no {kind} "{node.name}"', near(node.name, known)
    (subject, value), *parts = found.parts
    usage = written(node.node) + (f"|{node.name}" if is_filter else f" is {node.name}")
    return (
        _by_attribute(node, value)
        or _fitting(what, usage, function, 1, parts)
        or _mapped(node, parts, environment)
        or _taking(node.name, what, subject, value)
        or _unusable(what, found.parts)
    )


def _by_attribute(node: nodes.Filter | nodes.Test, value: Any) -> Words | None:
    """Return the words for ``sort(attribute="xx")`` and the like, if the items of the list have no such name."""
    inner = _attribute_of(node.node)
    name = _attribute_of(node) or inner
    first = value[0] if isinstance(value, (list, tuple)) and value else None
    if name is None or first is None:
        return None
    if isinstance(first, Undefined):
        first = absence_of(first).outer
    key = name.partition(".")[0]
    subject = node.node.node if inner and isinstance(node.node, nodes.Filter) else node.node
    if key in names_of(first) or not (names_of(first) or own_names(first)):
        return None
    return f'each item of {named(subject or node)} is {described(first)}, which has no "{key}"', hint_for(key, first)


def _attribute_of(node: nodes.Node | None) -> str | None:
    if not isinstance(node, nodes.Filter):
        return None
    given = [each.value for each in node.kwargs if each.key == "attribute"]
    given += node.args[:1] if node.name in _BY_ATTRIBUTE else []
    constants = [each.value for each in given if isinstance(each, nodes.Const) and isinstance(each.value, str)]
    return constants[0] if constants else None


def _mapped(node: nodes.Filter | nodes.Test, parts: list[Part], environment: jinja2.Environment) -> Words | None:
    """Return the words for ``map("x")``, ``select("x")`` and ``reject("x")``, which name a filter or test in quotes."""
    known = {"map": (environment.filters, "filter"), "select": (environment.tests, "test")}
    known |= {"reject": known["select"]}
    given = next((each for _, each in parts if isinstance(each, str)), None)
    if node.name not in known or given is None:
        return None
    if given in known[node.name][0]:
        return f"{node.name}('{given}') cannot use the items of {named(node.node or node)}", ""
    names, kind = known[node.name]
    return f'there is no {kind} "{given}"', near(given, names)


def _taking(name: str, what: str, subject: nodes.Node, value: Any) -> Words | None:
    if name not in _TAKES or described(value) in _TAKES[name].split(" or "):
        return None
    hint = f"put {{% if {written(subject)} %}} around it" if value is None else ""
    hint = f"write {written(subject)}.url" if "url" in own_names(value) else hint
    return f"{what} takes {_TAKES[name]}, but {_is(subject, value)}", hint


def _fitting(what: str, usage: str, function: Any, skipped: int, parts: list[Part]) -> Words | None:
    takes = signature_of(function, skipped)
    named_parts = {node.key: value for node, value in parts if isinstance(node, nodes.Keyword)}
    positional = [value for node, value in parts if not isinstance(node, nodes.Keyword)]
    return wrong_call(what, usage, takes, positional, named_parts) if takes else None


def _unusable(what: str, parts: list[Part]) -> Words:
    given = [(node.value if isinstance(node, nodes.Keyword) else node, value) for node, value in parts]
    if not given:
        return f"{what} cannot be used like this", ""
    return f"{what} cannot use {', '.join(quoted(node, value) for node, value in given)}", _unless_none(given)


def _operating(found: CulpritError) -> Words:
    node = found.node
    assert isinstance(node, nodes.BinExpr)
    (left_node, left), (right_node, right) = found.parts
    if isinstance(found.error, ZeroDivisionError):
        hint = "" if isinstance(right_node, nodes.Const) else f"put {{% if {written(right_node)} %}} around it"
        return f'"{written(node)}" divides by zero', hint
    if node.operator == "%" and isinstance(left, str):
        return f"{named(left_node)} cannot be filled with {quoted(right_node, right)}", ""
    pair = f"{quoted(left_node, left)} and {quoted(right_node, right)}"
    is_text = isinstance(left, str) or isinstance(right, str)
    hint = f"to join them, write ~: {written(left_node)} ~ {written(right_node)}"
    hint = _unless_none(found.parts) or (hint if node.operator == "+" and is_text else "")
    return f"{pair} cannot be {_VERBS.get(node.operator, 'divided')}", hint


def _signing(found: CulpritError) -> Words:
    assert isinstance(found.node, nodes.UnaryExpr)
    return f"{quoted(*found.parts[0])} cannot follow {found.node.operator}", _unless_none(found.parts)


def _comparing(found: CulpritError) -> Words:
    (left_node, left), (right_node, right) = found.parts
    if "iterable" in str(found.error) or "container" in str(found.error) or "in <string>" in str(found.error):
        return f"{quoted(right_node, right)} cannot contain {quoted(left_node, left)}", _unless_none(found.parts)
    return f"{quoted(left_node, left)} and {quoted(right_node, right)} cannot be compared", _unless_none(found.parts)


def _unless_none(parts: list[Part]) -> str:
    """Return the hint about the first of ``parts`` that is none; an empty text if there is none."""
    names = [written(node) for node, value in parts if value is None and not isinstance(node, nodes.Const)]
    return f"put {{% if {names[0]} %}} around it" if names else ""


def _asking(found: CulpritError) -> Words:
    """Return the words for a misspelt name after a dot, or for a slice that the value does not support."""
    assert isinstance(found.node, (nodes.Getattr, nodes.Getitem))
    if isinstance(found.node, nodes.Getitem) and isinstance(found.node.arg, nodes.Slice):
        return f"{named(found.node.node)} cannot be cut like this", "use numbers in the brackets, for example [:5]"
    name = found.node.attr if isinstance(found.node, nodes.Getattr) else found.parts[-1][1]
    return missing_member(found.node, name, found.parts[0][1])


def _repeating(found: CulpritError) -> Words:
    node, value = found.parts[0]
    return f"{{% for %}} loops over lists, but {_is(node, value)}", _unless_none(found.parts)


def _unpacking(found: CulpritError) -> Words:
    count = len(found.node.items) if isinstance(found.node, nodes.Tuple) else 0
    value = named(found.parts[0][0])
    return f'"{written(found.node)}" takes {count} values at once, but {value} does not have {count}', ""


def _loading(found: CulpritError) -> Words:
    node, value = found.parts[0]
    return f"the name of a template must be text in quotes, but {_is(node, value)}", ""


def _is(node: nodes.Node, value: Any) -> str:
    return f"{named(node)} is {described(value)}" if value is not None else f"{named(node)} is none here"


def _unexplained(found: CulpritError) -> Words:
    return f"{named(found.node)} cannot be printed", ""


_EXPLAINED: tuple[tuple[type[nodes.Node] | tuple[type[nodes.Node], ...], Callable[[CulpritError], Words]], ...] = (
    (nodes.Call, _calling),
    (nodes.BinExpr, _operating),
    (nodes.UnaryExpr, _signing),
    (nodes.Compare, _comparing),
    ((nodes.Getattr, nodes.Getitem), _asking),
    (nodes.For, _repeating),
    (nodes.Tuple, _unpacking),
    ((nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport), _loading),
)
