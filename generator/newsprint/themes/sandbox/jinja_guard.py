"""Jinja's private names that Newsprint uses, and a self-test of environments with the installed version of Jinja.

No other module uses private names of Jinja. If one of them is missing, messages have less detail and nothing breaks.
Some decide what is escaped, so each process tests its environment with hostile values before :mod:`templates` uses it.
"""

from __future__ import annotations

from types import CodeType
from typing import Any

import jinja2
from jinja2 import BytecodeCache, DictLoader, Environment, Undefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.utils import Namespace, missing
from markupsafe import Markup, escape
from msgspec import Struct

from newsprint.themes.sandbox.xml import ENDING, xml_text

BLOCK_VARIABLES, LOOP_VARIABLES = "_block_vars", "_loop_vars"
"""The arguments that Jinja adds to a call inside a block or a loop, for functions that take the context."""


class EscapingCode(CodeGenerator):
    """Writes ``environment.escaped(value)`` for a value to print, where Jinja would write ``escape(value)``.

    In a template of XML, it writes ``environment.escaped_for_xml(value)``.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            is_xml = self.name is not None and self.name.endswith(ENDING)
            self.write("environment.escaped_for_xml(" if is_xml else "environment.escaped(")


class Absence(Struct, frozen=True):
    """What Jinja knows about a missing value: the ``name`` that ``outer`` does not have, and Jinja's own hint.

    ``is_forbidden`` is true if the sandbox refused access to it.
    """

    name: Any = None
    outer: Any = missing
    hint: str = ""
    is_forbidden: bool = False


def absence_of(value: Undefined) -> Absence:
    """Return what Jinja knows about a missing value."""

    def noted(name: str, default: object) -> Any:
        # hasattr(value, name) would call the __getattr__ of Undefined, which raises.
        return getattr(value, name) if hasattr(type(value), name) else default

    exception = noted("_undefined_exception", jinja2.UndefinedError)
    return Absence(
        noted("_undefined_name", None),
        noted("_undefined_obj", missing),
        noted("_undefined_hint", None) or "",
        exception is not jinja2.UndefinedError,
    )


def code_of(macro: object) -> CodeType | None:
    """Return the compiled code of a macro; None for any other object."""
    return getattr(getattr(macro, "_func", None), "__code__", None)


def names_in(namespace: Namespace) -> list[str]:
    """Return the names that a template has set in ``namespace``."""
    return list(object.__getattribute__(namespace, "__dict__").get("_Namespace__attrs", ()))


_HARM = "<script>\"'&\x0b"
_TEMPLATES = {
    "macros": "{% macro once(x) %}<i>{{ x }}</i>{% endmacro %}",
    "page": """\
{% from "macros" import once %}{% macro here(x) %}{{ x }}{{ caller() }}{% endmacro -%}
{{ harm }}{{ data.harm }}{{ data["harm"] }}{{ harm ~ "'" }}{{ harm|upper|lower }}{{ harm if harm }}
{{ once(harm) }}{{ once(safe) }}{{ once(x=harm) }}{% call here(harm) %}{{ harm }}{% endcall %}
{% for each in [harm] %}{{ each }}{% block inner scoped %}{{ each }}{% endblock %}{% endfor %}
{% for each in [harm] %}{{ once(each) }}{% block again scoped %}{{ once(each) }}{% endblock %}{% endfor %}
{% block last %}{{ once(harm) }}{{ harm.join("x") }}{% endblock %}{% for each in "x" %}{{ harm.join(each) }}{% endfor %}
{% set made %}<b>{{ harm }}</b>{% endset %}{{ made }}{{ safe }}{{ [harm] }}{{ 1 }}{{ "%s"|safe % harm }}
{{ made ~ harm }}{{ (harm, 1) }}{{ {"x": harm} }}{% set here = namespace(harm=harm) %}{{ here.harm }}
{% autoescape false %}{{ harm }}{% endautoescape %}{% filter lower %}{{ harm }}{% endfilter %}{{ "<'"|e }}{{ "<" }}
{{ harm.__class__ is defined }}{{ data.__class__ is defined }}{{ data.clear is defined }}""",
    "page.xml": "{{ harm }}{{ safe }}{{ [harm] }}{{ 1 }}{% macro here(x) %}{{ x }}{% endmacro %}{{ here(harm) }}",
}


def works(environment_class: type[Environment], kept: BytecodeCache | None) -> bool:
    """Return whether an environment of this class escapes hostile values correctly, also the second time.

    ``kept`` is the cache of compiled templates that the environment will use; the test uses it too.
    """
    try:
        environment = environment_class(loader=DictLoader(_TEMPLATES), autoescape=True, bytecode_cache=kept)
        values = {"harm": _HARM, "safe": Markup("<u>"), "data": {"harm": _HARM}}
        pages = {"page": _expected(), "page.xml": _expected_in_xml()}
        return all(environment.get_template(name).render(values) == pages[name] for name in (*pages, "page"))
    except Exception:  # a missing name or another signature in this version of Jinja: use another environment
        return False


def _expected() -> str:
    shown = str(escape(_HARM))
    return f"""\
{shown * 3}{escape(_HARM + "'")}{shown * 2}
<i>{shown}</i><i><u></i><i>{shown}</i>{shown * 2}
{shown * 2}
<i>{shown}</i><i>{shown}</i>
<i>{shown}</i>xx
<b>{shown}</b><u>{escape([_HARM])}1{shown}
<b>{shown}</b>{shown}{escape((_HARM, 1))}{escape({"x": _HARM})}{shown}
{_HARM}{shown}{escape("<'")}&lt;
FalseFalseFalse"""


def _expected_in_xml() -> str:
    shown = xml_text(_HARM)
    return f"{shown}<u>{xml_text(str([_HARM]))}1{shown}"
