"""Finding the expression that failed on a line of a template.

Python's messages name classes, not the expressions of the template. So when a page fails, the expressions of the line
are evaluated again, from the inside out and with the same variables, until one fails in the same way. Then that
expression and the values of its parts are known. As long as no template fails, this takes no time.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from types import GeneratorType
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from newsprint.machine.deadline import DeadlineError
from newsprint.themes.sandbox.bounds import MAX_ITEMS, OPERATORS

_BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "-": operator.sub,
    "/": operator.truediv,
    "//": operator.floordiv,
    **OPERATORS,
}
_UNARY: dict[str, Callable[[Any], Any]] = {"not": operator.not_, "-": operator.neg, "+": operator.pos}
_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "gteq": operator.ge,
    "lt": operator.lt,
    "lteq": operator.le,
    "in": lambda left, right: left in right,
    "notin": lambda left, right: left not in right,
}
Part = tuple[nodes.Node, Any]


class CulpritError(Exception):
    """The ``node`` of an expression that failed, its ``parts`` (expressions and their values), and the ``error``."""

    def __init__(self, node: nodes.Node, parts: Sequence[Part], error: Exception) -> None:
        super().__init__()
        self.node = node
        self.parts = list(parts)
        self.error = error


def find_culprit(
    tree: nodes.Template, line: int, variables: Mapping[str, Any], environment: SandboxedEnvironment, error: Exception
) -> CulpritError | None:
    """Return the expression of ``line`` that fails with the same ``error``; None if none does when evaluated again."""
    trial = _Trial(environment, variables)
    for node, use in _uses(tree, line):
        try:
            use(trial, node)
        except CulpritError as found:
            if type(found.error) is type(error) and _message_of(found.error) == _message_of(error):
                return found
        except DeadlineError:
            raise
        except Exception:  # another error, in an expression that the page did not reach
            continue
    return None


def _message_of(error: Exception) -> str:
    return str(error).replace(" found.", ".")  # Jinja adds "found" where a filter is looked up while a template runs


class _Trial:
    """Evaluates expressions with the variables that one line of a template had."""

    def __init__(self, environment: SandboxedEnvironment, variables: Mapping[str, Any]) -> None:
        self._environment = environment
        self._variables = variables
        self._context = environment.from_string("").new_context(dict(variables))

    def value(self, node: nodes.Node) -> Any:
        """Return the value of an expression. Raises CulpritError."""
        if isinstance(node, nodes.Const):
            return node.value
        if isinstance(node, nodes.TemplateData):
            return Markup(node.data)
        if isinstance(node, nodes.Name):
            found = self._variables.get(node.name, self._environment.globals.get(node.name, self))
            return self._environment.undefined(name=node.name) if found is self else found
        if isinstance(node, (nodes.And, nodes.Or)):
            left = self.value(node.left)
            is_true = self.tried(node, [(node.left, left)], bool, left)
            return self.value(node.right) if is_true is isinstance(node, nodes.And) else left
        if isinstance(node, nodes.CondExpr):
            return self._chosen(node)
        return self._composed(node)

    def tried(self, node: nodes.Node, parts: Sequence[Part], function: Callable[..., Any], *arguments: Any) -> Any:
        """Return the result of ``function``, a generator as a list of up to MAX_ITEMS. Raises CulpritError."""
        try:
            result = function(*arguments)
            return list(islice(result, MAX_ITEMS)) if isinstance(result, GeneratorType) else result
        except (CulpritError, DeadlineError):
            raise
        except Exception as error:
            raise CulpritError(node, parts, error) from error

    def call(self, node: nodes.Call, **more: Any) -> Any:
        """Return the result of a call. Raises CulpritError."""
        function = self.value(node.node)
        parts, arguments, named = self._arguments(node)
        parts = [(node.node, function), *parts, *((nodes.Keyword(name, node), value) for name, value in more.items())]
        call = self._environment.call
        return self.tried(node, parts, lambda: call(self._context, function, *arguments, **named, **more))

    def filtered(self, node: nodes.Filter | nodes.Test, value: Any) -> Any:
        """Return the result of a filter or a test for ``value``. Raises CulpritError."""
        parts, arguments, named = self._arguments(node)
        parts.insert(0, (node.node or node, value))
        environment = self._environment
        apply = environment.call_filter if isinstance(node, nodes.Filter) else environment.call_test
        return self.tried(
            node, parts, lambda: apply(node.name, value, arguments, named, self._context, self._context.eval_ctx)
        )

    def _chosen(self, node: nodes.CondExpr) -> Any:
        test = self.value(node.test)
        if self.tried(node, [(node.test, test)], bool, test):
            return self.value(node.expr1)
        return jinja2.Undefined() if node.expr2 is None else self.value(node.expr2)

    def _composed(self, node: nodes.Node) -> Any:
        if isinstance(node, nodes.Call):
            return self.call(node)
        if isinstance(node, (nodes.Filter, nodes.Test)):
            return self.filtered(node, Markup() if node.node is None else self.value(node.node))
        if isinstance(node, (nodes.Getattr, nodes.Getitem)):
            return self._inner(node)
        if isinstance(node, nodes.BinExpr):
            left, right = self.value(node.left), self.value(node.right)
            parts = [(node.left, left), (node.right, right)]
            return self.tried(node, parts, _BINARY[node.operator], left, right)
        if isinstance(node, nodes.UnaryExpr):
            value = self.value(node.node)
            return self.tried(node, [(node.node, value)], _UNARY[node.operator], value)
        if isinstance(node, nodes.Compare):
            return self._compared(node)
        if isinstance(node, nodes.Concat):
            parts = [(each, self.value(each)) for each in node.nodes]
            return self.tried(node, parts, lambda: "".join(str(value) for _, value in parts))
        if isinstance(node, nodes.Dict):
            return {self.value(pair.key): self.value(pair.value) for pair in node.items}
        if isinstance(node, (nodes.List, nodes.Tuple)):
            items = [self.value(each) for each in node.items]
            return items if isinstance(node, nodes.List) else tuple(items)
        raise jinja2.TemplateRuntimeError(f"no value: {type(node).__name__}")

    def _inner(self, node: nodes.Getattr | nodes.Getitem) -> Any:
        outer = self.value(node.node)
        parts: list[Part] = [(node.node, outer)]
        if isinstance(node, nodes.Getattr):
            return self.tried(node, parts, self._environment.getattr, outer, node.attr)
        if isinstance(node.arg, nodes.Slice):
            ends = [None if end is None else self.value(end) for end in (node.arg.start, node.arg.stop, node.arg.step)]
            return self.tried(node, parts, lambda: outer[slice(*ends)])
        argument = self.value(node.arg)
        parts.append((node.arg, argument))
        return self.tried(node, parts, self._environment.getitem, outer, argument)

    def _compared(self, node: nodes.Compare) -> Any:
        left_node, left, result = node.expr, self.value(node.expr), True
        for each in node.ops:
            right = self.value(each.expr)
            parts: list[Part] = [(left_node, left), (each.expr, right)]
            result = self.tried(node, parts, _COMPARE[each.op], left, right)
            if not self.tried(node, parts, bool, result):
                break
            left_node, left = each.expr, right
        return result

    def _arguments(self, node: nodes.Call | nodes.Filter | nodes.Test) -> tuple[list[Part], list[Any], dict[str, Any]]:
        parts: list[Part] = [(each, self.value(each)) for each in node.args]
        arguments = [value for _, value in parts]
        named: dict[str, Any] = {str(each.key): self.value(each.value) for each in node.kwargs}
        parts += [(each, named[str(each.key)]) for each in node.kwargs]
        if node.dyn_args is not None:
            arguments += self.value(node.dyn_args)
        if node.dyn_kwargs is not None:
            named |= self.value(node.dyn_kwargs)
        return parts, arguments, named


Use = Callable[[_Trial, Any], object]


def _shown(trial: _Trial, node: nodes.Expr) -> None:
    value = trial.value(node)
    trial.tried(node, [(node, value)], str, value)


def _tested(trial: _Trial, node: nodes.If) -> None:
    value = trial.value(node.test)
    trial.tried(node, [(node.test, value)], bool, value)


def _repeated(trial: _Trial, node: nodes.For) -> None:
    value = trial.value(node.iter)
    parts: list[Part] = [(node.iter, value)]
    items = trial.tried(node, parts, lambda: list(islice(value, MAX_ITEMS)))
    if items:
        _unpacked(trial, node, parts, items[0])


def _assigned(trial: _Trial, node: nodes.Assign) -> None:
    value = trial.value(node.node)
    _unpacked(trial, node, [(node.node, value)], value)


def _unpacked(trial: _Trial, node: nodes.For | nodes.Assign, parts: list[Part], value: Any) -> None:
    target = node.target
    if isinstance(target, nodes.Tuple):

        def unpack() -> None:
            if len(target.items) == 2:
                _, _ = value
            elif len(target.items) == 3:
                _, _, _ = value

        trial.tried(target, parts, unpack)


def _loaded(trial: _Trial, node: nodes.Include | nodes.Extends | nodes.Import | nodes.FromImport) -> None:
    value = trial.value(node.template)
    environment = trial._environment
    parts: list[Part] = [(node.template, value)]
    if isinstance(node, nodes.Include):
        trial.tried(node, parts, environment.get_or_select_template, value, "")
    else:
        trial.tried(node, parts, environment.get_template, value, "")


def _each_with(trial: _Trial, node: nodes.With) -> None:
    for each in node.values:
        trial.value(each)


_STATEMENTS: dict[type[nodes.Node], Use] = {
    nodes.If: _tested,
    nodes.For: _repeated,
    nodes.Assign: _assigned,
    nodes.Include: _loaded,
    nodes.Extends: _loaded,
    nodes.Import: _loaded,
    nodes.FromImport: _loaded,
    nodes.With: _each_with,
    nodes.CallBlock: lambda trial, node: trial.call(node.call, caller=lambda *_, **__: Markup()),
    nodes.FilterBlock: lambda trial, node: trial.value(node.filter),
    nodes.ExprStmt: lambda trial, node: trial.value(node.node),
}


def _uses(tree: nodes.Template, line: int) -> Iterator[tuple[nodes.Node, Use]]:
    """Yield the nodes on ``line`` in the order of the template, each with the function that evaluates it."""
    for node in _all(tree):
        if isinstance(node, nodes.Output):
            yield from ((each, _shown) for each in node.nodes if each.lineno == line)
        elif node.lineno == line and (use := _STATEMENTS.get(type(node))):
            yield node, use
        elif node.lineno == line and isinstance(node, nodes.Macro):
            yield from ((each, _shown) for each in node.defaults)
        elif node.lineno == line and isinstance(node, nodes.AssignBlock) and node.filter is not None:
            yield node.filter, _shown


def _all(node: nodes.Node) -> Iterator[nodes.Node]:
    for child in node.iter_child_nodes():
        yield child
        yield from _all(child)
