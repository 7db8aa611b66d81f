"""The environment in which themes run: Jinja's sandbox, with bounds on what an expression may make."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, Protocol, cast

import jinja2
from jinja2 import nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEscapeFormatter, SandboxedFormatter
from markupsafe import Markup

from newsprint.base.errors import Problem
from newsprint.themes.provided import Provided, own_names, slip_of
from newsprint.themes.sandbox import bounds
from newsprint.themes.sandbox.bounded_filters import bounded_filters, bounded_functions, checked_arguments
from newsprint.themes.sandbox.escaping import shown_in_xml
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
    """A template cannot be read, for a reason that is ours and not Jinja's: the message is for its author."""


class Loader(Protocol):
    """What the environment asks of its loader beside templates."""

    def place_of(self, template: str) -> int:
        """At which place of the chain ``template`` is found."""


class BoundedCode(CodeGenerator):
    """Writes what the sandbox does not intercept as calls of the environment: the operator ``~``, and lists of values.

    A list of two lists, put into another twice, and so on, would soon have more items than anything can compare.
    """

    def visit_List(self, node: nodes.List, frame: Frame) -> None:
        """Write a list."""
        self._weighed(super().visit_List, node, node.items, frame)

    def visit_Tuple(self, node: nodes.Tuple, frame: Frame) -> None:
        """Write a tuple, unless it names what is assigned."""
        self._weighed(super().visit_Tuple, node, node.items if node.ctx == "load" else (), frame)

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:
        """Write a dictionary."""
        self._weighed(super().visit_Dict, node, [pair.value for pair in node.items], frame)

    def _weighed(self, write: Callable[..., None], node: nodes.Expr, items: Iterable[nodes.Expr], frame: Frame) -> None:
        if all(isinstance(item, nodes.Const) for item in items):
            write(node, frame)
        else:
            self.write("environment.weighed(")
            write(node, frame)
            self.write(")")

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        """Write the call."""
        join = "markup_join" if frame.eval_ctx.autoescape else "str_join"
        if frame.eval_ctx.volatile:
            join = "(markup_join if context.eval_ctx.autoescape else str_join)"
        self.write(f"environment.concatenated({join}, (")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class _Fields:
    """Formats whose fields, and what they make together, are bounded."""

    _made = 0

    def format_field(self, value: Any, format_spec: str) -> Any:
        """One field. Raises BoundsError."""
        bounds.check_width(format_spec)
        bounds.weight(value)
        made = super().format_field(value, format_spec)  # type: ignore[misc]  # that of string.Formatter
        self._made += len(made)
        bounds.check_text(self._made)
        return made


class _Formatter(_Fields, SandboxedFormatter):
    pass


class _EscapeFormatter(_Fields, SandboxedEscapeFormatter):
    pass


@pass_context
def _printed(context: Context, value: Any) -> Any:
    """What is escaped for ``value``; in a template of XML that is done here."""
    if context.name is not None and context.name.endswith(ENDING):
        return Markup(shown_in_xml(value))
    return bounds.printed(value)


class ThemeEnvironment(ImmutableSandboxedEnvironment):
    """The environment in which themes run: no access to Python beyond what a page hands in."""

    code_generator_class: type[CodeGenerator] = BoundedCode
    intercepted_binops = frozenset(bounds.OPERATORS)
    concat = staticmethod(bounds.joined)  # "".join, with a bound
    concatenated = staticmethod(bounds.concatenated)
    weighed = staticmethod(bounds.weighed)
    finalized: Callable[[Context, Any], Any] | None = staticmethod(_printed)
    revision = "5"
    """Names the code that templates are compiled to, which is kept: raise it with every change."""

    problems: tuple[Problem, ...] = ()
    """Problems of templates that do not stop them; they are reported with every page."""

    provided = Provided()
    """What pages give to templates; ``fields`` are the names after a dot in it."""

    fields: frozenset[str] = frozenset()

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.binop_table |= bounds.OPERATORS
        self.filters |= bounded_filters(self.filters)
        self.globals |= bounded_functions(self.globals)
        self.finalize = self.finalized

    def wrap_str_format(self, value: Any) -> Any:
        """The sandbox's ``format`` and ``format_map`` of a text, with bounds."""
        wrapped = super().wrap_str_format(value)
        if wrapped is None:
            return None
        text: str = value.__self__
        is_map = value.__name__ == "format_map"

        def bounded(*arguments: Any, **named: Any) -> str:
            if is_map and (named or len(arguments) != 1):
                return wrapped(*arguments, **named)  # which says what is wrong
            formatter = _EscapeFormatter(self, escape=text.escape) if isinstance(text, Markup) else _Formatter(self)
            made = formatter.vformat(text, () if is_map else arguments, arguments[0] if is_map else named)
            return type(text)(made)

        return bounded

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call ``__obj`` from a template, if the sandbox holds it to be safe."""
        args = checked_arguments(__obj, args, kwargs)
        return bounds.sized(super().call(__context, __obj, *args, **kwargs))

    def compile(
        self, source: Any, name: str | None = None, filename: str | None = None, *args: Any, **named: Any
    ) -> Any:
        """Compile a template. Whatever Python has against it is the template's mistake."""
        try:
            return super().compile(source, name, filename, *args, **named)
        except (RecursionError, MemoryError, SyntaxError) as error:  # a hundred brackets, twenty loops in each other
            raise UnreadableTemplateError(_TOO_DEEP, _deepest_line(str(source)), name, filename) from error
        except (ValueError, OverflowError) as error:
            line, message = _number_in(source)
            raise UnreadableTemplateError(message or _UNREADABLE, line, name, filename) from error

    def getattr(self, obj: Any, attribute: str) -> Any:
        """``obj.attribute`` as a template may see it. Raises jinja2.UndefinedError if it is misspelt."""
        return _unless_slip(self, obj, attribute, super().getattr(obj, attribute))

    def getitem(self, obj: Any, argument: Any) -> Any:
        """``obj[argument]`` as a template may see it. Raises jinja2.UndefinedError if it is misspelt."""
        return _unless_slip(self, obj, argument, super().getitem(obj, argument))

    def join_path(self, template: str, parent: str) -> str:
        """The name that ``template`` has when the template ``parent`` asks for it."""
        if template.startswith(PARENT):
            return f"@{cast(Loader, self.loader).place_of(parent) + 1}/{template.removeprefix(PARENT)}"
        return template


class PlainEnvironment(ThemeEnvironment):
    """The same by Jinja's own code, where that cannot be changed: the operator ``~`` and lists are not bounded."""

    code_generator_class = CodeGenerator
    revision = f"{ThemeEnvironment.revision}-plain"


def _unless_slip(environment: ThemeEnvironment, obj: Any, name: object, found: Any) -> Any:
    """Return ``found``. Raise jinja2.UndefinedError if it is nothing because a name of ours is misspelt.

    Without this, ``is defined`` would silently be false for a misspelt name.
    """
    if not isinstance(found, jinja2.Undefined) or not isinstance(name, str):
        return found
    if slip_of(name, own_names(obj), environment.fields):
        found()
    return found


def _number_in(source: object) -> tuple[int, str]:
    """The line of the first number that is too long for Python, and words for it."""
    match = _DIGITS.search(source) if isinstance(source, str) else None
    if match is None or not isinstance(source, str):
        return 1, ""
    return source.count("\n", 0, match.start()) + 1, f"a number of {len(match[0]):,} digits is too large"


def _deepest_line(source: str) -> int:
    """The line on which most brackets and tags are open; the longest one if there are hardly any."""
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
