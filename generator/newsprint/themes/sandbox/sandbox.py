"""The environment in which templates run: Jinja's sandbox, with limits on the size of results."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from string import Formatter
from typing import Any, Protocol, cast

import jinja2
from jinja2 import nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEscapeFormatter, SandboxedFormatter
from markupsafe import Markup

from newsprint.base.errors import Problem
from newsprint.themes.provided import Provided, correction_of, own_names
from newsprint.themes.sandbox import bounds
from newsprint.themes.sandbox.bounded_filters import bounded_filters, bounded_functions, checked_arguments
from newsprint.themes.sandbox.escaping import escaped_for_xml
from newsprint.themes.sandbox.xml import ENDING

PARENT = "parent/"
_DIGITS = re.compile(r"[\d_]{4300,}")
_NESTING = re.compile(
    r"(?P<deeper>\{%[-+]?\s*(?:for|if|macro|call|filter|block|with|set)\b|[(\[{])"
    r"|(?P<back>\{%[-+]?\s*end\w+[^%]*%\}|[)\]}])"
    r"|\n"
)
_TOO_DEEP = "the template is nested too deeply"
_UNREADABLE = "the template has characters or numbers that cannot be read"


class UnreadableTemplateError(jinja2.TemplateSyntaxError):
    """A template cannot be read, for a reason that Newsprint found and not Jinja. The message is for its author."""


class Loader(Protocol):
    """The methods that the environment needs of its loader, in addition to Jinja's."""

    def folder_index(self, template: str) -> int:
        """Return the index in the chain of the folder with ``template``."""


class BoundedCode(CodeGenerator):
    """Writes calls of the environment for what the sandbox does not intercept: the operator ``~``, and list literals.

    A list that contains a list twice, which contains another twice, and so on, soon has too many items to compare.
    """

    def visit_List(self, node: nodes.List, frame: Frame) -> None:
        """Write a list."""
        self._bounded(super().visit_List, node, node.items, frame)

    def visit_Tuple(self, node: nodes.Tuple, frame: Frame) -> None:
        """Write a tuple. It is not checked where it is the target of an assignment."""
        self._bounded(super().visit_Tuple, node, node.items if node.ctx == "load" else (), frame)

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:
        """Write a dictionary."""
        self._bounded(super().visit_Dict, node, [pair.value for pair in node.items], frame)

    def _bounded(self, write: Callable[..., None], node: nodes.Expr, items: Iterable[nodes.Expr], frame: Frame) -> None:
        if all(isinstance(item, nodes.Const) for item in items):
            write(node, frame)
        else:
            self.write("environment.bounded(")
            write(node, frame)
            self.write(")")

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        """Write a call of ``environment.concatenated`` for the operator ``~``."""
        join = "markup_join" if frame.eval_ctx.autoescape else "str_join"
        if frame.eval_ctx.volatile:
            join = "(markup_join if context.eval_ctx.autoescape else str_join)"
        self.write(f"environment.concatenated({join}, (")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class _Fields(Formatter):
    """A formatter with limits on each field, and on all fields together."""

    _made = 0

    def format_field(self, value: Any, format_spec: str) -> Any:
        """Return the text of one field. Raises BoundsError."""
        bounds.check_width(format_spec)
        bounds.weight(value)
        made = super().format_field(value, format_spec)
        self._made += len(made)
        bounds.check_text(self._made)
        return made


class _Formatter(_Fields, SandboxedFormatter):
    pass


class _EscapeFormatter(_Fields, SandboxedEscapeFormatter):
    pass


@pass_context
def _printed(context: Context, value: Any) -> Any:
    """Return ``value`` for Jinja to escape. In a template of XML it is already escaped, as Markup."""
    if context.name is not None and context.name.endswith(ENDING):
        return Markup(escaped_for_xml(value))
    return bounds.printed(value)


