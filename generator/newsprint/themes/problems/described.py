"""Values and expressions in words for theme authors: kinds of values, names, and the source of expressions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from jinja2 import Undefined, nodes
from jinja2.environment import TemplateModule
from jinja2.runtime import BlockReference, LoopContext, Macro
from jinja2.utils import Cycler, Joiner, Namespace
from markupsafe import Markup

from newsprint.base.errors import near, suggestion
from newsprint.themes.sandbox.jinja_guard import names_in

_LOOP_NAMES = "changed cycle depth depth0 first index index0 last length nextitem previtem revindex revindex0"
_MOST = 60
_KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (type(None), "none"),
    (bool, "true or false"),
    ((int, float, complex), "a number"),
    (Markup, "HTML"),
    (str, "text"),
    (datetime, "a moment"),
    (date, "a date"),
    (Undefined, "nothing"),
    (Macro, "a macro"),
    (TemplateModule, "an imported template"),
    (LoopContext, "the loop"),
    (BlockReference, "a block"),
    (Namespace, "a namespace"),
    ((Cycler, Joiner), "a function"),
    (Mapping, "a table"),
    ((Collection, Iterator), "a list"),
)


def described(value: object) -> str:
    """Return the kind of ``value`` in the words of the manual: ``text``, ``a moment``, ``a Story``."""
    if hasattr(type(value), "__struct_fields__"):
        name = type(value).__name__.removesuffix("Link") or "Link"
        return f"{'an' if name[0] in 'AEIOU' else 'a'} {name}"
    found = next((words for kind, words in _KINDS if isinstance(value, kind)), None)
    return found or ("a function" if callable(value) else "a value")


def names_of(value: Any) -> list[str]:
    """Return the names that can follow a dot after ``value``; none for text, numbers and the like."""
    if fields := getattr(type(value), "__struct_fields__", None):
        return list(fields)
    if isinstance(value, Mapping):
        return [name for name in value if isinstance(name, str)]
    if isinstance(value, LoopContext):
        return _LOOP_NAMES.split()
    if isinstance(value, Namespace):
        return names_in(value)
    if isinstance(value, TemplateModule):
        return [name for name in vars(value) if not name.startswith("_")]
    return []


def hint_for(name: object, value: Any) -> str:
    """Return the hint for an unknown ``name`` that follows a dot after ``value``."""
    if known := names_of(value):
        return suggestion(str(name), known)
    return near(str(name), [each for each in dir(type(value)) if not each.startswith("_")])


def quoted(node: nodes.Node, value: object) -> str:
    """Return an expression with the kind of its value: ``"article.title" (text)``."""
    kind = described(value)
    return kind if written(node) == kind else f"{named(node)} ({kind})"


def named(node: nodes.Node) -> str:
    """Return the source of an expression, in quotation marks unless it is a constant."""
    return written(node) if isinstance(node, nodes.Const) else f'"{written(node)}"'


def written(node: nodes.Node | None) -> str:
    """Return the source of an expression, cut if it has more than 60 characters."""
    text = _written(node)
    return text if len(text) <= _MOST else text[: _MOST - 1] + "…"


def _written(node: nodes.Node | None) -> str:
    if node is None:
        return "…"
    write = _WRITE.get(type(node))
    if write is not None:
        return write(node)
    if isinstance(node, nodes.BinExpr):
        return f"{_written(node.left)} {node.operator} {_written(node.right)}"
    if isinstance(node, nodes.UnaryExpr):
        return node.operator + (" " if node.operator == "not" else "") + _written(node.node)
    return "…"


def _constant(node: Any) -> str:
    value = node.value
    if isinstance(value, str):
        return f"'{value}'"
    return str(value).lower() if value is None or isinstance(value, bool) else str(value)


def _call(node: Any) -> str:
    return f"{_written(node.node)}({_arguments(node)})"


def _filter(node: Any) -> str:
    arguments = _arguments(node)
    return f"{_written(node.node)}|{node.name}" + (f"({arguments})" if arguments else "")


def _arguments(node: Any) -> str:
    return ", ".join([*map(_written, node.args), *(f"{each.key}={_written(each.value)}" for each in node.kwargs)])


_OPERATORS = {"eq": "==", "ne": "!=", "gt": ">", "gteq": ">=", "lt": "<", "lteq": "<=", "in": "in", "notin": "not in"}
_WRITE: dict[type[nodes.Node], Callable[[Any], str]] = {
    nodes.Name: lambda node: node.name,
    nodes.Const: _constant,
    nodes.TemplateData: lambda node: "…",
    nodes.Getattr: lambda node: f"{_written(node.node)}.{node.attr}",
    nodes.Getitem: lambda node: f"{_written(node.node)}[{_written(node.arg)}]",
    nodes.Call: _call,
    nodes.Filter: _filter,
    nodes.Test: lambda node: f"{_written(node.node)} is {node.name}",
    nodes.List: lambda node: f"[{', '.join(map(_written, node.items))}]",
    nodes.Tuple: lambda node: ", ".join(map(_written, node.items)),
    nodes.Compare: lambda node: (
        _written(node.expr) + "".join(f" {_OPERATORS[each.op]} {_written(each.expr)}" for each in node.ops)
    ),
    nodes.Concat: lambda node: " ~ ".join(map(_written, node.nodes)),
    nodes.CondExpr: lambda node: f"{_written(node.expr1)} if {_written(node.test)}",
}