class ThemeEnvironment(ImmutableSandboxedEnvironment):
    """The environment in which templates run: they can use the values that a page passes, and nothing of Python."""

    code_generator_class: type[CodeGenerator] = BoundedCode
    intercepted_binops = frozenset(bounds.OPERATORS)
    concat = staticmethod(bounds.joined)  # "".join with a limit
    concatenated = staticmethod(bounds.concatenated)
    bounded = staticmethod(bounds.bounded)
    finalized: Callable[[Context, Any], Any] | None = staticmethod(_printed)
    revision = "5"
    """The version of the code that templates are compiled to. That code is cached, so raise this with every change."""

    problems: tuple[Problem, ...] = ()
    """Problems of templates that can be rendered all the same. They are reported with every page."""

    provided = Provided()
    """The variables that pages pass to templates; ``fields`` are the names in them that follow a dot."""

    fields: frozenset[str] = frozenset()

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.binop_table |= bounds.OPERATORS
        self.filters |= bounded_filters(self.filters)
        self.globals |= bounded_functions(self.globals)
        self.finalize = self.finalized

    def wrap_str_format(self, value: Any) -> Any:
        """Return ``format`` or ``format_map`` of a text, sandboxed and with limits; None for any other ``value``."""
        wrapped = super().wrap_str_format(value)
        if wrapped is None:
            return None
        text: str = value.__self__
        is_map = value.__name__ == "format_map"

        def bounded(*arguments: Any, **named: Any) -> str:
            if is_map and (named or len(arguments) != 1):
                return wrapped(*arguments, **named)  # which raises TypeError
            formatter = _EscapeFormatter(self, escape=text.escape) if isinstance(text, Markup) else _Formatter(self)
            made = formatter.vformat(text, () if is_map else arguments, arguments[0] if is_map else named)
            return type(text)(made)

        return bounded

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call ``__obj`` from a template. Raises SecurityError if that is forbidden, BoundsError for a large result."""
        args = checked_arguments(__obj, args, kwargs)
        return bounds.sized(super().call(__context, __obj, *args, **kwargs))

    def compile(
        self, source: Any, name: str | None = None, filename: str | None = None, *args: Any, **named: Any
    ) -> Any:
        """Compile a template. Raises UnreadableTemplateError if Python cannot compile the code."""
        try:
            return super().compile(source, name, filename, *args, **named)
        except (RecursionError, MemoryError, SyntaxError) as error:  # a hundred nested brackets, or twenty nested loops
            raise UnreadableTemplateError(_TOO_DEEP, _deepest_line(str(source)), name, filename) from error
        except (ValueError, OverflowError) as error:
            line, message = _number_in(source)
            raise UnreadableTemplateError(message or _UNREADABLE, line, name, filename) from error

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return ``obj.attribute``; Undefined if it is missing. Raises jinja2.UndefinedError if it is misspelt."""
        return _unless_misspelt(self, obj, attribute, super().getattr(obj, attribute))

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return ``obj[argument]``; Undefined if it is missing. Raises jinja2.UndefinedError if it is misspelt."""
        return _unless_misspelt(self, obj, argument, super().getitem(obj, argument))

    def join_path(self, template: str, parent: str) -> str:
        """Return the name under which to load ``template`` when the template ``parent`` refers to it."""
        if template.startswith(PARENT):
            return f"@{cast(Loader, self.loader).folder_index(parent) + 1}/{template.removeprefix(PARENT)}"
        return template


class PlainEnvironment(ThemeEnvironment):
    """The fallback that uses Jinja's own code generator: the operator ``~`` and list literals have no limits."""

    code_generator_class = CodeGenerator
    revision = f"{ThemeEnvironment.revision}-plain"


def _unless_misspelt(environment: ThemeEnvironment, obj: Any, name: object, found: Any) -> Any:
    """Return ``found``. Raise jinja2.UndefinedError if it is Undefined because a name of ours is misspelt.

    Otherwise ``is defined`` would silently be false for a misspelt name.
    """
    if not isinstance(found, jinja2.Undefined) or not isinstance(name, str):
        return found
    if correction_of(name, own_names(obj), environment.fields):
        found()
    return found


def _number_in(source: object) -> tuple[int, str]:
    """Return the line of the first number that is too long for Python, and a message; (1, "") if there is none."""
    match = _DIGITS.search(source) if isinstance(source, str) else None
    if match is None or not isinstance(source, str):
        return 1, ""
    return source.count("\n", 0, match.start()) + 1, f"a number of {len(match[0]):,} digits is too large"


def _deepest_line(source: str) -> int:
    """Return the line on which most brackets and tags are open; the longest line if nesting is not deep."""
    line = depth = 1
    deepest = (20, 0)
    for match in _NESTING.finditer(source):
        if match["deeper"]:
            depth += 2 if match["deeper"].startswith("{%") else 1  # the tag's own bracket is closed right after it
            deepest = max(deepest, (depth, -line))
        elif match["back"]:
            depth -= 1
        else:
            line += 1
    lines = source.split("\n")
    return -deepest[1] or max(range(len(lines)), key=lambda number: len(lines[number])) + 1
